"""One cell, one text: on the page, in the PDF, in the CSV."""

import csv
from datetime import date
from decimal import Decimal
from io import StringIO

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sala_styr.documents.cells import cell_text, number_text, rounds, table_csv
from sala_styr.documents.model import Cell, Column, ColumnKind, Row, RowKind, Status, Table
from sala_styr.money import Unit, parse_kronor
from sala_styr.tables.cells import exact_kronor


def table(kind: ColumnKind, *cells: Cell, unit: Unit = Unit.TKR) -> Table:
    return Table(
        "T",
        (Column("Namn"), Column("Värde", kind)),
        tuple(Row(("rad", cell)) for cell in cells),
        unit=unit,
        unit_note="enhet",
    )


def shown(kind: ColumnKind, cell: Cell, unit: Unit = Unit.TKR) -> str:
    made = table(kind, cell, unit=unit)
    return cell_text(made, made.columns[1], cell)


@pytest.mark.parametrize(
    ("kind", "cell", "text"),
    [
        (ColumnKind.AMOUNT, -12_345_678_00, "−12\u00a0346"),
        (ColumnKind.AMOUNT, 0, "0"),
        (ColumnKind.AMOUNT, None, "–"),
        (ColumnKind.NUMBER, Decimal("-1234.50"), "−1\u00a0234,50"),
        (ColumnKind.NUMBER, 12345, "12\u00a0345"),
        (ColumnKind.NUMBER, None, "–"),
        (ColumnKind.STATUS, Status("◐", "delvis"), "◐\u00a0delvis"),
        (ColumnKind.STATUS, None, "–"),
        (ColumnKind.DATE, date(2026, 1, 5), "2026-01-05"),
        (ColumnKind.TEXT, "Skolnämnden", "Skolnämnden"),
        (ColumnKind.TEXT, None, "–"),
    ],
)
def test_a_cell_is_shown_in_swedish_dress(kind: ColumnKind, cell: Cell, text: str) -> None:
    assert shown(kind, cell) == text


def test_the_unit_of_the_table_decides_how_an_amount_is_shown() -> None:
    assert shown(ColumnKind.AMOUNT, 1_250_000_00, Unit.KR) == "1\u00a0250\u00a0000"
    assert shown(ColumnKind.AMOUNT, 1_250_000_00, Unit.MNKR) == "1,3"


@pytest.mark.parametrize(
    ("unit", "amounts", "rounded"),
    [
        (Unit.TKR, (1_000_00, None, -2_000_00), False),
        (Unit.TKR, (1_000_01,), True),
        (Unit.KR, (500_00,), False),
        (Unit.KR, (500_50,), True),
        (Unit.MNKR, (100_000_00,), False),
        (Unit.MNKR, (1_250_000_00,), True),
    ],
)
def test_the_rounding_note_is_needed_only_when_something_is_rounded(
    unit: Unit, amounts: tuple[int | None, ...], rounded: bool
) -> None:
    assert rounds(table(ColumnKind.AMOUNT, *amounts, unit=unit)) is rounded


def test_plain_numbers_are_not_counted_as_rounded_amounts() -> None:
    assert not rounds(table(ColumnKind.NUMBER, 12345))


def rows_of(made: Table) -> list[list[str]]:
    return list(csv.reader(StringIO(table_csv(made)), delimiter=";"))


def test_the_csv_holds_exact_kronor_whatever_unit_is_printed() -> None:
    made = table(ColumnKind.AMOUNT, -123_456, 7, None, unit=Unit.MNKR)
    assert rows_of(made) == [["Namn", "Värde (kr)"], ["rad", "-1234,56"], ["rad", "0,07"], ["rad", ""]]
    assert table_csv(made).endswith("\r\n")


def test_the_csv_has_a_head_and_all_kinds_of_rows() -> None:
    made = Table(
        "T",
        (
            Column("Mål"),
            Column("Läge", ColumnKind.STATUS),
            Column("Andel", ColumnKind.NUMBER),
            Column("Dag", ColumnKind.DATE),
        ),
        (Row(("Rubrik",), RowKind.HEADING), Row(("A; B", Status("●", "uppfyllt"), Decimal("-2.50"), date(2026, 2, 3)))),
    )
    assert rows_of(made)[1:] == [["Rubrik", "", "", ""], ["A; B", "uppfyllt", "-2,50", "2026-02-03"]]


@pytest.mark.parametrize("text", ["=1+1", "+46", "-sant", "@SUM(A1)", "\tx", "＝A1", "－1"])
def test_a_text_that_looks_like_a_formula_is_defused(text: str) -> None:
    assert rows_of(table(ColumnKind.TEXT, text))[1][1] == "'" + text


def test_a_negative_amount_is_not_taken_for_a_formula() -> None:
    assert rows_of(table(ColumnKind.AMOUNT, -5_00))[1][1] == "-5,00"


@given(st.integers(-(10**15), 10**15))
def test_exact_kronor_loses_no_ore(ore: int) -> None:
    assert parse_kronor(exact_kronor(ore)) == ore


@given(st.decimals(allow_nan=False, allow_infinity=False, places=2, min_value=-(10**9), max_value=10**9))
def test_a_number_can_be_read_back(value: Decimal) -> None:
    assert Decimal(number_text(value).replace("\u00a0", "").replace("−", "-").replace(",", ".")) == value
