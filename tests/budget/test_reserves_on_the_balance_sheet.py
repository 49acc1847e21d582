"""The reserves stand in two statements: balanskravsutredningen carries them, the balance sheet shows the same, and each leads to the other."""

import pytest
from django.urls import reverse

from budget.models import AdjustmentKind, FigureVersion, Statement, StatementFigure, Whose
from budget.queries.balance_requirement import balance_requirement
from budget.queries.books import Books
from budget.queries.check import Severity, Verdict
from budget.queries.checks_of_actuals import balance_requirement_ties
from budget.queries.derived.arithmetic import Derived
from budget.queries.derived.requirement import requirement_figure
from budget.queries.derived.statements import Cell, statement_figure
from budget.queries.origin import council
from sala_styr.history import recording
from sala_styr.organisation.actor import system_actor
from tests.budget.builders import YEAR, Money, kr

pytestmark = pytest.mark.django_db


@pytest.fixture
def noted(money: Money) -> Money:
    """50 set aside of 100 earned, to a reserve that held 30; and 12 left of the older one, of which 5 are used."""
    file = money.batch("koncern")
    money.balance(file, "1930", 400, 500)
    money.balance(file, "2010", -400, -400)
    money.actual("KF", "8010", 1, 100, batch=file)
    money.adjustment(AdjustmentKind.RESERVE_OPENING, 30, YEAR - 1)
    money.adjustment(AdjustmentKind.OLD_RESERVE_OPENING, 12, YEAR - 1)
    money.adjustment(AdjustmentKind.TO_RESERVE, -50)
    money.adjustment(AdjustmentKind.FROM_OLD_RESERVE, 5)
    return money


def reserve_check(year: int = YEAR) -> tuple[Verdict, int | None, int | None]:
    check = balance_requirement_ties(balance_requirement(year))[-1]
    assert check.severity is Severity.WARNING
    return check.verdict, check.left, check.right


def write_reserve(amount: int) -> None:
    with recording(system_actor(), "Test"):
        StatementFigure.objects.create(
            year=YEAR,
            statement=Statement.BALANCE,
            whose=Whose.MUNICIPALITY,
            version=FigureVersion.ACTUAL,
            line="reserve",
            amount=kr(amount),
            source="Årsredovisningen",
        )


def test_the_balance_sheet_shows_what_balanskravet_carries(noted: Money) -> None:
    sheet = Books([YEAR]).balance(YEAR)
    assert (sheet["year_result"], sheet["reserve"], sheet["other_equity"]) == (kr(100), kr(87), kr(313))
    assert sheet["equity"] == kr(500)
    assert reserve_check() == (Verdict.TIES, kr(87), kr(87))


def test_without_a_note_nobody_knows_and_the_line_is_missing(money: Money) -> None:
    file = money.batch("koncern")
    money.balance(file, "1930", 400, 400)
    money.balance(file, "2010", -400, -400)
    sheet = Books([YEAR]).balance(YEAR)
    assert (sheet["reserve"], sheet["other_equity"], sheet["equity"]) == (None, kr(400), kr(400))
    assert reserve_check()[0] is Verdict.NOTHING


def test_a_line_that_is_written_in_is_held_against_balanskravet(noted: Money) -> None:
    write_reserve(80)
    sheet = Books([YEAR]).balance(YEAR)
    assert (sheet["reserve"], sheet["other_equity"], sheet["equity"]) == (kr(80), kr(320), kr(500))
    assert reserve_check() == (Verdict.LOOK, kr(80), kr(87))
    page = noted.cast.client("auditor").get(reverse("budget:requirement"), {"ar": YEAR}).content.decode()
    assert "Det är inte samma som här" in page


def test_the_line_is_written_out_and_leads_to_balanskravet(noted: Money) -> None:
    unit = council()
    assert unit is not None
    line = statement_figure(Cell(Statement.BALANCE, "reserve", YEAR), unit.pk)
    assert isinstance(line, Derived)
    assert [term.amount for term in line.terms] == [kr(80), kr(7)]
    assert (line.amount, line.off) == (kr(87), 0)
    assert {term.way.arguments[0] for term in line.terms if term.way} == {"balanskrav"}
    other = statement_figure(Cell(Statement.BALANCE, "other_equity", YEAR), unit.pk)
    assert isinstance(other, Derived)
    assert (other.amount, other.off) == (kr(313), 0)


@pytest.mark.parametrize(
    ("key", "amount", "parts"),
    [
        ("rer_opening", 30, [30]),
        ("rer_closing", 80, [30, 50]),
        ("rur_opening", 12, [12]),
        ("rur_closing", 7, [12, -5]),
        ("in_sheet", 87, [87]),
    ],
)
def test_each_reserve_is_written_out_year_by_year(noted: Money, key: str, amount: int, parts: list[int]) -> None:
    found = requirement_figure(key, YEAR)
    assert (found.amount, [term.amount for term in found.terms], found.off) == (
        kr(amount),
        [kr(each) for each in parts],
        0,
    )


def test_equity_with_all_obligations_is_written_out(noted: Money) -> None:
    with recording(system_actor(), "Test"):
        StatementFigure.objects.create(
            year=YEAR,
            statement=Statement.BALANCE,
            whose=Whose.MUNICIPALITY,
            version=FigureVersion.ACTUAL,
            line="pension_obligation",
            amount=kr(600),
            source="Årsredovisningen",
        )
    found = requirement_figure("equity", YEAR)
    assert (found.amount, found.off) == (kr(-100), 0)
    noted.adjustment(AdjustmentKind.EQUITY_IN_FULL, -90)
    assert requirement_figure("equity", YEAR).amount == kr(-90)


def test_the_pages_lead_to_each_other(noted: Money) -> None:
    client = noted.cast.client("auditor")
    sheet = client.get(reverse("budget:balances"), {"ar": YEAR}).content.decode()
    assert f"/ekonomi/balanskrav/?ar={YEAR}#reserver" in sheet
    requirement = client.get(reverse("budget:requirement"), {"ar": YEAR}).content.decode()
    assert 'id="reserver"' in requirement
    assert f'href="{reverse("budget:balances")}?ar={YEAR}"' in requirement
    assert "rer_opening" in requirement
