"""A SIE file as a Reading: its controls and movements are worked out in ``budget.sie``; here they only change form."""

from collections import Counter
from dataclasses import replace
from functools import lru_cache

from django.utils.translation import gettext as _

from budget.imports.figures import Figure, KnownFigures
from budget.imports.reading import LONGEST_YEAR, Balance, Reading, fingerprint, unfit_accounts
from budget.models import Source
from budget.sie.check import check
from budget.sie.encoding import Encoding
from budget.sie.findings import Finding, Severity
from budget.sie.model import Objects, SieFile
from budget.sie.movements import Movements, movements
from budget.sie.parse import parse
from budget.tables_in import Coding

COST_CENTRE, PROJECT = "1", "6"
"""The dimensions that SIE reserves for kostnadsställe, whose codes may be our units' codes, and for projekt."""

LONGEST_NAME = 120
_ENDINGS = (".se", ".si", ".sie")


def looks_like_sie(data: bytes, filename: str) -> bool:
    """Is the file meant to be SIE? Its name or its first line says so; whether it is any good is another matter."""
    return filename.lower().endswith(_ENDINGS) or data.lstrip(b"\xef\xbb\xbf \t\r\n")[:1] == b"#"


def read_sie(data: bytes, filename: str, encoding: Encoding | None = None) -> Reading:
    """Read a SIE file's own fiscal year (#RAR 0). Raises SieError when it cannot be read to the end."""
    sie = parse(data, filename, encoding, keep_vouchers=False)
    found = movements(sie, dimension=COST_CENTRE)
    year = sie.years[0]
    reading = Reading(
        source=Source.SIE,
        filename=filename,
        sha256=fingerprint(data),
        year=year.end.year,
        first_day=year.start,
        last_day=year.end,
        figures=KnownFigures(_figures(found), {number: account.name for number, account in sie.accounts.items()}),
        balances=tuple(Balance(*balance) for balance in found.balances),
        sie_type=sie.kind,
        company=sie.company[:LONGEST_NAME],
        encoding=sie.encoding,
        opening_total=found.totals.opening if 0 in sie.opening else None,
        closing_total=found.totals.closing if 0 in sie.closing else None,
        own_result=found.totals.result if 0 in sie.results else -found.totals.net,
        vouchers=found.totals.vouchers,
        system=sie.program,
    )
    return replace(reading, remarks=tuple(_without_repeats([*check(sie), *found.findings, *_own(sie, reading)])))


def _figures(found: Movements) -> list[Figure]:
    """Movements added up per account, period, cost centre and project; other dimensions are not kept."""
    sums: Counter[tuple[str, int | None, Coding]] = Counter()
    for row in found.rows:
        sums[row.account, row.period, coding_of(row.objects)] += row.amount
    return [Figure(account, period, amount, coding) for (account, period, coding), amount in sums.items() if amount]


@lru_cache(maxsize=65536)  # the same few lists come on every row
def coding_of(objects: Objects) -> Coding:
    """The codes of an object list that have a place in our coding string."""
    codes = dict(reversed(objects))
    return Coding(unit=codes.get(COST_CENTRE, ""), project=codes.get(PROJECT, ""))


def _own(sie: SieFile, reading: Reading) -> list[Finding]:
    """What only this system demands: accounts that its chart can hold, on the side their number says, and a lawful year."""
    findings = unfit_accounts(reading.accounts)
    turned = sorted({figure.account for figure in reading.figures if figure.account[:1] in "12"})
    turned += sorted({balance.account for balance in reading.balances if balance.account[:1] not in "12"})
    if turned:
        findings.append(
            Finding(
                Severity.ERROR,
                "account_on_wrong_side",
                _(
                    "Några konton är av annat slag i filen (#KTYP) än deras nummer säger: 1–2 är balanskonton, 3–9 resultatkonton."
                ),
                ", ".join(turned[:25]),
            )
        )
    if sie.years[0].periods > LONGEST_YEAR:
        findings.append(
            Finding(Severity.ERROR, "year_too_long", _("Räkenskapsåret är längre än 18 månader. Rätta #RAR i filen."))
        )
    return findings


def _without_repeats(findings: list[Finding]) -> list[Finding]:
    """The controls and the movements may remark on the same thing: say it once."""
    return list(dict.fromkeys(findings))
