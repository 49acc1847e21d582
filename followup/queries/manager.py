"""What a manager's first page asks: what must I do now?"""

from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Q
from django.utils import timezone

from followup.models import AssessmentState, Dialogue, NextStep, Period
from followup.queries.assessable import things_of
from followup.queries.dialogues import between, open_steps_of, own_units, readable_dialogues, waiting
from followup.queries.grid import GridRow, reporting_grid
from followup.queries.periods import periods_to_write
from followup.queries.places import all_places
from followup.queries.unit_period import ThingRow, thing_rows
from followup.rules import Place
from goals.models import ActivityStatus, ItemState, PlanItem
from sala_styr.organisation.actor import Actor
from sala_styr.organisation.models import OFFICIALS, Role

MOST_PERIODS = 2
"""So many periods' assessments are asked for at once; a third waits until the first is closed."""


@dataclass(frozen=True)
class PeriodWork:
    """What is left to assess in one period, the returned first, and which units below have handed in."""

    period: Period
    rows: tuple[ThingRow, ...]
    to_read: tuple[GridRow, ...]


@dataclass(frozen=True)
class Work:
    """Everything that waits for the person."""

    periods: tuple[PeriodWork, ...]
    steps: tuple[NextStep, ...]
    to_confirm: tuple[Dialogue, ...]

    @property
    def is_done(self) -> bool:
        """Nothing more to do just now."""
        return not (self.steps or self.to_confirm or any(each.rows or each.to_read for each in self.periods))


def work_of(actor: Actor, today: date | None = None) -> Work:
    """What waits for a manager or a member of staff. A constant number of queries for each of at most two periods."""
    places = all_places()
    own = actor.held_ids(*OFFICIALS)
    writes = own | _bodies_above(actor, places)
    below = frozenset().union(*(places[pk].children for pk in actor.held_ids(Role.MANAGER)))
    periods = periods_to_write(today)[:MOST_PERIODS]
    confirms = between(readable_dialogues(actor), own_units(actor))
    return Work(
        periods=tuple(_period_work(actor, period, writes, below) for period in periods),
        steps=tuple(open_steps_of(actor.user)),
        to_confirm=tuple(waiting(confirms, today)),
    )


def _bodies_above(actor: Actor, places: dict[int, Place]) -> frozenset[int]:
    """The political bodies right above the units one leads: their goals are assessed from here."""
    above = {places[pk].parent_id for pk in actor.held_ids(Role.MANAGER)}
    return frozenset(pk for pk in above if pk is not None and places[pk].is_political)


def _period_work(actor: Actor, period: Period, writes: frozenset[int], below: frozenset[int]) -> PeriodWork:
    rows = [row for row in thing_rows(actor, period, things_of(writes, period)) if row.may_write]
    rows.sort(key=lambda row: row.state != AssessmentState.RETURNED)
    to_read = [row for row in reporting_grid(period, below) if row.submitted]
    return PeriodWork(period, tuple(rows), tuple(to_read))


def activities_this_month(actor: Actor, today: date | None = None) -> list[PlanItem]:
    """The activities of one's own units, or that one answers for, that are to be worked on this month, those that end first first. One query."""
    today = today or timezone.localdate()
    first = today.replace(day=1)
    last = (first + timedelta(days=31)).replace(day=1) - timedelta(days=1)
    finished = (ActivityStatus.DONE, ActivityStatus.CANCELLED)
    mine = Q(owner_id__in=actor.held_ids(*OFFICIALS)) | Q(responsible=actor.user)
    items = PlanItem.objects.in_year(today.year).filter(mine, step__is_activity=True, state=ItemState.ACTIVE)
    items = items.filter(Q(start_date__isnull=True) | Q(start_date__lte=last)).exclude(activity_status__in=finished)
    return list(items.select_related("step", "owner", "responsible").order_by("end_date", "tree_id", "lft"))
