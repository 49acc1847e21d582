"""What a politician's first page asks: our goals, how it goes, what it costs, when we last talked, what has changed."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.db.models import Count, Q
from django.db.models.functions import Coalesce
from django.utils import timezone

from budget.queries import kronor_by_item
from followup.models import Assessment, AssessmentState
from followup.queries.assessments import latest_assessments
from followup.queries.dialogues import last_talks
from followup.queries.looks import AssessmentRow, not_reported
from goals.models import ANSWERING_KINDS, OFFICIAL_KINDS, OwnerKind, PlanItem, Track
from goals.queries import PlanRow, plan_rows
from sala_styr.decisions.models import Decision
from sala_styr.history.telling import Change, headline
from sala_styr.organisation.actor import Actor
from sala_styr.organisation.models import ELECTED, Unit

SINCE = timedelta(days=30)
LONG_AGO = timedelta(days=120)
"""A body that has not decided anything for so long has hardly met, or nobody has entered it: the news are then those of a month."""
MOST_CHANGES = 8


@dataclass(frozen=True, slots=True)
class GoalRow:
    """A goal as the first page shows it. ``amount``: öre in report sign for its whole branch; ``talked_with``: the other party's name."""

    pk: int
    title: str
    shown: AssessmentRow
    amount: int | None
    talked_on: date | None
    talked_with: str


@dataclass(frozen=True)
class GoalGroup:
    """The goals that one body owns, under the level's name."""

    owner: str
    rows: tuple[GoalRow, ...]


@dataclass(frozen=True)
class OurGoals:
    """The vision, and the goals of kommunfullmäktige and of the person's own bodies. ``period`` is the one most of them were last assessed in."""

    vision: str
    groups: tuple[GoalGroup, ...]
    period: str


def our_goals(actor: Actor, year: int) -> OurGoals:
    """What the politician's table shows. Eight queries, a few more where the plan has been revised."""
    plan = plan_rows(actor, year)
    said, money = latest_assessments(actor, year), kronor_by_item(year)
    talks = _Talks(plan)
    own = actor.held_ids(*ELECTED)
    groups: dict[int, list[PlanRow]] = {}
    for row in plan:
        if row.track != Track.PRIORITIES and row.followed_up and _is_ours(row, own):
            groups.setdefault(row.owner_id, []).append(row)
    told = {owner_id: tuple(_goal_row(row, said, money, talks) for row in rows) for owner_id, rows in groups.items()}
    periods = Counter(row.shown.period for rows in told.values() for row in rows if row.shown.is_reported)
    return OurGoals(
        vision=next((row.title for row in plan if _is_vision(row)), ""),
        groups=tuple(GoalGroup(talks.units[owner_id].name, rows) for owner_id, rows in told.items()),
        period=periods.most_common(1)[0][0] if periods else "",
    )


def _is_vision(row: PlanRow) -> bool:
    return not row.followed_up and row.owner_kind == OwnerKind.COUNCIL and row.track == Track.GOALS


def _is_ours(row: PlanRow, own: frozenset[int]) -> bool:
    if row.owner_kind == OwnerKind.COUNCIL:
        return True
    return row.owner_kind in ANSWERING_KINDS and row.owner_id in own


def _goal_row(row: PlanRow, said: Mapping[int, AssessmentRow], money: Mapping[int, Any], talks: "_Talks") -> GoalRow:
    branch = money.get(row.pk)
    day, whom = talks.about(row)
    return GoalRow(
        row.pk, row.title, said.get(row.pk) or not_reported(), branch.whole_branch if branch else None, day, whom
    )


class _Talks:
    """When the owner of a goal last talked with somebody who answers to it. Two queries."""

    def __init__(self, plan: Sequence[PlanRow]) -> None:
        self.talks = last_talks()
        self.units = {unit.pk: unit for unit in Unit.objects.only("pk", "name", "short_name").order_by()}
        self.owners_below: dict[int, set[int]] = {}
        parents = {row.pk: row.parent_id for row in plan}
        for row in plan:
            above = row.parent_id
            while above is not None:
                self.owners_below.setdefault(above, set()).add(row.owner_id)
                above = parents[above]

    def about(self, row: PlanRow) -> tuple[date | None, str]:
        """Day and the other party's name of the newest such talk."""
        answering = self.owners_below.get(row.pk, set()) - {row.owner_id}
        found = [
            (day, lower)
            for upper, lower, day in self.talks
            if upper == row.owner_id and (row.owner_kind in ANSWERING_KINDS or lower in answering)
        ]
        if not found:
            return None, ""
        day, whom = max(found)
        return day, self.units[whom].label


@dataclass(frozen=True, slots=True)
class ToRead:
    """What one unit has handed in in one period and the elected are to read."""

    period_id: int
    period: str
    unit_id: int
    unit: str
    count: int


def waiting_for_body(actor: Actor) -> list[ToRead]:
    """What waits to be read by the elected: of their bodies' own goals, and of the operations right below. One query.

    The same as ``rules.may_judge_assessment``, for a whole table.
    """
    bodies = actor.held_ids(*ELECTED)
    operation = Q(plan_item__step__owner_kind__in=OFFICIAL_KINDS, plan_item__owner__parent_id__in=bodies)
    own = ~Q(plan_item__step__owner_kind__in=OFFICIAL_KINDS) & Q(plan_item__owner_id__in=bodies)
    submitted = Assessment.objects.filter(state=AssessmentState.SUBMITTED, period__is_open=True)
    found = submitted.filter(own | operation | Q(core_mission__unit__parent_id__in=bodies))
    named = found.annotate(
        unit=Coalesce("plan_item__owner_id", "core_mission__unit_id"),
        unit_name=Coalesce("plan_item__owner__name", "core_mission__unit__name"),
    )
    rows = named.order_by("period_id", "unit").values_list("period_id", "period__name", "unit", "unit_name")
    return [ToRead(*row) for row in rows.annotate(Count("pk"))]


def last_time(actor: Actor) -> date:
    """The day of the last decision of a body that the person sits in, else thirty days ago: since when there may be news. One query."""
    today = timezone.localdate()
    own = Decision.objects.filter(body_id__in=actor.held_ids(*ELECTED), date__lt=today, date__gte=today - LONG_AGO)
    return own.order_by("-date").values_list("date", flat=True).first() or today - SINCE


def changed_since(actor: Actor, since: date | None = None) -> list[tuple[str, Change]]:
    """The newest changes of plan items that concern the person: (the item's title, the change). One query."""
    since = since or timezone.localdate() - SINCE
    concerned = PlanItem.objects.visible_to(actor).filter(owner_id__in=actor.covered_ids())
    rows = PlanItem.history.filter(history_date__date__gte=since, id__in=concerned.order_by().values("pk"))
    newest = rows.select_related("history_user").order_by("-history_date", "-history_id")[:MOST_CHANGES]
    return [(row.title, headline(row)) for row in newest]
