"""What the pages ask: money by unit, driftredovisning, resultaträkning, the thread's kronor. Exact öre; missing is missing."""

import pytest

from budget.models import AdjustmentKind, BatchState, Chart, LineLink
from budget.queries import (
    balance_requirement,
    balance_sheet,
    cash_flow,
    entities_with_balances,
    income_statement,
    item_cost,
    kronor_by_item,
    kronor_by_link,
    last_period,
    money_by_unit,
    operating_statement,
    unit_money,
)
from budget.queries.accounts import account_table
from budget.queries.deviations import largest_deviations
from budget.queries.operating import unit_statement
from budget.queries.structure import structure
from budget.queries.thread import ItemMoney
from goals.models import ItemState
from tests.budget.builders import YEAR, Money, kr


def test_a_unit_has_its_own_money_and_all_below_it(whole_year: Money) -> None:
    money = unit_money(whole_year.cast["A"], YEAR, 8)
    assert money.budget == kr(-10_300)
    assert money.detail == kr(-10_300)
    assert money.revenue == kr(320)
    assert money.cost == kr(-7_320)
    assert money.actual == kr(-7_000)
    assert money.variance == money.actual - (money.phased or 0)


def test_through_a_month_only_its_figures_count(whole_year: Money) -> None:
    assert unit_money(whole_year.cast["A1"], YEAR, 1).actual == kr(-550)
    assert unit_money(whole_year.cast["A1"], YEAR, 3).actual == kr(-1_650)


def test_where_nothing_is_booked_or_budgeted_there_is_no_value(money: Money) -> None:
    money.frame("A", 10)
    nothing = unit_money(money.cast["B"], YEAR)
    assert (nothing.budget, nothing.actual, nothing.phased, nothing.forecast, nothing.variance) == (None,) * 5
    assert unit_money(money.cast["A"], YEAR).variance is None


def test_a_unit_that_a_whole_file_does_not_name_has_had_no_costs(whole_year: Money) -> None:
    whole_year.frame("KF", 10)
    assert unit_money(whole_year.cast["KS"], YEAR, 8).actual == kr(-1_320)
    statement = operating_statement(YEAR)
    kf = next(row for row in statement.rows if row.unit and row.unit.code == "KF")
    assert kf.actual == 0


def test_without_such_a_file_the_same_unit_is_missing(money: Money) -> None:
    money.actual("A", "5010", 1, -10)
    assert unit_money(money.cast["A1"], YEAR).actual is None


def test_a_companys_money_is_its_own(whole_year: Money) -> None:
    whole_year.actual("bolaget", "3010", 1, 900, chart=Chart.BAS)
    whole_year.actual("bolaget", "8410", 1, -100, chart=Chart.BAS)
    by_unit = money_by_unit(YEAR, 8)
    assert by_unit[whole_year.cast["bolaget"].pk].actual == kr(800)
    assert by_unit[whole_year.cast["koncern"].pk].revenue == kr(320)


def test_figures_of_files_that_do_not_count_are_not_counted(money: Money) -> None:
    for state in (BatchState.REPLACED, BatchState.WITHDRAWN):
        money.actual("A1", "5010", 1, -999, batch=money.batch("A1", state=state))
    money.actual("A1", "5010", 1, -10)
    assert unit_money(money.cast["A1"], YEAR).actual == kr(-10)


def test_year_totals_belong_to_the_year_and_to_no_month(money: Money) -> None:
    money.actual("A1", "5010", None, -120)
    assert unit_money(money.cast["A1"], YEAR, 11).actual is None
    assert unit_money(money.cast["A1"], YEAR).actual == kr(-120)
    assert last_period(YEAR) is None


def test_a_forecast_is_the_units_own_or_the_sum_of_its_parts(whole_year: Money) -> None:
    whole_year.forecast("A1", 8, -6_700)
    money = unit_money(whole_year.cast["A"], YEAR)
    # A2 and verksamhet A have not judged: their budgets stand in for it.
    assert money.forecast == kr(-6_700 - 3_500 - 300)
    assert money.assumed == 2
    assert money.forecast_variance == kr(-200)
    whole_year.forecast("verksA", 8, -10_900)
    assert unit_money(whole_year.cast["A"], YEAR).forecast == kr(-10_900)
    assert unit_money(whole_year.cast["A"], YEAR).assumed == 0


def test_the_newest_forecast_counts(whole_year: Money) -> None:
    whole_year.forecast("A1", 8, -6_800, version=2)
    whole_year.forecast("A1", 8, -6_700)
    whole_year.forecast("A1", 4, -1)
    assert unit_money(whole_year.cast["A1"], YEAR).forecast == kr(-6_800)


def test_where_nobody_has_judged_there_is_no_forecast(whole_year: Money) -> None:
    assert unit_money(whole_year.cast["A"], YEAR).forecast is None


def test_the_councils_own_forecast_does_not_speak_for_the_committees(whole_year: Money) -> None:
    whole_year.frame("KF", 100)
    whole_year.forecast("KF", 8, -90)
    whole_year.forecast("A", 8, -10_000)
    statement = operating_statement(YEAR)
    by_code = {row.unit.code: row.forecast for row in statement.rows if row.unit}
    assert (by_code["KF"], by_code["A"], by_code["B"]) == (kr(-90), kr(-10_000), None)
    assert unit_money(whole_year.cast["KF"], YEAR).forecast == kr(-90 - 10_000 - 2_000 - 5_200 - 800)


def test_driftredovisningen_has_a_row_for_each_committee_and_ties(whole_year: Money) -> None:
    statement = operating_statement(YEAR)
    assert [row.unit.code for row in statement.rows if row.unit] == ["KS", "A", "B", "gemensamt"]
    a = next(row for row in statement.rows if row.unit and row.unit.code == "A")
    assert (a.original, a.amendments, a.current) == (kr(-10_000), kr(-300), kr(-10_300))
    assert (statement.total.original, statement.total.amendments) == (kr(-18_000), kr(-300))
    assert (statement.through_month, statement.complete) == (8, False)
    for name in ("original", "amendments", "current", "revenue", "cost", "actual", "variance"):
        assert getattr(statement.total, name) == sum(getattr(row, name) for row in statement.rows)


def test_in_an_ended_year_the_variance_is_against_the_whole_budget(whole_year: Money) -> None:
    statement = operating_statement(YEAR, 12)
    a = next(row for row in statement.rows if row.unit and row.unit.code == "A")
    assert statement.complete
    assert a.variance == kr(-7_000 + 10_300)


def test_the_year_before_stands_beside(whole_year: Money) -> None:
    whole_year.actual("A1", "5010", 1, -777, batch=whole_year.batch("A", year=2025))
    a = next(row for row in operating_statement(YEAR).rows if row.unit and row.unit.code == "A")
    assert a.previous == kr(-777)


def test_money_outside_every_committee_is_shown_and_not_lost(money: Money) -> None:
    money.actual("koncern", "5010", 12, -50)
    statement = operating_statement(YEAR)
    assert [(row.unit, row.actual) for row in statement.rows] == [(None, kr(-50))]
    assert statement.total.actual == kr(-50)


def test_a_units_page_shows_its_own_and_its_parts(whole_year: Money) -> None:
    found = unit_statement(whole_year.cast["verksA"], YEAR)
    assert [row.unit.code for row in found.rows if row.unit] == ["A1", "A2"]
    assert (found.own.current, found.total.current) == (kr(-300), kr(-10_300))
    assert found.own.actual == kr(-200)
    for name in ("current", "actual", "variance"):
        assert getattr(found.own, name) + sum(getattr(row, name) for row in found.rows) == getattr(found.total, name)


def test_resultatrakningen_has_budget_actual_and_year_before(whole_year: Money) -> None:
    statement = income_statement(YEAR, 8)
    assert (statement.row("net_cost").budget, statement.row("net_cost").actual) == (kr(-18_000), kr(-11_880))
    assert (statement.row("net_result").budget, statement.row("net_result").actual) == (kr(800), kr(624))
    assert statement.row("tax").previous is None
    assert not statement.complete


def test_resultatrakningen_is_the_municipalitys_alone(whole_year: Money) -> None:
    before = income_statement(YEAR, 8).row("net_result").actual
    whole_year.actual("bolaget", "3010", 1, 1_000_000, chart=Chart.BAS)
    assert income_statement(YEAR, 8).row("net_result").actual == before


def test_the_balance_requirement_carries_reserve_and_deficits_from_year_to_year(money: Money) -> None:
    for year, tax in ((2024, -100), (2025, 160), (2026, 500)):
        money.actual("gemensamt", "8010", 12, tax, batch=money.batch("gemensamt", year=year))
    money.adjustment(AdjustmentKind.RESERVE_OPENING, 10, 2024)
    money.adjustment(AdjustmentKind.DEFICIT_OPENING, -20, 2024)
    money.adjustment(AdjustmentKind.TO_RESERVE, -5, 2026)
    found = balance_requirement(2026)
    assert found.balanced == kr(495)
    assert (found.opening_reserve, found.closing_reserve) == (kr(10), kr(15))
    # 20 brought in, 100 made in 2024, 160 restored in 2025: all of it.
    assert found.opening_deficits == ()
    assert balance_requirement(2024).closing_deficit == kr(-120)
    assert balance_requirement(2025).restored == kr(120)
    assert [row.earlier for row in found.rows if row.key == "balanced"] == [kr(160)]


def test_without_actuals_the_requirement_is_missing(money: Money) -> None:
    found = balance_requirement(YEAR)
    assert found.balanced is None
    assert {row.amount for row in found.rows} == {None}
    assert found.room is None


def test_negative_equity_is_known_by_what_is_noted(money: Money) -> None:
    money.actual("gemensamt", "8010", 12, 100_000)
    assert not balance_requirement(YEAR).negative_equity
    money.adjustment(AdjustmentKind.EQUITY_IN_FULL, -1)
    found = balance_requirement(YEAR)
    assert found.negative_equity
    assert found.room == kr(5_000)


def test_balance_sheet_and_cash_flow_of_each_legal_entity(money: Money) -> None:
    batch = money.batch("koncern")
    money.balance(batch, "1910", 100, 130)
    money.balance(batch, "2010", -100, -100)
    money.actual("A1", "3010", 1, 30, batch=batch)
    company = money.batch("bolaget")
    money.balance(company, "1930", 10, 5, chart=Chart.BAS)
    money.balance(company, "2081", -10, -10, chart=Chart.BAS)
    money.actual("bolaget", "5010", 1, -5, batch=company, chart=Chart.BAS)
    assert [unit.code for unit in entities_with_balances(YEAR)] == ["koncern", "bolaget"]
    # Asked from anywhere inside the municipality, it is the municipality's.
    sheet = balance_sheet(money.cast["A1"], YEAR)
    assert (sheet.unit.code, sheet.total_assets.closing, sheet.balances) == ("koncern", kr(130), True)
    flow = cash_flow(money.cast["bolaget"], YEAR)
    assert flow is not None
    assert (flow.computed, flow.observed) == (kr(-5), kr(-5))
    assert balance_sheet(money.cast["bolaget"], 2020).is_empty


def test_kronor_go_up_the_thread(money: Money) -> None:
    items = money.cast.chain()
    money.line("A1", "5010", -100, item=items["activity"])
    money.line("verksA", "6010", -20, item=items["strategy"])
    money.line("A1", "5010", -999)
    found = kronor_by_item(YEAR)
    assert found[items["activity"].pk] == ItemMoney(kr(-100), kr(-100))
    assert found[items["strategy"].pk] == ItemMoney(kr(-20), kr(-120))
    assert found[items["vision"].pk] == ItemMoney(None, kr(-120))
    assert kronor_by_item(2027) == {}


def test_money_on_what_has_left_the_plan_counts_on_the_nearest_above(money: Money) -> None:
    items = money.cast.chain()
    ended = money.cast.item("activity", "A1", parent=items["strategy"], last_year=2025)
    money.line("A1", "5010", -70, item=ended)
    found = kronor_by_item(YEAR)
    assert ended.pk not in found
    assert found[items["strategy"].pk] == ItemMoney(kr(-70), kr(-70))


def test_money_on_a_goal_that_has_got_a_new_wording_counts_on_the_new(money: Money) -> None:
    items = money.cast.chain()
    newer = money.cast.item("focus", "A", parent=items["goal"], replaces=items["focus"], state=ItemState.DECIDED)
    money.line("verksA", "5010", -40, item=items["focus"])
    assert kronor_by_item(YEAR)[newer.pk] == ItemMoney(kr(-40), kr(-40))


def test_what_an_item_costs_is_told_by_unit_and_account(money: Money) -> None:
    items = money.cast.chain()
    money.line("A2", "5010", -5, item=items["strategy"])
    money.line("A1", "5010", -10, item=items["strategy"])
    money.line("A1", "5010", -20, item=items["strategy"])
    money.line("A1", "6010", -1, item=items["activity"])
    cost = item_cost(items["strategy"], YEAR)
    assert [(line.unit, line.account, line.amount) for line in cost.lines] == [
        ("Enhet A1", "5010", kr(-30)),
        ("Enhet A2", "5010", kr(-5)),
    ]
    assert (cost.own, cost.below, cost.whole) == (kr(-35), kr(-1), kr(-36))
    assert item_cost(items["vision"], 2027).whole is None


def test_every_krona_is_the_plans_the_core_missions_or_unlinked(money: Money) -> None:
    money.line("A1", "5010", -10, item=money.cast.item("activity", "A1"))
    money.line("A1", "5010", -20)
    money.line("A1", "5010", -30, link=LineLink.UNLINKED)
    assert [row.amount for row in kronor_by_link(YEAR)] == [kr(-10), kr(-20), kr(-30)]


def test_accounts_month_by_month_with_their_classes(whole_year: Money) -> None:
    table = account_table(structure(), whole_year.cast["A"], YEAR)
    assert [row.key for row in table.rows] == ["3010", "5010", "7910"]
    assert [(row.key, row.actual(8)) for row in table.classes] == [("3", kr(320)), ("5", kr(-7_240)), ("7", kr(-80))]
    assert table.last_month == 8
    whole = table.whole
    assert sum(row.variance(8) or 0 for row in table.rows) == whole.variance(8)
    assert whole.actual(8) == unit_money(whole_year.cast["A"], YEAR, 8).actual
    assert whole.phased(8) == unit_money(whole_year.cast["A"], YEAR, 8).phased


def test_months_after_the_last_have_no_variance(whole_year: Money) -> None:
    months = account_table(structure(), whole_year.cast["A1"], YEAR).months
    assert months[7].variance_through == (months[7].actual_through or 0) - (months[7].budget_through or 0)
    assert (months[8].actual, months[8].variance, months[8].actual_through) == (None, None, None)


def test_taxes_are_not_in_a_municipal_units_follow_up(whole_year: Money) -> None:
    assert [row.key for row in account_table(structure(), whole_year.cast["gemensamt"], YEAR).rows] == ["6010"]


def test_the_largest_deviations_come_with_the_words_of_whoever_stands_behind_them(whole_year: Money) -> None:
    whole_year.forecast("A1", 8, -9_000, "Fler elever än väntat")
    whole_year.forecast("A2", 8, -3_510, "Nästan som budget")
    found = largest_deviations(YEAR, 2)
    assert [row.unit.code for row, _place, _words in found["rows"]] == ["gemensamt", "A"]
    _row, place, words = found["rows"][1]
    assert (place.code, words.comment) == ("A1", "Fler elever än väntat")
    assert found["rows"][0][1:] == (None, None)


@pytest.mark.parametrize("code", ["koncern", "KF", "A", "bolaget"])
def test_the_structure_knows_where_a_legal_entity_ends(money: Money, code: str) -> None:
    tree = structure()
    below = {unit.code for unit in tree.below(money.cast[code].pk)}
    assert ("bolaget" in below) is (code == "bolaget")
    assert tree.holder_of[money.cast["A1"].pk] == money.cast["A"].pk
    assert tree.holder_of[money.cast["bolaget"].pk] is None
