"""Decide what a file's movements are, by reconciling them with its own year totals.

#PSALDO has two meanings in the wild (domain §5.2 point 1): rows without objects are totals and object rows a breakdown, as the standard has it; or all rows
together make the total. Whichever reading gives #RES (and, for balance accounts, UB − IB) is the right one. Without #PSALDO the vouchers are summed instead.
"""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum

from budget.sie.model import SieFile


class Source(StrEnum):
    """Where an account's movements are taken from."""

    TOTALS = "totals"  # #PSALDO rows without objects are the totals
    ALL = "all"  # all #PSALDO rows together are the total
    OBJECTS = "objects"  # only #PSALDO rows with objects
    VOUCHERS = "vouchers"  # the #TRANS rows of the vouchers
    YEAR = "year"  # only #RES: a total for the year, no months


Sums = Mapping[Source, Mapping[str, int]]


@dataclass(frozen=True)
class Mismatch:
    """An account that no reading can explain. ``expected`` is None when the file has no year total and the readings disagree."""

    account: str
    expected: int | None
    sums: Mapping[Source, int]


@dataclass(frozen=True)
class Reconciliation:
    """``main`` is how the file as a whole is read; ``chosen`` says it per account, where an account that only another reading explains differs from ``main``.

    Amounts are öre in ledger sign. ``mismatches`` is empty when every account is explained.
    """

    main: Source
    chosen: Mapping[str, Source]
    mismatches: tuple[Mismatch, ...]


def reconcile(sie: SieFile, year_no: int = 0) -> Reconciliation:
    """Choose for each account of the year the reading of its movements that equals the year's own total."""
    sums = _sums(sie, year_no)
    expected = _expected(sie, sums, year_no)
    if Source.YEAR in sums:
        return Reconciliation(Source.YEAR, dict.fromkeys(expected, Source.YEAR), ())
    main, certain = _main(sums, expected)
    chosen: dict[str, Source] = {}
    mismatches = []
    for account, total in expected.items():
        source = _choose(account, total, sums, main, certain)
        if source:
            chosen[account] = source
        else:
            found = {candidate: by_account.get(account, 0) for candidate, by_account in sums.items()}
            mismatches.append(Mismatch(account, total, found))
    return Reconciliation(main, chosen, tuple(mismatches))


def _sums(sie: SieFile, year_no: int) -> Sums:
    """Σ per account for each possible reading, in the order they are preferred."""
    rows = [row for row in sie.period_balances if row.year == year_no]
    sums: dict[Source, Mapping[str, int]] = {}
    if rows:
        sums[Source.TOTALS] = _total((row.account, row.amount) for row in rows if not row.objects)
        if any(row.objects for row in rows):
            sums[Source.ALL] = _total((row.account, row.amount) for row in rows)
            sums[Source.OBJECTS] = _total((row.account, row.amount) for row in rows if row.objects)
    if sie.booked.vouchers and year_no == 0:
        sums[Source.VOUCHERS] = sie.booked.by_account()
    return sums or {Source.YEAR: sie.results.get(year_no, {})}


def _total(pairs: Iterable[tuple[str, int]]) -> Counter[str]:
    total: Counter[str] = Counter()
    for account, amount in pairs:
        total[account] += amount
    return total


def _expected(sie: SieFile, sums: Sums, year_no: int) -> dict[str, int | None]:
    """The year's movement per account, in order, by the file's own totals: #RES for result accounts, UB − IB for balance accounts.

    None when the file has no such totals at all. In a file that has them, an account left out stands at 0 by the standard.
    """
    opening, closing, results = (amounts.get(year_no, {}) for amounts in (sie.opening, sie.closing, sie.results))
    accounts = {account for by_account in sums.values() for account in by_account} | {*opening, *closing, *results}
    expected: dict[str, int | None] = {}
    for account in sorted(accounts):
        if sie.is_result(account):
            expected[account] = results.get(account, 0) if results else None
        else:
            expected[account] = closing.get(account, 0) - opening.get(account, 0) if closing else None
    return expected


def _main(sums: Sums, expected: Mapping[str, int | None]) -> tuple[Source, bool]:
    """The reading that explains most accounts (the standard's own wins a tie), and whether there was anything to judge by."""
    candidates: list[Source] = [source for source in sums if source != Source.VOUCHERS] or list(sums)
    known = {account: total for account, total in expected.items() if total is not None}
    hits = {
        source: sum(sums[source].get(account, 0) == total for account, total in known.items()) for source in candidates
    }
    return max(candidates, key=lambda source: hits[source]), len(candidates) == 1 or bool(known)


def _choose(account: str, total: int | None, sums: Sums, main: Source, certain: bool) -> Source | None:
    if total is None:
        readings = {by_account.get(account, 0) for source, by_account in sums.items() if source is not Source.VOUCHERS}
        return main if certain or len(readings) == 1 else None
    for source in (main, *(source for source in sums if source is not main)):
        if sums[source].get(account, 0) == total:
            return source
    return None
