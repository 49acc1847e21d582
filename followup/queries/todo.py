"""What waits for a person, as rows that are light enough for five hundred of them: the right stands in each query."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Any

from django.db.models import Count, Exists, OuterRef, Q, QuerySet
from django.db.models.functions import Coalesce

from budget.models import DetailLine, Forecast
from followup.models import Assessment, AssessmentState, Dialogue, DialogueState, Period
from followup.queries.assessable import items_in
from followup.queries.dialogues import coming, waiting
from followup.queries.packs import ASKED_BEFORE
from followup.queries.periods import periods_to_write
from followup.queries.places import all_places
from goals.models import (
    OFFICIAL_KINDS,
    ActivityStatus,
    Assignment,
    AssignmentReceiver,
    AssignmentState,
    CoreMission,
    ItemState,
    PlanItem,
)
from sala_styr.organisation.actor import Actor
from sala_styr.organisation.models import OFFICIALS, Role, Unit, UnitKind

MOST_PERIODS = 2
"""So many periods' assessments are asked for at once; a third waits until the first is closed."""
HANDED_IN = (AssessmentState.SUBMITTED, AssessmentState.APPROVED)
FINISHED = (ActivityStatus.DONE, ActivityStatus.CANCELLED)
ENDS_SOON = timedelta(days=7)
PREPARED_FROM = timedelta(days=21)


@dataclass(frozen=True, slots=True)
class ToAssess:
    """A thing that is to be assessed in ``period``. ``because``: the word it came back with, "" when it did not."""

    period: Period
    key: str
    title: str
    level: str
    unit: str
    is_mission: bool
    because: str


def things_to_assess(actor: Actor, today: date) -> list[ToAssess]:
    """What the person is to assess and has not handed in, period by period, what came back first. Three queries a period, at most two periods, and two."""
    periods = periods_to_write(today)[:MOST_PERIODS]
    if not periods:
        return []
    leads = units_to_assess(actor)
    drafts = actor.held_ids(Role.STAFF) - leads
    return [row for period in periods for row in _of_period(period, leads, drafts)]


def units_to_assess(actor: Actor) -> frozenset[int]:
    """The units whose assessments the person hands in: the own ones, the political bodies right above, and for a controller the council. One query."""
    led = actor.held_ids(Role.MANAGER)
    places = all_places()
    bodies = {places[pk].parent_id for pk in led}
    above = {pk for pk in bodies if pk is not None and places[pk].is_political}
    if actor.has(Role.CONTROLLER):
        above |= {pk for pk, place in places.items() if place.kind == UnitKind.COUNCIL}
    return led | above


def _of_period(period: Period, leads: frozenset[int], drafts: frozenset[int]) -> list[ToAssess]:
    """Staff only draft: what they have written is the manager's to hand in, until it comes back."""
    things = _things_of(period, leads | drafts)
    done, why = _said_of(period, leads | drafts, drafts) if things else (set(), {})
    left = [replace(row, because=why.get(row.key, "")) for row in things if row.key not in done]
    return sorted(left, key=lambda row: not row.because)


def _things_of(period: Period, units: Iterable[int]) -> list[ToAssess]:
    """All that the units assess in the period, whoever has said what. Two queries."""
    missions = CoreMission.objects.filter(unit_id__in=units).order_by("unit__tree_id", "unit__lft")
    items = items_in(period, units).order_by("step__order", "tree_id", "lft")
    rows = [
        ToAssess(period, f"uppdrag-{pk}", unit, "", unit, True, "")
        for pk, unit in missions.values_list("pk", "unit__name")
    ]
    rows += [
        ToAssess(period, f"del-{pk}", title, level, unit, False, "")
        for pk, title, level, unit in items.values_list("pk", "title", "step__singular", "owner__name")
    ]
    return rows


def _said_of(period: Period, units: Iterable[int], drafts: frozenset[int]) -> tuple[set[str], dict[str, str]]:
    """Of which of the units' things nothing more is asked, and the words with which others came back, by the things' keys. One query."""
    ids = list(units)
    said = Assessment.objects.filter(Q(plan_item__owner_id__in=ids) | Q(core_mission__unit_id__in=ids), period=period)
    things = ("plan_item_id", "core_mission_id", "plan_item__owner_id", "core_mission__unit_id")
    done: set[str] = set()
    why: dict[str, str] = {}
    for item, mission, owner, unit, state, status, word in said.values_list(
        *things, "state", "status", "returned_because"
    ):
        key = f"uppdrag-{mission}" if item is None else f"del-{item}"
        drafted = state == AssessmentState.DRAFT and status != "" and (owner or unit) in drafts
        if state in HANDED_IN or drafted:
            done.add(key)
        elif state == AssessmentState.RETURNED:
            why[key] = word
    return done, why


@dataclass(frozen=True, slots=True)
class ToJudge:
    """What one unit has handed in in one period and the person is to read."""

    period_id: int
    period: str
    year: int
    due: date
    unit_id: int
    unit: str
    count: int


def assessments_to_judge(actor: Actor, today: date | None = None) -> "QuerySet[Assessment]":
    """What waits for the person to be approved: as a chair, of the body's own goals and the operations right below; as a manager, of those. Lazy.

    The same as ``rules.may_judge_assessment`` for a whole table, though of the elected only the chair is asked: the others read when they like.
    """
    bodies, led = actor.held_ids(Role.CHAIR), actor.held_ids(Role.MANAGER)
    if not (bodies or led):
        return Assessment.objects.none()
    official = Q(plan_item__step__owner_kind__in=OFFICIAL_KINDS)
    above = bodies | led
    operation = official & Q(plan_item__owner__parent_id__in=above)
    own = ~official & Q(plan_item__owner_id__in=bodies)
    named = operation | own if bodies else operation
    submitted = Q(state=AssessmentState.SUBMITTED, period__is_open=True)
    return Assessment.objects.filter(submitted, named | Q(core_mission__unit__parent_id__in=above))


def units_to_judge(actor: Actor) -> list[ToJudge]:
    """The units that have handed in what the person is to approve, a row for each unit and period. One query."""
    named = assessments_to_judge(actor).annotate(
        unit=Coalesce("plan_item__owner_id", "core_mission__unit_id"),
        unit_name=Coalesce("plan_item__owner__name", "core_mission__unit__name"),
    )
    columns = ("period_id", "period__name", "period__year", "period__due", "unit", "unit_name")
    rows = named.order_by("period__due", "period_id", "unit").values_list(*columns)
    return [ToJudge(*row) for row in rows.annotate(Count("pk"))]


def open_dialogues(actor: Actor, today: date) -> "QuerySet[Dialogue]":
    """The dialogues that may ask something of who leads one of their sides: not confirmed by both, and soon or held. Lazy."""
    leads = actor.held_ids(Role.CHAIR, Role.MANAGER)
    mine = Q(upper_id__in=leads) | Q(lower_id__in=leads)
    near = Q(day__lte=today + ASKED_BEFORE) | Q(state=DialogueState.HELD)
    return Dialogue.objects.filter(mine, near, ~Q(state=DialogueState.CONFIRMED))


def dialogues_to_confirm(actor: Actor, today: date) -> "QuerySet[Dialogue]":
    """Those whose day has been, and that the person may confirm for a side that has not; one cannot confirm for both. Lazy."""
    leads = actor.held_ids(Role.CHAIR, Role.MANAGER)
    upper = Q(upper_id__in=leads, upper_confirmed_at=None) & ~_confirmed_by(actor, "lower")
    lower = Q(lower_id__in=leads, lower_confirmed_at=None) & ~_confirmed_by(actor, "upper")
    return waiting(Dialogue.objects.filter(upper | lower), today).select_related("upper", "lower")


def _confirmed_by(actor: Actor, side: str) -> Q:
    return Q(**{f"{side}_confirmed_by_id__isnull": False, f"{side}_confirmed_by": actor.user})


def dialogues_to_prepare(actor: Actor, today: date) -> "QuerySet[Dialogue]":
    """The dialogues of the next three weeks where the person's side has not written its picture. Lazy."""
    leads = actor.held_ids(Role.CHAIR, Role.MANAGER)
    empty = Q(upper_id__in=leads, upper_picture="") | Q(lower_id__in=leads, lower_picture="")
    soon = Dialogue.objects.filter(empty, day__lte=today + PREPARED_FROM)
    return coming(soon, today).select_related("upper", "lower")


def assignments_to_answer(actor: Actor, today: date | None = None) -> "QuerySet[AssignmentReceiver]":
    """The parts of uppdrag that wait for a body one chairs, a unit one leads, or oneself by name. Lazy."""
    waits = AssignmentReceiver.objects.filter(
        Q(unit__in=actor.held_ids(Role.CHAIR, Role.MANAGER)) | Q(responsible=actor.user), assignment__closed_on=None
    ).exclude(state=AssignmentState.REPORTED)
    return waits.select_related("assignment__giver", "unit", "via").order_by("assignment__due", "pk")


def assignments_to_close(actor: Actor, today: date | None = None) -> "QuerySet[Assignment]":
    """Uppdrag that everybody has reported to a body one chairs. Lazy."""
    chaired = actor.held_ids(Role.CHAIR)
    if not chaired:
        return Assignment.objects.none()
    return Assignment.objects.waiting().filter(giver__in=chaired).order_by("due", "pk")


def activities_near_their_end(actor: Actor, today: date) -> "QuerySet[PlanItem]":
    """Activities that should be done within a week or already, and are not: one's own by name, or of a unit one leads and nobody's. Lazy."""
    named = Q(responsible=actor.user, owner_id__in=actor.covered_ids(*OFFICIALS))
    nobodys = Q(responsible=None, owner_id__in=actor.held_ids(Role.MANAGER))
    going_on = Q(step__is_activity=True, state=ItemState.ACTIVE) & ~Q(activity_status__in=FINISHED)
    ends_soon = Q(end_date__lte=today + ENDS_SOON, last_year__gte=today.year - 1)
    found = PlanItem.objects.filter(going_on, ends_soon, named | nobodys)
    return found.select_related("owner").order_by("end_date", "pk")


@dataclass(frozen=True, slots=True)
class ToForecast:
    """A unit that has a budget and no forecast as late as the period's last month."""

    unit: Unit
    period: Period


def forecasts_to_give(actor: Actor, today: date) -> list[ToForecast]:
    """The forecasts that the open interim periods ask for. A query a period, at most two, and one."""
    led = actor.held_ids(Role.MANAGER)
    if not led:
        return []
    asked = [period for period in periods_to_write(today)[:MOST_PERIODS] if not period.is_full_year]
    return [ToForecast(unit, period) for period in asked for unit in _without_forecast(period, led)]


def _without_forecast(period: Period, led: Iterable[int]) -> "QuerySet[Unit]":
    of_unit: dict[str, Any] = {"unit": OuterRef("pk"), "year": period.year}
    given = Forecast.objects.filter(**of_unit, month__gte=period.last_day.month)
    budgeted = DetailLine.objects.filter(**of_unit)
    return Unit.objects.filter(Exists(budgeted), ~Exists(given), pk__in=led).order_by("tree_id", "lft")
