"""Where days stand on the timeline. Whole numbers all the way: hundredths of a percent of the width, written as SVG wants them."""

from calendar import monthrange
from dataclasses import dataclass
from datetime import date, timedelta

from django.utils.dates import MONTHS_3
from django.utils.translation import gettext as _

WHOLE = 10_000
BY_MONTH, BY_QUARTER = "manad", "kvartal"
COLUMNS = 12
MONTHS_IN_COLUMN = {BY_MONTH: 1, BY_QUARTER: 3}


def percent(place: int) -> str:
    """1250 → ``12.5%``."""
    return f"{place // 100}.{place % 100:02d}%"


@dataclass(frozen=True)
class Bar:
    """A stretch of time on the scale. ``begins_before`` and ``goes_on``: it reaches outside what is shown."""

    x: str
    width: str
    begins_before: bool
    goes_on: bool


@dataclass(frozen=True)
class Column:
    """One column's head: ``jan`` or ``kv 1``, and the year where a new one begins."""

    label: str
    year: str


@dataclass(frozen=True)
class Scale:
    """Twelve columns from the first of January of ``year``: a year of months, or three years of quarters. Every column is equally wide."""

    year: int
    kind: str = BY_MONTH

    @property
    def months(self) -> int:
        return COLUMNS * MONTHS_IN_COLUMN[self.kind]

    @property
    def first(self) -> date:
        return date(self.year, 1, 1)

    @property
    def last(self) -> date:
        return date(self.year + self.months // 12 - 1, 12, 31)

    def at(self, day: date) -> int:
        """Where the day begins, also outside what is shown."""
        month = (day.year - self.year) * 12 + day.month - 1
        days = monthrange(day.year, day.month)[1]
        return (WHOLE * (month * days + day.day - 1)) // (self.months * days)

    def point(self, day: date) -> str | None:
        """Where the day stands; None outside."""
        return percent(self.at(day)) if self.first <= day <= self.last else None

    def bar(self, start: date, end: date) -> Bar | None:
        """From the morning of ``start`` to the evening of ``end``, as far as it is shown; None when nothing of it is."""
        if end < self.first or start > self.last:
            return None
        left = max(self.at(start), 0)
        right = WHOLE if end >= self.last else self.at(end + timedelta(days=1))
        return Bar(percent(left), percent(max(right - left, 30)), start < self.first, end > self.last)

    def columns(self) -> list[Column]:
        """The heads."""
        if self.kind == BY_MONTH:
            return [Column(str(MONTHS_3[month]), "") for month in range(1, 13)]
        quarters = [(self.year + place // 4, place % 4 + 1) for place in range(COLUMNS)]
        return [
            Column(_("kv %(number)s") % {"number": quarter}, str(year) if quarter == 1 else "")
            for year, quarter in quarters
        ]
