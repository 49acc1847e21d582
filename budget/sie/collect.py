"""Add up a SIE file's movements on result accounts per period, each account from the source that its year total has confirmed."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
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
    several for vouchers), empty for what has no object. The rows of an account and period always sum to its total. ``line`` is where in the file the first of
    it stands, None when nothing says.
    """

    account: str
    period: int | None
    amount: int
    objects: Objects = ()
    line: int | None = None


Key = tuple[str, int | None, Objects]
"""Account, period and objects."""


class Collector:
    """Adds up amounts, in ledger sign, per account, period and objects, each account from its own source."""

    def __init__(self, sie: SieFile, year_no: int, found: Reconciliation, dimensions: Sequence[str]):
        self.sie = sie
        self.year_no = year_no
        self.year = sie.years[year_no]
        self.sources = {account: source for account, source in found.chosen.items() if sie.is_result(account)}
        self.sums: dict[Key, int] = {}
        self.lines: dict[Key, int] = {}
        self.findings: list[Finding] = []
        self.psaldo = [row for row in sie.period_balances if row.year == year_no and row.account in self.sources]
        self.dimensions = dimensions or _lowest_dimension(self.psaldo)

    def collect(self) -> None:
        """Fill ``sums`` and ``findings``."""
        for account, source in self.sources.items():
            if source is Source.YEAR:
                line = self.sie.result_lines.get((self.year_no, account))
                self._add((account, None, ()), self.sie.results.get(self.year_no, {}).get(account, 0), line)
        self._period_rows()
        if Source.VOUCHERS in self.sources.values():
            self._vouchers()

    def rows(self) -> Iterator[Movement]:
        """The rows in report sign, sorted by account, period and objects; rows of nothing are left out."""
        for key in sorted(self.sums, key=lambda key: (key[0], key[1] or 0, key[2])):
            if amount := self.sums[key]:
                account, period, objects = key
                yield Movement(account, period, -amount, objects, self.lines.get(key))

    def _add(self, key: Key, amount: int, line: int | None) -> None:
        """Rows come in the order of the file, so the first line that is told is the first there is."""
        self.sums[key] = self.sums.get(key, 0) + amount
        if line:
            self.lines.setdefault(key, line)

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
                        self._add((account, number, row.objects), row.amount, row.line)

    def _with_breakdown(self, account: str, number: int, rows: list[PeriodAmount]) -> None:
        """The total without objects, less what the chosen rows with objects say, and those rows: together exactly the total."""
        totals = [row for row in rows if not row.objects]
        if not totals:
            return
        for row in totals:
            self._add((account, number, ()), row.amount, row.line)
        for row in self._parts(rows, sum(row.amount for row in totals)):
            self._add((account, number, row.objects), row.amount, row.line)
            self._add((account, number, ()), -row.amount, None)

    def _parts(self, rows: list[PeriodAmount], total: int) -> list[PeriodAmount]:
        """The rows that break a total down: all that name any of the dimensions, when together they are exactly the total.

        Else the file holds several breakdowns of the same money, which must not be added up, or leaves some of it without objects: only rows that name exactly
        the same dimensions are taken, the first dimension alone before others.
        """
        wanted = set(self.dimensions)
        found = [row for row in rows if any(dim in wanted for dim, _code in row.objects)]
        if sum(row.amount for row in found) == total:
            return found
        naming = ([row for row in found if any(dim == each for dim, _code in row.objects)] for each in self.dimensions)
        return _alike(next(filter(None, naming), []))

    def _vouchers(self) -> None:
        """A row's own date decides its month (accruals are booked so); where it has none, or one outside the year, the voucher's date does."""
        outside: set[int] = set()
        lines = self.sie.booked.lines
        for key, amount in self.sie.booked.sums.items():
            account, month, voucher_month, objects = key
            if self.sources.get(account) is not Source.VOUCHERS:
                continue
            own = self.year.number_of(*divmod(month, 100)) if month else None
            number = own or self.year.number_of(*divmod(voucher_month, 100))
            if number is None:
                outside.add(voucher_month)
            else:
                self._add((account, number, objects), amount, lines[key])
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


def _alike(rows: list[PeriodAmount]) -> list[PeriodAmount]:
    """Those of the rows that name the same dimensions: the fewest, and the most rows of that."""
    by_dimensions: dict[frozenset[str], list[PeriodAmount]] = defaultdict(list)
    for row in rows:
        by_dimensions[frozenset(dim for dim, _code in row.objects)].append(row)
    return max(by_dimensions.values(), key=lambda found: (-len(found[0].objects), len(found)), default=[])


def _lowest_dimension(rows: Iterable[PeriodAmount]) -> Sequence[str]:
    """The dimension of the single-object rows that has the lowest number: by the standard 1 is kostnadsställe."""
    found = {row.objects[0][0] for row in rows if len(row.objects) == 1}
    return sorted(found, key=lambda dim: (not dim.isascii() or not dim.isdigit(), len(dim), dim))[:1]
