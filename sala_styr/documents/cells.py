"""How one cell is shown and exported. The page, the PDF and the CSV all come through here."""

import csv
from datetime import date
from decimal import Decimal
from io import StringIO

from sala_styr.documents.model import Cell, Column, ColumnKind, RowKind, Status, Table
from sala_styr.money import MINUS, MISSING, NBSP, Unit, format_amount
from sala_styr.tables.cells import exact_kronor
from sala_styr.tables.guard import guarded

_PLACES: dict[str, int] = {Unit.KR: 2, Unit.TKR: 5, Unit.MNKR: 8}  # powers of ten between öre and the unit
_SHOWN: dict[str, int] = {Unit.KR: 0, Unit.TKR: 0, Unit.MNKR: 1}  # decimals that format_amount shows


def cell_text(table: Table, column: Column, cell: Cell) -> str:
    """The cell as people read it. Missing is "–"; amounts are in the table's unit, rounded from the exact öre."""
    return value_text(cell, column.kind, table.unit)


def value_text(cell: Cell, kind: ColumnKind, unit: Unit) -> str:
    """The same for a cell that has left its table."""
    if cell is None:
        return MISSING
    if kind == ColumnKind.AMOUNT and isinstance(cell, int):
        return format_amount(cell, unit)
    if isinstance(cell, Status):
        return f"{cell.symbol}{NBSP}{cell.word}"
    if isinstance(cell, date):
        return cell.strftime("%Y-%m-%d")
    if isinstance(cell, int | Decimal):
        return number_text(cell)
    return cell


def number_text(value: int | Decimal) -> str:
    """A plain number in Swedish dress: NBSP between thousands, decimal comma, real minus; as many decimals as the value carries."""
    text = f"{abs(value):,f}" if isinstance(value, Decimal) else f"{abs(value):,}"
    text = text.replace(",", NBSP).replace(".", ",")
    return MINUS + text if value < 0 else text


def is_rounded(ore: int, unit: Unit) -> bool:
    """Is the amount shown in ``unit`` another than the exact one?"""
    return bool(ore % 10 ** (_PLACES[unit] - _SHOWN[unit]))


def rounds(table: Table) -> bool:
    """Whether showing the table rounds any amount, so that shown parts may differ from shown sums (domain §4.8)."""
    return any(
        isinstance(cell, int) and column.kind == ColumnKind.AMOUNT and is_rounded(cell, table.unit)
        for row in table.rows
        if row.kind != RowKind.HEADING
        for column, cell in zip(table.columns, row.cells, strict=True)
    )


def table_csv(table: Table) -> str:
    """The table as CSV: semicolons, CRLF, a head, amounts in exact kronor with decimal comma whatever the printed unit, missing empty.

    A text that a spreadsheet would take for a formula gets an apostrophe in front; numbers are left alone. Save it as ``utf-8-sig``.
    """
    out = StringIO()
    writer = csv.writer(out, delimiter=";", lineterminator="\r\n")
    writer.writerow([_csv_label(column) for column in table.columns])
    for row in table.rows:
        if row.kind == RowKind.HEADING:
            writer.writerow([guarded(str(row.cells[0])), *[""] * (len(table.columns) - 1)])
        else:
            writer.writerow([_csv_cell(column, cell) for column, cell in zip(table.columns, row.cells, strict=True)])
    return out.getvalue()


def _csv_label(column: Column) -> str:
    label = guarded(column.label)
    return f"{label} (kr)" if column.kind == ColumnKind.AMOUNT else label


def _csv_cell(column: Column, cell: Cell) -> str:
    if cell is None:
        return ""
    if column.kind == ColumnKind.AMOUNT and isinstance(cell, int):
        return exact_kronor(cell)
    if isinstance(cell, Status):
        return cell.word
    if isinstance(cell, date):
        return cell.isoformat()
    if isinstance(cell, int | Decimal):
        return f"{cell:f}".replace(".", ",") if isinstance(cell, Decimal) else str(cell)
    return guarded(cell)
