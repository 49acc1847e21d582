"""Answering in a section: writing, "inget att rapportera", handing in, sending back with a word, approving.

What a section gathers is answered thing by thing (``actions.assessments``); here such a section can only be said to hold nothing.
"""

from typing import Any

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from followup import rules
from followup.models import (
    EDITABLE_STATES,
    AssessmentState,
    Period,
    PeriodSection,
    SectionKind,
    SectionReport,
    UnitReflection,
)
from followup.queries.places import place_of
from followup.queries.sections import cells_of
from sala_styr.errors import EditConflict, RuleBroken
from sala_styr.history import recording
from sala_styr.organisation.actor import Actor
from sala_styr.organisation.models import Unit
from sala_styr.organisation.rules import require, require_own_hand

REFLECTION_FIELDS: dict[str, str] = {SectionKind.MONEY: "money", SectionKind.LEARNT: "learnt"}
"""The sections whose words are the unit's reflection's, and the field there."""


def save_section(
    actor: Actor, section: PeriodSection, unit: Unit, *, text: str = "", nothing: str = "", version: int = 0
) -> SectionReport | None:
    """Save what ``unit`` answers: a ``text``, or ``nothing``: why there is nothing to report. ``version`` is the one the person saw, 0 for none.

    None when nothing was and nothing is said. Raises Refused for others than the writers; RuleBroken for a closed period, a unit that is not
    asked, both text and nothing, an answer already handed in, or "nothing" where things in the section are assessed; EditConflict when
    somebody else has saved meanwhile.
    """
    place = place_of(unit)
    require(
        rules.may_write_section(actor, place),
        _("Det här skrivs av chefer och medarbetare i %(unit)s.") % {"unit": unit.name},
    )
    _open(section.period)
    # Spaces at the end stay: a page that saves itself is in the middle of a sentence.
    text, nothing = (said if said.strip() else "" for said in (text, nothing))
    if section.is_gathered:
        text = ""
    if text and nothing:
        raise RuleBroken(
            _("Skriv antingen ett svar eller varför det inte finns något att rapportera."), field="nothing"
        )
    with recording(actor, _("Skrev i avsnittet")):
        found = _locked(section, unit)
        if found is None and not text and not nothing:
            return None
        _same_version(found, version)
        if found is not None and found.state not in EDITABLE_STATES:
            raise RuleBroken(
                _("Avsnittet är inlämnat. Be den som läser det att lämna tillbaka det om du behöver ändra.")
            )
        _is_asked(section, unit, nothing)
        _save_words(actor, section, unit, text)
        kept = "" if section.kind in REFLECTION_FIELDS else text
        return _write(actor, section, unit, found, {"text": kept, "nothing": bool(nothing), "nothing_reason": nothing})


def submit_section(actor: Actor, report: SectionReport, version: int) -> SectionReport:
    """Hand it in to the level above. Raises Refused for staff and others, RuleBroken when it is not a draft or says nothing."""
    unit = report.unit
    require(
        rules.may_submit_section(actor, place_of(unit)),
        _("Avsnittet lämnas in av chefen för %(unit)s. Ditt utkast är sparat.") % {"unit": unit.name},
    )
    _open(report.section.period)
    with recording(actor, _("Lämnade in avsnittet")):
        found = _lock(report, version, EDITABLE_STATES, _("Avsnittet är redan inlämnat."))
        if not found.nothing and not words_of(found):
            raise RuleBroken(_("Skriv något, eller säg varför det inte finns något att rapportera."), field="text")
        found.written_by, found.in_place_of = actor.user, actor.in_place_of
        return _move(found, AssessmentState.SUBMITTED)


def return_section(actor: Actor, report: SectionReport, because: str, version: int) -> SectionReport:
    """Send it back with a word. Raises Refused for others than the level above, RuleBroken without a word or when it is not handed in."""
    _require_judge(actor, report.unit)
    _open(report.section.period)
    if not because.strip():
        raise RuleBroken(_("Skriv vad som behöver kompletteras."), field="because")
    states = frozenset({AssessmentState.SUBMITTED, AssessmentState.APPROVED})
    with recording(actor, _("Lämnade tillbaka avsnittet")):
        found = _lock(report, version, states, _("Avsnittet är inte inlämnat."))
        found.returned_because = because.strip()
        return _move(found, AssessmentState.RETURNED)


def approve_section(actor: Actor, report: SectionReport, version: int) -> SectionReport:
    """The level above has read it. Raises as ``return_section``."""
    require_own_hand(actor)
    _require_judge(actor, report.unit)
    _open(report.section.period)
    with recording(actor, _("Godkände avsnittet")):
        found = _lock(report, version, frozenset({AssessmentState.SUBMITTED}), _("Avsnittet är inte inlämnat."))
        return _move(found, AssessmentState.APPROVED)


def words_of(report: SectionReport) -> str:
    """The words of an answer, wherever they are kept. One query where they are the reflection's."""
    field = REFLECTION_FIELDS.get(report.section.kind)
    if field is None:
        return report.text
    found = UnitReflection.objects.filter(period_id=report.section.period_id, unit_id=report.unit_id)
    return str(found.values_list(field, flat=True).first() or "")


def _is_asked(section: PeriodSection, unit: Unit, nothing: str) -> None:
    cell = cells_of(section.period, unit).get(section.pk)
    if cell is None:
        raise RuleBroken(
            _("%(unit)s svarar inte i avsnittet %(section)s.") % {"unit": unit.name, "section": section.title}
        )
    if nothing and section.is_gathered and not cell.nothing and cell.state:
        raise RuleBroken(
            _("Något i avsnittet är redan bedömt. Bedöm det som är kvar, eller töm utkasten först."), field="nothing"
        )


def _save_words(actor: Actor, section: PeriodSection, unit: Unit, text: str) -> None:
    """Keep the words of money and of what was learnt in the unit's reflection. The section's report, which is locked, guards them."""
    field = REFLECTION_FIELDS.get(section.kind)
    if field is None:
        return
    found, made = UnitReflection.objects.select_for_update().get_or_create(
        period=section.period, unit=unit, defaults={field: text, "written_by": actor.user}
    )
    if not made and getattr(found, field) != text:
        setattr(found, field, text)
        found.written_by = actor.user
        found.version += 1
        found.save()


def _write(
    actor: Actor, section: PeriodSection, unit: Unit, found: SectionReport | None, fields: dict[str, Any]
) -> SectionReport:
    who = {"written_by": actor.user, "in_place_of": actor.in_place_of}
    if found is None:
        try:
            with transaction.atomic():
                return SectionReport.objects.create(section=section, unit=unit, **fields, **who)
        except IntegrityError as error:
            raise EditConflict(_("Någon annan började skriva i samma avsnitt samtidigt.")) from error
    for name, value in {**fields, **who}.items():
        setattr(found, name, value)
    found.version += 1
    found.save()
    return found


def _locked(section: PeriodSection, unit: Unit) -> SectionReport | None:
    return SectionReport.objects.select_for_update().filter(section=section, unit=unit).first()


def _lock(report: SectionReport, version: int, states: frozenset[AssessmentState], otherwise: str) -> SectionReport:
    found = SectionReport.objects.select_for_update(of=("self",)).select_related("section").get(pk=report.pk)
    _same_version(found, version)
    if found.state not in states:
        raise RuleBroken(otherwise)
    return found


def _move(found: SectionReport, state: AssessmentState) -> SectionReport:
    found.state = state
    found.version += 1
    found.save()
    return found


def _same_version(found: SectionReport | None, version: int) -> None:
    if (found.version if found else 0) != version:
        raise EditConflict(
            _("Någon annan har ändrat avsnittet sedan du öppnade sidan. Inget av ditt har sparats ännu.")
        )


def _open(period: Period) -> None:
    if not period.is_open:
        raise RuleBroken(
            _("Uppföljningen %(period)s är stängd. En controller kan öppna den igen.") % {"period": period}
        )


def _require_judge(actor: Actor, unit: Unit) -> None:
    place = place_of(unit)
    require(
        rules.may_judge_section(actor, place),
        _("Avsnittet godkänns av förtroendevalda i %(unit)s.") % {"unit": unit.name}
        if place.is_political
        else _("Avsnittet godkänns av nivån över %(unit)s.") % {"unit": unit.name},
    )
