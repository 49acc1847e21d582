"""What a file says, before anything is compared with the database: figures, balances, control totals, findings.

``Figure.amount`` is öre in report sign (revenue +, cost −). Balances and the totals of the file are in the ledger's sign (debit +), as files give them.
"""

import hashlib
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import NamedTuple

from django.utils.translation import gettext as _

from budget.sie.encoding import Encoding
from budget.sie.findings import Finding, Severity, has_errors
from budget.sie.fiscal_year import FiscalYear
from budget.tables_in import Sign

LONGEST_YEAR = 18
"""Months: the longest fiscal year the law allows (BFL 3:3)."""

ACCOUNT_NUMBER = re.compile(r"[1-9][0-9]{2,7}")


class Figure(NamedTuple):
    """One figure: an account's movement in a period of the fiscal year (None: the whole year). ``code`` is a unit's code, "" for the file's own unit."""

    account: str
    period: int | None
    amount: int
    code: str = ""
    row: int | None = None


class Balance(NamedTuple):
    """Opening and closing balance of a balance account."""

    account: str
    opening: int | None
    closing: int | None


@dataclass(frozen=True)
class Reading:
    """A file as understood. With an error among ``findings`` it is refused, and ``figures`` are not to be used."""

    source: str
    filename: str
    sha256: str
    year: int
    first_day: date
    last_day: date
    figures: tuple[Figure, ...]
    balances: tuple[Balance, ...] = ()
    names: Mapping[str, str] = field(default_factory=dict)
    findings: tuple[Finding, ...] = ()
    sie_type: str = ""
    company: str = ""
    encoding: str = ""
    opening_total: int | None = None
    closing_total: int | None = None
    result_total: int | None = None
    vouchers: int | None = None
    strict_codes: bool = False
    """Must every unit code be known? In a table, yes; a SIE file's cost centres may be the company's own."""

    @property
    def refused(self) -> bool:
        return has_errors(self.findings)

    @property
    def net(self) -> int:
        """Σ of all figures: the control total in report sign."""
        return sum(figure.amount for figure in self.figures)

    @property
    def by_class(self) -> dict[str, int]:
        """Σ per account class, report sign."""
        sums: dict[str, int] = {}
        for figure in self.figures:
            sums[figure.account[:1]] = sums.get(figure.account[:1], 0) + figure.amount
        return dict(sorted(sums.items()))

    @property
    def last_period(self) -> int | None:
        """The last period that has a figure; None when the file only has year totals."""
        return max((figure.period for figure in self.figures if figure.period), default=None)

    @property
    def last_month(self) -> date | None:
        """The first day of the calendar month of that period."""
        if self.last_period is None:
            return None
        year, month = FiscalYear(self.first_day, self.last_day).month_of(self.last_period)
        return date(year, month, 1)

    @property
    def accounts(self) -> set[str]:
        """Every account that has something to import."""
        return {figure.account for figure in self.figures} | {balance.account for balance in self.balances}


def read_file(
    data: bytes, filename: str, year: int, *, encoding: Encoding | None = None, sign: Sign = "report"
) -> Reading:
    """Read a SIE, CSV or XLSX file, told apart by content. ``year`` and ``sign`` are for tables; a SIE file says its own.

    Raises SieError or TableError (both ValueError, with a Swedish message) when the file is neither or cannot be read to the end.
    """
    from budget.imports.from_sie import looks_like_sie, read_sie
    from budget.imports.from_table import read_actual_table

    if looks_like_sie(data, filename):
        return read_sie(data, filename, encoding)
    return read_actual_table(data, filename, year, sign)


def fingerprint(data: bytes) -> str:
    """SHA-256 of the file's bytes, in hex: the same file is known again whatever it is called."""
    return hashlib.sha256(data).hexdigest()


def unfit_accounts(accounts: set[str]) -> list[Finding]:
    """An error for account numbers that no chart here can hold."""
    unfit = sorted(number for number in accounts if not ACCOUNT_NUMBER.fullmatch(number))
    if not unfit:
        return []
    return [
        Finding(
            Severity.ERROR,
            "unfit_accounts",
            _("Några kontonummer kan inte läsas in. Ett konto har 3–8 siffror och börjar inte med noll."),
            ", ".join(unfit[:25]) + (" …" if len(unfit) > 25 else ""),
        )
    ]
