"""Resultatreserven (RER) and what is left of the older resultatutjämningsreserven (RUR): what each began with, what went in and out, how it ends (KL 11:14).

By what is noted in balanskravsutredningen; the balance sheet shows the same.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from budget.models import AdjustmentKind, BalanceAdjustment

EARLIEST = 1990
RESERVE_FROM = 2024
"""From this year on what is set aside goes to resultatreserven (RER); before it went to resultatutjämningsreserven (RUR), which has no 5 % ceiling."""
OF_RESERVES = (
    AdjustmentKind.RESERVE_OPENING,
    AdjustmentKind.OLD_RESERVE_OPENING,
    AdjustmentKind.TO_RESERVE,
    AdjustmentKind.FROM_RESERVE,
    AdjustmentKind.FROM_OLD_RESERVE,
)
"""What is noted about either of them."""
Noted = Mapping[str, BalanceAdjustment]
"""A year's adjustments by kind."""


@dataclass(frozen=True)
class Reserve:
    """A reserve as the year began, what went in (+) and out (−), and how it ended: öre."""

    opening: int
    change: int

    @property
    def closing(self) -> int:
        return self.opening + self.change


def reserve_at_end(year: int) -> int:
    """What resultatreserven (RER) holds as ``year`` ends, by what is noted: öre. What is left of RUR is apart, and other rules hold for it. One query."""
    return reserve_of(adjustments_by_year(year), year).closing


def adjustments_by_year(last: int) -> dict[int, dict[str, BalanceAdjustment]]:
    """What is noted in balanskravsutredningen through ``last``: year → kind → adjustment. One query."""
    noted: dict[int, dict[str, BalanceAdjustment]] = {}
    for adjustment in BalanceAdjustment.objects.filter(year__lte=last):
        noted.setdefault(adjustment.year, {})[adjustment.kind] = adjustment
    return noted


def fact(noted: Mapping[int, Noted], year: int, kind: AdjustmentKind) -> int:
    """What is noted of a kind in a year, öre as it is added; 0 when nothing is."""
    found = noted.get(year, {}).get(kind)
    return found.amount if found else 0


def reserve_of(noted: Mapping[int, Noted], year: int) -> Reserve:
    """RER: what was there when the system began, and all that went in and out of it from 2024 on."""
    flows = (AdjustmentKind.TO_RESERVE, AdjustmentKind.FROM_RESERVE)
    return _carried(noted, year, AdjustmentKind.RESERVE_OPENING, flows, range(RESERVE_FROM, year + 1))


def old_reserve_of(noted: Mapping[int, Noted], year: int) -> Reserve:
    """RUR: before 2024 what was set aside and used, after that only what is used of what is left."""
    before = range(EARLIEST, min(RESERVE_FROM, year + 1))
    flows = (AdjustmentKind.TO_RESERVE, AdjustmentKind.FROM_RESERVE)
    reserve = _carried(noted, year, AdjustmentKind.OLD_RESERVE_OPENING, flows, before)
    used = _carried(noted, year, None, (AdjustmentKind.FROM_OLD_RESERVE,), range(EARLIEST, year + 1))
    return Reserve(reserve.opening + used.opening, reserve.change + used.change)


def _carried(
    noted: Mapping[int, Noted],
    year: int,
    opening: AdjustmentKind | None,
    flows: tuple[AdjustmentKind, ...],
    years: range,
) -> Reserve:
    """``flows`` are signed as they are added to the result, so they change the reserve the other way."""
    begun = sum(fact(noted, each, opening) for each in noted) if opening else 0
    change = {each: -sum(fact(noted, each, kind) for kind in flows) for each in noted if each in years}
    return Reserve(begun + sum(amount for each, amount in change.items() if each < year), change.get(year, 0))


@dataclass(frozen=True)
class Reserves:
    """Both of them in a year. ``noted``: is anything noted about either by then? If not, nobody knows, and that is not nothing."""

    reserve: Reserve
    old: Reserve
    noted: bool

    @property
    def closing(self) -> int | None:
        """What they hold together as the year ends: the balance sheet's line."""
        return self.reserve.closing + self.old.closing if self.noted else None


def reserves_of(noted: Mapping[int, Noted], year: int) -> Reserves:
    """Both reserves of a year, out of what is noted through it. Pure."""
    through = {each: found for each, found in noted.items() if each <= year}
    known = any(kind in found for found in through.values() for kind in OF_RESERVES)
    return Reserves(reserve_of(through, year), old_reserve_of(through, year), known)
