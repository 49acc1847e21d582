"""How old an indicator's newest outcome is, and whether a newer one ought to be there. Pure.

An outcome is of a period that has ended, and comes some months later (``publication_delay``). When a whole period more has ended and been published
since, the value is stale: it is shown with its age, never passed off as new (design §1, honest emptiness).
"""

from calendar import monthrange
from dataclasses import dataclass
from datetime import date

from django.utils.dates import MONTHS as MONTHS_NAMED
from django.utils.dates import MONTHS_3 as MONTHS_SHORT
from django.utils.translation import gettext as _

from goals.models.indicator import Frequency, Indicator, IndicatorValue
from sala_styr.shell.wording import age_in_words

MONTHS: dict[str, int] = {Frequency.YEAR: 12, Frequency.TERTIAL: 4, Frequency.QUARTER: 3, Frequency.MONTH: 1}
"""How many months there are in a period of each frequency."""


@dataclass(frozen=True)
class Age:
    """When the period of the newest outcome ended, the words for it, and whether a newer one was to be expected."""

    ended: date
    words: str
    is_stale: bool


def months_of(frequency: str) -> tuple[int, ...]:
    """The months in which a year's periods end: ``(4, 8, 12)`` for tertials."""
    step = MONTHS[frequency]
    return tuple(range(step, 13, step))


def period_end(year: int, month: int) -> date:
    """The last day of the period that goes up to and with ``month``."""
    return date(year, month, monthrange(year, month)[1])


def is_due(indicator: Indicator, year: int, month: int, today: date) -> bool:
    """Has the period ended, and the time passed that its outcome takes to come?"""
    return _plus_months(period_end(year, month), indicator.publication_delay) < today


def newest_due(indicator: Indicator, today: date) -> tuple[int, int]:
    """The newest period whose outcome ought to be there."""
    months = months_of(indicator.frequency)
    periods = ((year, month) for year in range(today.year, today.year - 12, -1) for month in reversed(months))
    return next(period for period in periods if is_due(indicator, *period, today))


def age_of(indicator: Indicator, value: IndicatorValue, today: date) -> Age:
    """How old ``value`` is on ``today``."""
    ended = period_end(value.year, value.month)
    stale = (value.year, value.month) < newest_due(indicator, today)
    words = age_in_words(ended, today) if ended < today else _("perioden pågår")
    return Age(ended, words, stale)


def period_name(value: IndicatorValue) -> str:
    """``2026``, or ``jan–apr 2026`` for a part of the year."""
    return name_of_period(value.year, value.month)


def name_of_period(year: int, month: int) -> str:
    if month == 12:
        return str(year)
    first, last = MONTHS_SHORT[1], MONTHS_SHORT[month]
    return f"{first if month == 1 else f'{first}–{last}'} {year}"


def month_name(month: int) -> str:
    return str(MONTHS_NAMED[month])


def _plus_months(day: date, months: int) -> date:
    whole = day.year * 12 + day.month - 1 + months
    year, month = divmod(whole, 12)
    return date(year, month + 1, monthrange(year, month + 1)[1])
