"""The workbook: every value of every table exact, nothing a formula, and LibreOffice reads it as Swedish."""

import csv
import io
import re
import zipfile
from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from sala_styr.documents.model import Cell, Column, ColumnKind, Document, Row, RowKind, Section, Status, Table, tables
from sala_styr.documents.xlsx import CONTENTS, head_label, render_xlsx
from sala_styr.money import Unit
from tests.documents.builders import DECISION, document, goal_table, money_table
from tests.documents.office import converted, sheets


@pytest.fixture(scope="module")
def full(full_document: Document) -> bytes:
    return render_xlsx(full_document)


def expected(column: Column, cell: Cell) -> Any:
    """What calamine gives for a cell of ours; öre are parted by hand."""
    if cell is None:
        return ""
    if isinstance(cell, Status):
        return cell.word
    if column.kind == ColumnKind.AMOUNT and isinstance(cell, int):
        kronor, rest = divmod(abs(cell), 100)
        return float(f"{'-' if cell < 0 else ''}{kronor}.{rest:02d}")
    return float(cell) if isinstance(cell, int | Decimal) else cell


def part(content: bytes, name: str) -> str:
    with zipfile.ZipFile(io.BytesIO(content)) as file:
        return file.read(name).decode()


def only(table: Table) -> tuple[bytes, list[list[Any]]]:
    """The workbook of one table, and its sheet."""
    made = render_xlsx(document(Section("A", (table,))))
    return made, list(sheets(made).values())[1]


def test_every_value_of_every_table_is_there_exactly(full: bytes, full_document: Document) -> None:
    ours, theirs = list(tables(full_document)), list(sheets(full).values())[1:]
    assert len(ours) == len(theirs) == 6
    compared = 0
    for table, sheet in zip(ours, theirs, strict=True):
        assert sheet[0] == [head_label(column) for column in table.columns]
        for row, values in zip(table.rows, sheet[1:], strict=False):
            if row.kind == RowKind.HEADING:
                assert values == [row.cells[0], *[""] * (len(table.columns) - 1)]
                continue
            wanted = [expected(column, cell) for column, cell in zip(table.columns, row.cells, strict=True)]
            assert [value.date() if hasattr(value, "date") else value for value in values] == wanted
            compared += len(values)
    assert compared > 1700


def test_amounts_say_kronor_and_what_the_report_prints(full: bytes) -> None:
    sheet = sheets(full)["Driftredovisning per nämnd"]
    assert sheet[0] == ["Nämnd", "Budget (kr)", "Utfall (kr)", "Avvikelse (kr)"]
    words = [row[0] for row in sheet[6:]]
    assert "Belopp är i kronor och ören. I rapporten: tkr, + är överskott." in words
    assert any("Utkast" in str(each) for each in words)


def test_the_contents_lead_to_every_sheet(full: bytes, full_document: Document) -> None:
    names = list(sheets(full))
    first = sheets(full)[CONTENTS]
    assert names[0] == CONTENTS
    assert first[0][0] == "Årsredovisning 2025"
    listed = [row for row in first if row[1]][1:]
    assert [row[0] for row in listed] == [table.caption for table in tables(full_document)]
    assert listed[1][1] == "Förvaltningsberättelse › God ekonomisk hushållning"
    targets = re.findall(r'<hyperlink ref="\w+" location="([^"]+)"', part(full, "xl/worksheets/sheet1.xml"))
    assert targets == [f"'{name}'!A1" for name in names[1:]]
    assert full_document.data_id in str(first)


def test_sheets_have_names_that_a_spreadsheet_takes() -> None:
    long = "Driftredovisning per nämnd och enhet: år [2025] * / \\ ? och mer"
    captions = (long, long, long.upper(), "Innehåll", "'citerad'", "history", "=1+1")
    held = document(Section("A", tuple(replace(money_table(), caption=caption) for caption in captions)))
    names = list(sheets(render_xlsx(held)))
    assert len(names) == 8
    assert len({name.casefold() for name in names}) == 8
    assert all(0 < len(name) <= 31 and not re.search(r"[\[\]:*?/\\]", name) for name in names)
    assert all(name.casefold() != "history" and not name.startswith("'") for name in names)


@pytest.mark.parametrize(
    "text", ["=1+1", "+46 70", "-5", "@SUM(A1)", "\t=1", "＝1+1", '=HYPERLINK("http://x.example")']
)
def test_what_people_wrote_is_never_a_formula_and_never_a_link(text: str) -> None:
    table = Table(text, (Column(text),), (Row((text,)), Row((text,), RowKind.HEADING)), note=text)
    made, sheet = only(table)
    assert sheet[0][0] == sheet[1][0] == sheet[2][0] == text.strip()
    with zipfile.ZipFile(io.BytesIO(made)) as file:
        bodies = [file.read(name).decode() for name in file.namelist() if "worksheets/sheet" in name]
    assert not any("<f>" in body or "<f " in body for body in bodies)


def test_missing_is_empty_and_zero_is_zero() -> None:
    columns = (Column("A"), Column("B", ColumnKind.AMOUNT), Column("C", ColumnKind.NUMBER))
    _made, sheet = only(Table("T", columns, (Row(("x", None, None)), Row(("y", 0, 0))), unit_note="kr"))
    assert sheet[1:3] == [["x", "", ""], ["y", 0, 0]]


def test_a_number_of_more_digits_than_a_spreadsheet_reckons_with_is_kept_as_text() -> None:
    columns = (Column("A"), Column("B", ColumnKind.AMOUNT))
    _made, sheet = only(Table("T", columns, (Row(("x", 9_999_999_999_999_999)),), unit_note="kr"))
    assert sheet[1][1] == "99999999999999,99"


def test_days_are_days_and_statuses_words() -> None:
    _made, sheet = only(goal_table())
    assert sheet[2][1:3] == ["uppfyllt", "förbättras"]
    assert sheet[2][5] == date(2026, 1, 15)
    columns = (Column("A"), Column("B", ColumnKind.DATE))
    assert only(Table("T", columns, (Row(("x", date(1850, 2, 3))),)))[1][1][1] == "1850-02-03"


def test_the_head_stays_and_is_printed_on_each_page(full: bytes) -> None:
    sheet = part(full, "xl/worksheets/sheet2.xml")
    assert 'state="frozen"' in sheet
    assert "Print_Titles" in part(full, "xl/workbook.xml")
    assert "<mergeCell" not in sheet
    assert 'formatCode="[$-41D]#,##0.00"' in part(full, "xl/styles.xml")


def test_a_decided_report_says_its_decision_and_never_utkast(full_document: Document) -> None:
    made = sheets(render_xlsx(replace(full_document, draft=False, decision_line=DECISION)))
    assert DECISION in str(made[CONTENTS])
    assert all(DECISION in str(sheet) for sheet in made.values())
    assert "utkast" not in str(made).lower()


def test_the_same_document_gives_the_same_bytes(full: bytes, full_document: Document) -> None:
    assert render_xlsx(full_document) == full


def test_a_document_without_tables_is_a_workbook_too() -> None:
    assert list(sheets(render_xlsx(document(Section("A"))))) == [CONTENTS]


def test_libreoffice_opens_it_and_shows_every_amount_as_a_swede_writes_it(
    full: bytes, full_document: Document, tmp_path: Path
) -> None:
    every_sheet = "csv:Text - txt - csv (StarCalc):59,34,76,1,,1053,false,true,true,false,false,-1"
    files = converted(full, "rapport.xlsx", every_sheet, tmp_path)
    read = {path.name: list(csv.reader(io.StringIO(path.read_text("utf-8")), delimiter=";")) for path in files}
    assert len(read) == 7
    for number, table in enumerate(tables(full_document)):
        rows = next(
            rows
            for rows in read.values()
            if rows[0][: len(table.columns)] == [head_label(c) for c in table.columns]
            and len(rows) >= len(table.rows)
            and _captioned(rows, table)
        )
        for row, values in zip(table.rows, rows[1:], strict=False):
            if row.kind != RowKind.HEADING:
                assert values[: len(row.cells)] == [
                    _swedish(column, cell) for column, cell in zip(table.columns, row.cells, strict=True)
                ], (number, row)


def _captioned(rows: list[list[str]], table: Table) -> bool:
    return any(f": {table.caption}. " in row[0] for row in rows if row)


def _swedish(column: Column, cell: Cell) -> str:
    """As a Swedish spreadsheet shows it: spaces between thousands, a decimal comma, a hyphen for minus."""
    if cell is None:
        return ""
    if isinstance(cell, Status):
        return cell.word
    if isinstance(cell, int | Decimal):
        value = Decimal(cell) / 100 if column.kind == ColumnKind.AMOUNT else Decimal(cell)
        decimals = 2 if column.kind == ColumnKind.AMOUNT else max(0, -int(value.as_tuple().exponent))
        return f"{value:,.{decimals}f}".replace(",", "\u00a0").replace(".", ",")
    return cell.isoformat() if isinstance(cell, date) else cell


def test_units_do_not_change_the_values() -> None:
    for unit in Unit:
        _made, sheet = only(money_table(1, unit=unit))
        assert sheet[1][1] == -12430004900.0 / 100
