"""What a new period asks when nobody has said otherwise: Sala's sections in the order of a person's thoughts, and the days of each level."""

from typing import Any

from django.utils.translation import gettext as _

from followup.models import DueRule, Period, PeriodSection, SectionKind
from sala_styr.organisation.models import OPERATIONAL_KINDS, UnitKind

ANSWERING = sorted({*OPERATIONAL_KINDS, UnitKind.BOARD, UnitKind.COMMITTEE, UnitKind.COMPANY, UnitKind.FEDERATION})
"""Who answers in a section with words of its own: all that do something, the municipality's common accounts and the audit apart."""

CONTROLLED = sorted((UnitKind.BOARD, UnitKind.COMMITTEE, UnitKind.DEPARTMENT, UnitKind.COMPANY))

DEFAULT_DAYS: dict[str, int] = {
    UnitKind.UNIT: 10,
    UnitKind.SERVICE: 7,
    UnitKind.DEPARTMENT: 4,
    UnitKind.COMPANY: 4,
    UnitKind.FEDERATION: 4,
    UnitKind.COMMITTEE: 0,
    UnitKind.BOARD: 0,
    UnitKind.COUNCIL: 0,
}
"""Working days before the period's own day."""


def default_sections(period: Period) -> list[PeriodSection]:
    """The sections of ``period``, not saved."""
    return [PeriodSection(period=period, **fields) for fields in section_fields(period.is_full_year)]


def section_fields(is_full_year: bool) -> list[dict[str, Any]]:
    """What the sections of a period say, as plain fields. Intern kontroll is followed up when the year ends."""
    said = _words()
    kinds = [kind for kind in SectionKind if kind in said and (is_full_year or kind != SectionKind.CONTROL)]
    return [
        {
            "kind": str(kind),
            "title": said[kind][0],
            "instruction": said[kind][1],
            "order": place,
            "unit_kinds": _who(kind),
        }
        for place, kind in enumerate(kinds, 1)
    ]


def default_due_rules(period: Period) -> list[DueRule]:
    """The days of each level, not saved."""
    return [DueRule(period=period, unit_kind=kind, days_before=days) for kind, days in DEFAULT_DAYS.items()]


def _who(kind: str) -> list[str]:
    if kind == SectionKind.CONTROL:
        return [str(each) for each in CONTROLLED]
    return [str(each) for each in ANSWERING] if kind in (SectionKind.MONEY, SectionKind.LEARNT) else []


def _words() -> dict[str, tuple[str, str]]:
    return {
        SectionKind.MISSION: (
            _("Grunduppdraget"),
            _("Vad fungerar bra, och vad oroar? Hur är kvaliteten för dem ni finns till för?"),
        ),
        SectionKind.GOALS: (
            _("Mål och prioriteringar"),
            _("Är ni på väg dit ni ville? Vad ligger bakom, och vad behöver ni?"),
        ),
        SectionKind.ACTIVITIES: (
            _("Aktiviteter"),
            _("Vad har ni hunnit, och vad har det lett till? Står något stilla, vad beror det på?"),
        ),
        SectionKind.ASSIGNMENTS: (
            _("Uppdrag"),
            _("Hur långt har ni kommit med det ni har fått i uppdrag? Hinner ni återrapportera i tid?"),
        ),
        SectionKind.MONEY: (_("Ekonomin"), _("Vad beror avvikelsen på, och vad gör ni åt den?")),
        SectionKind.LEARNT: (
            _("Vad vi har lärt oss"),
            _("Vad förstår ni annorlunda nu? Vad vill ni pröva? Det här är underlaget till nästa plan."),
        ),
        SectionKind.CONTROL: (
            _("Intern kontroll"),
            _("Vad visade kontrollerna? Räcker de för att förebygga fel och oegentligheter?"),
        ),
    }
