"""Actuals from a table: headings in many words, exact amounts, every error listed with its row."""

import datetime
import io

import pytest

from budget.tables_in import ActualRow, ActualTable, Coding, RowError, Sign
from budget.tables_in.actuals import MOST_ERRORS, parse_period
from sala_styr.tables.stream import open_table
from tests.tables.workbooks import by_hand, workbook


class Outcome:
    """A table gone through to its end; ``rows`` are what may be imported."""

    def __init__(self, data: bytes, sign: Sign = "report"):
        table = ActualTable(open_table(io.BytesIO(data)), sign)
        rows = tuple(table)
        self.errors, self.wrong, self.left_out = tuple(table.errors), table.wrong, table.left_out
        self.rows = () if self.errors else rows


def actuals(text: str, sign: Sign = "report") -> Outcome:
    return Outcome(text.encode(), sign)


def messages(text: str) -> list[str]:
    return [error.message for error in actuals(text).errors]


def test_a_table_with_all_columns_is_read() -> None:
    outcome = actuals(
        "Konto;Kontonamn;Period;Ansvar;Belopp;Text\n3111;Avgifter;202501;4711;1 250,50;Januari\n5010;Löner;2025-01;4711;−3 000;\n"
    )
    assert outcome.errors == ()
    assert outcome.rows == (
        ActualRow(2, "3111", 202501, 125050, "Avgifter", Coding("4711"), "Januari"),
        ActualRow(3, "5010", 202501, -300000, "Löner", Coding("4711"), ""),
    )


def test_only_account_period_and_amount_are_needed_and_unknown_columns_are_left_alone() -> None:
    outcome = actuals("belopp,löpnr,period,konto\n5.5,85,202512,3111\n")
    assert outcome.rows == (ActualRow(2, "3111", 202512, 550),)


@pytest.mark.parametrize(
    ("heads", "cells"),
    [
        ("Konto;Period;Belopp", "3111;202501;5"),
        ("KONTONR;PERIOD;UTFALL", "3111;202501;5"),
        (" kontonummer ;Redovisningsperiod;Summa:", "3111;2025-01;5"),
        ("Account;Bokföringsperiod;Amount", "3111;2025/01;5"),
        ("Konto *;År;Månad;Netto", "3111;2025;1;5"),
        ("Konto;Redovisningsår;Mån.;Belopp", "3111;2025;01;5"),
        ("Konto;år;månad;Belopp", "3111;2025;januari;5"),
        ("Konto;år;månad;Belopp", "3111;2025;JAN;5"),
        ("Konto;år;månad;Belopp", "3111;2025;jan.;5"),
    ],
)
def test_headings_are_recognised_by_many_words_in_any_case(heads: str, cells: str) -> None:
    outcome = actuals(f"{heads}\n{cells}\n")
    assert outcome.errors == ()
    assert [row[:4] for row in outcome.rows] == [(2, "3111", 202501, 500)]


@pytest.mark.parametrize("heading", ["ansvar", "Ansvarskod", "ENHET", "Kostnadsställe", "kst"])
def test_the_unit_s_code_has_many_names_too(heading: str) -> None:
    assert actuals(f"konto;period;belopp;{heading}\n3111;202501;5;4711\n").rows[0].coding.unit == "4711"


def test_ledger_sign_is_turned_into_report_sign() -> None:
    text = "konto;period;belopp\n3111;202501;-500\n5010;202501;200\n"
    assert [row.amount for row in actuals(text, "ledger").rows] == [50000, -20000]
    assert [row.amount for row in actuals(text).rows] == [-50000, 20000]


@pytest.mark.parametrize(
    ("text", "period"),
    [
        ("202501", 202501),
        ("2025-12", 202512),
        ("2025/06", 202506),
        ("2025-03-31", 202503),
        ("202513", None),
        ("202500", None),
        ("25-01", None),
        ("2025", None),
        ("2025-1", None),
        ("2025-02-99", None),
        ("jan", None),
        ("", None),
        ("٢٠٢٥٠١", None),
    ],
)
def test_a_month_is_read_in_the_forms_that_ledgers_write(text: str, period: int | None) -> None:
    assert parse_period(text) == period


@pytest.mark.parametrize("month", ["0", "13", "1,5", "vår", "ma", "", "j"])
def test_a_month_of_its_own_column_must_be_a_month(month: str) -> None:
    (message,) = messages(f"konto;år;månad;belopp\n3111;2025;{month};5\n")
    assert "går inte att läsa som en månad" in message


def test_balance_accounts_are_left_out_and_counted() -> None:
    outcome = actuals("konto;period;belopp\n1930;202501;5\n2440;202501;-5\n3111;202501;7\n")
    assert (outcome.left_out, len(outcome.rows), outcome.errors) == (2, 1, ())


def test_an_amount_of_nought_is_a_row_but_a_missing_amount_is_an_error() -> None:
    assert actuals("konto;period;belopp\n3111;202501;0\n").rows[0].amount == 0
    assert messages("konto;period;belopp\n3111;202501;\n") == ["Rad 2: Belopp saknas. Skriv 0 om beloppet är noll."]


@pytest.mark.parametrize(
    "text", ["abc", "1.234,56", "1,234.56", "5,005", "0.30000000000000004", "(5)", "5-", "1e3", "=1+1", "9" * 300]
)
def test_what_is_no_exact_amount_is_an_error_on_its_row(text: str) -> None:
    outcome = actuals(f'konto;period;belopp\n3111;202501;"{text}"\n')
    assert outcome.rows == ()
    (error,) = outcome.errors
    assert error.row == 2
    assert error.message.startswith("Rad 2: ”")
    assert len(error.message) < 150


def test_all_errors_are_collected_and_then_nothing_is_to_be_imported() -> None:
    outcome = actuals("konto;period;belopp\nx;202513;fel\n3111;202501;5\n;;1\n")
    assert outcome.rows == ()
    assert [(error.row, error.message.split(":")[0]) for error in outcome.errors] == [(2, "Rad 2")] * 3 + [
        (4, "Rad 4")
    ] * 2
    assert [error.message for error in outcome.errors[3:]] == ["Rad 4: Konto saknas.", "Rad 4: Period saknas."]


def test_the_list_of_errors_has_an_end() -> None:
    outcome = actuals("konto;period;belopp\n" + "3111;202501;fel\n" * 1000)
    assert (len(outcome.errors), outcome.wrong) == (MOST_ERRORS, 1000)


@pytest.mark.parametrize(
    ("heads", "expected"),
    [
        ("konto;period;x", ["Kolumnen belopp saknas. Lägg till den, med rubriken ”belopp”."]),
        ("a;b;c", 3),
        (
            "konto;belopp;år",
            ["Perioden saknas. Lägg till kolumnen ”period” (ÅÅÅÅMM) eller kolumnerna ”år” och ”månad”."],
        ),
        (
            "konto;period;belopp;utfall",
            ["Både ”belopp” och ”utfall” kan vara kolumnen belopp. Byt namn på den som inte ska läsas."],
        ),
    ],
)
def test_headings_that_are_missing_or_mean_the_same_are_told(heads: str, expected: list[str] | int) -> None:
    found = messages(f"{heads}\n1;2;3;4\n")
    assert found == expected or len(found) == expected


def test_a_table_without_rows_says_so() -> None:
    assert messages("konto;period;belopp\n") == ["Tabellen har rubriker men inga rader."]


def test_titles_above_the_headings_are_skipped() -> None:
    outcome = actuals("Utfall per konto\nUttag 2025-02-03\n\nkonto;period;belopp\n3111;202501;5\n")
    assert outcome.rows == (ActualRow(5, "3111", 202501, 500),)


def test_a_decimal_comma_in_a_table_parted_by_commas_is_noticed() -> None:
    outcome = actuals("konto,period,belopp\n3111,202501,5\n3111,202502,1250,50\n")
    assert outcome.errors == (RowError(3, "Rad 3: Det står något i en kolumn utan rubrik."),)


def test_an_unknown_sign_is_a_fault_of_the_program() -> None:
    with pytest.raises(KeyError):
        actuals("konto;period;belopp\n3111;202501;5\n", "omvänt")  # type: ignore[arg-type]


def test_a_workbook_is_read_like_a_csv_file() -> None:
    data = workbook(
        ("Konto", "Period", "Belopp", "Ansvar"),
        (3111, 202501, 1250.5, 4711),
        ("5010", datetime.date(2025, 2, 1), -7, "A1"),
    )
    assert Outcome(data).rows == (
        ActualRow(2, "3111", 202501, 125050, "", Coding("4711")),
        ActualRow(3, "5010", 202502, -700, "", Coding("A1")),
    )


def test_a_fraction_of_an_ore_in_a_workbook_is_refused_not_rounded() -> None:
    cells = "".join(f'<c t="inlineStr"><is><t>{text}</t></is></c>' for text in ("konto", "period", "belopp"))
    data = by_hand(
        f'<row r="1">{cells}</row><row r="2"><c><v>3111</v></c><c><v>202501</v></c><c><v>0.305</v></c></row>'
    )
    outcome = Outcome(data)
    assert outcome.rows == ()
    assert "0.305" in outcome.errors[0].message


def test_a_cell_that_excel_could_not_work_out_is_a_missing_amount_and_not_nought() -> None:
    cells = "".join(f'<c t="inlineStr"><is><t>{text}</t></is></c>' for text in ("konto", "period", "belopp"))
    data = by_hand(
        f'<row r="1">{cells}</row><row r="2"><c><v>3111</v></c><c><v>202501</v></c><c t="e"><v>#DIV/0!</v></c></row>'
    )
    (error,) = Outcome(data).errors
    assert error.message == "Rad 2: Belopp saknas. Skriv 0 om beloppet är noll."
