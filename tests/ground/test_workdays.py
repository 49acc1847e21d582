"""Due dates are counted in Swedish working days."""

from datetime import date

import pytest

from sala_styr.workdays import is_working_day, working_day_on_or_before, working_days_after, working_days_before


@pytest.mark.parametrize(
    ("day", "works"),
    [
        (date(2026, 6, 18), True),
        (date(2026, 6, 19), False),  # Midsummer Eve
        (date(2026, 6, 20), False),  # Saturday
        (date(2026, 4, 2), True),  # Maundy Thursday
        (date(2026, 4, 3), False),  # Good Friday
        (date(2026, 12, 24), False),
        (date(2026, 12, 31), False),
        (date(2026, 5, 15), True),  # the day between a holiday and a Saturday
        (date(2027, 1, 6), False),  # Epiphany
    ],
)
def test_which_days_offices_work(day: date, works: bool) -> None:
    assert is_working_day(day) is works


def test_a_due_date_on_a_holiday_comes_before_it() -> None:
    assert working_day_on_or_before(date(2026, 6, 21)) == date(2026, 6, 18)
    assert working_day_on_or_before(date(2027, 1, 1)) == date(2026, 12, 30)


def test_counting_backwards_leaps_over_holidays_and_years() -> None:
    assert working_days_before(date(2026, 6, 22), 0) == date(2026, 6, 22)
    assert working_days_before(date(2026, 6, 22), 1) == date(2026, 6, 18)
    assert working_days_before(date(2026, 4, 7), 2) == date(2026, 4, 1)
    assert working_days_before(date(2027, 1, 7), 3) == date(2026, 12, 30)


def test_counting_forwards_is_not_asked_for() -> None:
    with pytest.raises(ValueError, match="negative"):
        working_days_before(date(2026, 6, 22), -1)


def test_counting_onwards_leaps_over_holidays_and_years_too() -> None:
    assert working_days_after(date(2026, 6, 18), 0) == date(2026, 6, 18)
    assert working_days_after(date(2026, 6, 20), 0) == date(2026, 6, 22)
    assert working_days_after(date(2026, 6, 18), 1) == date(2026, 6, 22)
    assert working_days_after(date(2026, 12, 30), 1) == date(2027, 1, 4)


def test_counting_onwards_with_a_negative_number_is_a_mistake() -> None:
    with pytest.raises(ValueError, match="forwards"):
        working_days_after(date(2026, 6, 22), -1)
