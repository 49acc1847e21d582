"""What a SIE file holds, as read: exact, immutable, in the ledger's own sign (debit +, credit −), amounts in whole öre.

Format: SIE 4B (2008-09-30), types 1–4 and 4I; see domain §5. Rows that come by the hundred thousand are named tuples, the rest frozen dataclasses.
"""

import datetime
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import NamedTuple

from budget.sie.booked import Booked
from budget.sie.findings import Finding
from budget.sie.fiscal_year import FiscalYear

Objects = tuple[tuple[str, str], ...]
"""An object list: pairs of dimension and object code, e.g. ``(("1", "Syd"), ("6", "0001"))``."""

Amounts = Mapping[int, Mapping[str, int]]
"""Öre per year number (0 this year, −1 the year before) and account."""


class Transaction(NamedTuple):
    """One #TRANS row of a voucher; ``date`` is None when the row has none of its own."""

    account: str
    objects: Objects
    amount: int
    date: datetime.date | None = None
    text: str = ""
    line: int = 0


class PeriodAmount(NamedTuple):
    """One #PSALDO or #PBUDGET row: the movement within the month ``period`` (ÅÅÅÅMM), not accumulated."""

    year: int
    period: int
    account: str
    objects: Objects
    amount: int
    line: int = 0


class ObjectBalance(NamedTuple):
    """One #OIB or #OUB row."""

    year: int
    account: str
    objects: Objects
    amount: int


@dataclass(frozen=True)
class Account:
    """An account of the file's chart; ``type`` is T, S, K, I or "" when the file does not say."""

    number: str
    name: str = ""
    type: str = ""

    @property
    def is_result(self) -> bool:
        """True for revenue and cost accounts: by #KTYP when given, otherwise by the first digit (3 and up)."""
        return self.type in ("K", "I") if self.type else is_result_number(self.number)


def is_result_number(number: str) -> bool:
    """True when an account of no stated type counts as a result account: the number begins with 3–9."""
    return number[:1] in tuple("3456789")


@dataclass(frozen=True)
class Voucher:
    """A voucher. ``rows`` are the #TRANS rows and all that counts; ``removed`` are #BTRANS; ``added`` are #RTRANS (each repeated in ``rows``)."""

    series: str
    number: str
    date: datetime.date
    text: str = ""
    rows: tuple[Transaction, ...] = ()
    added: tuple[Transaction, ...] = ()
    removed: tuple[Transaction, ...] = ()
    line: int = field(default=0, compare=False)

    @property
    def label(self) -> str:
        """Series and number as people write them, e.g. "B 12"."""
        return f"{self.series} {self.number}".strip() or "–"

    @property
    def difference(self) -> int:
        """Debit minus credit in öre; 0 for a voucher that balances."""
        return sum(row.amount for row in self.rows)


@dataclass(frozen=True)
class SieFile:
    """A whole SIE file. ``kind`` is "1", "2", "3", "4" or "4I"; ``notes`` are what the reading itself had to remark.

    Read without keeping its vouchers (see ``parse``) it has ``summed`` instead of them. ``booked`` is what they add up to, in either case.
    """

    type: int
    kind: str
    years: Mapping[int, FiscalYear]
    company: str = ""
    orgnr: str = field(default="", repr=False)  # may be a person's number: never in logs, see orgnr.show_orgnr
    program: str = ""
    program_version: str = ""
    generated: datetime.date | None = None
    already_read: bool = False
    currency: str = "SEK"
    chart: str = ""
    through: datetime.date | None = None
    accounts: Mapping[str, Account] = field(default_factory=dict)
    dimensions: Mapping[str, str] = field(default_factory=dict)
    objects: Mapping[tuple[str, str], str] = field(default_factory=dict)
    opening: Amounts = field(default_factory=dict)
    closing: Amounts = field(default_factory=dict)
    results: Amounts = field(default_factory=dict)
    result_lines: Mapping[tuple[int, str], int] = field(default_factory=dict, compare=False)
    object_opening: tuple[ObjectBalance, ...] = ()
    object_closing: tuple[ObjectBalance, ...] = ()
    period_balances: tuple[PeriodAmount, ...] = ()
    period_budgets: tuple[PeriodAmount, ...] = ()
    vouchers: tuple[Voucher, ...] = ()
    summed: Booked | None = field(default=None, compare=False, repr=False)
    encoding: str = "cp437"
    notes: tuple[Finding, ...] = ()

    @cached_property
    def booked(self) -> Booked:
        """What the vouchers add up to."""
        return self.summed or Booked(self.vouchers)

    def account(self, number: str) -> Account:
        """The account as declared, or a nameless one when the file uses it without #KONTO."""
        return self.accounts.get(number) or Account(number)

    def is_result(self, number: str) -> bool:
        """True when ``number`` is a revenue or cost account in this file."""
        return self.account(number).is_result
