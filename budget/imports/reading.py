"""What a file says, before anything is compared with the database: figures, balances, control totals, findings.

Figures are in report sign; balances and the totals of the file are in the ledger's sign (debit +), as files give them.
"""

import hashlib
import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date
from io import BytesIO
from typing import TYPE_CHECKING, BinaryIO, NamedTuple

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from budget.imports.figures import Figure, Figures
from budget.sie.dimensions import FileDimension
from budget.sie.encoding import Encoding
from budget.sie.findings import Finding, Severity, has_errors
from budget.sie.fiscal_year import FiscalYear
from budget.tables_in import Sign
from budget.tables_in.layout import Layout
from sala_styr.money import Unit as Shown
from sala_styr.money import format_amount

if TYPE_CHECKING:
    from budget.imports.from_sie import SaidBySource

LONGEST_YEAR = 18
"""Months: the longest fiscal year the law allows (BFL 3:3)."""

_PEEK = 1000
_PIECE = 1024 * 1024
MOST_ACCOUNTS = 20_000
"""Different ones in a file: far beyond any chart. A column that is no account number must not become a chart."""
ACCOUNT_NUMBER = re.compile(r"[1-9][0-9]{2,7}")


class Balance(NamedTuple):
    """Opening and closing balance of a balance account."""

    account: str
    opening: int | None
    closing: int | None


@dataclass(frozen=True)
class Reading:
    """A file as understood. With an error among ``findings`` it is refused, and ``figures`` are not to be used.

    ``figures`` are gone through one after another. What they add up to, and of a table what is wrong in its rows, is known when that has been done;
    asking for it earlier reads the file.
    """

    source: str
    filename: str
    sha256: str
    year: int
    first_day: date
    last_day: date
    figures: Figures
    balances: tuple[Balance, ...] = ()
    remarks: tuple[Finding, ...] = ()
    sie_type: str = ""
    company: str = ""
    encoding: str = ""
    opening_total: int | None = None
    closing_total: int | None = None
    own_result: int | None = None
    vouchers: int | None = None
    system: str = ""
    """The ledger system that made the file, as it says itself: what the codes of its files are remembered by."""
    dimensions: tuple[FileDimension, ...] = ()
    """A SIE file's dimensions, and what each is read as."""
    has_own_totals: bool = True
    """Does the file say a result of its own? If not it is what the figures add up to."""
    strict_codes: bool = False
    """Must every unit code be known? In a table, yes; a SIE file's cost centres may be the company's own."""

    @property
    def findings(self) -> tuple[Finding, ...]:
        """What the controls of the file itself say."""
        return (*self.figures.summary.findings, *self.remarks)

    @property
    def outlays(self) -> tuple[Figure, ...]:
        """What the file books on projects' codes on the balance sheet's accounts of fixed assets."""
        return self.figures.summary.outlays

    @property
    def names(self) -> Mapping[str, str]:
        """What the file calls its accounts."""
        return self.figures.summary.names

    @property
    def result_total(self) -> int | None:
        """Σ of the result accounts in the ledger's sign (cost +)."""
        return self.own_result if self.has_own_totals else -self.net

    @property
    def refused(self) -> bool:
        return has_errors(self.findings)

    @property
    def net(self) -> int:
        """Σ of all figures: the control total in report sign."""
        return self.figures.summary.net

    @property
    def by_class(self) -> dict[str, int]:
        """Σ per account class, report sign."""
        return self.figures.summary.by_class

    @property
    def last_period(self) -> int | None:
        """The last period that has a figure; None when the file only has year totals."""
        return self.figures.summary.last_period

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
        summary = self.figures.summary
        held = {balance.account for balance in self.balances} | {outlay.account for outlay in summary.outlays}
        return {*summary.by_account} | held


def read_file(
    file: BinaryIO | bytes,
    filename: str,
    year: int,
    *,
    encoding: Encoding | None = None,
    sign: Sign = "report",
    layout: Layout | None = None,
    said: "SaidBySource | None" = None,
) -> Reading:
    """Read a SIE, CSV or XLSX file, told apart by content. ``year`` and ``sign``, or ``layout``, are for tables; a SIE file says its own. ``said``: what is
    remembered of a SIE source's dimensions.

    A ``file`` stays open: a table's rows are read from it when they are gone through. Raises SieError or TableError (both ValueError, with a Swedish
    message) when the file is neither or cannot be read to the end.
    """
    from budget.imports.from_sie import looks_like_sie, nothing_said, read_sie
    from budget.imports.from_table import read_actual_table

    source = BytesIO(file) if isinstance(file, bytes) else file
    source.seek(0)
    if looks_like_sie(source.read(_PEEK), filename):
        source.seek(0)
        return read_sie(source.read(), filename, encoding, said or nothing_said)
    return read_actual_table(source, filename, year, sign, layout)


def fingerprint(data: bytes) -> str:
    """SHA-256 of the file's bytes, in hex: the same file is known again whatever it is called."""
    return hashlib.sha256(data).hexdigest()


def fingerprint_of(file: BinaryIO) -> str:
    """The same of an open file, read in pieces."""
    file.seek(0)
    digest = hashlib.sha256()
    while piece := file.read(_PIECE):
        digest.update(piece)
    return digest.hexdigest()


def too_many_accounts() -> str:
    """What is said of a file whose account numbers cannot be a chart's."""
    return _("Filen har fler än %(most)s olika kontonummer. Är rätt kolumn vald för konto?") % {"most": MOST_ACCOUNTS}


def unfit_accounts(accounts: set[str]) -> list[Finding]:
    """An error for account numbers that no chart here can hold."""
    if len(accounts) > MOST_ACCOUNTS:
        return [Finding(Severity.ERROR, "too_many_accounts", too_many_accounts())]
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


def about_outlays(outlays: Collection[Figure]) -> Finding:
    """What is said of a file that books projects on the balance sheet: it is taken in, and is no part of the result."""
    projects = len({outlay.coding.project for outlay in outlays})
    message = ngettext(
        "Investeringsutgifter på %(n)s projektkod är bokförda på anläggningskonton. De räknas i projektets utfall och inte i resultatet.",
        "Investeringsutgifter på %(n)s projektkoder är bokförda på anläggningskonton. De räknas i projektens utfall och inte i resultatet.",
        projects,
    )
    amount = format_amount(sum(outlay.amount for outlay in outlays), Shown.KR, decimals=2)
    return Finding(Severity.OK, "outlays", message % {"n": projects}, _("%(amount)s kr, utgift −") % {"amount": amount})
