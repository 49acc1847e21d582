"""A CSV or XLSX extract of the municipality's ledger as a Reading of one calendar year."""

from datetime import date

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from budget.imports.reading import Figure, Reading, fingerprint, unfit_accounts
from budget.models import Source
from budget.sie.findings import Finding, Severity
from budget.tables_in import ActualRow, Sign, read_actuals
from sala_styr.tables import read_table

MOST_NAMED = 200


def read_actual_table(data: bytes, filename: str, year: int, sign: Sign = "report") -> Reading:
    """Read the rows of ``year``. Raises TableError when the file is no table; what is wrong in its rows becomes findings, each with its row."""
    found = read_actuals(read_table(data, filename), sign)
    rows = [row for row in found.rows if row.period // 100 == year]
    wrong = [Finding(Severity.ERROR, "row", error.message, line=error.row) for error in found.errors]
    wrong += _other_years(found.rows, year)
    figures = tuple(Figure(row.account, row.period % 100, row.amount, row.unit, row.row) for row in rows)
    return Reading(
        source=Source.XLSX if data.startswith(b"PK") else Source.CSV,
        filename=filename,
        sha256=fingerprint(data),
        year=year,
        first_day=date(year, 1, 1),
        last_day=date(year, 12, 31),
        figures=figures,
        names={row.account: row.account_name for row in rows if row.account_name},
        findings=(*wrong, *unfit_accounts({row.account for row in rows}), *_remarks(rows, found.left_out)),
        result_total=-sum(figure.amount for figure in figures),
        strict_codes=True,
    )


def _other_years(rows: tuple[ActualRow, ...], year: int) -> list[Finding]:
    others = [row for row in rows if row.period // 100 != year]
    return [
        Finding(
            Severity.ERROR,
            "other_year",
            _("Rad %(row)s gäller %(period)s, men inläsningen gäller %(year)s. Ta bort raden eller välj rätt år.")
            % {"row": row.row, "period": row.period, "year": year},
            line=row.row,
        )
        for row in others[:MOST_NAMED]
    ]


def _remarks(rows: list[ActualRow], left_out: int) -> list[Finding]:
    remarks = []
    if rows:
        remarks.append(
            Finding(
                Severity.OK,
                "rows",
                _("Alla rader har konto, månad och belopp."),
                ngettext("%(n)s rad", "%(n)s rader", len(rows)) % {"n": len(rows)},
            )
        )
    if left_out:
        remarks.append(
            Finding(
                Severity.WARNING,
                "balance_rows",
                ngettext(
                    "%(n)s rad på balanskonto (klass 1 och 2) är inte utfall och lämnas utanför.",
                    "%(n)s rader på balanskonton (klass 1 och 2) är inte utfall och lämnas utanför.",
                    left_out,
                )
                % {"n": left_out},
            )
        )
    return remarks
