"""What a file's vouchers add up to, gathered while they are read, so that half a million rows need not be kept: amounts in ledger sign (debit +)."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, NamedTuple

from budget.sie.sums import MOST_NAMED

if TYPE_CHECKING:
    from budget.sie.model import Objects, Voucher


class Key(NamedTuple):
    """Rows that count together: ``month`` is of the row's own date (None without one), ``voucher_month`` of its voucher's, both ÅÅÅÅMM."""

    account: str
    month: int | None
    voucher_month: int
    objects: "Objects"


@dataclass(frozen=True)
class Unbalanced:
    """A voucher whose debit and credit differ."""

    label: str
    line: int
    debit: int
    credit: int


class Booked:
    """Σ per account, month and objects, with its first row's line; how many vouchers there are, which do not balance, and where each month's first stands."""

    def __init__(self, vouchers: "Iterable[Voucher]" = ()) -> None:
        self.sums: dict[Key, int] = {}
        self.lines: dict[Key, int] = {}
        self.vouchers = 0
        self.wrong = 0
        self.unbalanced: list[Unbalanced] = []
        self.months: dict[int, tuple[str, int]] = {}
        self.in_month: Counter[int] = Counter()
        for voucher in vouchers:
            self.add(voucher)

    def add(self, voucher: "Voucher") -> None:
        """Count one more voucher. Only its #TRANS count."""
        self.vouchers += 1
        month = month_of(voucher.date)
        self.in_month[month] += 1
        if month not in self.months:
            self.months[month] = (voucher.label, voucher.line)
        sums, lines, difference = self.sums, self.lines, 0
        for account, objects, amount, day, _text, line in voucher.rows:
            key = Key(account, month_of(day) if day else None, month, objects)
            before = sums.get(key)
            if before is None:
                sums[key], lines[key] = amount, line
            else:
                sums[key] = before + amount
            difference += amount
        if difference:
            self._remember(voucher)

    def _remember(self, voucher: "Voucher") -> None:
        self.wrong += 1
        if self.wrong <= MOST_NAMED:
            debit = sum(row.amount for row in voucher.rows if row.amount > 0)
            credit = sum(row.amount for row in voucher.rows if row.amount < 0)
            self.unbalanced.append(Unbalanced(voucher.label, voucher.line, debit, credit))

    def by_account(self) -> Counter[str]:
        """Σ per account."""
        found: Counter[str] = Counter()
        for key, amount in self.sums.items():
            found[key.account] += amount
        return found


def month_of(day: date) -> int:
    """ÅÅÅÅMM."""
    return day.year * 100 + day.month
