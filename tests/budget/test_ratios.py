"""Ratios with their arithmetic, five years side by side, and the bridge from driftredovisningen to resultaträkningen."""

from decimal import Decimal
from typing import Any

import pytest
from django.urls import reverse

from budget.actions.figures import ColumnKey, write_figures
from budget.models import Statement, Whose
from budget.queries.books import ACTUAL, Books
from budget.queries.bridge import bridge
from budget.queries.five_years import five_years
from budget.queries.investments import net_investments
from budget.queries.ratios import (
    DEBT_PER_PERSON,
    NET_COST_SHARE,
    NOTHING_INVESTED,
    RESULT_SHARE,
    SELF_FINANCING,
    SOLIDITY,
    SOLIDITY_FULL,
    WITH_FINANCIAL,
    Ratio,
    invested_by_year,
    ratio_columns,
    ratios,
)
from budget.ratio_words import arithmetic, number_text, ratio_text
from tests.budget.builders import YEAR, Money, kr
from tests.budget.investing import Investing
from tests.budget.published import SALA_RESULT_SHARE, SJOBO, mnkr
from tests.budget.reading_pages import text


def write(
    money: Money, statement: str, amounts: dict[str, int], year: int = YEAR, whose: str = Whose.MUNICIPALITY
) -> None:
    write_figures(money.cast.actor("controller"), ColumnKey(year, statement, whose), amounts, source="Bokslut")


def of(year: int = YEAR, whose: str = Whose.MUNICIPALITY) -> dict[str, Ratio]:
    return ratios(Books([year]), invested_by_year([year]), year, whose)


def plain(words: str) -> str:
    return words.replace("\u00a0", " ")


@pytest.mark.parametrize("year", SALA_RESULT_SHARE)
def test_salas_published_share_is_reproduced_with_its_arithmetic(money: Money, year: int) -> None:
    result, base, printed = SALA_RESULT_SHARE[year]
    # The published table has the result and what it is held against, so the costs are what lies between.
    write(money, Statement.INCOME, {"tax": mnkr(base), "cost": mnkr(result) - mnkr(base)}, year)
    found = of(year)[RESULT_SHARE]
    assert plain(ratio_text(found)) == f"{printed.replace('.', ',')} %"
    if year == 2013:
        assert plain(arithmetic(found)) == "65,1 / 1 091,5 = 6,0 %"


def test_sjobos_shares_follow_from_the_published_statement(money: Money) -> None:
    write(money, Statement.INCOME, {line.value: mnkr(amounts[1]) for line, amounts in SJOBO.items()}, 2021)
    found = of(2021)
    assert plain(arithmetic(found[RESULT_SHARE])) == "80,7 / 1 188,5 = 6,8 %"
    assert plain(arithmetic(found[NET_COST_SHARE])) == "1 127,4 / 1 188,5 = 94,9 %"
    assert plain(arithmetic(found[WITH_FINANCIAL])) == "1 107,8 / 1 188,5 = 93,2 %"


def position(money: Money, whose: str = Whose.MUNICIPALITY) -> None:
    lines = {"property": 900, "liquid": 100, "other_equity": 450, "pensions": 50, "long_debt": 400, "short_debt": 100}
    write(money, Statement.BALANCE, {line: kr(amount) for line, amount in lines.items()}, whose=whose)


def test_position_ratios_and_why_there_are_none(money: Money) -> None:
    position(money)
    found = of()
    assert (found[SOLIDITY].value, found[SOLIDITY_FULL].value, found[DEBT_PER_PERSON].value) == (45, None, None)
    assert "Pensionerna utanför" in arithmetic(found[SOLIDITY_FULL])
    assert "invånare" in arithmetic(found[DEBT_PER_PERSON])
    assert "resultaträkning" in arithmetic(found[RESULT_SHARE])
    write(money, Statement.BALANCE, {"pension_obligation": kr(500)})
    write(money, Statement.FACTS, {"population": 4})
    found = of()
    assert (found[SOLIDITY_FULL].value, found[DEBT_PER_PERSON].value) == (-5, 125)
    assert plain(ratio_text(found[DEBT_PER_PERSON])) == "125 kr"


def test_self_financing_takes_what_is_written_else_what_the_investment_ledger_says(money: Money) -> None:
    write(money, Statement.INCOME, {"tax": kr(90), "depreciation": kr(-30)})
    books = Books([YEAR])
    assert "Nettoinvesteringarna" in arithmetic(ratios(books, {}, YEAR)[SELF_FINANCING])
    ledger = {YEAR: {ACTUAL: kr(45)}}
    assert ratios(books, ledger, YEAR)[SELF_FINANCING].value == 200
    assert ratios(books, {YEAR: {ACTUAL: 0}}, YEAR)[SELF_FINANCING].reason == NOTHING_INVESTED
    write(money, Statement.FACTS, {"net_investments": kr(180)})
    assert ratios(Books([YEAR]), ledger, YEAR)[SELF_FINANCING].value == 50


def test_the_group_has_its_own_and_is_not_asked_for_shares_of_tax(money: Money) -> None:
    assert len(ratio_columns(YEAR)) == 3
    position(money, Whose.GROUP)
    group = of(whose=Whose.GROUP)
    assert RESULT_SHARE not in group
    assert group[SOLIDITY].value == 45
    assert [column.whose for column in ratio_columns(YEAR)][3:] == ["group", "group"]


@pytest.mark.parametrize(
    ("value", "decimals", "words"),
    [("5.95", 1, "6,0"), ("-0.04", 1, "0,0"), ("-1234.5", 0, "−1 235"), ("0", 2, "0,00")],
)
def test_numbers_are_rounded_half_away_from_zero_and_nought_has_no_sign(value: str, decimals: int, words: str) -> None:
    assert plain(number_text(Decimal(value), decimals)) == words


def test_five_years_are_those_of_the_statements(money: Money, django_assert_num_queries: Any) -> None:
    for place, year in enumerate(range(2020, 2025)):
        write(money, Statement.INCOME, {"tax": kr(100 + place), "cost": kr(-90)}, year)
    write(money, Statement.INCOME, {"revenue": kr(7)}, 2024, Whose.GROUP)
    Investing(money.cast).usual()
    with django_assert_num_queries(10):
        found = five_years(2024)
    Investing(money.cast).usual("9002")
    with django_assert_num_queries(10):
        five_years(2024)
    assert found.years == (2024, 2023, 2022, 2021, 2020)
    rows = {(row.whose, row.key): row.figures for row in found.rows}
    assert rows["municipality", "net_result"] == tuple(kr(each) for each in (14, 13, 12, 11, 10))
    assert rows["municipality", RESULT_SHARE][4] == 10
    assert rows["group", "net_result"] == (kr(7), None, None, None, None)
    assert ("municipality", "population") not in rows


def test_the_bridge_ends_in_resultatrakningens_net_cost_with_nothing_left(whole_year: Money) -> None:
    found = bridge(YEAR)
    rows = {row.key: row.amounts for row in found.rows}
    assert rows["committees"].net == kr(-11_880)
    assert rows["common"].budget == kr(-1_000)
    assert rows["operating"].budget == kr(-18_000)
    assert (rows["depreciation"].cost, rows["depreciation"].depreciation, rows["depreciation"].net) == (
        kr(80),
        kr(-80),
        0,
    )
    assert (rows["income"].revenue, rows["income"].depreciation, rows["income"].net) == (kr(320), kr(-80), kr(-11_880))
    assert (rows["rest"].net, found.unexplained, found.unexplained_budget) == (0, 0, 0)


def test_internal_items_take_each_other_out_and_one_without_counterpart_is_seen(whole_year: Money) -> None:
    whole_year.actual("A1", "9110", 1, 70)
    whole_year.actual("B1", "9510", 1, -70)
    found = bridge(YEAR)
    assert (found.row("internal").amounts.net, found.unexplained) == (0, 0)
    whole_year.actual("B1", "9510", 2, -5)
    found = bridge(YEAR)
    assert (found.row("internal").amounts.net, found.unexplained) == (kr(5), kr(-5))
    page = text(whole_year.cast.client("auditor").get(reverse("budget:operating") + "?i=kr"))
    assert "−5 kr av utfallet förklaras inte av stegen" in page


def test_what_is_written_in_instead_of_booked_is_a_step_of_its_own(whole_year: Money) -> None:
    whole_year.actual("A1", "5010", 12, 0)
    write(whole_year, Statement.INCOME, {"cost": kr(-12_000)})
    found = bridge(YEAR)
    booked = found.row("operating").amounts.net or 0
    end = found.row("income").amounts.net or 0
    assert found.row("written").amounts.net == end - booked
    assert found.unexplained == 0


def test_a_frame_that_is_not_in_the_result_budget_is_a_rest_of_the_budget(whole_year: Money) -> None:
    whole_year.frame("A", 40)
    assert bridge(YEAR).unexplained_budget == kr(40)


def test_the_pages_write_out_the_arithmetic(money: Money) -> None:
    write(money, Statement.INCOME, {"tax": mnkr("1091.5"), "cost": mnkr("-1026.4")})
    position(money, Whose.GROUP)
    client = money.cast.client("politician_a")
    page = text(client.get(reverse("budget:ratios")))
    assert "65,1 / 1 091,5 = 6,0 %" in page
    assert "Fullmäktiges mål: minst 2" in page
    assert "räknas inte för koncernen" in page
    csv = b"".join(client.get(reverse("budget:ratios") + "?format=csv")).decode("utf-8-sig")  # type: ignore[arg-type]
    assert ";5,96;" in csv
    years = text(client.get(reverse("budget:five_years")))
    assert "Årets resultat 65,1" in years
    assert "Kommunkoncernen" in years


def test_the_investment_ledger_is_asked_as_its_own_query_answers(money: Money) -> None:
    Investing(money.cast).usual()
    found, own = invested_by_year([YEAR])[YEAR], net_investments(YEAR)
    assert own.budget
    assert own.actual
    # Expenditure is negative in the ledger, and an outlay in the ratio.
    assert (found["budget"], found["actual"]) == (-own.budget, -own.actual)
