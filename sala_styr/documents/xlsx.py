"""Every table of a document as a workbook: a sheet of contents, then a sheet for each table with exact values to reckon with.

Amounts are kronor and öre whatever unit the report prints; missing is an empty cell; sums are values, as the report has them. Nothing is a formula: what people
wrote is written as text (quality §4.3). The same document always gives the same bytes.
"""

import io
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date
from decimal import Decimal
from typing import Any

import xlsxwriter
from xlsxwriter.worksheet import Worksheet

from sala_styr.documents.cells import cell_text
from sala_styr.documents.closing import made_at, standing
from sala_styr.documents.model import (
    Cell,
    Column,
    ColumnKind,
    Document,
    Figure,
    Row,
    RowKind,
    Status,
    Table,
    walk,
)
from sala_styr.tables.cells import tidy
from sala_styr.tables.guard import doubled
from sala_styr.tables.out import LONGEST_CELL, MOST_DIGITS, TYPES, XLSX, sheet_name

TYPE = TYPES[XLSX]
CONTENTS = "Innehåll"
SWEDISH = "[$-41D]"
"""In front of a number's format: Swedish spaces and commas, where the program takes it from the format and not from the machine."""
LONGEST_NAME = 31
_WIDEST, _NARROWEST = 60, 9
_FIRST_DAY = date(1901, 1, 1)  # Excel counts 1900 as a leap year: earlier days are written as text
_FIGURES = (ColumnKind.AMOUNT, ColumnKind.NUMBER)


def render_xlsx(document: Document) -> bytes:
    """The document's tables, those of its drawings too, as an XLSX file. In Swedish."""
    out = io.BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    with xlsxwriter.Workbook(out, options) as book:
        _Writer(book, document).write()
    return out.getvalue()


@dataclass(frozen=True)
class _Placed:
    """A table with the sheet's name it got and the headings it stands under."""

    name: str
    table: Table
    under: str


def placed_tables(document: Document) -> Iterator[_Placed]:
    """Every table in reading order, with a name for its sheet that no other has, in any letter case."""
    taken = Counter([CONTENTS.casefold()])
    headings: list[str] = []
    for level, section in walk(document.sections):
        headings[level - 1 :] = [section.heading]
        for block in section.blocks:
            table = block.table if isinstance(block, Figure) else block
            if isinstance(table, Table):
                yield _Placed(_free_name(table.caption, taken), table, " › ".join(headings))


def _free_name(caption: str, taken: Counter[str]) -> str:
    wished = sheet_name(tidy(caption).replace("\n", " "))
    name, number = wished, 1
    while taken[name.casefold()]:
        number += 1
        ending = f" ({number})"
        name = wished[: LONGEST_NAME - len(ending)].rstrip(" '") + ending
    taken[name.casefold()] += 1
    return name


class _Writer:
    def __init__(self, book: xlsxwriter.Workbook, document: Document) -> None:
        self.book = book
        self.document = document
        self.formats: dict[tuple[object, ...], Any] = {}

    def write(self) -> None:
        """All sheets."""
        document = self.document
        self.book.set_properties(
            {
                "title": tidy(document.title)[:255],
                "subject": tidy(document.subtitle)[:255],
                "author": tidy(document.municipality)[:255],
                "comments": tidy(f"{standing(document)}. Uppgifternas kod {document.data_id}")[:255],
                "created": document.generated_at.astimezone(UTC).replace(tzinfo=None),
            }
        )
        self.book.set_custom_property("Language", "sv")
        placed = list(placed_tables(document))
        self._contents(placed)
        for each in placed:
            self._table(each)

    # The first sheet

    def _contents(self, placed: list[_Placed]) -> None:
        sheet = self.book.add_worksheet(CONTENTS)
        document = self.document
        self._text(sheet, 0, 0, document.title, self._format(bold=True, font_size=14))
        facts = (
            document.subtitle,
            document.municipality,
            "Utkast" if document.draft else standing(document),
            *document.references,
            f"Framställd {made_at(document)}, uppgifternas kod {document.data_id}",
            "Belopp är exakta, i kronor och ören. Summor är värden ur rapporten, inte formler.",
            "En tom cell betyder att uppgiften saknas, aldrig noll.",
        )
        row = 1
        for fact in facts:
            if fact.strip():
                self._text(sheet, row, 0, fact, self._format())
                row += 1
        row += 1
        for place, label in enumerate(("Tabell", "Avsnitt", "I rapporten visas")):
            sheet.write_string(row, place, label, self._format(bold=True, bottom=1))
        linked = self._format(font_color="#24405C", underline=1, valign="top", text_wrap=True)
        wrapped = self._format(valign="top", text_wrap=True)
        for number, each in enumerate(placed, start=row + 1):
            target = "internal:'" + each.name.replace("'", "''") + "'!A1"
            sheet.write_url(number, 0, target, linked, string=_safe(each.table.caption), tip="")
            self._text(sheet, number, 1, each.under, wrapped)
            self._text(sheet, number, 2, each.table.unit_note, wrapped)
        sheet.set_column(0, 1, 52)
        sheet.set_column(2, 2, 30)
        self._for_print(sheet, document.title)

    # A table's sheet

    def _table(self, placed: _Placed) -> None:
        table = placed.table
        sheet = self.book.add_worksheet(placed.name)
        for place, column in enumerate(table.columns):
            right = {"align": "right"} if column.kind in _FIGURES else {}
            head = self._format(bold=True, bottom=1, valign="bottom", text_wrap=True, **right)
            self._text(sheet, 0, place, head_label(column), head)
            sheet.set_column(place, place, _width(table, place))
        for number, row in enumerate(table.rows, start=1):
            self._row(sheet, number, table, row)
        below = len(table.rows) + 2
        for note in (*_notes(table), f"Ur {self.document.title}: {table.caption}. {standing(self.document)}."):
            self._text(sheet, below, 0, note, self._format(font_color="#55636F"))
            below += 1
        sheet.freeze_panes(1, 1)
        sheet.repeat_rows(0)
        sheet.ignore_errors({"number_stored_as_text": f"A1:XFD{below + 1}"})
        self._for_print(sheet, table.caption)

    def _row(self, sheet: Worksheet, number: int, table: Table, row: Row) -> None:
        if row.kind == RowKind.HEADING:
            self._text(sheet, number, 0, str(row.cells[0]), self._format(bold=True, valign="top"))
            return
        look = {"bold": True, "top": 1} if row.kind == RowKind.SUM else {}
        for place, (column, cell) in enumerate(zip(table.columns, row.cells, strict=True)):
            self._cell(sheet, (number, place), table, column, cell, look | {"valign": "top"})

    def _cell(
        self, sheet: Worksheet, at: tuple[int, int], table: Table, column: Column, cell: Cell, look: dict[str, Any]
    ) -> None:
        if cell is None:
            sheet.write_blank(*at, None, self._format(**look))
        elif isinstance(cell, Status):
            self._text(sheet, *at, cell.word, self._format(**look))
        elif isinstance(cell, date) and cell >= _FIRST_DAY:
            sheet.write_datetime(*at, cell, self._format(num_format="yyyy-mm-dd", align="left", **look))
        elif isinstance(cell, int | Decimal):
            self._number(sheet, at, table, column, cell, look)
        else:
            text = cell.isoformat() if isinstance(cell, date) else cell
            self._text(sheet, *at, text, self._format(num_format="@", text_wrap=True, **look))

    def _number(
        self,
        sheet: Worksheet,
        at: tuple[int, int],
        table: Table,
        column: Column,
        value: int | Decimal,
        look: dict[str, Any],
    ) -> None:
        """A number, or the same as text where it has more digits than a spreadsheet reckons with."""
        exact = Decimal(value) / 100 if column.kind == ColumnKind.AMOUNT else Decimal(value)
        decimals = 2 if column.kind == ColumnKind.AMOUNT else max(0, -int(exact.as_tuple().exponent))
        if len(exact.as_tuple().digits) > MOST_DIGITS:
            shown = f"{exact:f}".replace(".", ",")
            self._text(sheet, *at, shown, self._format(num_format="@", align="right", **look))
            return
        pattern = SWEDISH + "#,##0" + ("." + "0" * decimals if decimals else "")
        sheet.write_number(*at, exact, self._format(num_format=pattern, **look))

    # What all share

    def _text(self, sheet: Worksheet, row: int, place: int, text: str, style: Any) -> None:
        """Text and nothing else, however it begins."""
        if safe := _safe(text):
            sheet.write_string(row, place, safe, style)

    def _format(self, **look: Any) -> Any:
        key = tuple(sorted(look.items()))
        if key not in self.formats:
            self.formats[key] = self.book.add_format({"font_name": "Arial", "font_size": 10} | look)
        return self.formats[key]

    def _for_print(self, sheet: Worksheet, title: str) -> None:
        sheet.set_landscape()
        sheet.set_paper(9)
        sheet.fit_to_pages(1, 0)
        sheet.hide_gridlines(1)
        sheet.set_header("&L" + tidy(title)[:120].replace("&", "&&"))
        sheet.set_footer("&L" + tidy(standing(self.document))[:120].replace("&", "&&") + "&RSida &P av &N")


def head_label(column: Column) -> str:
    """The column's label; an amount's says its unit, which is kronor here whatever the report prints."""
    return f"{column.label} (kr)" if column.kind == ColumnKind.AMOUNT else column.label


def _notes(table: Table) -> Iterator[str]:
    if table.unit_note:
        yield f"Belopp är i kronor och ören. I rapporten: {table.unit_note}." if table.has_amounts else table.unit_note
    if table.note:
        yield table.note


def _width(table: Table, place: int) -> float:
    """Of a column, in letters: room for its figures and words, and for the longest word of its head."""
    column = table.columns[place]
    longest = max(map(len, head_label(column).split()), default=1)
    for row in table.rows:
        if row.kind == RowKind.HEADING or row.cells[place] is None:
            continue
        cell = row.cells[place]
        if column.kind == ColumnKind.AMOUNT and isinstance(cell, int):
            longest = max(longest, len(f"{cell / 100:,.2f}"))
        else:
            longest = max(longest, *map(len, cell_text(table, column, cell).split("\n")))
    return min(max(longest + 3, _NARROWEST), _WIDEST)


def _safe(text: str) -> str:
    """As tables are written everywhere here; a text longer than a cell holds ends with a mark that it goes on in the report."""
    safe = doubled(tidy(text))
    return safe if len(safe) <= LONGEST_CELL else safe[: LONGEST_CELL - 1] + "…"
