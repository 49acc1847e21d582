"""Working days in Sweden: what due dates are counted in.

Sundays and public holidays (lagen 1989:253 om allmänna helgdagar), Saturdays, and the eves that count as holidays when a time limit falls on
them: Midsummer Eve, Christmas Eve and New Year's Eve (lagen 1930:173 om beräkning av lagstadgad tid, 2 §). Which days they are each year the
``holidays`` package says.
"""

from datetime import date, timedelta
from functools import lru_cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from holidays import HolidayBase

ONE_DAY = timedelta(days=1)


def is_working_day(day: date) -> bool:
    """Is ``day`` a day when offices work?"""
    return _calendar(day.year).is_working_day(day)


def working_day_on_or_before(day: date) -> date:
    """``day`` itself, or the last working day before it: a due date never lies on a holiday."""
    while not is_working_day(day):
        day -= ONE_DAY
    return day


def working_days_before(day: date, count: int) -> date:
    """The working day that lies ``count`` working days before ``day``; for 0 the day itself or the last working day before it.

    Raises ValueError for a negative count.
    """
    if count < 0:
        raise ValueError("count the working days backwards with a number that is not negative")
    found = working_day_on_or_before(day)
    for _step in range(count):
        found = working_day_on_or_before(found - ONE_DAY)
    return found


def working_days_after(day: date, count: int) -> date:
    """The working day that lies ``count`` working days after ``day``; for 0 the day itself or the first working day after it.

    Raises ValueError for a negative count.
    """
    if count < 0:
        raise ValueError("count the working days forwards with a number that is not negative")
    found = _working_day_on_or_after(day)
    for _step in range(count):
        found = _working_day_on_or_after(found + ONE_DAY)
    return found


def _working_day_on_or_after(day: date) -> date:
    while not is_working_day(day):
        day += ONE_DAY
    return day


@lru_cache(maxsize=32)
def _calendar(year: int) -> "HolidayBase":
    # Here, since the package brings every country of the world along: a sixth of the time that a command took to start.
    from holidays import DE_FACTO, PUBLIC
    from holidays.countries.sweden import Sweden

    return Sweden(years=year, categories=(PUBLIC, DE_FACTO), include_sundays=False)
