"""Budget, actual and forecast of every unit with all below it (domain §4.4). Öre in report sign; what is missing is None."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import NamedTuple

from budget.queries.ledger import EMPTY, FrameRow, frames
from budget.queries.structure import Structure, is_municipal, structure
from budget.queries.sums import (
    WHOLE_YEAR,
    ActualSum,
    NewestForecast,
    actual_by_unit,
    detail_by_unit,
    newest_forecasts,
)
from sala_styr.organisation.models import Unit


@dataclass(frozen=True, slots=True)
class UnitMoney:
    """A unit with all below it in the same legal entity.

    ``budget`` is the net that the frame allows (frame 100 → −100): ``original`` and ``amendments`` together. ``detail`` is what the detail lines sum to,
    ``phased`` their first months. ``assumed`` counts the units without forecast whose budget stands in for it in ``forecast``; a forecast given for a unit
    speaks for everything below it.
    """

    original: int | None = None
    amendments: int | None = None
    detail: int | None = None
    phased: int | None = None
    revenue: int | None = None
    cost: int | None = None
    forecast: int | None = None
    assumed: int = 0

    @property
    def budget(self) -> int | None:
        """The current budget."""
        return added(self.original, self.amendments)

    @property
    def actual(self) -> int | None:
        """Revenue and cost: the net."""
        return added(self.revenue, self.cost)

    @property
    def variance(self) -> int | None:
        """Actual less the phased budget of the same months."""
        return difference(self.actual, self.phased)

    @property
    def year_variance(self) -> int | None:
        """Actual less the whole year's budget: for a year that has ended."""
        return difference(self.actual, self.budget)

    @property
    def forecast_variance(self) -> int | None:
        """Forecast less the whole year's budget."""
        return difference(self.forecast, self.budget)


def difference(left: int | None, right: int | None) -> int | None:
    """``left`` − ``right``; None when either is missing."""
    return None if left is None or right is None else left - right


def added(left: int | None, right: int | None) -> int | None:
    """``left`` + ``right``; None when either is missing."""
    return None if left is None or right is None else left + right


def money_by_unit(
    year: int, through_month: int = WHOLE_YEAR, organisation: Structure | None = None, *, whole: bool = True
) -> dict[int, UnitMoney]:
    """Every unit's money through a month. Five queries, four when the organisation is given. ``whole``: see ``Structure.roll_up``."""
    return OwnMoney(organisation or structure(), year, through_month).rolled_up(whole=whole)


def budget_by_unit(year: int, *, whole: bool = True) -> dict[int, int | None]:
    """Every unit's current budget with all below it, as ``UnitMoney.budget`` has it. Two queries."""
    tree, held = structure(), frames(year)
    original = tree.roll_up({unit: -row.kept_original for unit, row in held.items()}, whole=whole)
    amendments = tree.roll_up({unit: -row.kept_amendments for unit, row in held.items()}, whole=whole)
    return {unit: added(amount, amendments[unit]) for unit, amount in original.items()}


def unit_money(unit: Unit, year: int, through_month: int = WHOLE_YEAR) -> UnitMoney:
    """One unit's money with all below it. Five queries."""
    return money_by_unit(year, through_month)[unit.pk]


class OwnMoney:
    """Each unit's own money, fetched by four queries (five for a day); ``rolled_up`` adds what lies below.

    ``as_of``: entries by their day, detail lines by their history, files and forecasts by when they came.
    """

    def __init__(self, tree: Structure, year: int, through_month: int, as_of: date | None = None):
        self.tree = tree
        self.held = frames(year, as_of)
        self.detail = detail_by_unit(year, through_month, as_of)
        self.actual = actual_by_unit(tree, year, through_month, as_of)
        self.newest = newest_forecasts(year, as_of)

    @cached_property
    def columns(self) -> dict[str, Mapping[int, int | None]]:
        """The amounts that are added up, each by unit."""
        held, detail, actual = self.held.items(), self.detail.items(), self.actual.items()
        return {
            "original": {unit: -row.kept_original for unit, row in held},
            "amendments": {unit: -row.kept_amendments for unit, row in held},
            "detail": {unit: row.year for unit, row in detail},
            "phased": {unit: row.phased for unit, row in detail},
            "revenue": {unit: row.revenue for unit, row in actual},
            "cost": {unit: costs(self.tree.by_id[unit], row) for unit, row in actual},
        }

    def of(self, unit: Unit) -> UnitMoney:
        """The unit's own, without anything below it. A forecast is never only its own."""
        own = {name: column.get(unit.pk) for name, column in self.columns.items()}
        return UnitMoney(own["original"], own["amendments"], own["detail"], own["phased"], own["revenue"], own["cost"])

    def rolled_up(self, *, whole: bool = True) -> dict[int, UnitMoney]:
        """Every unit with all below it."""
        sums = {name: self.tree.roll_up(column, whole=whole) for name, column in self.columns.items()}
        outlooks = roll_up_forecasts(self.tree, self.newest, self.held, whole=whole)
        return {
            pk: UnitMoney(
                original=sums["original"][pk],
                amendments=sums["amendments"][pk],
                detail=sums["detail"][pk],
                phased=sums["phased"][pk],
                revenue=sums["revenue"][pk],
                cost=sums["cost"][pk],
                forecast=outlook.amount if outlook.judged else None,
                assumed=outlook.assumed if outlook.judged else 0,
            )
            for pk, outlook in outlooks.items()
        }


def costs(unit: Unit, row: ActualSum) -> int:
    """A municipal unit's costs are its operation's; a company's hold its financial items and taxes too, since it has a result and no frame."""
    return row.cost if is_municipal(unit) else row.cost + row.finance


class Outlook(NamedTuple):
    """A forecast on its way up: the amount, how many units were taken at budget, and whether anybody has judged at all."""

    amount: int = 0
    assumed: int = 0
    judged: bool = False

    def with_part(self, part: "Outlook") -> "Outlook":
        """Itself and a part of it."""
        return Outlook(self.amount + part.amount, self.assumed + part.assumed, self.judged or part.judged)


def roll_up_forecasts(
    tree: Structure, newest: Mapping[int, NewestForecast], held: Mapping[int, FrameRow], *, whole: bool = True
) -> dict[int, Outlook]:
    """For each unit its own newest forecast, or the sum of its parts', where a unit that has not judged counts at its budget and is counted.

    A unit's forecast speaks for everything below it of the same committee; the committees below kommunfullmäktige speak for themselves.
    """
    within = {
        pk: Outlook(own.amount, 0, True) if (own := newest.get(pk)) is not None else _at_budget(held.get(pk, EMPTY))
        for pk in tree.by_id
    }
    beyond = dict.fromkeys(tree.by_id, Outlook())
    for pk, upper in tree.above.items():
        if pk in tree.above_within:
            if upper not in newest:
                within[upper] = within[upper].with_part(within[pk])
            passed_on = beyond[pk]
        else:  # a committee of its own: all of it stands beside its upper unit's own judgement
            passed_on = within[pk].with_part(beyond[pk])
        beyond[upper] = beyond[upper].with_part(passed_on)
    return {pk: outlook.with_part(beyond[pk]) for pk, outlook in within.items()} if whole else within


def _at_budget(row: FrameRow) -> Outlook:
    return Outlook(-row.unallocated, int(row.unallocated != 0))
