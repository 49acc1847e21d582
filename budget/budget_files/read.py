"""A file of a detail budget, told apart by its content: SIE, or a table."""

from budget.budget_files.lines import FileRead
from budget.budget_files.sie_in import read_budget_sie
from budget.budget_files.table_in import read_budget_table
from budget.imports.from_sie import looks_like_sie
from budget.sie.encoding import Encoding
from sala_styr.tables import read_table


def read_budget(data: bytes, filename: str, year: int, encoding: Encoding | None = None) -> FileRead:
    """The detail budget of ``year`` in the file. Raises SieError or TableError (ValueError, with words for people) when it cannot be read at all."""
    if looks_like_sie(data, filename):
        return read_budget_sie(data, filename, year, encoding)
    return read_budget_table(read_table(data, filename))
