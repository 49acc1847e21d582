"""What the plan costs: the detail lines that point at a plan item, and all below it; and what is left over (design §1: every krona is traced)."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, NamedTuple

from django.db.models import Sum

from budget.models import DetailLine, LineLink, LineShare
from budget.queries.structure import total
from goals.models import ItemState, PlanItem
from goals.queries.flow import Beside
from goals.queries.items import stands_alone
from goals.queries.lineage import Place, parents_in_year
from goals.queries.thread import branch_of, branch_parents
from sala_styr.kept.remembered import read_once


class ItemMoney(NamedTuple):
    """Öre in report sign (a cost is negative). ``own`` are the lines that point at the item itself, ``whole_branch`` those and all below it. None: no lines.

    A named tuple, since the red thread makes thousands of them for a page.
    """

    own: int | None
    whole_branch: int | None


def kronor_by_item(year: int, within: PlanItem | None = None) -> dict[int, ItemMoney]:
    """Every plan item that has money, itself or below it, in ``year``'s plan. Two queries; a few more where the plan has been revised.

    A line that points at an earlier wording, or at what is not in the plan that year, counts on the nearest item that is.
    ``within``: only that item and what lies below it, where nothing there has been revised.
    """
    return _branches(_pointed_at(year, within) if within else _all_pointed_at(year))


@dataclass(frozen=True)
class _Pointers:
    """What lines point at: the sum per item, the item in the year's plan that it counts on, and each item's parent that year."""

    amounts: Mapping[int, int]
    counts_on: Mapping[int, int | None]
    parent_of: Mapping[int, int | None]


def _all_pointed_at(year: int) -> _Pointers:
    """The whole plan's, asked once for a page."""
    return read_once(f"pointed at {year}", lambda: _pointed_at(year))


def _pointed_at(year: int, within: PlanItem | None = None) -> _Pointers:
    amounts = _amounts(year, within)
    if not amounts:
        return _Pointers({}, {}, {})
    parent_of = branch_parents(year, within)
    stand_ins = _stand_ins(parent_of, [item for item in amounts if item not in parent_of])
    return _Pointers(amounts, {item: stand_ins.get(item, item) for item in amounts}, parent_of)


def _amounts(year: int, within: PlanItem | None) -> dict[int, int]:
    """The sum of what points at each item: whole lines, and the shares of lines that several parts of the plan have together. One query."""
    lines = DetailLine.objects.filter(year=year, plan_item__isnull=False).order_by()
    shares = LineShare.objects.filter(year=year).order_by()
    if within:
        lines = lines.filter(plan_item__in=branch_of(within))
        shares = shares.filter(plan_item__in=branch_of(within))
    whole = lines.values_list("plan_item_id").annotate(sum=Sum("amount"))
    amounts: dict[int, int] = {}
    for item, amount in whole.union(shares.values_list("plan_item_id").annotate(sum=Sum("amount")), all=True):
        amounts[item] = amounts.get(item, 0) + amount
    return amounts


def _stand_ins(parent_of: Mapping[int, int | None], missing: list[int]) -> dict[int, int | None]:
    """For each item that is not there: the nearest one that is, asked for as the parent of somebody who hangs on it."""
    if not missing:
        return {}
    there = {item: Place(parent, None, False) for item, parent in parent_of.items()}
    there |= {-item: Place(item, None, True) for item in missing}
    parents = parents_in_year(there)
    return {item: parents[-item] for item in missing}


def _branches(found: _Pointers) -> dict[int, ItemMoney]:
    own: defaultdict[int, int] = defaultdict(int)
    branch: defaultdict[int, int] = defaultdict(int)
    for item, amount in found.amounts.items():
        above = found.counts_on[item]
        if above is not None:
            own[above] += amount
        while above is not None:
            branch[above] += amount
            above = found.parent_of[above]
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
    whole: int | None

    @property
    def below(self) -> int | None:
        """What the items below it cost; None when they have no money."""
        return None if self.whole is None or self.whole == self.own else self.whole - (self.own or 0)


def item_cost(item: PlanItem, year: int) -> ItemCost:
    """What one item costs: the same sums as in the thread. Three queries; a few more where the plan has been revised.

    One query where nothing below it and no other wording can have money that counts on it.
    """
    if item.state != ItemState.DRAFT and item.first_year <= year <= item.last_year and stands_alone(item):
        lines = _item_lines([item.pk], year)
        own = sum(line.amount for line in lines) if lines else None
        return ItemCost(lines, own, own)
    found = _all_pointed_at(year)
    money = _branches(found).get(item.pk)
    counted = [each for each, on in found.counts_on.items() if on == item.pk]
    return ItemCost(_item_lines(counted, year), money.own if money else None, money.whole_branch if money else None)


def _item_lines(items: list[int], year: int) -> tuple[ItemLine, ...]:
    """Whole lines and shares of lines by unit and account, in the organisation's order. One query."""
    said = ("unit__tree_id", "unit__lft", "account__number", "unit_id", "unit__name", "account__name")
    whole = DetailLine.objects.filter(year=year, plan_item_id__in=items).order_by().values_list(*said)
    shares = LineShare.objects.filter(year=year, plan_item_id__in=items).order_by()
    through = shares.values_list(*(f"line__{name}" for name in said))
    found: dict[tuple[Any, ...], int] = {}
    for *row, amount in whole.annotate(sum=Sum("amount")).union(through.annotate(sum=Sum("amount")), all=True):
        found[tuple(row)] = found.get(tuple(row), 0) + amount
    return tuple(
        ItemLine(unit_id, unit, account, name, amount)
        for (_tree, _place, account, unit_id, unit, name), amount in sorted(found.items())
    )


@dataclass(frozen=True, slots=True)
class LinkSum:
    """What all detail lines of one kind of link sum to: öre in report sign."""

    link: str
    label: str
    amount: int | None


def kronor_by_link(year: int) -> list[LinkSum]:
    """How much of the year's detail budget belongs to the plan, to the core mission, and to nothing. One query."""
    sums = dict(DetailLine.objects.filter(year=year).order_by().values_list("link").annotate(Sum("amount")))
    sums[LineLink.PLAN_ITEM] = total(sums.get(link) for link in (LineLink.PLAN_ITEM, LineLink.SHARED))
    shown = (LineLink.PLAN_ITEM, LineLink.CORE_MISSION, LineLink.UNLINKED)
    return [LinkSum(link.value, str(link.label), sums.get(link)) for link in shown]


BESIDE = {
    LineLink.PLAN_ITEM: "plan",
    LineLink.SHARED: "plan",
    LineLink.CORE_MISSION: "mission",
    LineLink.UNLINKED: "unlinked",
}


def kronor_by_link_and_unit(year: int, units: Iterable[int] | None = None) -> list[Beside]:
    """The same sums unit by unit, as the picture of the red thread wants them; only of ``units`` where they are given. One query."""
    lines = DetailLine.objects.filter(year=year)
    if units is not None:
        lines = lines.filter(unit_id__in=list(units))
    rows = lines.order_by().values_list("link", "unit_id").annotate(Sum("amount"))
    return [Beside(BESIDE[LineLink(link)], unit, amount) for link, unit, amount in rows]
