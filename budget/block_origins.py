"""Where the figures of a report's tables come from, as paths: a row of ``Row.origins`` for each row of cells (issue 4, point 10).

Frames open as they stood on the day that the report is made: the ledger is the one part that can be read as of a day.
"""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date

from budget.models import FigureVersion, Statement, Whose
from budget.queries.balance_sheet import BalanceRow
from budget.queries.columns import VARIANCE, StatementColumn
from budget.queries.derived.arithmetic import Way, way_of_derived, way_of_origin
from budget.queries.derived.projects import project_way
from budget.queries.derived.ratios import overview_way, ratio_way
from budget.queries.derived.statements import Cell, cell_way
from budget.queries.derived.units import row_way
from budget.queries.five_years import OverviewRow
from budget.queries.income import IncomeRow
from budget.queries.operating import OperatingRow, OperatingStatement
from budget.queries.origin import COMMITTEE
from budget.queries.ratios import RatioColumn
from budget.ways import address
from sala_styr.organisation.models import Unit

Origins = tuple[str, ...]
OF_LEDGER = ("original", "amendments", "current")


def operating_origins(
    row: OperatingRow, fields: Iterable[str], statement: OperatingStatement, day: date | None
) -> Origins:
    """Of a row of driftredovisningen, its name first. ``day``: as of when the frames open; None: as they are."""
    return ("", *(_row_address(row, field, statement, day) for field in fields))


def _row_address(row: OperatingRow, field: str, statement: OperatingStatement, day: date | None) -> str:
    if getattr(row, field) is None:
        return ""
    way = row_way(row, field, statement, COMMITTEE)
    if way is not None and day is not None and field in OF_LEDGER and row.unit is not None:
        way = replace(way, query={**way.query, "per": day.isoformat()})
    return address(way)


def income_origins(row: IncomeRow, year: int) -> Origins:
    """Of a row of resultaträkningen: actual, budget, variance, the year before."""
    columns = (
        (year, FigureVersion.ACTUAL),
        (year, FigureVersion.BUDGET),
        (year, VARIANCE),
        (year - 1, FigureVersion.ACTUAL),
    )
    return ("", *(_cell(Statement.INCOME, row.key, when, version=version) for when, version in columns))


def years_origins(key: str, years: Iterable[int]) -> Origins:
    """Of a line of resultaträkningen year by year."""
    return ("", *(_cell(Statement.INCOME, key, year) for year in years))


def _cell(statement: str, line: str, year: int, whose: str = Whose.MUNICIPALITY, version: str = "actual") -> str:
    return address(cell_way(Cell(statement, line, year, whose, version)))


def column_origins(statement: str, line: str, columns: Iterable[StatementColumn]) -> Origins:
    """Of a row of a statement with the group's columns."""
    return ("", *(_cell(statement, line, each.year, each.whose, each.version) for each in columns))


def requirement_origins(key: str, year: int) -> Origins:
    """Of a row of balanskravsutredningen: the year and the one before."""
    return ("", *(address(way_of_derived("balanskrav", key, when)) for when in (year, year - 1)))


def balance_origins(row: BalanceRow, unit: Unit, year: int) -> Origins:
    """Of a line or sum of a legal entity's balance sheet: as the year began and ended."""
    sides = ("opening", "closing")
    return ("", *(address(way_of_balance(row.key, unit, year, side)) for side in sides))


def way_of_balance(key: str, unit: Unit, year: int, side: str) -> Way:
    """A line leads to its accounts, a sum to its lines."""
    if key in ("assets", "financing"):
        return way_of_derived("balansrakning", key, year, enhet=unit.pk, sida_av=side)
    return way_of_origin("balans", unit.pk, year, rad=key, sida_av=side)


def cash_origins(key: str, unit: Unit, year: int) -> Origins:
    """Of a line of a legal entity's cash flow."""
    return ("", address(way_of_derived("kassaflode", key, year, enhet=unit.pk)))


def overview_origins(row: OverviewRow, years: Iterable[int]) -> Origins:
    """Of a row of the five years."""
    return ("", *(address(overview_way(row.key, year, row.whose)) for year in years))


def ratio_origins(key: str, columns: Iterable[RatioColumn]) -> Origins:
    """Of a row of ratios."""
    return ("", *(address(ratio_way(key, each.year, each.whose, each.version)) for each in columns))


def project_origins(fields: Iterable[str], projects: Sequence[int], year: int) -> Origins:
    """Of the figures of one or several investments."""
    return ("", *(address(project_way(field, projects, year)) if projects else "" for field in fields))
