"""What the plan costs: the detail lines that point at a plan item, and all below it; and what is left over (design §1: every krona is traced)."""

from collections import Counter
from dataclasses import dataclass

from django.db.models import Sum

from budget.models import DetailLine, LineLink
from budget.queries.structure import total
from goals.models import PlanItem


@dataclass(frozen=True, slots=True)
class ItemMoney:
    """Öre in report sign (a cost is negative). ``own`` are the lines that point at the item itself, ``whole_branch`` those and all below it. None: no lines."""

    own: int | None
    whole_branch: int | None


def kronor_by_item(year: int) -> dict[int, ItemMoney]:
    """Every plan item that has money, itself or below it. Two queries."""
    own: dict[int, int] = dict(
        DetailLine.objects.filter(year=year, plan_item__isnull=False)
        .order_by()
        .values_list("plan_item_id")
        .annotate(Sum("amount"))
    )
    if not own:
        return {}
    parent_of = dict(PlanItem.objects.order_by().values_list("pk", "parent_id"))
    branch: Counter[int] = Counter()
    for item, amount in own.items():
        above: int | None = item
        while above is not None:
            branch[above] += amount
            above = parent_of[above]
    return {item: ItemMoney(own.get(item), amount) for item, amount in branch.items()}


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
