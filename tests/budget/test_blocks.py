"""What money contributes to reports: the same figures as the pages, with unit and sign in the head."""

import pytest

from budget import blocks
from budget.models import AdjustmentKind, EntryKind
from budget.queries import (
    balance_requirement,
    balance_sheet,
    cash_flow,
    income_statement,
    operating_statement,
    reconcile,
)
from sala_styr.documents.model import Paragraph, RowKind, Table
from tests.budget.builders import YEAR, Money, kr
from tests.budget.conftest import SUMMER


def row_of(table: Table, name: str) -> tuple[object, ...]:
    return next(row.cells[1:] for row in table.rows if row.cells[0] == name)


def test_driftredovisningen_of_an_ended_year_has_the_columns_of_the_law(whole_year: Money) -> None:
    table = blocks.operating_table(operating_statement(YEAR, 12))
    assert [column.label for column in table.columns] == [
        "Nämnd", "Intäkter", "Kostnader", "Netto 2026", "Netto 2025",
        "Ursprunglig budget", "Ändringar", "Aktuell budget", "Avvikelse",
    ]  # fmt: skip
    assert row_of(table, "Nämnd A") == (
        kr(320), kr(-7_320), kr(-7_000), None, kr(-10_000), kr(-300), kr(-10_300), kr(3_300),
    )  # fmt: skip
    assert table.rows[-1].kind is RowKind.SUM
    assert table.rows[-1].cells[3] == operating_statement(YEAR, 12).total.actual
    assert table.unit_note == "tkr, intäkt +, kostnad −; avvikelse + är överskott"
    assert table.note == ""


def test_while_the_year_goes_on_the_forecast_is_in_the_table_and_the_notes_say_what_is_compared(
    whole_year: Money,
) -> None:
    whole_year.forecast("A1", 8, -6_600)
    table = blocks.operating_table(operating_statement(YEAR))
    assert [column.label for column in table.columns][-2:] == ["Prognos", "Prognosavvikelse"]
    assert row_of(table, "Nämnd A")[-2:] == (kr(-10_400), kr(-100))
    assert "till och med augusti" in table.note
    assert "2 enheter har inte lämnat prognos" in table.note


def test_the_variances_are_drawn_with_their_words_and_their_table(whole_year: Money) -> None:
    statement = operating_statement(YEAR, 12)
    figure = blocks.variance_figure(statement)
    assert figure is not None
    assert "Nämnd A" in figure.alternative or "Nämnd B" in figure.alternative
    assert [row.cells[1] for row in figure.table.rows] == [row.variance for row in statement.rows]
    assert "<svg" in figure.svg


def test_without_variances_there_is_nothing_to_draw(money: Money) -> None:
    assert blocks.variance_figure(operating_statement(YEAR)) is None


def test_every_amendment_is_listed_with_its_decision(whole_year: Money) -> None:
    table = blocks.amendment_table(YEAR)
    assert table is not None
    assert [row.cells[0] for row in table.rows] == ["Fördelning ur central pott", "Tilläggsanslag", "Omfördelning"]
    assert table.rows[1].cells[1:3] == ("Gemensam finansiering", "Nämnd B")
    assert "KF" in str(table.rows[1].cells[4]) or "Kommunfullmäktige" in str(table.rows[1].cells[4])
    assert [row.cells[5] for row in table.rows] == [kr(200), kr(300), kr(100)]


def test_a_year_without_amendments_has_no_such_table(money: Money) -> None:
    money.frame("A", 1)
    assert blocks.amendment_table(YEAR) is None


def test_a_corrected_amendment_and_its_correction_are_both_listed(money: Money) -> None:
    wrong = money.entry(EntryKind.SUPPLEMENTARY, None, "A", 5, day=SUMMER)
    money.entry(
        EntryKind.SUPPLEMENTARY, "A", None, 5, day=SUMMER, corrects=wrong, financing="Skatt", text="Rättelse: fel"
    )
    table = blocks.amendment_table(YEAR)
    assert table is not None
    assert [row.cells[3] for row in table.rows] == ["Post", "Rättelse: fel"]


def test_resultatrakningen_shows_its_subtotals_as_sums(whole_year: Money) -> None:
    table = blocks.income_table(income_statement(YEAR))
    assert [row.cells[0] for row in table.rows if row.kind is RowKind.SUM] == [
        "Verksamhetens nettokostnader",
        "Verksamhetens resultat",
        "Resultat efter finansiella poster",
        "Årets resultat",
    ]
    assert row_of(table, "Årets resultat") == (kr(624), kr(800), kr(-176), None)


def test_the_variance_of_a_year_under_way_is_left_out(whole_year: Money) -> None:
    assert row_of(blocks.income_table(income_statement(YEAR, 8)), "Årets resultat")[2] is None


def test_the_balance_requirement_comes_with_its_meaning(whole_year: Money) -> None:
    whole_year.adjustment(AdjustmentKind.CAPITAL_GAINS, -50, note="Mark")
    table, *sentences = blocks.requirement_blocks(balance_requirement(YEAR))
    assert isinstance(table, Table)
    assert row_of(table, "Samtliga realisationsvinster (Mark)") == (kr(-50), None)
    assert row_of(table, "Årets balanskravsresultat") == (kr(574), None)
    assert all(isinstance(sentence, Paragraph) for sentence in sentences)
    assert "Balanskravet är uppfyllt" in sentences[0].text
    assert "kommunallagen 11 kap. 14 §" in sentences[-1].text


@pytest.mark.parametrize(("tax", "words"), [(-100, "återställas senast 2029"), (None, "inget utfall")])
def test_a_deficit_or_a_missing_result_is_said(money: Money, tax: int | None, words: str) -> None:
    if tax is not None:
        money.actual("gemensamt", "8010", 12, tax)
    assert words in " ".join(blocks.requirement_sentences(balance_requirement(YEAR)))


def test_what_was_restored_is_said(money: Money) -> None:
    money.adjustment(AdjustmentKind.DEFICIT_OPENING, -1_000_000)
    money.actual("gemensamt", "8010", 12, 300_000)
    sentence = blocks.requirement_sentences(balance_requirement(YEAR))[1].replace("\u00a0", " ")
    assert "−1 000 tkr" in sentence
    assert "återställdes 300 tkr" in sentence
    assert "−700 tkr återstår" in sentence


def test_balance_sheet_and_cash_flow_as_tables(money: Money) -> None:
    batch = money.batch("koncern")
    money.balance(batch, "1910", 100, 130)
    money.balance(batch, "2010", -100, -100)
    money.actual("A1", "3010", 1, 30, batch=batch)
    table = blocks.balance_table(balance_sheet(money.cast["koncern"], YEAR))
    assert row_of(table, "Summa tillgångar") == (kr(100), kr(130))
    assert row_of(table, "Årets resultat, ännu inte fört till eget kapital") == (None, kr(30))
    assert "Avsättningar" not in [row.cells[0] for row in table.rows]
    flow = cash_flow(money.cast["koncern"], YEAR)
    assert flow is not None
    assert row_of(blocks.cash_table(flow, money.cast["koncern"], YEAR), "Årets kassaflöde") == (kr(30),)


def test_the_reconciliation_can_stand_in_a_report(whole_year: Money) -> None:
    table = blocks.reconciliation_table(reconcile(YEAR))
    assert {str(row.cells[3].word) for row in table.rows} == {"går ihop"}  # type: ignore[union-attr]
    assert all(row.cells[1] is not None for row in table.rows)


def test_the_note_of_rounding_is_there_to_be_used() -> None:
    assert "avrundning" in blocks.rounding_note().text
