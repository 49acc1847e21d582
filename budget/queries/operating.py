"""Driftredovisningen: per committee the original budget, its changes, the current budget, actual, variance and forecast (LKBR 10 kap., RKR R14).

The same rows go down the organisation: ``unit_statement`` shows a unit and what lies right below it.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date

from budget.queries.follow_up import OwnMoney, UnitMoney, costs, difference
from budget.queries.structure import Structure, structure, total
from budget.queries.sums import WHOLE_YEAR, actual_by_unit, last_period
from sala_styr.organisation.models import Unit


@dataclass(frozen=True, slots=True)
class OperatingRow:
    """One row, öre in report sign: budgets are net and so normally negative. ``unit`` is None for what belongs to no committee, and for a total.

    ``variance`` is actual − current budget in a year with all its months, else actual − phased budget (see ``OperatingStatement.complete``).
    """

    unit: Unit | None
    original: int | None
    amendments: int | None
    current: int | None
    revenue: int | None
    cost: int | None
    actual: int | None
    variance: int | None
    forecast: int | None
    previous: int | None
    assumed: int = 0

    @property
    def forecast_variance(self) -> int | None:
        """Forecast − current budget."""
        return difference(self.forecast, self.current)

    @property
    def has_money(self) -> bool:
        """Is there anything at all to show?"""
        return any((self.original, self.amendments, self.revenue, self.cost, self.forecast, self.previous))


AMOUNTS = ("original", "amendments", "current", "revenue", "cost", "actual", "variance", "forecast", "previous")


@dataclass(frozen=True)
class OperatingStatement:
    """The rows in the organisation's order, and their total on unrounded amounts. ``through_month`` is the last month with actuals."""

    year: int
    through_month: int
    complete: bool
    rows: tuple[OperatingRow, ...]
    total: OperatingRow

    @property
    def assumed(self) -> int:
        """How many units' budgets stand in for forecasts not given."""
        return self.total.assumed


@dataclass(frozen=True)
class UnitStatement(OperatingStatement):
    """A unit's parts; ``own`` is what it keeps itself, ``total`` the unit with everything below it."""

    own: OperatingRow


def operating_statement(year: int, through_month: int | None = None, as_of: date | None = None) -> OperatingStatement:
    """Driftredovisningen of ``year`` through a month (None: as far as there are actuals), as it stood on a day. Seven queries; ten for a day."""
    parts = _Parts(year, through_month, whole=False, as_of=as_of)
    tree = parts.tree
    rows = [parts.row(unit) for unit in tree.holders]
    loose = sum_rows([parts.row(unit) for unit in tree.tops_without_holder])
    shown = tuple(row for row in [*rows, loose] if row.has_money)
    return OperatingStatement(year, parts.month, parts.complete, shown, sum_rows(shown))


def operating_parts(year: int, through_month: int | None = None) -> tuple[OperatingStatement, list[OperatingRow]]:
    """What the row without a committee is made of, unit by unit, beside the statement that it stands in. Seven queries."""
    parts = _Parts(year, through_month, whole=False)
    rows = [row for unit in parts.tree.tops_without_holder if (row := parts.row(unit)).has_money]
    return OperatingStatement(year, parts.month, parts.complete, tuple(rows), sum_rows(rows)), rows


def unit_statement(unit: Unit, year: int, through_month: int | None = None) -> UnitStatement:
    """A unit, what it keeps itself and each part right below it, with all that lies below. Seven queries."""
    parts = _Parts(year, through_month, whole=True)
    rows = tuple(row for row in map(parts.row, parts.tree.parts(unit)) if row.has_money)
    return UnitStatement(year, parts.month, parts.complete, rows, parts.row(unit), parts.own_row(unit))


def parts_statement(unit: Unit, year: int, through_month: int | None = None) -> UnitStatement:
    """The same with parts worth telling apart: of a unit with one part only, that part's own and its parts. Fourteen queries at most."""
    found = unit_statement(unit, year, through_month)
    if len(found.rows) != 1 or found.rows[0].unit is None:
        return found
    inner = unit_statement(found.rows[0].unit, year, through_month)
    own = (inner.own,) if inner.own.has_money else ()
    return replace(found, rows=(*own, *inner.rows)) if inner.rows else found


class _Parts:
    """Everything a row is made of, per unit."""

    def __init__(self, year: int, through_month: int | None, *, whole: bool, as_of: date | None = None):
        self.tree: Structure = structure()
        self.month = through_month or min(last_period(year, as_of) or WHOLE_YEAR, WHOLE_YEAR)
        self.complete = self.month == WHOLE_YEAR
        self.own = OwnMoney(self.tree, year, self.month, as_of)
        self.money = self.own.rolled_up(whole=whole)
        self.own_previous: Mapping[int, int | None] = {
            pk: row.revenue + costs(self.tree.by_id[pk], row)
            for pk, row in actual_by_unit(self.tree, year - 1, as_of=as_of).items()
        }
        self.previous = self.tree.roll_up(self.own_previous, whole=whole)

    def row(self, unit: Unit) -> OperatingRow:
        """The unit with all below it."""
        return self._row(unit, self.money[unit.pk], self.previous[unit.pk])

    def own_row(self, unit: Unit) -> OperatingRow:
        """The unit alone."""
        return self._row(unit, self.own.of(unit), self.own_previous.get(unit.pk))

    def _row(self, unit: Unit, money: UnitMoney, previous: int | None) -> OperatingRow:
        return OperatingRow(
            unit=unit,
            original=money.original,
            amendments=money.amendments,
            current=money.budget,
            revenue=money.revenue,
            cost=money.cost,
            actual=money.actual,
            variance=money.year_variance if self.complete else money.variance,
            forecast=money.forecast,
            previous=previous,
            assumed=money.assumed,
        )


def sum_rows(rows: Iterable[OperatingRow]) -> OperatingRow:
    """The rows added up, unit None. A variance or forecast is summed over the rows that have one."""
    rows = list(rows)
    sums = {name: total(getattr(row, name) for row in rows) for name in AMOUNTS}
    return OperatingRow(unit=None, assumed=sum(row.assumed for row in rows), **sums)
