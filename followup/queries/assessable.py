"""What is to be assessed in a period: what is decided or in force below the vision and has begun, and the core missions."""

from collections.abc import Iterable

from django.db.models import QuerySet

from followup.models import Period
from followup.queries.things import Thing
from goals.models import CoreMission, ItemState, PlanItem
from goals.queries import items_to_assess
from goals.queries.items import is_reworded_in
from sala_styr.organisation.models import Unit


def items_in(period: Period, unit_ids: Iterable[int]) -> "QuerySet[PlanItem]":
    """What these units have in the plan and are to assess in ``period``; an activity that begins later is left out. Lazy, in tree order."""
    return items_to_assess(unit_ids, period.year).exclude(start_date__gt=period.last_day)


def missions_of(unit_ids: Iterable[int]) -> list[CoreMission]:
    """The core missions of these units, with the unit, in the organisation's order. One query."""
    missions = CoreMission.objects.filter(unit_id__in=list(unit_ids)).select_related("unit__parent")
    return list(missions.order_by("unit__tree_id", "unit__lft"))


def things_of(unit_ids: Iterable[int], period: Period) -> list[Thing]:
    """Everything these units are to assess in ``period``: their core missions first, then their part of the plan. Two queries."""
    ids = list(unit_ids)
    return [*missions_of(ids), *items_in(period, ids).order_by("step__order", "tree_id", "lft")]


def is_assessable(thing: Thing, period: Period) -> bool:
    """Is ``thing``, which came with its level, followed up in ``period``? One query at most: for an item, whether a new wording took over within the year."""
    if isinstance(thing, PlanItem):
        begun = thing.start_date is None or thing.start_date <= period.last_day
        in_year = thing.first_year <= period.year <= thing.last_year and thing.state != ItemState.DRAFT
        return begun and in_year and thing.step.followed_up and not is_reworded_in(thing, period.year)
    return Unit.objects.in_year(period.year).filter(pk=thing.unit_id).exists()
