"""Fiscal years, organisation numbers, account kinds."""

import datetime

import pytest

from budget.sie import Account, show_orgnr
from budget.sie.fiscal_year import FiscalYear


def year(start: str, end: str) -> FiscalYear:
    return FiscalYear(datetime.date.fromisoformat(start), datetime.date.fromisoformat(end))


def test_an_ordinary_year_has_twelve_periods_by_the_calendar() -> None:
    ordinary = year("2025-01-01", "2025-12-31")
    assert ordinary.periods == 12
    assert [ordinary.number_of(2025, month) for month in (1, 6, 12)] == [1, 6, 12]
    assert ordinary.number_of(2024, 12) is None
    assert ordinary.number_of(2026, 1) is None


def test_a_broken_year_is_counted_from_its_own_first_month() -> None:
    broken = year("2009-07-01", "2010-06-30")
    assert (broken.number_of(2009, 7), broken.number_of(2010, 1), broken.number_of(2010, 6)) == (1, 7, 12)
    assert broken.month_of(7) == (2010, 1)


def test_a_long_first_year_has_sixteen_periods() -> None:
    long = year("2008-09-01", "2009-12-31")
    assert long.periods == 16
    assert long.number_of(2009, 12) == 16


@pytest.mark.parametrize("number", range(1, 17))
def test_a_period_s_month_and_a_month_s_period_are_each_other_s_inverse(number: int) -> None:
    long = year("2008-09-01", "2009-12-31")
    assert long.number_of(*long.month_of(number)) == number


@pytest.mark.parametrize(
    ("orgnr", "shown"),
    [
        ("212000-2098", "212000-2098"),
        ("5560000001", "5560000001"),
        ("165560000001", "165560000001"),
        ("850709-9805", "••••••-••••"),
        ("8507099805", "••••••-••••"),
        ("19850709-9805", "••••••-••••"),
        ("850769-9805", "••••••-••••"),
        ("000000-0000", "000000-0000"),
        ("", "–"),
        ("  ", "–"),
    ],
)
def test_a_number_that_may_be_a_person_s_is_never_shown(orgnr: str, shown: str) -> None:
    assert show_orgnr(orgnr) == shown


@pytest.mark.parametrize(
    ("number", "kind", "is_result"),
    [
        ("3010", "", True),
        ("8999", "", True),
        ("9000", "", True),
        ("1910", "", False),
        ("2999", "", False),
        ("X1", "", False),
        ("2999", "K", True),
        ("7010", "K", True),
        ("3010", "I", True),
        ("3010", "T", False),
        ("3010", "S", False),
    ],
)
def test_the_stated_type_decides_before_the_first_digit(number: str, kind: str, is_result: bool) -> None:
    assert Account(number, "", kind).is_result is is_result
