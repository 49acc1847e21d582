"""Driftredovisningen: per committee the original budget, its changes, the current budget, actual, variance and forecast (LKBR 10 kap., RKR R14)."""

from collections.abc import Iterable
from dataclasses import dataclass

from budget.queries.follow_up import costs, difference, money_by_unit
from budget.queries.ledger import frames
from budget.queries.structure import Structure, structure, total
from budget.queries.sums import WHOLE_YEAR, actual_by_unit, last_period
from sala_styr.organisation.models import Unit


@dataclass(frozen=True, slots=True)
class OperatingRow:
    """One row, öre in report sign: budgets are net and so normally negative. ``unit`` is None for what belongs to no committee, and for the total.

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
        return sum(row.assumed for row in self.rows)


def operating_statement(year: int, through_month: int | None = None) -> OperatingStatement:
    """Driftredovisningen of ``year`` through a month (None: as far as there are actuals). Eight queries at most."""
    tree = structure()
    month = through_month or min(last_period(year) or WHOLE_YEAR, WHOLE_YEAR)
    parts = _Parts(tree, year, month)
    rows = [parts.row(unit) for unit in tree.holders]
    loose = sum_rows([parts.row(unit) for unit in tree.tops_without_holder])
    shown = tuple(row for row in [*rows, loose] if row.has_money)
    return OperatingStatement(year, month, month == WHOLE_YEAR, shown, sum_rows(shown))


class _Parts:
    """Everything a row is made of, per unit, each committee by itself."""

    def __init__(self, tree: Structure, year: int, month: int):
        held = frames(year)
        past = {
            unit: row.revenue + costs(tree.by_id[unit], row) for unit, row in actual_by_unit(tree, year - 1).items()
        }
        self.complete = month == WHOLE_YEAR
        self.money = money_by_unit(year, month, tree, whole=False)
        self.original = tree.roll_up({unit: row.allocated - row.original for unit, row in held.items()}, whole=False)
        self.amendments = tree.roll_up({unit: -row.amendments for unit, row in held.items()}, whole=False)
        self.previous = tree.roll_up(past, whole=False)

    def row(self, unit: Unit) -> OperatingRow:
        money = self.money[unit.pk]
        return OperatingRow(
            unit=unit,
            original=self.original[unit.pk],
            amendments=self.amendments[unit.pk],
            current=money.budget,
            revenue=money.revenue,
            cost=money.cost,
            actual=money.actual,
            variance=money.year_variance if self.complete else money.variance,
            forecast=money.forecast,
            previous=self.previous[unit.pk],
            assumed=money.assumed,
        )


def sum_rows(rows: Iterable[OperatingRow]) -> OperatingRow:
    """The rows added up, unit None. A variance or forecast is summed over the rows that have one."""
    rows = list(rows)
    sums = {name: total(getattr(row, name) for row in rows) for name in AMOUNTS}
    return OperatingRow(unit=None, assumed=sum(row.assumed for row in rows), **sums)
