"""What the pages of budget proposals show, row by row: frames, the result, the measures to choose among, and proposals side by side. Öre."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import groupby

from django.utils.functional import Promise
from django.utils.translation import gettext as _

from budget.models import ResultLine
from budget.proposals import YearSum
from budget.queries.follow_up import difference
from budget.queries.income import ORDER, SUBTOTALS
from budget.queries.proposals import BudgetRound, Offer, Reading
from budget.queries.structure import total
from sala_styr.organisation.models import Unit


@dataclass(frozen=True)
class FrameCell:
    """A committee's frame in one year: what it becomes, and how much more (+) or less (−) than the base that is."""

    year: int
    amount: int | None
    change: int | None


@dataclass(frozen=True)
class FrameLine:
    """A committee's frames; ``unit`` None is the sum."""

    unit: Unit | None
    cells: tuple[FrameCell, ...]


def frame_lines(found: BudgetRound, years: Sequence[YearSum]) -> list[FrameLine]:
    """Each committee that has a frame in the base or in ``years``, and last their sum."""
    base = {each.year: each.frames for each in found.base_sums}
    lines = [
        FrameLine(
            unit,
            tuple(
                FrameCell(
                    each.year,
                    each.frames.get(unit.pk),
                    difference(each.frames.get(unit.pk), base[each.year].get(unit.pk, 0)),
                )
                for each in years
            ),
        )
        for unit in found.committees
        if any(unit.pk in each.frames for each in years)
    ]
    whole = tuple(
        FrameCell(
            each.year,
            total(each.frames.values()),
            difference(total(each.frames.values()), total(base[each.year].values())),
        )
        for each in years
    )
    return [*lines, FrameLine(None, whole)]


def statement_rows(years: Sequence[YearSum]) -> list[tuple[str | Promise, bool, str, list[tuple[int, int | None]]]]:
    """(name, is it a subtotal, its word, (year, amount) a year) of the whole resultaträkning."""
    return [
        (line_name(key), key in SUBTOTALS, str(key), [(each.year, each.statement[key]) for each in years])
        for key in ORDER
    ]


def line_name(key: str) -> str | Promise:
    """What a line or subtotal is called."""
    return SUBTOTALS[key][0] if key in SUBTOTALS else ResultLine(key).label


@dataclass(frozen=True)
class Choice:
    """A measure to choose: its amounts a year, and whether it is chosen."""

    offer: Offer
    amounts: tuple[int | None, ...]
    is_chosen: bool


def choices(found: BudgetRound, offers: Iterable[Offer], chosen: frozenset[int]) -> list[tuple[str, list[Choice]]]:
    """The measures under the committee or line that they are about, committees in the organisation's order and lines last."""
    order = {unit.pk: number for number, unit in enumerate(found.tree.units)}

    def place(offer: Offer) -> tuple[int, str]:
        return (order.get(offer.measure.unit_id or 0, len(order)), offer.measure.line)

    in_order = sorted(offers, key=lambda offer: (*place(offer), offer.measure.pk))
    return [
        (about(group[0]), [_choice(found, offer, chosen) for offer in group])
        for group in (list(each) for _place, each in groupby(in_order, key=place))
    ]


def _choice(found: BudgetRound, offer: Offer, chosen: frozenset[int]) -> Choice:
    return Choice(offer, tuple(offer.amounts.get(year) for year in found.years), offer.measure.pk in chosen)


def about(offer: Offer) -> str:
    """The committee's name, or the line's."""
    measure = offer.measure
    return measure.unit.name if measure.unit is not None else str(ResultLine(measure.line).label)


def consequences(found: BudgetRound, offers: Iterable[Offer]) -> list[tuple[str, list[Offer]]]:
    """What the chosen measures lead to, under each committee: those that say so, or say which part of the plan they touch, or ought to say."""
    told = [each for each in offers if each.measure.consequence.strip() or each.measure.plan_item_id or each.untold]
    return [(name, [each.offer for each in group]) for name, group in choices(found, told, frozenset())]


@dataclass(frozen=True)
class ComparedCell:
    """An amount of one proposal, and its difference to the base: for a frame + is a larger one, for a line + is a better result."""

    proposal: int
    amount: int | None
    change: int | None


@dataclass(frozen=True)
class Comparison:
    """Proposals side by side in one year. ``frames``: (name, the unit's id and None for the sum, the base's amount, a cell a proposal).

    ``lines``: the line's word in place of the unit.

    ``measures``: (where, title, amount in the year, is it in each proposal).
    """

    year: int
    readings: tuple[Reading, ...]
    frames: list[tuple[str, int | None, int | None, list[ComparedCell]]]
    lines: list[tuple[str | Promise, str, int | None, list[ComparedCell]]]
    sums: list[YearSum]
    base: YearSum
    measures: list[tuple[str, Offer, int | None, list[bool]]]

    @property
    def beside(self) -> list[tuple[int, YearSum]]:
        """Each proposal's id with its sums."""
        return [(each.proposal.pk, sums) for each, sums in zip(self.readings, self.sums, strict=True)]


def compare(found: BudgetRound, readings: Sequence[Reading], year: int) -> Comparison:
    """Put proposals beside each other and the base in ``year``, which must be one of the base's."""
    place = found.years.index(year)
    base, sums = found.base_sums[place], [each.years[place] for each in readings]
    columns = [frame_lines(found, [each]) for each in sums]
    by_unit = [{line.unit.pk: line.cells[0] for line in lines if line.unit} for lines in columns]
    frames = [
        (
            unit.name,
            unit.pk,
            base.frames.get(unit.pk),
            [
                ComparedCell(each.proposal.pk, *_both(cells.get(unit.pk)))
                for each, cells in zip(readings, by_unit, strict=True)
            ],
        )
        for unit in found.committees
        if unit.pk in base.frames or any(unit.pk in cells for cells in by_unit)
    ]
    whole = [
        ComparedCell(each.proposal.pk, *_both(lines[-1].cells[0]))
        for each, lines in zip(readings, columns, strict=True)
    ]
    frames.append((_("Summa ramar"), None, total(base.frames.values()), whole))
    lines = [
        (
            line_name(key),
            str(key),
            base.statement[key],
            [
                ComparedCell(each.proposal.pk, now.statement[key], difference(now.statement[key], base.statement[key]))
                for each, now in zip(readings, sums, strict=True)
            ],
        )
        for key in ORDER
    ]
    used = {offer.measure.pk: offer for each in readings for offer in each.chosen}
    measures = [
        (
            name,
            choice.offer,
            choice.offer.amounts.get(year),
            [choice.offer.measure.pk in each.chosen_ids for each in readings],
        )
        for name, group in choices(found, used.values(), frozenset())
        for choice in group
    ]
    return Comparison(year, tuple(readings), frames, lines, sums, base, measures)


def _both(cell: FrameCell | None) -> tuple[int | None, int | None]:
    return (cell.amount, cell.change) if cell is not None else (None, None)
