"""A list out as a file: CSV or XLSX, written row by row to a temporary file, so that thousands of rows take no memory.

XLSX: a head that stays, a filter, widths, types, no merged cells, and never a formula: texts are written as texts.
CSV: UTF-8 with its mark, semicolons and decimal commas, as a Swedish Excel opens it; a text that looks like a formula is guarded.
"""

import csv
import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date
from decimal import Decimal
from io import TextIOWrapper
from tempfile import TemporaryFile
from typing import IO, Any, Literal, cast

import xlsxwriter
from django.http import FileResponse, HttpRequest, HttpResponse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from xlsxwriter.utility import xl_rowcol_to_cell
from xlsxwriter.worksheet import Worksheet

from sala_styr.errors import RuleBroken
from sala_styr.tables.cells import as_csv, number_text, tidy
from sala_styr.tables.guard import doubled
from sala_styr.tables.listing import Column, Kind, Listing, Value

CSV, XLSX = "csv", "xlsx"
FORMAT_FIELD = "format"
TYPES = {
    CSV: "text/csv; charset=utf-8",
    XLSX: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}
LONGEST_CELL = 32_767
"""What a cell of Excel can hold."""
MOST_DIGITS = 15
"""What Excel reckons with; a longer number is written as text, to be kept exact."""
LONGEST_CHOICES = 255
"""What Excel lets a cell's choices be together."""
EMPTY_ROWS = 1000
_WIDTHS: Mapping[Kind, int] = {
    Kind.TEXT: 28,
    Kind.LONG_TEXT: 60,
    Kind.NUMBER: 12,
    Kind.AMOUNT: 16,
    Kind.DATE: 12,
    Kind.YEAR: 8,
    Kind.YES_NO: 8,
}
_FORMATS: Mapping[Kind, dict[str, Any]] = {
    # "@" keeps what is typed into the cell later as text too: 0412 does not become 412.
    Kind.TEXT: {"num_format": "@", "valign": "top"},
    Kind.LONG_TEXT: {"num_format": "@", "valign": "top", "text_wrap": True},
    Kind.NUMBER: {"num_format": "General", "valign": "top"},
    Kind.AMOUNT: {"num_format": "#,##0.00", "valign": "top"},
    Kind.DATE: {"num_format": "yyyy-mm-dd", "valign": "top"},
    Kind.YEAR: {"num_format": "0", "valign": "top"},
    Kind.YES_NO: {"num_format": "@", "valign": "top"},
}
_FIRST_DAY = date(1901, 1, 1)  # Excel counts 1900 as a leap year: earlier days are written as text


def wants_file(request: HttpRequest) -> bool:
    """Does the address ask for a file and not for the page?"""
    return request.GET.get(FORMAT_FIELD) in TYPES


def as_file(request: HttpRequest, make: Callable[[], Listing]) -> HttpResponse | None:
    """The list as the file that the address asks for (``?format=csv`` or ``xlsx``); None when it asks for the page."""
    wanted = request.GET.get(FORMAT_FIELD, "")
    return file_response(make(), wanted) if wanted in TYPES else None


def file_response(listing: Listing, format_: str) -> HttpResponse:
    """The file as a download with a safe name (RFC 6266). Said to be what views promise; a streamed answer only shares its base with that."""
    return _download(written(listing, format_), listing.name, format_)


def _download(content: IO[bytes], name: str, format_: str) -> HttpResponse:
    file_name_ = f"{file_name(name)}.{format_}"
    file = FileResponse(content, as_attachment=True, filename=file_name_, content_type=TYPES[format_])
    return cast(HttpResponse, file)


def file_name(name: str) -> str:
    """``name`` as a file may be called everywhere: letters, digits, hyphens."""
    return re.sub(r"[^\w.]+", "-", name).strip("-.")[:80] or "lista"


def written(listing: Listing, format_: str) -> IO[bytes]:
    """The list in a temporary file, ready to be read from its beginning."""
    file = TemporaryFile()  # noqa: SIM115 - the response closes it
    (write_csv if format_ == CSV else write_xlsx)(listing, file)
    file.seek(0)
    return file


def write_csv(listing: Listing, file: IO[bytes]) -> None:
    """The list as CSV into ``file``."""
    text = TextIOWrapper(file, encoding="utf-8-sig", newline="", write_through=True)
    # With a single column nothing else tells what parts the columns from what is written in them.
    quoting: Literal[0, 1] = csv.QUOTE_ALL if len(listing.columns) == 1 else csv.QUOTE_MINIMAL
    writer = csv.writer(text, delimiter=";", lineterminator="\r\n", quoting=quoting)
    writer.writerow([as_csv(Kind.TEXT, heading(column)) for column in listing.columns])
    kinds = [column.kind for column in listing.columns]
    for row in listing.rows:
        writer.writerow([as_csv(kind, value) for kind, value in zip(kinds, row, strict=True)])
    text.flush()
    text.detach()


def heading(column: Column) -> str:
    """The column's label; an amount's says its unit."""
    return f"{column.label} (kr)" if column.kind == Kind.AMOUNT else column.label


def write_xlsx(listing: Listing, file: IO[bytes]) -> None:
    """The list as XLSX into ``file``. Raises RuleBroken for a text that no cell of Excel can hold."""
    write_workbook(listing.name, [listing], file)


def workbook_response(name: str, listings: Sequence[Listing]) -> HttpResponse:
    """Several lists as the sheets of one workbook, as a download."""
    file = TemporaryFile()  # noqa: SIM115 - the response closes it
    write_workbook(name, listings, file)
    file.seek(0)
    return _download(file, name, XLSX)


def write_workbook(title: str, listings: Sequence[Listing], file: IO[bytes]) -> None:
    """Each list a sheet of its own, in XLSX, into ``file``. Raises RuleBroken for a text that no cell of Excel can hold."""
    options = {"constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    with xlsxwriter.Workbook(file, options) as book:
        book.set_properties({"title": title})
        book.set_custom_property("Language", get_language() or "sv")
        taken: set[str] = set()
        for listing in listings:
            name = _free_name(listing.name, taken)
            taken.add(name.casefold())
            _write_sheet(book, name, listing)
            _write_notes(book, listing.notes)


def _write_sheet(book: xlsxwriter.Workbook, name: str, listing: Listing) -> None:
    head = book.add_format({"bold": True, "bottom": 1, "valign": "top", "text_wrap": True})
    formats = [book.add_format(_FORMATS[column.kind]) for column in listing.columns]
    sheet = book.add_worksheet(name)
    for place, column in enumerate(listing.columns):
        sheet.set_column(place, place, max(_WIDTHS[column.kind], min(len(heading(column)) + 3, 40)), formats[place])
        sheet.write_string(0, place, heading(column), head)
    last = _write_rows(sheet, listing.columns, listing.rows, formats)
    sheet.freeze_panes(1, 0)
    if listing.columns:
        sheet.autofilter(0, 0, last, len(listing.columns) - 1)
        # A code of digits is text on purpose: no green corner.
        sheet.ignore_errors({"number_stored_as_text": f"A1:{xl_rowcol_to_cell(last, len(listing.columns) - 1)}"})
    _offer_choices(sheet, listing.columns, last)


def _offer_choices(sheet: Worksheet, columns: Sequence[Column], last: int) -> None:
    """A list to choose from in each cell of the columns that have choices, in the rows to be filled in too; another word is only asked about."""
    for place, column in enumerate(columns):
        if column.choices and len(",".join(column.choices)) <= LONGEST_CHOICES:
            options = {"validate": "list", "source": list(column.choices), "error_type": "warning"}
            words = {
                "error_title": _("Inte i listan"),
                "error_message": _("Ordet finns inte bland dem som kan väljas."),
            }
            sheet.data_validation(1, place, last + EMPTY_ROWS, place, options | words)


def _write_notes(book: xlsxwriter.Workbook, notes: Sequence[str]) -> None:
    if notes:
        sheet = book.add_worksheet(_("Så gör du"))
        style = book.add_format({"num_format": "@", "valign": "top", "text_wrap": True})
        sheet.set_column(0, 0, 100)
        for number, note in enumerate(notes):
            sheet.write_string(number, 0, doubled(tidy(note)), style)


def _write_rows(
    sheet: Worksheet, columns: Sequence[Column], rows: Iterable[Sequence[Value]], formats: Sequence[Any]
) -> int:
    """Write the rows under the head; return the number of the last."""
    number = 0
    for number, row in enumerate(rows, 1):
        for place, (column, value) in enumerate(zip(columns, row, strict=True)):
            if value is not None and value != "":
                _write_cell(sheet, number, place, column.kind, value, formats[place])
    return number


def _write_cell(sheet: Worksheet, row: int, place: int, kind: Kind, value: Value, style: Any) -> None:
    if kind == Kind.YES_NO:
        sheet.write_string(row, place, "ja" if value else "nej", style)
    elif isinstance(value, date) and value >= _FIRST_DAY:
        sheet.write_datetime(row, place, value, style)
    elif isinstance(value, int | Decimal) and kind not in (Kind.TEXT, Kind.LONG_TEXT):
        number = Decimal(value) / 100 if kind == Kind.AMOUNT else Decimal(value)
        if len(number.as_tuple().digits) > MOST_DIGITS:
            sheet.write_string(row, place, number_text(number), style)
        else:
            sheet.write_number(row, place, number, style)
    else:
        text = doubled(tidy(value.isoformat() if isinstance(value, date) else str(value)))
        if len(text) > LONGEST_CELL:
            raise RuleBroken(
                _("En text på rad %(row)s är längre än en cell i Excel rymmer. Hämta listan som CSV i stället.")
                % {"row": row + 1}
            )
        sheet.write_string(row, place, text, style)


def _free_name(name: str, taken: set[str]) -> str:
    """What the sheet may be called when others are called ``taken`` (without letter case: Excel makes no difference)."""
    plain, number = sheet_name(name), 1
    free = plain
    while free.casefold() in taken:
        number += 1
        free = f"{plain[: 31 - len(str(number)) - 3]} ({number})"
    return free


def sheet_name(name: str) -> str:
    """``name`` as Excel allows a sheet to be called."""
    cleaned = re.sub(r"[\[\]:*?/\\\x00-\x1f]", " ", name)[:31].strip(" '")
    return cleaned if cleaned and cleaned.lower() != "history" else "Lista"
