"""Questions about internal control: whose plans there are, a plan's risks and controls with what was found, and where risks stand in the matrix."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date

from django.db.models import Count, Q, QuerySet

from followup.models.control import (
    ControlActivity,
    ControlMeasure,
    ControlResult,
    InternalControlPlan,
    Risk,
    RiskMatrix,
)
from followup.queries.places import all_places
from followup.rules import control as rules
from sala_styr.organisation.actor import Actor
from sala_styr.organisation.models import Unit


def matrix_now() -> RiskMatrix | None:
    """The matrix that new plans get: the newest. One query."""
    return RiskMatrix.objects.order_by("-pk").first()


def planning_bodies(year: int) -> "QuerySet[Unit]":
    """The bodies that answer for internal control in ``year``. Lazy."""
    return Unit.objects.in_year(year).filter(kind__in=rules.PLANNING_KINDS).order_by("tree_id", "lft")


def units_of_body(body: Unit, year: int) -> "QuerySet[Unit]":
    """The body and all below it in ``year``: where its risks may lie. Lazy."""
    below = Unit.objects.in_year(year).filter(tree_id=body.tree_id, lft__gte=body.lft, rght__lte=body.rght)
    return below.order_by("tree_id", "lft")


@dataclass(frozen=True)
class BodyPlans:
    """A body with the versions that the person may read, and whether the person may begin one."""

    body: Unit
    plans: tuple[InternalControlPlan, ...]
    may_begin: bool

    @property
    def in_force(self) -> InternalControlPlan | None:
        """The newest decided."""
        return next((plan for plan in reversed(self.plans) if plan.is_decided), None)


def plans_of_year(actor: Actor, year: int) -> list[BodyPlans]:
    """Each body with its plans. A draft that one may not read hinders nobody from seeing that one may not begin another. Three queries."""
    places = all_places()
    plans: dict[int, list[InternalControlPlan]] = {}
    for plan in (
        InternalControlPlan.objects.filter(year=year).select_related("body", "decision__body").order_by("number")
    ):
        if rules.may_read_control_plan(actor, plan, places[plan.body_id]):
            plans.setdefault(plan.body_id, []).append(plan)
    return [
        BodyPlans(
            body,
            tuple(plans.get(body.pk, ())),
            rules.may_write_control_plan(actor, places[body.pk])
            and all(plan.is_decided for plan in plans.get(body.pk, ())),
        )
        for body in planning_bodies(year)
    ]


def versions_of(actor: Actor, plan: InternalControlPlan) -> list[InternalControlPlan]:
    """All versions of the plan's body and year that the person may read, the first first. Two queries."""
    found = InternalControlPlan.objects.filter(body=plan.body_id, year=plan.year).select_related(
        "body", "decision__body"
    )
    place = all_places()[plan.body_id]
    return [each for each in found.order_by("number") if rules.may_read_control_plan(actor, each, place)]


@dataclass(frozen=True)
class ActivityRow:
    """A control with what was found by it, in this and earlier versions of the plan, and the days it was to be done."""

    activity: ControlActivity
    results: tuple[ControlResult, ...]
    days: tuple[date, ...]

    @property
    def next_day(self) -> date | None:
        """By when it is to be done next; None when it has been done as often as the plan says."""
        return self.days[len(self.results)] if len(self.results) < len(self.days) else None

    def is_late(self, today: date) -> bool:
        """Has a day passed without it being reported?"""
        return self.next_day is not None and self.next_day < today


@dataclass(frozen=True)
class RiskRow:
    """A risk with its number in the plan, its level and its controls."""

    number: int
    risk: Risk
    level: str
    activities: tuple[ActivityRow, ...] = field(default=())


def risk_rows(plan: InternalControlPlan) -> list[RiskRow]:
    """The plan's risks by unit as the organisation is ordered, within a unit the highest first. Five queries."""
    risks = list(plan.risks.select_related("unit"))
    risks.sort(key=lambda risk: (risk.unit.tree_id, risk.unit.lft, -risk.value, risk.pk))
    activities: dict[int, list[ActivityRow]] = {}
    for row in activity_rows(ControlActivity.objects.filter(risk__plan=plan).select_related("responsible"), plan.year):
        activities.setdefault(row.activity.risk_id, []).append(row)
    return [
        RiskRow(number, risk, plan.matrix.level(risk.value), tuple(activities.get(risk.pk, ())))
        for number, risk in enumerate(risks, 1)
    ]


def activity_rows(activities: Iterable[ControlActivity], year: int) -> list[ActivityRow]:
    """Each control with all that was found by it, whichever version of the plan it was done under. Four queries."""
    found = list(activities)
    results = results_by_line([each.line for each in found])
    return [ActivityRow(each, tuple(results.get(each.line, ())), tuple(each.days(year))) for each in found]


def results_by_line(lines: Sequence[int]) -> dict[int, list[ControlResult]]:
    """What was found by each control and its copies, the earliest first, with measures and improvements. Three queries."""
    results = (
        ControlResult.objects.filter(Q(activity__in=lines) | Q(activity__first__in=lines))
        .select_related("activity", "by")
        .prefetch_related("measures__responsible", "improvements")
        .order_by("day", "pk")
    )
    found: dict[int, list[ControlResult]] = {}
    for result in results:
        found.setdefault(result.activity.line, []).append(result)
    return found


@dataclass(frozen=True)
class MatrixCell:
    """A square of the matrix: its value, how high that is, the risks there by their number in the list, and how many they are."""

    value: int
    level: str
    numbers: tuple[int, ...] = ()
    count: int = 0


def matrix_rows(matrix: RiskMatrix, rows: Iterable[RiskRow] = ()) -> list[tuple[str, list[MatrixCell]]]:
    """The matrix with the risks in it, the highest likelihood first. No query."""
    places: dict[tuple[int, int], list[int]] = {}
    for row in rows:
        places.setdefault((row.risk.likelihood, row.risk.consequence), []).append(row.number)
    return _drawn(matrix, {place: (tuple(numbers), len(numbers)) for place, numbers in places.items()})


def matrix_counts(matrix: RiskMatrix, year: int) -> list[tuple[str, list[MatrixCell]]]:
    """The matrix with how many risks stand in each square, in the year's plans in force that are valued by it. One query."""
    plans = InternalControlPlan.objects.in_force().filter(year=year, matrix=matrix)
    counted = (
        Risk.objects.filter(plan__in=plans).order_by().values_list("likelihood", "consequence").annotate(Count("pk"))
    )
    return _drawn(matrix, {(up, right): ((), count) for up, right, count in counted})


def _drawn(
    matrix: RiskMatrix, places: dict[tuple[int, int], tuple[tuple[int, ...], int]]
) -> list[tuple[str, list[MatrixCell]]]:
    return [
        (
            matrix.likelihoods[up - 1],
            [
                MatrixCell(up * right, matrix.level(up * right), *places.get((up, right), ((), 0)))
                for right in range(1, len(matrix.consequences) + 1)
            ],
        )
        for up in range(len(matrix.likelihoods), 0, -1)
    ]


def whole_activities() -> "QuerySet[ControlActivity]":
    """Controls with their risk, its unit and plan. Lazy."""
    return ControlActivity.objects.select_related(
        "responsible", "risk__unit", "risk__plan__body__parent", "risk__plan__matrix", "risk__plan__decision"
    )


def whole_measures() -> "QuerySet[ControlMeasure]":
    """Measures with what they come out of. Lazy."""
    return ControlMeasure.objects.select_related("responsible", "result__activity__risk__plan__body__parent")


def readable_result(actor: Actor, pk: int) -> ControlResult | None:
    """A result, for those with an appointment: its plan is decided. One query."""
    if not actor.is_known:
        return None
    return (
        ControlResult.objects.select_related("activity__risk__plan__body", "activity__risk__unit").filter(pk=pk).first()
    )
