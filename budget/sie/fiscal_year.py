"""Fiscal years and their periods. A period number is counted from the year's first month (#RAR), not from January: companies have broken years."""

from dataclasses import dataclass
from datetime import date

LONGEST = 24  # months; the law (BFL 3:3) allows 18, anything beyond 24 is a misprint


def _month_index(year: int, month: int) -> int:
    return year * 12 + month - 1


@dataclass(frozen=True)
class FiscalYear:
    """A fiscal year by its first and last day, both included."""

    start: date
    end: date

    @property
    def periods(self) -> int:
        """How many months the year touches: 12 for an ordinary year."""
        return _month_index(self.end.year, self.end.month) - _month_index(self.start.year, self.start.month) + 1

    def number_of(self, year: int, month: int) -> int | None:
        """The period number 1..n of a calendar month, or None when the month lies outside the year."""
        number = _month_index(year, month) - _month_index(self.start.year, self.start.month) + 1
        return number if 1 <= number <= self.periods else None

    def month_of(self, number: int) -> tuple[int, int]:
        """The calendar year and month of period ``number`` (1..n)."""
        year, month = divmod(_month_index(self.start.year, self.start.month) + number - 1, 12)
        return year, month + 1
