"""What money is, in plain Python: no database, none of the product's code. The machine asks both and compares.

Amounts are öre. A frame is positive, detail lines and figures are in report sign (revenue +, cost −).
"""

from collections import Counter
from dataclasses import dataclass, field
from datetime import date
from fractions import Fraction

from tests.budget.builders import YEAR

PARENT = {
    "KF": "koncern",
    "KS": "KF",
    "ekonomi": "KS",
    "A": "KF",
    "kontorA": "A",
    "verksA": "kontorA",
    "A1": "verksA",
    "A2": "verksA",
    "B": "KF",
    "kontorB": "B",
    "verksB": "kontorB",
    "B1": "verksB",
    "gemensamt": "KF",
}
HOLDERS = ("KF", "KS", "A", "B", "gemensamt")


def committee(unit: str) -> str:
    """Which unit with a frame of its own a unit belongs to."""
    while unit not in HOLDERS:
        unit = PARENT[unit]
    return unit


def shares(amount: int, weights: tuple[int, ...]) -> list[int]:
    """Largest remainder: each part's whole öre, and the öre left over to those that lost most by it, the earlier first."""
    exact = [Fraction(abs(amount) * weight, sum(weights)) for weight in weights]
    parts = [int(each) for each in exact]
    losers = sorted(range(len(weights)), key=lambda place: (parts[place] - exact[place], place))
    for place in losers[: abs(amount) - sum(parts)]:
        parts[place] += 1
    return [-part for part in parts] if amount < 0 else parts


@dataclass(frozen=True)
class Entry:
    """Money that goes from one to another; ``back``: it is taken away again."""

    pk: int
    day: date
    kind: str
    source: str | None
    target: str | None
    amount: int
    back: bool = False


@dataclass
class Held:
    """What one unit has: by its frame and allocations, by changes, and what it has passed on."""

    original: int = 0
    changes: int = 0
    passed_on: int = 0

    @property
    def left(self) -> int:
        return self.original + self.changes - self.passed_on


@dataclass
class File:
    """A file's figures: (unit, account, month) → öre; None where it has balances alone."""

    pk: int
    content: bytes
    place: str
    figures: Counter[tuple[str, str, int]]
    active: bool = True


@dataclass
class Oracle:
    """All that has been done and not been refused."""

    entries: list[Entry] = field(default_factory=list)
    lines: dict[int, tuple[str, tuple[int, ...]]] = field(default_factory=dict)
    locked: set[str] = field(default_factory=set)
    files: list[File] = field(default_factory=list)
    forecasts: dict[str, dict[tuple[int, int], int]] = field(default_factory=dict)
    result_budget: dict[str, int] = field(default_factory=dict)
    decided: bool = False
    set_aside: int = 0

    def held(self, until: date | None = None) -> dict[str, Held]:
        """What each unit has after every entry up to a day, taken one by one."""
        found: dict[str, Held] = {}
        counted = [entry for entry in self.entries if until is None or entry.day <= until]
        first: dict[str | None, date] = {}
        for entry in counted:
            if entry.kind == "allocation" and not entry.back:
                first[entry.target] = min(entry.day, first.get(entry.target, entry.day))
        for entry in counted:
            self._book(entry, found, first)
        return found

    def _is_late(self, entry: Entry, unit: str | None, first: dict[str | None, date]) -> bool:
        """Was it passed on or returned within the year, after the unit's budget was given? A counter-entry is what it takes back."""
        (day,) = {each.day for each in self.entries if each.pk == entry.pk and not each.back}
        return day.year == YEAR and unit in first and day > first[unit]

    def _book(self, entry: Entry, found: dict[str, Held], first: dict[str | None, date]) -> None:
        amount = -entry.amount if entry.back else entry.amount
        giver = found.setdefault(entry.source, Held()) if entry.source else Held()
        taker = found.setdefault(entry.target, Held()) if entry.target else Held()
        if entry.kind == "allocation":
            giver.passed_on += amount
            if self._is_late(entry, entry.target, first):
                taker.changes += amount
            else:
                taker.original += amount
        elif entry.kind == "return":
            if self._is_late(entry, entry.source, first):
                giver.changes -= amount
            else:
                giver.original -= amount
            taker.passed_on -= amount
        elif entry.kind == "frame":
            giver.original -= amount
            taker.original += amount
        else:
            giver.changes -= amount
            taker.changes += amount

    def left(self, unit: str | None) -> int:
        """What a unit has not passed on; the common financing has no end."""
        return 10**18 if unit is None else self.held().get(unit, Held()).left

    def corrected(self) -> set[int]:
        return {entry.pk for entry in self.entries if entry.back}

    def original_frames(self) -> int:
        """What the committees were given from the beginning."""
        return sum(row.original for unit, row in self.held().items() if unit in HOLDERS)

    def net(self, unit: str) -> int:
        """What a unit's lines sum to."""
        return sum(sum(months) for owner, months in self.lines.values() if owner == unit)

    def ties(self, unit: str) -> bool:
        return self.left(unit) + self.net(unit) == 0

    def booked(self, through: int = 12) -> Counter[tuple[str, str]]:
        """(unit, account) → öre of every file that counts."""
        sums: Counter[tuple[str, str]] = Counter()
        for file in self.files:
            if file.active:
                for (unit, account, month), amount in file.figures.items():
                    if month <= through:
                        sums[unit, account] += amount
        return sums

    def newest_forecasts(self) -> dict[str, int]:
        return {unit: versions[max(versions)] for unit, versions in self.forecasts.items()}

    def net_result(self) -> int | None:
        return sum(self.result_budget.values()) if self.result_budget else None

    def net_cost(self) -> int | None:
        parts = [self.result_budget[line] for line in ("revenue", "cost", "depreciation") if line in self.result_budget]
        return sum(parts) if parts else None
