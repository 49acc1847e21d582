"""What the ledger imports from a SIE file: movements per account and period in report sign, balances for the balance sheet, and control totals."""

import datetime
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from django.utils.translation import gettext as _

from budget.sie.check_movements import mismatch_findings
from budget.sie.collect import Collector, Movement
from budget.sie.findings import Finding, Severity, SieError, has_errors
from budget.sie.fiscal_year import FiscalYear
from budget.sie.model import SieFile
from budget.sie.reconcile import Source, reconcile
from budget.sie.sums import total


class AccountBalance(NamedTuple):
    """Opening and closing balance of a balance account, öre in LEDGER sign (assets +, equity and liabilities −)."""

    account: str
    opening: int
    closing: int


@dataclass(frozen=True)
class Cover:
    """What the file covers: the fiscal year, ``through`` by #OMFATTN (None when not stated), and the last period that has any amount."""

    year: FiscalYear
    through: datetime.date | None
    last_period: int | None

    @property
    def through_period(self) -> int | None:
        """The period number of ``through``."""
        return self.year.number_of(self.through.year, self.through.month) if self.through else None


@dataclass(frozen=True)
class ControlTotals:
    """Sums to show before an import and to compare after it.

    ``opening``, ``closing`` and ``result`` are öre in LEDGER sign; ``by_class`` (by the account's first digit) in REPORT sign.
    """

    opening: int
    closing: int
    result: int
    vouchers: int
    by_class: Mapping[str, int]

    @property
    def net(self) -> int:
        """The year's result in REPORT sign: what all imported rows sum to."""
        return sum(self.by_class.values())


@dataclass(frozen=True)
class Movements:
    """The outcome. When ``findings`` hold an error, ``rows`` is empty so that nothing can be imported by mistake.

    ``source`` tells how the file as a whole was read, ``sources`` per account.
    """

    source: Source
    sources: Mapping[str, Source]
    rows: tuple[Movement, ...]
    balances: tuple[AccountBalance, ...]
    totals: ControlTotals
    cover: Cover
    findings: tuple[Finding, ...]


def movements(sie: SieFile, year_no: int = 0, dimensions: Sequence[str] = ()) -> Movements:
    """Work out the rows to import for one of the file's fiscal years; other years' rows are left alone.

    ``dimensions``: where rows without objects are totals, break them down by these, the first one first (default: the lowest numbered one that has rows),
    with the rest as a row without object. Raises SieError when the file does not have the year.
    """
    if year_no not in sie.years:
        raise SieError(_("Filen saknar räkenskapsår %(year)s (#RAR).") % {"year": year_no})
    found = reconcile(sie, year_no)
    collector = Collector(sie, year_no, found, dimensions)
    collector.collect()
    unexplained = [mismatch for mismatch in found.mismatches if sie.is_result(mismatch.account)]
    findings = (*mismatch_findings(sie, unexplained), *collector.findings, *_no_months(collector.sources.values()))
    rows = () if has_errors(findings) else tuple(collector.rows())
    return Movements(
        source=found.main,
        sources=collector.sources,
        rows=rows,
        balances=tuple(_balances(sie, year_no)),
        totals=ControlTotals(
            opening=total(sie.opening, year_no),
            closing=total(sie.closing, year_no),
            result=total(sie.results, year_no),
            vouchers=sie.booked.vouchers if year_no == 0 else 0,
            by_class=_by_class(rows),
        ),
        cover=Cover(
            sie.years[year_no],
            sie.through if year_no == 0 else None,
            max((row.period for row in rows if row.period), default=None),
        ),
        findings=findings,
    )


def _no_months(sources: Iterable[Source]) -> Iterator[Finding]:
    if Source.YEAR in sources:
        yield Finding(
            Severity.WARNING,
            "no_months",
            _("Filen har bara summor för hela året, inga månader. Välj SIE-typ 2, 3 eller 4 om du vill ha månader."),
        )


def _balances(sie: SieFile, year_no: int) -> Iterator[AccountBalance]:
    opening, closing = sie.opening.get(year_no, {}), sie.closing.get(year_no, {})
    for account in sorted({*opening, *closing}):
        if not sie.is_result(account):
            yield AccountBalance(account, opening.get(account, 0), closing.get(account, 0))


def _by_class(rows: Iterable[Movement]) -> dict[str, int]:
    sums: Counter[str] = Counter()
    for row in rows:
        sums[row.account[:1]] += row.amount
    return dict(sorted(sums.items()))
