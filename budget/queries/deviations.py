"""Who is furthest from the budget, and what has been said about it."""

from typing import Any

from django.utils.dates import MONTHS

from budget.models import Forecast
from budget.queries.follow_up import UnitMoney, money_by_unit
from budget.queries.forecasts import newest_of
from budget.queries.operating import OperatingRow, operating_statement
from budget.queries.structure import Structure, structure
from sala_styr.organisation.models import Unit


def largest_deviations(year: int, most: int) -> dict[str, Any]:
    """The committees with the largest variance: (row, the unit whose words explain it, its newest forecast or None). A constant number of queries."""
    statement = operating_statement(year)
    rows = [row for row in statement.rows if row.unit is not None and row.variance is not None]
    rows.sort(key=lambda row: -abs(row.variance or 0))
    tree = structure()
    newest = newest_of([unit.pk for unit in tree.units], year)
    money = money_by_unit(year, statement.through_month, tree, whole=False)
    return {
        "statement": statement,
        "month": MONTHS[statement.through_month],
        "rows": [(row, *_words(tree, row, newest, money)) for row in rows[:most]],
    }


def _words(
    tree: Structure, row: OperatingRow, newest: dict[int, Forecast], money: dict[int, UnitMoney]
) -> tuple[Unit | None, Forecast | None]:
    """The words of whoever below the committee expects to end furthest from budget."""
    assert row.unit is not None
    told = [unit for unit in tree.below(row.unit.pk) if unit.pk in newest and tree.holder_of[unit.pk] == row.unit.pk]
    if not told:
        return None, None
    chosen = max(told, key=lambda unit: abs(money[unit.pk].forecast_variance or 0))
    return chosen, newest[chosen.pk]
