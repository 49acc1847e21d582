"""God ekonomisk hushållning of a year: financial and operational goals side by side, counted and never averaged (KL 11:1, 11:6, 12:2)."""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from budget.queries.ratios import KINDS, Ratio, RatioColumn, ratio_columns
from followup.models import JointJudgement, Period, StewardshipGoal, StewardshipKind
from followup.queries.assessments import closing_period, count_statuses, latest_published
from followup.queries.judgement import joint_judgement
from followup.queries.looks import AssessmentRow, StateLook, not_reported, row_of, scale_looks
from followup.queries.periods import period_in_view, periods_of
from goals.queries.scales import Scales, scales_of
from sala_styr.decisions.models import Year, YearState


@dataclass(frozen=True, slots=True)
class Measured:
    """What the ratio of a financial goal is: of the budget, and of the actuals so far."""

    kind: str
    budget: Ratio
    actual: Ratio

    @property
    def value(self) -> Decimal | None:
        return self.actual.value


@dataclass(frozen=True)
class GoalRow:
    """A goal, what it is measured to, and what a person has said of it. ``proposed``: does the measure reach the goal? None where there is none."""

    goal: StewardshipGoal
    said: AssessmentRow
    measured: Measured | None = None

    @property
    def proposed(self) -> bool | None:
        if self.measured is None or self.measured.value is None:
            return None
        return self.goal.is_met_by(self.measured.value)


@dataclass(frozen=True)
class GoalGroup:
    """The goals of one kind, and how many ended how: (look, how many) in the scale's order, what nobody has reported last."""

    kind: StewardshipKind
    rows: tuple[GoalRow, ...]
    counts: tuple[tuple[StateLook, int], ...]

    @property
    def judged(self) -> int:
        """How many somebody has said something of."""
        return sum(row.said.is_reported for row in self.rows)


@dataclass(frozen=True)
class Stewardship:
    """The year's goals of both kinds, and the joint judgement if it is written. ``full_year``: is it the whole year that is judged by now?"""

    year: int
    full_year: bool
    is_closed: bool
    groups: tuple[GoalGroup, ...]
    judgement: JointJudgement | None

    @property
    def goals(self) -> int:
        return sum(len(group.rows) for group in self.groups)

    def of(self, kind: str) -> GoalGroup:
        """The goals of one kind."""
        return next(group for group in self.groups if group.kind == kind)


def stewardship(year: int) -> Stewardship:
    """The page's figures. The same number of queries whatever the number of goals; a few more where a goal has a ratio."""
    goals = list(goals_of(year))
    period = period_in_view(periods_of(year)) or closing_period(year)
    said = latest_published(year)
    columns = ratio_columns(year) if any(goal.ratio for goal in goals) else ()
    scales = scales_of(year)
    full_year = period is None or period.is_full_year
    rows = [GoalRow(goal, _said(goal, said, scales, full_year), _measured(goal, columns)) for goal in goals]
    looks = scale_looks(period or Period(kind="full_year"), scales)
    return Stewardship(
        year=year,
        full_year=full_year,
        is_closed=Year.objects.filter(year=year, state=YearState.CLOSED).exists(),
        groups=tuple(_group(kind, rows, scales, looks) for kind in StewardshipKind),
        judgement=joint_judgement(year),
    )


def goals_of(year: int) -> "Iterable[StewardshipGoal]":
    """The goals of a year with plan item and decision. One query."""
    found = StewardshipGoal.objects.filter(year=year).order_by("kind", "pk")
    return found.select_related("plan_item__step", "decision__body", "judged_by")


def ratio_label(key: str) -> str:
    """What a ratio is called."""
    return next((str(kind.label) for kind in KINDS if kind.key == key), key)


def _said(goal: StewardshipGoal, said: dict[int, AssessmentRow], scales: Scales, full_year: bool) -> AssessmentRow:
    if goal.plan_item_id is not None:
        return said.get(goal.plan_item_id) or not_reported()
    if not goal.status:
        return not_reported()
    by = str(goal.judged_by) if goal.judged_by else ""
    return row_of(
        scales,
        goal.status,
        "",
        full_year=full_year,
        comment=goal.comment,
        written_at=goal.judged_at,
        written_by=by,
    )


def _measured(goal: StewardshipGoal, columns: Iterable[RatioColumn]) -> Measured | None:
    if not goal.ratio:
        return None
    budget, actual, *_rest = columns
    return Measured(goal.ratio, budget.ratios[goal.ratio], actual.ratios[goal.ratio])


def _group(kind: StewardshipKind, rows: list[GoalRow], scales: Scales, looks: list[StateLook]) -> GoalGroup:
    mine = tuple(row for row in rows if row.goal.kind == kind)
    said = {row.goal.pk: row.said for row in mine}
    counts = count_statuses(said, said, scales.status.keys)
    return GoalGroup(kind, mine, tuple((look, counts.get(look.state, 0)) for look in looks))
