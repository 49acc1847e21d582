"""How old a value is, and when a newer one ought to be there. Never an old value passed off as new."""

from datetime import date

import pytest

from goals.indicator_age import age_of, is_due, months_of, newest_due, period_name
from goals.models import Indicator, IndicatorValue


def value(year: int, month: int = 12) -> IndicatorValue:
    return IndicatorValue(year=year, month=month)


def test_the_months_of_each_frequency() -> None:
    assert months_of("year") == (12,)
    assert months_of("tertial") == (4, 8, 12)
    assert months_of("quarter") == (3, 6, 9, 12)
    assert len(months_of("month")) == 12


@pytest.mark.parametrize(
    ("frequency", "delay", "today", "due"),
    [
        ("year", 0, date(2025, 12, 31), (2024, 12)),
        ("year", 0, date(2026, 1, 1), (2025, 12)),
        ("year", 9, date(2026, 9, 30), (2024, 12)),
        ("year", 9, date(2026, 10, 1), (2025, 12)),
        ("year", 18, date(2026, 11, 25), (2024, 12)),
        ("tertial", 1, date(2026, 9, 30), (2026, 4)),
        ("tertial", 1, date(2026, 10, 1), (2026, 8)),
        ("quarter", 0, date(2026, 4, 1), (2026, 3)),
        ("month", 2, date(2026, 5, 1), (2026, 2)),
        ("month", 36, date(2026, 5, 1), (2023, 4)),
    ],
)
def test_the_newest_period_that_ought_to_be_there(
    frequency: str, delay: int, today: date, due: tuple[int, int]
) -> None:
    assert newest_due(Indicator(frequency=frequency, publication_delay=delay), today) == due


def test_an_old_value_is_stale_and_says_how_old() -> None:
    one = Indicator(frequency="year", publication_delay=9)
    age = age_of(one, value(2024), date(2026, 11, 25))
    assert (age.is_stale, age.words) == (True, "för 22 månader sedan")
    assert not age_of(one, value(2025), date(2026, 11, 25)).is_stale


def test_a_value_is_not_stale_while_the_next_is_being_made() -> None:
    one = Indicator(frequency="year", publication_delay=9)
    assert not age_of(one, value(2024), date(2026, 9, 30)).is_stale


def test_a_period_under_way_has_no_age() -> None:
    assert age_of(Indicator(), value(2026), date(2026, 11, 25)).words == "perioden pågår"


def test_a_leap_day_is_the_last_of_its_month() -> None:
    assert is_due(Indicator(publication_delay=2), 2023, 12, date(2024, 3, 1))
    assert not is_due(Indicator(publication_delay=2), 2023, 12, date(2024, 2, 29))


def test_periods_in_words() -> None:
    assert [period_name(each) for each in (value(2026), value(2026, 8), value(2026, 1))] == [
        *("2026", "jan–aug 2026", "jan 2026")
    ]
