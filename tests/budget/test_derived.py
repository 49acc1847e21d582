"""A figure that is worked out is written out: its parts with sign, each a way further down, and together they are the figure."""

from collections.abc import Callable

import pytest
from django.urls import reverse

from budget.models import AdjustmentKind, Statement, StatementFigure
from budget.queries.books import ACTUAL, BUDGET, CASH_TERMS
from budget.queries.bridge import bridge
from budget.queries.columns import VARIANCE
from budget.queries.derived.arithmetic import Derived, Term, Way
from budget.queries.derived.ratios import ratio_figure
from budget.queries.derived.requirement import requirement_figure
from budget.queries.derived.statements import OPENING, Cell, Shelf, statement_figure
from budget.queries.derived.units import BRIDGE_COLUMNS, bridge_figure
from budget.queries.follow_up import money_by_unit
from budget.queries.ratios import KINDS, ratio_columns
from budget.queries.shapes import CASH_FLOW, SHAPES
from budget.queries.structure import structure
from sala_styr.history import recording
from sala_styr.organisation.actor import system_actor
from tests.budget.builders import YEAR, Money, kr
from tests.budget.reading_pages import text


@pytest.fixture
def with_accounts(whole_year: Money) -> Money:
    """The whole year with balances of two years, a group whose figures are written in, an adjustment and what the ratios ask for."""
    for year, liquid in ((YEAR - 1, 20), (YEAR, 90)):
        batch = whole_year.batch("KF", year=year)
        for account, opening, closing in (("1110", 500, 450), ("1930", liquid, liquid + 70), ("2010", -400, -410)):
            whole_year.balance(batch, account, opening, closing)
    write(whole_year, Statement.INCOME, "group", revenue=9_000, cost=-8_000, depreciation=-500)
    write(whole_year, Statement.BALANCE, "group", property=5_000, liquid=200, other_equity=4_000)
    write(whole_year, Statement.FACTS, "municipality", population=22_000)
    whole_year.adjustment(AdjustmentKind.CAPITAL_GAINS, -50, note="Sålt ett hus")
    return whole_year


def write(money: Money, statement: str, whose: str, **lines: int) -> None:
    with recording(system_actor(), "Test"):
        for line, amount in lines.items():
            ore = amount if line == "population" else kr(amount)
            StatementFigure.objects.create(
                year=money.year,
                statement=statement,
                line=line,
                whose=whose,
                version=ACTUAL,
                amount=ore,
                source="Bokslut",
            )


def test_every_cell_of_every_statement_adds_up_or_leads_to_its_accounts(with_accounts: Money) -> None:
    council, shelf, told = with_accounts.cast["KF"].pk, Shelf(YEAR), 0
    for statement in (Statement.INCOME, Statement.BALANCE, Statement.CASH_FLOW):
        for line in SHAPES[statement]:
            for whose in ("municipality", "group"):
                for version in (ACTUAL, BUDGET, VARIANCE, *((OPENING,) if statement == Statement.BALANCE else ())):
                    cell = Cell(statement, line.key, YEAR, whose, version)
                    if line.is_heading or shelf.amount(cell) is None:
                        continue
                    found = statement_figure(cell, council)
                    if isinstance(found, Derived):
                        assert found.terms, cell
                        assert (found.amount, found.off) == (shelf.amount(cell), 0), cell
                        told += 1
    assert told > 40


def test_the_parts_of_a_sum_are_its_lines_and_each_leads_on(with_accounts: Money) -> None:
    found = statement_figure(Cell(Statement.INCOME, "net_cost", YEAR), with_accounts.cast["KF"].pk)
    assert isinstance(found, Derived)
    assert [str(term.label) for term in found.terms] == [
        "Verksamhetens intäkter",
        "Verksamhetens kostnader",
        "Avskrivningar",
    ]
    assert all(term.way for term in found.terms)
    assert isinstance(statement_figure(Cell(Statement.INCOME, "cost", YEAR), with_accounts.cast["KF"].pk), Way)


def test_a_parts_figure_that_does_not_tie_is_said_to_be_off() -> None:
    assert Derived("Summa", "", 10, [Term("a", 7), Term("b", 2), Term("c", None)]).off == 1
    assert Derived("Summa", "", 9, [Term("a", 7), Term("b", 2)]).off == 0


def test_every_line_of_a_worked_out_cash_flow_has_its_terms() -> None:
    worked_out = {line.key for line in CASH_FLOW if line.carries_amount} - {
        *("other_noncash", "sales", "financial_sales", "amortisation"),
    }
    assert worked_out == set(CASH_TERMS)


def test_a_ratio_divides_what_its_columns_divide(with_accounts: Money) -> None:
    for column in ratio_columns(YEAR):
        for kind in KINDS:
            ratio = column.ratios.get(kind.key)
            if ratio is None or ratio.value is None:
                continue
            found = ratio_figure(kind.key, column.year, column.whose, column.version)
            assert (found.added, found.below_amount) == (ratio.top, ratio.bottom), kind.key


def test_the_requirement_is_added_line_by_line_with_who_noted_it(with_accounts: Money) -> None:
    for key in ("result", "adjusted", "balanced"):
        assert requirement_figure(key, YEAR).off == 0
    noted = requirement_figure(AdjustmentKind.CAPITAL_GAINS, YEAR)
    assert (noted.amount, noted.terms[0].about) == (kr(-50), "Sålt ett hus")
    assert noted.terms[0].when is not None


def test_every_figure_of_the_bridge_is_its_parts(with_accounts: Money) -> None:
    council = with_accounts.cast["KF"]
    for row in bridge(YEAR).rows:
        for column in BRIDGE_COLUMNS:
            found = bridge_figure(row.key, column, YEAR, council)
            assert found is not None
            assert found.amount == getattr(row.amounts, column)
            assert found.off == 0, (row.key, column)


def test_a_units_variance_is_actual_less_budget(whole_year: Money) -> None:
    client, unit = whole_year.cast.client("politician_a"), whole_year.cast["A"]
    money = money_by_unit(YEAR, 8, structure())[unit.pk]
    address = f"{reverse('budget:derived', args=['avvikelse', unit.pk])}?ar={YEAR}&t_o_m=8"
    assert f'value="{money.variance}"' in client.get(address).content.decode()
    assert f'value="{money.year_variance}"' in client.get(f"{address}&slag=ar").content.decode()
    assert "Delarna är tillsammans siffran" in text(client.get(address))


def test_who_wrote_a_figure_in_and_from_where_is_said(with_accounts: Money) -> None:
    client = with_accounts.cast.client("auditor")
    page = text(client.get(f"{reverse('budget:derived', args=['income', 'revenue'])}?ar={YEAR}&vems=group"))
    assert "inskriven: Bokslut" in page


@pytest.mark.parametrize(
    ("kind", "key", "more"),
    [
        ("okänd", "x", ""),
        ("income", "okänd", ""),
        ("income", "tax", "slag=okänt"),
        ("balance", "assets_head", ""),
        ("nyckeltal", "result_share", "vems=group"),
        ("avvikelse", "987654", ""),
        ("avvikelse", "abc", ""),
        ("brygga", "written", ""),
        ("drift", "okänd", ""),
    ],
)
def test_what_is_no_figure_is_not_found(whole_year: Money, kind: str, key: str, more: str) -> None:
    address = f"{reverse('budget:derived', args=[kind, key])}?ar={YEAR}&{more}"
    assert whole_year.cast.client("controller").get(address).status_code == 404


def test_it_costs_the_same_whatever_there_is(
    with_accounts: Money, django_assert_max_num_queries: Callable[..., object]
) -> None:
    client = with_accounts.cast.client("controller")
    address = f"{reverse('budget:derived', args=['cash_flow', 'investments'])}?ar={YEAR}"
    assert client.get(address).status_code == 200
    for number in range(9):
        with_accounts.balance(with_accounts.batch("KF"), f"12{number:02d}", 1, 2)
    with django_assert_max_num_queries(24):  # type: ignore[attr-defined]
        assert client.get(address).status_code == 200
