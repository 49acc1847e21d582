"""``--size N``: the same municipality with more in it, for measurement. Sums stay as they are; N = 10 gives 5 000 plan items and 100 000 detail lines."""

from dataclasses import replace

from budget.models import MONTHS, DetailLine
from followup.demo.chain import Plan
from followup.demo.content.shapes import Item
from goals.models import PlanItem
from sala_styr.money import spread

STRATEGY = "strategy"
COPY_MARK = " · mätning "
COPIES_PER_STEP = 5
PARTS_PER_TWO_STEPS = 5


def scaled_plan(root: Item, size: int) -> Item:
    """Each strategy with its activities ``5 × (size − 1)`` times more, under the same focus area. The copies cost nothing of their own."""
    copies = COPIES_PER_STEP * (size - 1)
    below: list[Item] = []
    for child in root.below:
        below.append(scaled_plan(child, size))
        if child.step == STRATEGY:
            below += [_copy(child, number) for number in range(1, copies + 1)]
    return replace(root, below=tuple(below))


def _copy(item: Item, number: int) -> Item:
    title = f"{item.title[:170]}{COPY_MARK}{number}"
    below = tuple(_copy(child, number) for child in item.below)
    return replace(item, title=title, key="", costs={}, below=below)


def scaled_lines(rows: list[DetailLine], plan: Plan, size: int) -> list[DetailLine]:
    """Each line in several parts with the same sum, month by month; parts of a line that answers to the plan are shared among its item's copies."""
    parts = PARTS_PER_TWO_STEPS * size // 2
    if size == 1:
        return rows
    copies = _copies(plan)
    return [part for row in rows for part in _parts(row, parts, copies)]


def _copies(plan: Plan) -> dict[int, list[PlanItem]]:
    """The id of each item that has copies → the item and its copies."""
    by_title: dict[tuple[int, str], list[PlanItem]] = {}
    for _text, item in plan.pairs:
        by_title.setdefault((item.owner_id, item.title.split(COPY_MARK)[0][:170]), []).append(item)
    return {items[0].pk: items for items in by_title.values()}


def _parts(row: DetailLine, count: int, copies: dict[int, list[PlanItem]]) -> list[DetailLine]:
    by_month = [spread(amount, (1,) * count) for amount in row.months]
    items = copies.get(row.plan_item_id or 0, [])
    return [
        DetailLine(
            unit=row.unit,
            year=row.year,
            account=row.account,
            activity=row.activity,
            link=row.link,
            plan_item=items[number % len(items)] if items else row.plan_item,
            text=f"{row.text[:100]} {number + 1}".strip(),
            amount=sum(months),
            **dict(zip(MONTHS, months, strict=True)),
        )
        for number, months in enumerate(zip(*by_month, strict=True))
    ]
