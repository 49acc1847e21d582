"""The rows of any kind of file: each cell as its column's kind of value, and what cannot be read said with row and column."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _

from goals.exchange.understood import Line
from sala_styr.tables import Column, Sheet, TableError, Value
from sala_styr.tables.back import CellError, fold, places, read_cell
from sala_styr.tables.cells import number_text, tidy

MOST_ROWS = 10_000

Columns = Mapping[str, Column]
"""{our name: the column in the file}."""


@dataclass
class Row:
    """What a row of the file says. Only the columns that the file has are in ``given``: a column that is not there changes nothing."""

    line: Line
    given: dict[str, Value]

    def text(self, name: str) -> str:
        """The text of a cell, "" when it is empty or not there."""
        value = self.given.get(name)
        return value if isinstance(value, str) else ""

    def number(self, name: str) -> int | None:
        value = self.given.get(name)
        return int(value) if isinstance(value, int | Decimal) else None


def read_rows(sheet: Sheet, columns: Columns, needed: Sequence[str]) -> list[Row]:
    """Every row of the file. Raises TableError when it is another kind of table or too long."""
    at = places(sheet, tuple(columns.values()))
    missing = [columns[name].label for name in needed if columns[name] not in at]
    if missing:
        raise TableError(
            _("Kolumnen %(columns)s saknas. Hämta listan eller mallen här och behåll rubrikerna i den.")
            % {"columns": ", ".join(f"”{label}”" for label in missing)},
            sheet.header_row,
        )
    if not sheet.rows:
        raise TableError(_("Tabellen har rubriker men inga rader."), sheet.header_row)
    if len(sheet.rows) > MOST_ROWS:
        raise TableError(
            _("Filen har %(rows)s rader. Dela upp den: högst %(most)s åt gången.")
            % {"rows": len(sheet.rows), "most": MOST_ROWS}
        )
    known = {name: (column, at[column]) for name, column in columns.items() if column in at}
    return [_row(number, cells, known) for number, cells in sheet.rows]


def _row(number: int, cells: Sequence[str], known: Mapping[str, tuple[Column, int]]) -> Row:
    row = Row(Line(number), {})
    for name, (column, place) in known.items():
        try:
            row.given[name] = read_cell(column, cells[place])
        except CellError as error:
            row.line.blame(column.label, str(error))
    return row


def differing(row: Row, stored: Mapping[str, Value], names: Sequence[str]) -> list[str]:
    """The columns of ``names`` where the file says something else than what is stored."""
    return [name for name in names if name in row.given and same(row.given[name]) != same(stored.get(name))]


def same(value: Value) -> Any:
    """The value as it is compared: texts as a file carries them, missing and empty alike, 2 and 2,0 alike."""
    if isinstance(value, str):
        return tidy(value) or None
    return Decimal(value) if isinstance(value, int) and not isinstance(value, bool) else value


def told(value: Value) -> str:
    """The value as the preview shows it."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return _("ja") if value else _("nej")
    if isinstance(value, date):
        return value.isoformat()
    return number_text(value) if isinstance(value, int | Decimal) else value


class Names:
    """What people may call something in a file: {folded name: the things that are called so}."""

    def __init__(self) -> None:
        self._found: dict[str, list[Any]] = {}

    def add(self, thing: Any, *names: str) -> None:
        for name in {fold(name) for name in names if name}:
            self._found.setdefault(name, []).append(thing)

    def called(self, name: str) -> list[Any]:
        return self._found.get(fold(name), [])

    def is_unique(self, name: str) -> bool:
        return len(self.called(name)) == 1
