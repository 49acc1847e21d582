"""What a period asks and when: a controller adds, changes, moves and takes away sections, and gives each level its day."""

from collections.abc import Mapping, Sequence
from itertools import pairwise

from django.db.models import Max
from django.utils.translation import gettext as _

from followup.models import Assessment, DueRule, Period, PeriodSection, SectionKind, SectionReport
from followup.rules import may_steer_periods
from sala_styr.errors import EditConflict, RuleBroken
from sala_styr.history import bulk_update, recording
from sala_styr.organisation.actor import Actor
from sala_styr.organisation.models import UnitKind
from sala_styr.organisation.rules import require

LONGEST_DAYS = 60
LEVELS: tuple[str, ...] = (UnitKind.UNIT, UnitKind.SERVICE, UnitKind.DEPARTMENT, UnitKind.COMMITTEE, UnitKind.COUNCIL)
"""The lowest first: nobody is done after the one who reads them."""


def add_section(
    actor: Actor,
    period: Period,
    *,
    kind: str,
    title: str,
    instruction: str = "",
    unit_kinds: Sequence[str] = (),
    required: bool = True,
) -> PeriodSection:
    """Ask one thing more, last. Raises Refused for others than controllers, RuleBroken for a heading or a kind that is there already."""
    _require_controller(actor)
    with recording(actor, _("Lade till ett avsnitt")):
        period = Period.objects.select_for_update().get(pk=period.pk)
        last = PeriodSection.objects.filter(period=period).aggregate(last=Max("order"))["last"] or 0
        made = PeriodSection(
            period=period,
            kind=kind,
            title=title.strip(),
            instruction=instruction.strip(),
            order=last + 1,
            unit_kinds=list(unit_kinds),
            required=required,
        )
        _sound(made)
        made.save()
    return made


def change_section(
    actor: Actor,
    section: PeriodSection,
    *,
    title: str,
    instruction: str,
    unit_kinds: Sequence[str],
    required: bool,
    version: int,
) -> PeriodSection:
    """Change heading, instruction and who answers. Raises as ``add_section``, and EditConflict when somebody else has changed it meanwhile."""
    _require_controller(actor)
    with recording(actor, _("Ändrade avsnittet")):
        found = PeriodSection.objects.select_for_update().get(pk=section.pk)
        if found.version != version:
            raise EditConflict(
                _("Någon annan har ändrat avsnittet sedan du öppnade sidan. Inget av ditt har sparats ännu.")
            )
        found.title, found.instruction = title.strip(), instruction.strip()
        found.unit_kinds, found.required = list(unit_kinds), required
        _sound(found)
        found.version += 1
        found.save()
    return found


def remove_section(actor: Actor, section: PeriodSection) -> None:
    """Stop asking. Raises RuleBroken where somebody has answered: what has been said stays where it was asked for."""
    _require_controller(actor)
    with recording(actor, _("Tog bort avsnittet")):
        found = PeriodSection.objects.select_for_update().get(pk=section.pk)
        if SectionReport.objects.filter(section=found).exists() or _is_assessed(found):
            raise RuleBroken(
                _("%(section)s har redan svar och behöver stå kvar. Du kan göra det frivilligt i stället.")
                % {"section": found.title}
            )
        found.delete()


def move_section(actor: Actor, section: PeriodSection, upwards: bool) -> None:
    """Change places with the section before or after; nothing happens at the edge."""
    _require_controller(actor)
    with recording(actor, _("Flyttade avsnittet")):
        Period.objects.select_for_update().get(pk=section.period_id)
        rows = list(PeriodSection.objects.filter(period=section.period_id))
        place = next(number for number, row in enumerate(rows) if row.pk == section.pk)
        other = place + (-1 if upwards else 1)
        if 0 <= other < len(rows):
            rows[place], rows[other] = rows[other], rows[place]
            changed = [row for number, row in enumerate(rows, 1) if row.order != number]
            for number, row in enumerate(rows, 1):
                row.order = number
            bulk_update(PeriodSection, changed, ["order"])


def set_due_days(actor: Actor, period: Period, days: Mapping[str, int]) -> None:
    """How many working days before the period's day units of each kind hand in. A kind that is left out keeps what it has.

    Raises RuleBroken when a level would be done after the one that reads it, or for more days than LONGEST_DAYS.
    """
    _require_controller(actor)
    with recording(actor, _("Ändrade dagarna för varje nivå")):
        Period.objects.select_for_update().get(pk=period.pk)
        rules = {rule.unit_kind: rule for rule in DueRule.objects.filter(period=period)}
        _lowest_first({kind: rule.days_before for kind, rule in rules.items()} | dict(days))
        for kind, count in days.items():
            rule = rules.get(kind) or DueRule(period=period, unit_kind=kind)
            if rule.pk is None or rule.days_before != count:
                rule.days_before = count
                rule.save()


def _lowest_first(days: Mapping[str, int]) -> None:
    for kind, count in days.items():
        if not 0 <= count <= LONGEST_DAYS:
            raise RuleBroken(
                _("Skriv ett antal arbetsdagar mellan 0 och %(most)d.") % {"most": LONGEST_DAYS}, field=kind
            )
    said = [(kind, days[kind]) for kind in LEVELS if kind in days]
    for (lower, before), (upper, after) in pairwise(said):
        if before < after:
            words = {"lower": UnitKind(lower).label, "upper": UnitKind(upper).label}
            raise RuleBroken(
                _(
                    "Nivån %(lower)s blir klar efter nivån %(upper)s, som ska hinna läsa. Ge %(lower)s minst lika många dagar."
                )
                % words,
                field=lower,
            )


def _sound(section: PeriodSection) -> None:
    if not section.title:
        raise RuleBroken(_("Ge avsnittet en rubrik, så som ni vill fråga."), field="title")
    others = PeriodSection.objects.filter(period=section.period_id).exclude(pk=section.pk)
    if others.filter(title__iexact=section.title).exists():
        raise RuleBroken(_("Perioden har redan ett avsnitt med den rubriken."), field="title")
    if section.kind != SectionKind.QUESTION and others.filter(kind=section.kind).exists():
        raise RuleBroken(_("Perioden har redan ett avsnitt av det slaget."), field="kind")


def _is_assessed(section: PeriodSection) -> bool:
    """Has anything that the section gathers been assessed?"""
    found = Assessment.objects.filter(period=section.period_id)
    about = {
        SectionKind.MISSION: {"core_mission__isnull": False},
        SectionKind.GOALS: {"plan_item__step__is_activity": False},
        SectionKind.ACTIVITIES: {"plan_item__step__is_activity": True},
    }.get(SectionKind(section.kind))
    return about is not None and found.filter(**about).exists()


def _require_controller(actor: Actor) -> None:
    require(may_steer_periods(actor), _("Vad vi frågar och när sköts av en controller."))
