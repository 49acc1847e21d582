"""A statement as a table: for the municipality and for the group the year's budget and actual, the variance, and the year before."""

from dataclasses import dataclass

from budget.models import FigureVersion, Statement, Whose
from budget.queries.books import ACTUAL, BUDGET, Books, Filled
from budget.queries.follow_up import difference
from budget.queries.shapes import SHAPES, Line
from budget.queries.written import Figures

VARIANCE = "variance"


@dataclass(frozen=True)
class StatementColumn:
    """One column. ``version`` is budget, actual or ``VARIANCE``, which compares the two (actual − budget, + is better)."""

    whose: str
    version: str
    year: int
    filled: Filled

    @property
    def written(self) -> Figures:
        return self.filled.written

    @property
    def is_variance(self) -> bool:
        return self.version == VARIANCE


@dataclass(frozen=True)
class StatementTable:
    """``columns`` of the municipality and then of the group; the group has none where nothing of it is known, and a budget only where there is one."""

    statement: str
    year: int
    columns: tuple[StatementColumn, ...]

    @property
    def lines(self) -> tuple[Line, ...]:
        return SHAPES[self.statement]

    @property
    def rows(self) -> list[tuple[Line, list[int | None]]]:
        """Each line with its amounts, a heading with none. Lines that no column knows are left out, sums never."""
        rows = []
        for line in self.lines:
            cells = [] if line.is_heading else [column.filled[line.key] for column in self.columns]
            if line.is_heading or line.is_sum or any(cell is not None for cell in cells):
                rows.append((line, cells))
        return [row for place, row in enumerate(rows) if not row[0].is_heading or _has_below(rows, place)]

    @property
    def is_empty(self) -> bool:
        return all(column.filled.is_empty for column in self.columns)

    def of(self, whose: str) -> tuple[StatementColumn, ...]:
        """The municipality's columns, or the group's."""
        return tuple(column for column in self.columns if column.whose == whose)


def _has_below(rows: list[tuple[Line, list[int | None]]], place: int) -> bool:
    return place + 1 < len(rows) and not rows[place + 1][0].is_heading


def statement_table(books: Books, statement: str, year: int, *, complete: bool = True) -> StatementTable:
    """The statement of ``year``; the books must hold it. A variance is shown of a ``complete`` year only: it compares with the whole year's budget."""
    columns = [*_columns(books, statement, year, Whose.MUNICIPALITY, complete)]
    group = _columns(books, statement, year, Whose.GROUP, complete)
    if any(not column.filled.is_empty for column in group):
        columns += group
    return StatementTable(statement, year, tuple(columns))


def _columns(books: Books, statement: str, year: int, whose: str, complete: bool) -> list[StatementColumn]:
    budget = books.statement(statement, year, whose, BUDGET)
    actual = books.statement(statement, year, whose, ACTUAL)
    before = books.statement(statement, year - 1, whose, ACTUAL)
    columns = [StatementColumn(whose, FigureVersion.ACTUAL, year, actual)]
    if whose == Whose.MUNICIPALITY or not budget.is_empty:
        columns.insert(0, StatementColumn(whose, FigureVersion.BUDGET, year, budget))
    if complete and statement != Statement.BALANCE and not budget.is_empty and not actual.is_empty:
        keys = actual.values
        variance = {key: difference(actual[key], budget[key]) for key in keys}
        columns.append(StatementColumn(whose, VARIANCE, year, Filled(variance)))
    return [*columns, StatementColumn(whose, FigureVersion.ACTUAL, year - 1, before)]
