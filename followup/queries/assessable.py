"""What is to be assessed in a year: what is decided or in force below the vision, and the core missions."""

from collections.abc import Iterable

from followup.queries.things import Thing
from goals.models import CoreMission, PlanItem
from goals.queries import items_to_assess
from sala_styr.organisation.models import Unit


def missions_of(unit_ids: Iterable[int]) -> list[CoreMission]:
    """The core missions of these units, with the unit, in the organisation's order. One query."""
    missions = CoreMission.objects.filter(unit_id__in=list(unit_ids)).select_related("unit__parent")
    return list(missions.order_by("unit__tree_id", "unit__lft"))


def things_of(unit_ids: Iterable[int], year: int) -> list[Thing]:
    """Everything these units are to assess in ``year``: their core missions first, then their part of the plan. Two queries."""
    ids = list(unit_ids)
    items = items_to_assess(ids, year).order_by("step__order", "tree_id", "lft")
    return [*missions_of(ids), *items]


def is_assessable(thing: Thing, year: int) -> bool:
    """Is ``thing`` followed up in ``year``? One query."""
    if isinstance(thing, PlanItem):
        return items_to_assess([thing.owner_id], year).filter(pk=thing.pk).exists()
    return Unit.objects.in_year(year).filter(pk=thing.unit_id).exists()
