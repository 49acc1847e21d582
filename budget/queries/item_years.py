"""What a part of the plan has cost year by year, and in which units, with all below it and in its earlier wordings. Öre in report sign."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import Q, Sum

from budget.models import DetailLine, LineShare
from goals.models import PlanItem
from goals.queries.items import stands_alone
from goals.queries.lineage import Place, places_around
from sala_styr.organisation.models import Unit


@dataclass(frozen=True)
class ItemYears:
    """(year, sum) of every year that has lines, the newest first; and (unit, sum) of the year that was asked about."""

    years: tuple[tuple[int, int], ...]
    units: tuple[tuple[Unit, int], ...]


def item_years(item: PlanItem, year: int) -> ItemYears:
    """The item with all below it, whichever wording the lines point at. Four queries at most, three where it has never been reworded."""
    branches: Any = [item.pk]
    if not stands_alone(item):
        branches = PlanItem.objects.filter(_below(_wordings(item))).order_by().values("pk")
    lines = DetailLine.objects.filter(plan_item__in=branches).order_by()
    shares = LineShare.objects.filter(plan_item__in=branches).order_by()
    whole = lines.values_list("year", "unit_id").annotate(sum=Sum("amount"))
    parts = shares.values_list("year", "line__unit_id").annotate(sum=Sum("amount"))
    years: dict[int, int] = {}
    units: dict[int, int] = {}
    for when, unit, amount in whole.union(parts, all=True):
        years[when] = years.get(when, 0) + amount
        if when == year:
            units[unit] = units.get(unit, 0) + amount
    found = Unit.objects.filter(pk__in=units).order_by("tree_id", "lft")
    return ItemYears(tuple(sorted(years.items(), reverse=True)), tuple((unit, units[unit.pk]) for unit in found))


def _wordings(item: PlanItem) -> list[PlanItem]:
    """The item and what it replaces, and what that replaces. Two queries, or none where it replaces nothing."""
    if item.replaces_id is None:
        return [item]
    places = places_around({item.pk: Place(None, item.replaces_id, False)})
    older, ids = item.replaces_id, []
    while older is not None:
        ids.append(older)
        older = places[older].replaces_id
    return [item, *PlanItem.objects.filter(pk__in=ids)]


def _below(items: Iterable[PlanItem]) -> Q:
    found = Q()
    for item in items:
        found |= Q(tree_id=item.tree_id, lft__gte=item.lft, rght__lte=item.rght)
    return found
