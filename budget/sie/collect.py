"""Add up a SIE file's movements on result accounts per period, each account from the source that its year total has confirmed."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import NamedTuple

from django.utils.translation import gettext as _

from budget.sie.findings import Finding, Severity
from budget.sie.model import Objects, PeriodAmount, SieFile
from budget.sie.reconcile import Reconciliation, Source
from budget.sie.sums import MOST_NAMED, and_more


class Movement(NamedTuple):
    """Öre in REPORT sign (revenue +, cost −) on a result account in a period.

    ``period`` is 1..n within the fiscal year, None when the file only has year totals. ``objects`` is the part's dimension and code (usually at most one pair;
    several for vouchers), empty for what has no object. The rows of an account and period always sum to its total.
    """

    account: str
    period: int | None
    amount: int
    objects: Objects = ()


class Collector:
    """Adds up amounts, in ledger sign, per account, period and objects, each account from its own source."""

    def __init__(self, sie: SieFile, year_no: int, found: Reconciliation, dimension: str | None):
        self.sie = sie
        self.year_no = year_no
        self.year = sie.years[year_no]
        self.sources = {account: source for account, source in found.chosen.items() if sie.is_result(account)}
        self.sums: Counter[tuple[str, int | None, Objects]] = Counter()
        self.findings: list[Finding] = []
        self.psaldo = [row for row in sie.period_balances if row.year == year_no and row.account in self.sources]
        self.dimension = dimension or _lowest_dimension(self.psaldo)

    def collect(self) -> None:
        """Fill ``sums`` and ``findings``."""
        for account, source in self.sources.items():
            if source is Source.YEAR:
                self.sums[account, None, ()] += self.sie.results.get(self.year_no, {}).get(account, 0)
        self._period_rows()
        if Source.VOUCHERS in self.sources.values():
            self._vouchers()

    def rows(self) -> Iterator[Movement]:
        """The rows in report sign, sorted by account, period and objects; rows of nothing are left out."""
        for account, period, objects in sorted(self.sums, key=lambda key: (key[0], key[1] or 0, key[2])):
            amount = self.sums[account, period, objects]
            if amount:
                yield Movement(account, period, -amount, objects)

    def _period_rows(self) -> None:
        parts: dict[tuple[str, int], list[PeriodAmount]] = defaultdict(list)
        for row in self.psaldo:
            number = self.year.number_of(*divmod(row.period, 100))
            if number is None and self.sources[row.account] is Source.VOUCHERS:
                continue
            if number is None:
                self.findings.append(self._outside_period(row))
            else:
                parts[row.account, number].append(row)
        for (account, number), rows in parts.items():
            source = self.sources[account]
            if source is Source.TOTALS:
                self._with_breakdown(account, number, rows)
            elif source in (Source.ALL, Source.OBJECTS):
                for row in rows:
                    if row.objects or source is Source.ALL:
                        self.sums[account, number, row.objects] += row.amount

    def _with_breakdown(self, account: str, number: int, rows: list[PeriodAmount]) -> None:
        """The total without objects, less what the chosen dimension's rows say, and those rows: together exactly the total."""
        totals = [row.amount for row in rows if not row.objects]
        if not totals:
            return
        self.sums[account, number, ()] += sum(totals)
        for row in rows:
            if len(row.objects) == 1 and row.objects[0][0] == self.dimension:
                self.sums[account, number, row.objects] += row.amount
                self.sums[account, number, ()] -= row.amount

    def _vouchers(self) -> None:
        """A row's own date decides its month (accruals are booked so); where it has none, or one outside the year, the voucher's date does."""
        outside: set[int] = set()
        for (account, month, voucher_month, objects), amount in self.sie.booked.sums.items():
            if self.sources.get(account) is not Source.VOUCHERS:
                continue
            own = self.year.number_of(*divmod(month, 100)) if month else None
            number = own or self.year.number_of(*divmod(voucher_month, 100))
            if number is None:
                outside.add(voucher_month)
            else:
                self.sums[account, number, objects] += amount
        self.findings += [self._outside_year(month) for month in sorted(outside)[:MOST_NAMED]]
        self.findings += and_more(len(outside), "voucher_outside_year")

    def _outside_year(self, month: int) -> Finding:
        """Names the month's first voucher; the others of the month are counted."""
        booked = self.sie.booked
        finding = self._error(
            "voucher_outside_year",
            _("Verifikation %(what)s på rad %(line)s är daterad utanför räkenskapsåret %(start)s–%(end)s."),
            *booked.months[month],
        )
        count = booked.in_month[month]
        if count == 1:
            return finding
        detail = _("Verifikationer daterade i samma månad: %(count)s") % {"count": count}
        return replace(finding, detail=detail)

    def _outside_period(self, row: PeriodAmount) -> Finding:
        return self._error(
            "period_outside_year",
            _("Perioden %(what)s på rad %(line)s ligger utanför räkenskapsåret %(start)s–%(end)s."),
            str(row.period),
            row.line,
        )

    def _error(self, code: str, message: str, what: str, line: int) -> Finding:
        values = {"what": what, "line": line, "start": self.year.start, "end": self.year.end}
        return Finding(Severity.ERROR, code, message % values, line=line)


def _lowest_dimension(rows: Iterable[PeriodAmount]) -> str | None:
    """The dimension of the single-object rows that has the lowest number: by the standard 1 is kostnadsställe."""
    found = {row.objects[0][0] for row in rows if len(row.objects) == 1}
    return min(found, key=lambda dim: (not dim.isascii() or not dim.isdigit(), len(dim), dim), default=None)
