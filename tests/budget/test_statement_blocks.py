"""What the annual accounts give to reports, reconciliation and a decision's page: the same figures as the pages."""

from decimal import Decimal

from django.urls import reverse

from budget.actions.figures import ColumnKey, write_figures
from budget.models import FigureVersion, Statement, Whose
from budget.queries import reconcile
from budget.queries.check import Check
from budget.statement_blocks import group_tables, position_tables, ratio_blocks
from sala_styr.documents.model import BulletList, Table
from tests.budget.builders import YEAR, Money, kr
from tests.budget.reading_pages import text


def write(money: Money, statement: str, amounts: dict[str, int], whose: str = Whose.GROUP, year: int = YEAR) -> None:
    write_figures(money.cast.actor("controller"), ColumnKey(year, statement, whose), amounts, source="Bokslut")


def row_of(table: Table, label: str) -> tuple[object, ...]:
    return next(row.cells[1:] for row in table.rows if row.cells[0] == label)


def test_a_year_without_the_group_has_none_of_its_tables(money: Money) -> None:
    assert group_tables(YEAR) == ()
    assert ratio_blocks(YEAR) == ()


def test_the_groups_statements_are_tables_with_its_columns_alone(money: Money) -> None:
    write(money, Statement.INCOME, {"revenue": kr(500), "cost": kr(-450)})
    write(money, Statement.INCOME, {"tax": kr(7)}, Whose.MUNICIPALITY)
    (income,) = group_tables(YEAR)
    assert income.caption == f"Kommunkoncernens resultaträkning {YEAR}"
    assert [column.label for column in income.columns] == ["Rad", f"Utfall {YEAR}", f"Utfall {YEAR - 1}"]
    assert row_of(income, "Årets resultat") == (kr(50), None)


def test_position_and_ratios_over_five_years(money: Money) -> None:
    write(money, Statement.BALANCE, {"liquid": kr(200), "other_equity": kr(150), "long_debt": kr(50)})
    write(money, Statement.FACTS, {"population": 10, "tax_rate": 2_231}, Whose.MUNICIPALITY)
    amounts, numbers = position_tables(YEAR)
    assert row_of(amounts, "Eget kapital") == (kr(150), None, None, None, None)
    assert row_of(numbers, "Soliditet, procent")[0] == Decimal("75.0")
    assert row_of(numbers, "Kommunal skattesats, kronor av hundra")[0] == Decimal("22.31")
    (table,) = ratio_blocks(YEAR)
    assert isinstance(table, Table)
    assert row_of(table, "Skuld per invånare, kr")[2:] == (Decimal(5), None)
    # The arithmetic is told of the municipality, once there is any.
    write(money, Statement.INCOME, {"tax": kr(100), "cost": kr(-95)}, Whose.MUNICIPALITY)
    _table, told = ratio_blocks(YEAR)
    assert isinstance(told, BulletList)
    assert len(told.items) == 3


def lines(year: int = YEAR) -> dict[str, Check]:
    return {check.name: check for check in reconcile(year) if check.name.startswith("Inskrivna")}


def test_a_written_statement_that_does_not_tie_warns_in_the_reconciliation(money: Money) -> None:
    assert all(check.is_empty for check in lines().values())
    write(money, Statement.BALANCE, {"liquid": kr(200), "other_equity": kr(200)})
    write(money, Statement.BALANCE, {"liquid": kr(260), "other_equity": kr(250)}, year=YEAR + 1)
    assert all(check.ok for check in lines().values())
    sheet, flow = lines(YEAR + 1).values()
    assert (sheet.ok, sheet.is_red, sheet.difference) == (False, False, kr(10))
    # The flow is worked out of the sheets, so what one of them lacks shows there too.
    assert (flow.ok, flow.difference) == (False, kr(-10))


def test_a_decision_shows_the_budgets_it_carries(money: Money) -> None:
    decision = money.cast.decision("KF")
    column = ColumnKey(YEAR, Statement.BALANCE, version=FigureVersion.BUDGET)
    write_figures(money.cast.actor("controller"), column, {"liquid": 5, "long_debt": 3}, decision=decision)
    page = text(money.cast.client("auditor").get(reverse("decisions:decision", args=[decision.pk])))
    assert f"Balansräkning {YEAR}, kommunen, budget 2 rader" in page
