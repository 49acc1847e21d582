"""Questions about improvements: which there are, whose they are, and what they can become in the plan."""

from collections.abc import Iterable
from datetime import date

from django.db.models import F, Q, QuerySet
from django.utils import timezone

from followup.models import Assessment, ControlResult, Dialogue, Improvement
from followup.models.improvement import CLOSED_STAGES
from followup.queries.assessments import visible_to
from followup.queries.control import readable_result
from followup.queries.dialogues import readable_dialogues
from goals.models import ItemState, Level, PlanItem
from goals.queries.choices import levels_below
from sala_styr.organisation.actor import Actor
from sala_styr.organisation.models import ELECTED, OFFICIALS, Role, Unit

OPEN, CLOSED, LATE, PLANNED = "pagar", "avslutade", "sena", "planen"


def whole_improvements(actor: Actor) -> "QuerySet[Improvement]":
    """All, for those with an appointment, with what a row says of each. Lazy."""
    found = Improvement.objects.select_related("unit", "responsible", "activity__step", "plan_item")
    return found if actor.is_known else found.none()


def found_improvements(
    actor: Actor, *, unit: Unit | None = None, state: str = "", origin: str = "", text: str = "", mine: bool = False
) -> "QuerySet[Improvement]":
    """What a list asks for, what is due first before the rest. ``unit``: it and all below. ``state``: OPEN, CLOSED, LATE, PLANNED, "" for all."""
    found = whole_improvements(actor)
    if unit is not None:
        found = found.filter(unit__tree_id=unit.tree_id, unit__lft__gte=unit.lft, unit__rght__lte=unit.rght)
    if origin:
        found = found.filter(origin=origin)
    if text:
        found = found.filter(Q(title__icontains=text) | Q(seen__icontains=text))
    if mine and actor.user is not None:
        found = found.filter(_own(actor))
    narrowed = {
        OPEN: lambda: found.exclude(stage__in=CLOSED_STAGES),
        CLOSED: lambda: found.filter(stage__in=CLOSED_STAGES),
        LATE: lambda: found.exclude(stage__in=CLOSED_STAGES).filter(due__lt=timezone.localdate()),
        PLANNED: lambda: found.filter(activity__isnull=False),
    }
    return narrowed.get(state, lambda: found)().order_by(F("due").asc(nulls_last=True), "pk")


def _own(actor: Actor) -> Q:
    return Q(responsible=actor.user) | Q(unit__in=actor.held_ids(*OFFICIALS, *ELECTED))


def open_improvements_for(actor: Actor, today: date | None = None) -> "QuerySet[Improvement]":
    """The open ones that wait for the person: by name, or the manager's own units' when nobody is named. Lazy."""
    if actor.user is None:
        return Improvement.objects.none()
    waits = Q(responsible=actor.user) | Q(responsible=None, unit__in=actor.held_ids(Role.MANAGER))
    return Improvement.objects.exclude(stage__in=CLOSED_STAGES).filter(waits).select_related("unit")


def units_with_improvements() -> list[Unit]:
    """The units that have any, in the organisation's order. One query."""
    return list(Unit.objects.filter(pk__in=Improvement.objects.order_by().values("unit")).order_by("tree_id", "lft"))


def units_to_raise_for(actor: Actor) -> "QuerySet[Unit]":
    """The units that the person may write an improvement for, in the organisation's order. Lazy."""
    units = Unit.objects.on(timezone.localdate()).order_by("tree_id", "lft")
    if actor.system:
        return units
    return units.filter(pk__in=actor.covered_ids(*OFFICIALS, Role.CONTROLLER) | actor.held_ids(*ELECTED))


def improvements_of_unit(actor: Actor, unit: Unit) -> list[Improvement]:
    """The open ones of the unit and of those below it, at most ten. One query."""
    return list(_in_short(found_improvements(actor, unit=unit, state=OPEN))[:10])


def improvements_about(actor: Actor, item: PlanItem) -> list[Improvement]:
    """Those about a part of the plan, and the one that it came from. One query."""
    found = whole_improvements(actor).filter(Q(plan_item=item) | Q(activity=item))
    return list(_in_short(found).order_by("-raised_on", "-pk"))


def _in_short(found: "QuerySet[Improvement]") -> "QuerySet[Improvement]":
    """With what a panel says of each: the unit, and nothing more."""
    return found.select_related(None).select_related("unit")


def visible_origin(
    actor: Actor, dialogue: Dialogue | None, assessment: Assessment | None, result: ControlResult | None = None
) -> bool:
    """May the person read what the improvement comes out of? Three queries at most."""
    if result is not None and readable_result(actor, result.pk) is None:
        return False
    if dialogue is not None and not readable_dialogues(actor).filter(pk=dialogue.pk).exists():
        return False
    return assessment is None or visible_to(actor).filter(pk=assessment.pk).exists()


def activity_level(parent: PlanItem, year: int) -> Level | None:
    """The level of activities that answer to ``parent`` in ``year``; None when there is none. One query."""
    return next((step for step in levels_below(parent.step, year) if step.is_activity), None)


def activity_parents(actor: Actor, unit: Unit, year: int) -> "QuerySet[PlanItem]":
    """What an activity of ``unit`` in ``year`` may answer to: of a level with activities below it, owned in the unit's own line. Lazy, with one query."""
    above = [step.parent for step in _activity_levels(year) if step.parent is not None]
    line = Q(owner__lft__lte=unit.lft, owner__rght__gte=unit.rght) | Q(
        owner__lft__gte=unit.lft, owner__rght__lte=unit.rght
    )
    return (
        PlanItem.objects.in_year(year)
        .visible_to(actor)
        .filter(line, owner__tree_id=unit.tree_id)
        .filter(step__key__in=[step.key for step in above])
        .exclude(state=ItemState.ENDED)
        .select_related("owner", "step")
        .order_by("tree_id", "lft")
    )


def _activity_levels(year: int) -> Iterable[Level]:
    return Level.objects.in_force(year).filter(is_activity=True).select_related("parent")
