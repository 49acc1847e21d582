"""Budget, actual and forecast of every unit with all below it (domain §4.4). Öre in report sign; what is missing is None."""

from collections.abc import Mapping
from dataclasses import dataclass

from budget.queries.ledger import FrameRow, frames
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

    ``budget`` is the net that the frame allows (frame 100 → −100), ``detail`` what the detail lines sum to, ``phased`` their first months. ``assumed`` counts
    the units without forecast whose budget stands in for it in ``forecast``; a forecast given for a unit speaks for everything below it.
    """

    budget: int | None = None
    detail: int | None = None
    phased: int | None = None
    revenue: int | None = None
    cost: int | None = None
    actual: int | None = None
    forecast: int | None = None
    assumed: int = 0

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


NOTHING = UnitMoney()


def difference(left: int | None, right: int | None) -> int | None:
    """``left`` − ``right``; None when either is missing."""
    return None if left is None or right is None else left - right


def money_by_unit(
    year: int, through_month: int = WHOLE_YEAR, organisation: Structure | None = None, *, whole: bool = True
) -> dict[int, UnitMoney]:
    """Every unit's money through a month. Five queries, four when the organisation is given. ``whole``: see ``Structure.roll_up``."""
    tree = organisation or structure()
    held = frames(year)
    detail = detail_by_unit(year, through_month)
    actual = actual_by_unit(tree, year, through_month)
    budget = tree.roll_up({unit: -row.unallocated for unit, row in held.items()}, whole=whole)
    lines = tree.roll_up({unit: row.year for unit, row in detail.items()}, whole=whole)
    phased = tree.roll_up({unit: row.phased for unit, row in detail.items()}, whole=whole)
    revenue = tree.roll_up({unit: row.revenue for unit, row in actual.items()}, whole=whole)
    cost = tree.roll_up({unit: costs(tree.by_id[unit], row) for unit, row in actual.items()}, whole=whole)
    outlooks = roll_up_forecasts(tree, newest_forecasts(year), held, whole=whole)
    return {
        unit.pk: UnitMoney(
            budget=budget[unit.pk],
            detail=lines[unit.pk],
            phased=phased[unit.pk],
            revenue=revenue[unit.pk],
            cost=cost[unit.pk],
            actual=net(revenue[unit.pk], cost[unit.pk]),
            forecast=outlooks[unit.pk].amount if outlooks[unit.pk].judged else None,
            assumed=outlooks[unit.pk].assumed if outlooks[unit.pk].judged else 0,
        )
        for unit in tree.units
    }


def unit_money(unit: Unit, year: int, through_month: int = WHOLE_YEAR) -> UnitMoney:
    """One unit's money with all below it. Five queries."""
    return money_by_unit(year, through_month)[unit.pk]


def costs(unit: Unit, row: ActualSum) -> int:
    """A municipal unit's costs are its operation's; a company's hold its financial items and taxes too, since it has a result and no frame."""
    return row.cost if is_municipal(unit) else row.cost + row.finance


def net(revenue: int | None, cost: int | None) -> int | None:
    """Revenue + cost; both come from the same figures, so either both are there or none."""
    return None if revenue is None or cost is None else revenue + cost


@dataclass(frozen=True, slots=True)
class Outlook:
    """A forecast on its way up: the amount, how many units were taken at budget, and whether anybody has judged at all."""

    amount: int = 0
    assumed: int = 0
    judged: bool = False

    def __add__(self, other: "Outlook") -> "Outlook":
        return Outlook(self.amount + other.amount, self.assumed + other.assumed, self.judged or other.judged)


def roll_up_forecasts(
    tree: Structure, newest: Mapping[int, NewestForecast], held: Mapping[int, FrameRow], *, whole: bool = True
) -> dict[int, Outlook]:
    """For each unit its own newest forecast, or the sum of its parts', where a unit that has not judged counts at its budget and is counted.

    A unit's forecast speaks for everything below it of the same committee; the committees below kommunfullmäktige speak for themselves.
    """
    within: dict[int, Outlook] = {}
    beyond: dict[int, Outlook] = {}
    for unit in reversed(tree.units):
        same = tree.parts(unit, whole=False)
        within[unit.pk] = _judged(newest.get(unit.pk)) or sum(
            (within[part.pk] for part in same), start=_at_budget(unit, held)
        )
        beyond[unit.pk] = sum(
            (beyond[part.pk] if part in same else within[part.pk] + beyond[part.pk] for part in tree.parts(unit)),
            start=Outlook(),
        )
    return {pk: outlook + beyond[pk] if whole else outlook for pk, outlook in within.items()}


def _judged(own: NewestForecast | None) -> Outlook | None:
    return None if own is None else Outlook(own.amount, 0, True)


def _at_budget(unit: Unit, held: Mapping[int, FrameRow]) -> Outlook:
    holding = held[unit.pk].unallocated if unit.pk in held else 0
    return Outlook(-holding, int(holding != 0))
