"""A CSV or XLSX extract of the municipality's ledger as a Reading of one calendar year. Its rows are never all in memory."""

from collections.abc import Callable, Iterator
from datetime import date
from typing import BinaryIO

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from budget.imports.figures import Figure, OutlaySums, Summary
from budget.imports.reading import (
    MOST_ACCOUNTS,
    Reading,
    about_outlays,
    fingerprint_of,
    too_many_accounts,
    unfit_accounts,
)
from budget.models import Source
from budget.outlay_accounts import is_outlay_asset
from budget.sie.findings import Finding, Severity
from budget.tables_in import ActualTable, Sign
from budget.tables_in.actuals import ActualRow
from budget.tables_in.layout import Layout
from sala_styr.tables import TableError
from sala_styr.tables.stream import open_table

MOST_NAMED = 200
MOST_CODINGS = 200_000
"""Different ones in a file. A column of voucher numbers that is taken for codes must not fill the memory."""


def read_actual_table(
    file: BinaryIO, filename: str, year: int, sign: Sign = "report", layout: Layout | None = None
) -> Reading:
    """The rows of ``year``, read when they are gone through; ``file`` stays open. What is wrong in them becomes findings, each with its row.

    Raises TableError when the file is no table, now or on the way.
    """
    table = open_table(file)
    return Reading(
        source=Source.XLSX if table.is_workbook else Source.CSV,
        filename=filename,
        sha256=fingerprint_of(file),
        year=year,
        first_day=date(year, 1, 1),
        last_day=date(year, 12, 31),
        figures=TableFigures(ActualTable(table, sign, layout), year),
        has_own_totals=False,
        strict_codes=True,
    )


class TableFigures:
    """The rows of a table as figures. ``summary`` is of the last time they were gone through to the end."""

    def __init__(self, table: ActualTable, year: int):
        self.table = table
        self.year = year
        self._summary: Summary | None = None

    def __len__(self) -> int:
        return self.summary.count

    @property
    def summary(self) -> Summary:
        """What the rows add up to; reads the file when nobody has yet."""
        if self._summary is None:
            for _figure in self:
                pass
        assert self._summary is not None
        return self._summary

    def __iter__(self) -> Iterator[Figure]:
        summary, others, count = Summary(), _OtherYears(self.year), 0
        sums, names, periods, codings = summary.by_account, summary.names, set(), set()
        first, outlays = self.year * 100, OutlaySums()
        self.table.keep = self._keeper(outlays)
        for row, account, period, amount, name, coding, _text in self.table:
            month = period - first
            if not 0 < month < 13:
                others.add(row, period)
                continue
            count += 1
            sums[account] = sums.get(account, 0) + amount
            periods.add(month)
            codings.add(coding)
            if name and account not in names:
                names[account] = name
            if len(sums) > MOST_ACCOUNTS or len(codings) > MOST_CODINGS:
                raise _too_many(len(sums) > MOST_ACCOUNTS)
            yield Figure(account, month, amount, coding, row)
        summary.count, summary.last_period = count, max(periods, default=None)
        summary.outlays = outlays.figures()
        summary.findings = tuple(self._findings(summary, others))
        self._summary = summary

    def _keeper(self, outlays: OutlaySums) -> Callable[[ActualRow], bool]:
        """Takes the year's rows that carry a project on a fixed asset's account."""

        def keep(row: ActualRow) -> bool:
            month = row.period - self.year * 100
            if not (row.coding.project and 0 < month < 13 and is_outlay_asset(row.account)):
                return False
            outlays.add(row.account, month, row.amount, row.coding, row.row)
            if len(outlays) > MOST_CODINGS:
                raise _too_many(accounts=False)
            return True

        return keep

    def _findings(self, summary: Summary, others: "_OtherYears") -> Iterator[Finding]:
        table = self.table
        for error in table.errors:
            yield Finding(Severity.ERROR, "row", error.message, line=error.row)
        yield from _and_more("row", table.wrong - len(table.errors))
        yield from others.findings
        yield from _and_more("other_year", others.count - len(others.findings))
        yield from unfit_accounts(set(summary.by_account))
        if summary.count and not table.wrong:
            yield Finding(
                Severity.OK,
                "rows",
                _("Alla rader har konto, månad och belopp."),
                ngettext("%(n)s rad", "%(n)s rader", summary.count) % {"n": summary.count},
            )
        if summary.outlays:
            yield about_outlays(summary.outlays)
        if table.left_out:
            yield _balance_rows(table.left_out)


def _too_many(accounts: bool) -> TableError:
    if accounts:
        return TableError(too_many_accounts())
    text = _(
        "Filen har fler än %(most)s olika kombinationer av koder. Är rätt kolumner valda för ansvar, verksamhet, projekt och motpart?"
    )
    return TableError(text % {"most": MOST_CODINGS})


class _OtherYears:
    """Rows that belong to another year: the first ones named, all counted."""

    def __init__(self, year: int):
        self.year = year
        self.count = 0
        self.findings: list[Finding] = []

    def add(self, row: int, period: int) -> None:
        self.count += 1
        if self.count <= MOST_NAMED:
            values = {"row": row, "period": period, "year": self.year}
            message = _(
                "Rad %(row)s gäller %(period)s, men inläsningen gäller %(year)s. Ta bort raden eller välj rätt år."
            )
            self.findings.append(Finding(Severity.ERROR, "other_year", message % values, line=row))


def _and_more(code: str, left: int) -> Iterator[Finding]:
    if left > 0:
        message = ngettext("… och %(count)s till av samma slag.", "… och %(count)s till av samma slag.", left)
        yield Finding(Severity.ERROR, code, message % {"count": left})


def _balance_rows(count: int) -> Finding:
    return Finding(
        Severity.WARNING,
        "balance_rows",
        ngettext(
            "%(n)s rad på balanskonto (klass 1 och 2) är inte utfall och lämnas utanför.",
            "%(n)s rader på balanskonton (klass 1 och 2) är inte utfall och lämnas utanför.",
            count,
        )
        % {"n": count},
    )
