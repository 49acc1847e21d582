"""What every test of money can ask for."""

from datetime import date

import pytest

from budget.models import EntryKind
from tests.budget.builders import Money
from tests.budget.investing import Investing
from tests.cast import Cast

SPRING, SUMMER = date(2026, 4, 27), date(2026, 6, 22)


@pytest.fixture
def money(cast: Cast) -> Money:
    """A builder of money in the small municipality, as yet without any."""
    return Money(cast)


@pytest.fixture
def investing(cast: Cast) -> Investing:
    """A builder of investments in the small municipality, as yet without any."""
    return Investing(cast)


@pytest.fixture
def whole_year(money: Money) -> Money:
    """2026, with everything that ties: frames with amendments, allocations, detail budgets, actuals through August, the council's result budget."""
    give_frames(money)
    write_detail(money)
    book_actuals(money)
    money.result_budget(
        revenue=3_000,
        cost=-20_000,
        depreciation=-1_000,
        tax=15_000,
        grants=4_000,
        financial_revenue=100,
        financial_cost=-300,
    )
    return money


def give_frames(money: Money) -> None:
    """KS 2 000, A 10 300, B 5 200, common posts 800 after amendments; passed on down to the units."""
    for unit, amount in (("KS", 2_000), ("A", 10_000), ("B", 5_000), ("gemensamt", 1_000)):
        money.frame(unit, amount)
    money.entry(EntryKind.CENTRAL_POT, "gemensamt", "A", 200, day=SPRING)
    money.entry(EntryKind.SUPPLEMENTARY, None, "B", 300, day=SUMMER)
    money.entry(EntryKind.REALLOCATION, "B", "A", 100, day=SUMMER)
    money.allocate("KS", "ekonomi", 2_000, decision=money.cast.decision("KS"))
    money.allocate("A", "kontorA", 10_300, decision=money.cast.decision("A"), day=SUMMER)
    money.allocate("kontorA", "verksA", 10_300, day=SUMMER)
    money.allocate("verksA", "A1", 6_500, day=SUMMER)
    money.allocate("verksA", "A2", 3_500, day=SUMMER)
    money.allocate("B", "kontorB", 5_200, decision=money.cast.decision("B"), day=SUMMER)
    money.allocate("kontorB", "verksB", 5_200, day=SUMMER)
    money.allocate("verksB", "B1", 5_000, day=SUMMER)


def write_detail(money: Money) -> None:
    """Lines that equal what each unit has been given."""
    for unit, account, amount in (
        ("ekonomi", "5010", -2_000),
        ("verksA", "5010", -300),
        ("A1", "3010", 500),
        ("A1", "5010", -7_000),
        ("A2", "5010", -3_500),
        ("verksB", "6010", -200),
        ("B1", "5010", -5_000),
        ("gemensamt", "6010", -800),
    ):
        money.line(unit, account, amount)


def book_actuals(money: Money, months: int = 8) -> None:
    """One file for the whole municipality, broken down by unit."""
    batch = money.batch("koncern")
    for month in range(1, months + 1):
        for unit, account, amount in (
            ("ekonomi", "5010", -165),
            ("verksA", "5010", -25),
            ("A1", "3010", 40),
            ("A1", "5010", -590),
            ("A2", "5010", -290),
            ("A2", "7910", -10),
            ("verksB", "6010", -15),
            ("B1", "5010", -430),
            ("gemensamt", "8010", 1_250),
            ("gemensamt", "8210", 330),
            ("gemensamt", "8310", 8),
            ("gemensamt", "8510", -25),
        ):
            money.actual(unit, account, month, amount, batch=batch)
