"""What is to be assessed in a year: the decided and active plan items below the vision, and the core missions."""

from collections.abc import Iterable

from django.db.models import QuerySet

from followup.queries.things import Thing
from goals.models import CoreMission, ItemState, PlanItem
from sala_styr.organisation.models import Unit

VISION = "vision"
"""The key of the level that is not assessed: the vision is where the assessments lead, not one of them."""


def assessable_items(year: int) -> "QuerySet[PlanItem]":
    """Items that are followed up in ``year``, in tree order. Lazy."""
    items = PlanItem.objects.in_year(year).filter(state__in=(ItemState.DECIDED, ItemState.ACTIVE))
    return items.exclude(step__key=VISION).order_by("tree_id", "lft")


def items_of(unit_ids: Iterable[int], year: int) -> list[PlanItem]:
    """The items that these units own and follow up, with step, owner and responsible. One query."""
    items = assessable_items(year).filter(owner_id__in=list(unit_ids))
    return list(items.select_related("step", "owner", "responsible", "decision__body"))


def missions_of(unit_ids: Iterable[int]) -> list[CoreMission]:
    """The core missions of these units, with the unit. One query."""
    return list(CoreMission.objects.filter(unit_id__in=list(unit_ids)).select_related("unit", "unit__parent"))


def is_assessable(thing: Thing, year: int) -> bool:
    """Is ``thing`` followed up in ``year``? One query."""
    if isinstance(thing, PlanItem):
        return assessable_items(year).filter(pk=thing.pk).exists()
    return Unit.objects.in_year(year).filter(pk=thing.unit_id).exists()
