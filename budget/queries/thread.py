"""What the plan costs: the detail lines that point at a plan item, and all below it; and what is left over (design §1: every krona is traced)."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass

from django.db.models import Sum

from budget.models import DetailLine, LineLink
from budget.queries.structure import total
from goals.models import PlanItem
from goals.queries.lineage import Place, parents_in_year
from goals.queries.thread import branch_parents


@dataclass(frozen=True, slots=True)
class ItemMoney:
    """Öre in report sign (a cost is negative). ``own`` are the lines that point at the item itself, ``whole_branch`` those and all below it. None: no lines."""

    own: int | None
    whole_branch: int | None


def kronor_by_item(year: int) -> dict[int, ItemMoney]:
    """Every plan item that has money, itself or below it, in ``year``'s plan. Two queries; a few more where the plan has been revised.

    A line that points at an earlier wording, or at what is not in the plan that year, counts on the nearest item that is.
    """
    lines = (
        DetailLine.objects.filter(year=year, plan_item__isnull=False)
        .order_by()
        .values_list("plan_item_id")
        .annotate(Sum("amount"))
    )
    pointed_at: dict[int, int] = dict(lines)
    if not pointed_at:
        return {}
    parent_of = branch_parents(year)
    stand_in = _stand_ins(parent_of, [item for item in pointed_at if item not in parent_of])
    own: Counter[int] = Counter()
    branch: Counter[int] = Counter()
    for item, amount in pointed_at.items():
        above = item if item in parent_of else stand_in[item]
        if above is not None:
            own[above] += amount
        while above is not None:
            branch[above] += amount
            above = parent_of[above]
    return {item: ItemMoney(own.get(item), amount) for item, amount in branch.items()}


def _stand_ins(parent_of: Mapping[int, int | None], missing: list[int]) -> dict[int, int | None]:
    """For each item that is not there: the nearest one that is, asked for as the parent of somebody who hangs on it."""
    if not missing:
        return {}
    there = {item: Place(parent, None, False) for item, parent in parent_of.items()}
    there |= {-item: Place(item, None, True) for item in missing}
    parents = parents_in_year(there)
    return {item: parents[-item] for item in missing}


@dataclass(frozen=True, slots=True)
class ItemLine:
    """What one unit spends on an item on one account: öre in report sign."""

    unit_id: int
    unit: str
    account: str
    name: str
    amount: int


@dataclass(frozen=True)
class ItemCost:
    """What an item costs: its own lines by unit and account, and the sum of everything below it."""

    lines: tuple[ItemLine, ...]
    own: int | None
    below: int | None

    @property
    def whole(self) -> int | None:
        return total((self.own, self.below))


def item_cost(item: PlanItem, year: int) -> ItemCost:
    """What one item costs. Two queries."""
    rows = (
        DetailLine.objects.filter(year=year, plan_item=item)
        .order_by("unit__tree_id", "unit__lft", "account__number")
        .values_list("unit_id", "unit__name", "account__number", "account__name")
        .annotate(Sum("amount"))
    )
    found = tuple(ItemLine(*row) for row in rows)
    below = DetailLine.objects.filter(
        year=year, plan_item__tree_id=item.tree_id, plan_item__lft__gt=item.lft, plan_item__rght__lt=item.rght
    ).aggregate(sum=Sum("amount"))
    return ItemCost(found, total(line.amount for line in found), below["sum"])


@dataclass(frozen=True, slots=True)
class LinkSum:
    """What all detail lines of one kind of link sum to: öre in report sign."""

    link: str
    label: str
    amount: int | None


def kronor_by_link(year: int) -> list[LinkSum]:
    """How much of the year's detail budget belongs to the plan, to the core mission, and to nothing. One query."""
    sums = dict(DetailLine.objects.filter(year=year).order_by().values_list("link").annotate(Sum("amount")))
    return [LinkSum(link.value, str(link.label), sums.get(link.value)) for link in LineLink]
