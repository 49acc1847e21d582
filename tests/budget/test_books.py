"""Statements written in as data: every sum of the published tables, whose and which version, and what ties with what."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from budget.actions.figures import ColumnKey, write_figures
from budget.models import FigureVersion, ResultLine, Statement, StatementFigure, Whose
from budget.queries import income_statement
from budget.queries.balance_sheet import cash_flow as booked_flow
from budget.queries.books import (
    Books,
    Filled,
    balance_difference,
    cash_difference,
    cash_from_balances,
)
from budget.queries.columns import statement_table
from budget.queries.shapes import (
    ASSETS,
    BALANCE,
    CASH_CLOSING,
    CASH_FLOW,
    CASH_TOTAL,
    EQUITY,
    FINANCING_SIDE,
    INCOME,
    SHAPES,
    filled,
    lines_to_write,
)
from budget.queries.written import changes_of, mark_of, written_figures
from sala_styr.decisions.actions import set_year_state
from sala_styr.errors import EditConflict, RuleBroken
from tests.budget.builders import YEAR, Money, kr
from tests.budget.published import SJOBO, SJOBO_SUMS, mnkr

ORE = st.integers(-(10**13), 10**13)
# Which of Sjöbo's published columns belongs where.
PLACES = [
    (0, 2020, Whose.MUNICIPALITY, FigureVersion.ACTUAL),
    (1, 2021, Whose.MUNICIPALITY, FigureVersion.ACTUAL),
    (3, 2020, Whose.GROUP, FigureVersion.ACTUAL),
    (4, 2021, Whose.GROUP, FigureVersion.ACTUAL),
]


def write(money: Money, column: ColumnKey, amounts: dict[str, int | None], **fields: Any) -> int:
    """Written in by the controller, with a source and, for a budget, the council's decision."""
    if column.version == FigureVersion.BUDGET:
        fields.setdefault("decision", money.cast.decision("KF"))
    return write_figures(money.cast.actor("controller"), column, amounts, **{"source": "Årsredovisning", **fields})


def test_sjobos_statement_entered_as_data_gives_every_subtotal_of_municipality_and_group(money: Money) -> None:
    for place, year, whose, version in PLACES:
        amounts = {line.value: mnkr(SJOBO[line][place]) for line in ResultLine}
        write(money, ColumnKey(year, Statement.INCOME, whose, version), amounts)
    money.result_budget(2021, **{line.value: mnkr(SJOBO[line][2]) // 100 for line in ResultLine})
    books = Books([2020, 2021])
    columns = [books.income(year, whose, version) for _place, year, whose, version in PLACES]
    columns.insert(2, books.income(2021, Whose.MUNICIPALITY, FigureVersion.BUDGET))
    for place, column in enumerate(columns):
        assert {key: column[key] for key in SJOBO_SUMS} == {
            key: mnkr(sums[place]) for key, sums in SJOBO_SUMS.items()
        }, place
    assert income_statement(2021).row("net_result").variance == mnkr("66.4")


def test_written_goes_before_booked_and_says_its_source(whole_year: Money) -> None:
    booked = income_statement(YEAR).row("cost").actual
    column = ColumnKey(YEAR, Statement.INCOME)
    write(whole_year, column, {"cost": kr(-5)}, source="Bokslut i mars")
    row = income_statement(YEAR).row("cost")
    assert (row.actual, row.figure and row.figure.source) == (kr(-5), "Bokslut i mars")
    assert Books([YEAR]).income(YEAR)["cost"] == kr(-5)
    # Part of a year is what the books say, and so is what they are reconciled with.
    assert income_statement(YEAR, 8).row("cost").actual == booked
    assert income_statement(YEAR, booked_only=True).row("cost").actual == booked


def test_a_line_is_taken_away_by_emptying_it_and_its_history_stays(money: Money) -> None:
    column = ColumnKey(2024, Statement.BALANCE, Whose.GROUP)
    assert write(money, column, {"property": 500, "liquid": 20}) == 2
    assert write(money, column, {"property": None, "liquid": 20}) == 1
    assert write(money, column, {"liquid": 20}) == 0
    assert [figure.line for figure in StatementFigure.objects.all()] == ["liquid"]
    told = changes_of(2024, Statement.BALANCE, Whose.GROUP, FigureVersion.ACTUAL)
    assert {change.kind for change in told} == {"+", "-"}
    assert all(change.who for change in told)


def test_the_second_who_writes_the_same_column_is_told(money: Money) -> None:
    column = ColumnKey(2024, Statement.FACTS)
    seen = mark_of(written_figures([2024]).of(2024, Statement.FACTS))
    write(money, column, {"population": 22_700}, seen=seen)
    with pytest.raises(EditConflict):
        write(money, column, {"population": 22_800}, seen=seen)
    assert StatementFigure.objects.get().amount == 22_700


@pytest.mark.parametrize(
    ("column", "amounts", "fields", "field"),
    [
        (ColumnKey(2024, Statement.INCOME), {"cost": 5}, {}, "cost"),
        (ColumnKey(2024, Statement.BALANCE), {"property": -5}, {}, "property"),
        (ColumnKey(2024, Statement.INCOME), {"tax": 5}, {"source": "  "}, "source"),
        (
            ColumnKey(2024, Statement.BALANCE, version=FigureVersion.BUDGET),
            {"liquid": 5},
            {"decision": None},
            "decision",
        ),
        (ColumnKey(2024, Statement.INCOME, version=FigureVersion.BUDGET), {"tax": 5}, {}, None),
        (ColumnKey(2024, Statement.INCOME), {"net_cost": 5}, {}, None),
    ],
)
def test_what_is_not_sound_is_not_written(
    money: Money, column: ColumnKey, amounts: dict[str, int | None], fields: dict[str, Any], field: str | None
) -> None:
    with pytest.raises(RuleBroken) as broken:
        write(money, column, amounts, **fields)
    assert broken.value.field == field
    assert not StatementFigure.objects.exists()


def test_a_committees_decision_is_not_the_councils(money: Money) -> None:
    column = ColumnKey(2027, Statement.BALANCE, version=FigureVersion.BUDGET)
    with pytest.raises(RuleBroken, match="kommunfullmäktiges"):
        write(money, column, {"liquid": 5}, decision=money.cast.decision("A"))


def test_a_closed_year_takes_no_figures(money: Money) -> None:
    set_year_state(money.cast.actor("controller"), YEAR, "closed")
    with pytest.raises(RuleBroken, match="avslutat"):
        write(money, ColumnKey(YEAR, Statement.INCOME), {"tax": 5})


def position(**lines: int) -> dict[str, int | None]:
    return filled(BALANCE, lines)


def test_the_groups_cash_flow_is_worked_out_of_its_balances_and_ties(money: Money) -> None:
    before = {
        "property": 900,
        "receivables": 100,
        "liquid": 50,
        "other_equity": 400,
        "long_debt": 600,
        "short_debt": 50,
    }
    after = {"property": 980, "receivables": 120, "liquid": 90, "other_equity": 400, "long_debt": 640, "short_debt": 60}
    group = {"whose": Whose.GROUP}
    write(money, ColumnKey(2026, Statement.BALANCE, **group), before)
    write(money, ColumnKey(2027, Statement.BALANCE, **group), after)
    write(money, ColumnKey(2027, Statement.INCOME, **group), {"revenue": 150, "depreciation": -60})
    books = Books([2027])
    sheet, flow = books.balance(2027, Whose.GROUP), books.cash_flow(2027, Whose.GROUP)
    assert (sheet["year_result"], sheet[ASSETS], sheet[FINANCING_SIDE]) == (90, 1190, 1190)
    assert (flow["investments"], flow["loans"], flow["receivables_change"]) == (-140, 40, -20)
    assert (flow[CASH_TOTAL], flow[CASH_CLOSING]) == (40, 90)
    assert flow.net
    assert cash_difference(flow.values, sheet.values) == 0


def test_a_written_cash_flow_stands_and_what_does_not_tie_is_seen(money: Money) -> None:
    group = {"whose": Whose.GROUP}
    write(money, ColumnKey(2026, Statement.BALANCE, **group), {"liquid": 50, "other_equity": 50})
    write(money, ColumnKey(2027, Statement.BALANCE, **group), {"liquid": 70, "other_equity": 50})
    write(money, ColumnKey(2027, Statement.INCOME, **group), {"revenue": 30, "depreciation": -10})
    write(money, ColumnKey(2027, Statement.CASH_FLOW, **group), {"investments": -15})
    books = Books([2027])
    flow = books.cash_flow(2027, Whose.GROUP)
    assert not flow.net
    assert (flow["result"], flow["depreciation"], flow[CASH_TOTAL], flow[CASH_CLOSING]) == (20, 10, 15, 65)
    assert cash_difference(flow.values, books.balance(2027, Whose.GROUP).values) == -5


def test_a_budgeted_year_begins_as_the_budget_before_ended_else_as_the_year_did(money: Money) -> None:
    plain, budget = ColumnKey(2026, Statement.BALANCE), FigureVersion.BUDGET
    write(money, plain, {"liquid": 50, "other_equity": 50})
    write(money, ColumnKey(2027, Statement.BALANCE, version=budget), {"liquid": 60, "other_equity": 60})
    write(money, ColumnKey(2028, Statement.BALANCE, version=budget), {"liquid": 75, "other_equity": 75})
    books = Books([2027, 2028])
    assert books.opening(2027, version=budget)["liquid"] == 50
    assert books.opening(2028, version=budget)["liquid"] == 60
    assert books.cash_flow(2028, version=budget)[CASH_TOTAL] == 15


def book_balances(money: Money) -> None:
    batch = money.batch("koncern")
    for account, opening, closing in (
        ("1110", 900, 940),
        ("1510", 80, 95),
        ("1930", 20, 60),
        ("2010", -300, -300),
        ("2210", -100, -110),
        ("2310", -500, -540),
        ("2410", -100, -115),
    ):
        money.balance(batch, account, opening, closing)
    money.actual("A1", "3010", 1, 90, batch=batch)
    money.actual("A1", "7910", 1, -60, batch=batch)


def test_the_municipalitys_position_comes_from_its_files_and_agrees_with_the_entitys(money: Money) -> None:
    book_balances(money)
    books = Books([YEAR])
    sheet, flow = books.balance(YEAR), books.cash_flow(YEAR)
    assert (sheet["year_result"], sheet["other_equity"], sheet[EQUITY]) == (kr(30), kr(300), kr(330))
    assert (sheet["pensions"], sheet["other_provisions"]) == (kr(110), None)
    assert balance_difference(sheet.values) == 0
    entity = booked_flow(money.cast["koncern"], YEAR)
    assert entity is not None
    assert (flow[CASH_TOTAL], cash_difference(flow.values, sheet.values)) == (entity.computed, 0)


def test_books_ask_four_questions_and_one_about_the_reserves_whatever_there_is(
    money: Money, django_assert_num_queries: Any
) -> None:
    def ask() -> None:
        books = Books(range(2022, 2027))
        for year in range(2022, 2027):
            for statement in Statement.values:
                for whose in Whose.values:
                    books.statement(statement, year, whose)

    with django_assert_num_queries(4):
        ask()
    book_balances(money)
    for year in range(2026, 2030):
        write(money, ColumnKey(year, Statement.BALANCE, Whose.GROUP), {"liquid": year, "other_equity": year})
    with django_assert_num_queries(5):
        ask()


def test_the_table_has_the_group_only_where_something_is_known_of_it(money: Money) -> None:
    write(money, ColumnKey(YEAR, Statement.INCOME), {"tax": kr(10)})
    assert not statement_table(Books([YEAR]), Statement.INCOME, YEAR).of(Whose.GROUP)
    write(money, ColumnKey(YEAR, Statement.INCOME, Whose.GROUP), {"tax": kr(12)})
    table = statement_table(Books([YEAR]), Statement.INCOME, YEAR)
    assert [column.version for column in table.of(Whose.GROUP)] == ["actual", "actual"]
    assert {line.key: cells[-2] for line, cells in table.rows}["net_result"] == kr(12)


AMOUNTS = st.dictionaries(st.sampled_from([line.key for line in lines_to_write(Statement.BALANCE)]), ORE)


@given(AMOUNTS, AMOUNTS, ORE, ORE)
def test_a_worked_out_cash_flow_is_the_change_in_liquid_funds_whenever_both_sheets_balance(
    before: dict[str, int], after: dict[str, int], result: int, depreciation: int
) -> None:
    opening, closing = (_balanced(before), _balanced({**after, "year_result": result}))
    income = Filled(filled(INCOME, {"revenue": result - depreciation, "depreciation": depreciation}))
    amounts = cash_from_balances(opening, closing, income)
    flow = filled(CASH_FLOW, amounts)
    assert cash_difference(flow, closing) == 0


def _balanced(lines: dict[str, int]) -> dict[str, int | None]:
    """The same sheet with as much other equity as makes it balance."""
    values = filled(BALANCE, {"liquid": 0, **lines, "other_equity": 0})
    difference = (values[ASSETS] or 0) - (values[FINANCING_SIDE] or 0)
    return filled(BALANCE, {"liquid": 0, **lines, "other_equity": difference})


@pytest.mark.parametrize("statement", Statement.values)
def test_every_part_of_a_sum_stands_above_it_and_every_amount_belongs_to_one_sum(statement: str) -> None:
    seen: list[str] = []
    parts: list[str] = []
    for line in SHAPES[statement]:
        assert set(line.parts) <= set(seen)
        seen.append(line.key)
        parts += line.parts
    assert len(seen) == len(set(seen))
    assert len(parts) == len(set(parts))
    below_the_line = {"pension_obligation", "other_obligations"}
    loose = {line.key for line in lines_to_write(statement)} - set(parts) - below_the_line
    assert loose == ({line.key for line in SHAPES[statement]} if statement == Statement.FACTS else set())
    assert all(len(line.key) <= 30 for line in SHAPES[statement])


def test_a_balance_sheet_with_one_side_missing_has_no_difference() -> None:
    assert balance_difference(position(liquid=5)) is None
    assert balance_difference(position(liquid=5, long_debt=3)) == 2
