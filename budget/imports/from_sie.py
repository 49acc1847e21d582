"""A SIE file as a Reading: its controls and movements are worked out in ``budget.sie``; here they only change form."""

from collections.abc import Callable, Mapping
from dataclasses import replace

from django.utils.translation import gettext as _

from budget.imports.figures import Figure, KnownFigures, OutlaySums
from budget.imports.reading import LONGEST_YEAR, Balance, Reading, about_outlays, fingerprint, unfit_accounts
from budget.models import Source
from budget.outlay_accounts import is_outlay_asset
from budget.sie.check import check
from budget.sie.dimensions import PARTS, FileDimension, dimensions_of
from budget.sie.encoding import Encoding
from budget.sie.findings import Finding, Severity
from budget.sie.model import Objects, PeriodAmount, SieFile
from budget.sie.movements import Movements, movements
from budget.sie.parse import parse
from budget.tables_in import Coding

SaidBySource = Callable[[str], Mapping[str, str]]
"""What has been said of a source's dimensions: number → part of the coding string. The source is known first when the file has been read."""

LONGEST_NAME = 120
_ENDINGS = (".se", ".si", ".sie")


def looks_like_sie(data: bytes, filename: str) -> bool:
    """Is the file meant to be SIE? Its name or its first line says so; whether it is any good is another matter."""
    return filename.lower().endswith(_ENDINGS) or data.lstrip(b"\xef\xbb\xbf \t\r\n")[:1] == b"#"


def nothing_said(source: str) -> Mapping[str, str]:
    """Nobody has said anything: names and numbers decide."""
    return {}


def read_sie(
    data: bytes, filename: str, encoding: Encoding | None = None, said: SaidBySource = nothing_said
) -> Reading:
    """Read a SIE file's own fiscal year (#RAR 0). ``said``: what is remembered of the dimensions. Raises SieError when it cannot be read to the end."""
    sie = parse(data, filename, encoding, keep_vouchers=False)
    dimensions = dimensions_of(sie, said(sie.program))
    parts = {each.number: each.part for each in dimensions if each.part}
    found = movements(sie, dimensions=sorted(parts, key=lambda number: PARTS.index(parts[number])) or ["1"])
    year = sie.years[0]
    reading = Reading(
        source=Source.SIE,
        filename=filename,
        sha256=fingerprint(data),
        year=year.end.year,
        first_day=year.start,
        last_day=year.end,
        figures=KnownFigures(
            _figures(found, parts),
            {number: account.name for number, account in sie.accounts.items()},
            _outlays(sie, parts),
        ),
        balances=tuple(Balance(*balance) for balance in found.balances),
        sie_type=sie.kind,
        company=sie.company[:LONGEST_NAME],
        encoding=sie.encoding,
        opening_total=found.totals.opening if 0 in sie.opening else None,
        closing_total=found.totals.closing if 0 in sie.closing else None,
        own_result=found.totals.result if 0 in sie.results else -found.totals.net,
        vouchers=found.totals.vouchers,
        system=sie.program,
        dimensions=dimensions,
    )
    return replace(reading, remarks=tuple(_without_repeats([*check(sie), *found.findings, *_own(sie, reading)])))


def _figures(found: Movements, parts: Mapping[str, str]) -> list[Figure]:
    """Movements added up per account, period and coding; dimensions that are no part of it are not kept. The row is that of the first of them."""
    codings: dict[Objects, Coding] = {}  # the same few lists come on every row
    sums: dict[tuple[str, int | None, Coding], Figure] = {}
    for account, period, amount, objects, line in found.rows:
        coding = codings.get(objects)
        if coding is None:
            coding = codings[objects] = coding_of(objects, parts)
        key = account, period, coding
        before = sums.get(key)
        if before is None:
            sums[key] = Figure(account, period, amount, coding, line)
        else:
            row = min(filter(None, (before.row, line)), default=None)
            sums[key] = before._replace(amount=before.amount + amount, row=row)
    return [figure for figure in sums.values() if figure.amount]


def _outlays(sie: SieFile, parts: Mapping[str, str]) -> tuple[Figure, ...]:
    """What the vouchers book on projects' codes on fixed assets' accounts; of a file without such vouchers, what its month sums do."""
    year, sums = sie.years[0], OutlaySums()

    def add(account: str, month: int, objects: Objects, amount: int, line: int | None) -> None:
        if not objects or not is_outlay_asset(account) or sie.is_result(account):
            return
        coding, period = coding_of(objects, parts), year.number_of(*divmod(month, 100))
        if coding.project and period is not None:
            sums.add(account, period, -amount, coding, line)

    for key, amount in sie.booked.sums.items():
        add(key.account, key.month or key.voucher_month, key.objects, amount, sie.booked.lines.get(key))
    if not sums:
        for row in _said_once([row for row in sie.period_balances if row.year == 0]):
            add(row.account, row.period, row.objects, row.amount, row.line)
    return sums.figures()


def _said_once(rows: list[PeriodAmount]) -> list[PeriodAmount]:
    """Where an account's rows break the same money down in several ways (domain §5.2), those of the finest way; otherwise all of them."""
    ways: dict[str, dict[tuple[str, ...], list[PeriodAmount]]] = {}
    for row in rows:
        if row.objects and is_outlay_asset(row.account):
            way = tuple(sorted(number for number, _code in row.objects))
            ways.setdefault(row.account, {}).setdefault(way, []).append(row)
    kept: list[PeriodAmount] = []
    for of_account in ways.values():
        are_the_same = len({sum(row.amount for row in way) for way in of_account.values()}) == 1
        finest = max(of_account, key=lambda way: (len(way), way))
        kept += of_account[finest] if are_the_same else [row for way in of_account.values() for row in way]
    return sorted(kept, key=lambda row: row.line)


def coding_of(objects: Objects, parts: Mapping[str, str]) -> Coding:
    """The codes of an object list that have a place in our coding string; of several of the same dimension the first. ``parts``: dimension → part."""
    return Coding(**{parts[number]: code for number, code in reversed(objects) if number in parts})


def _own(sie: SieFile, reading: Reading) -> list[Finding]:
    """What only this system demands: accounts that its chart can hold, on the side their number says, and a lawful year."""
    findings = [*unfit_accounts(reading.accounts), *_lost_dimensions(reading.dimensions)]
    findings += [about_outlays(reading.outlays)] if reading.outlays else []
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


def _lost_dimensions(dimensions: tuple[FileDimension, ...]) -> list[Finding]:
    """What the file says and this system does not take in: the money is there, the codes are not."""
    lost = [each for each in dimensions if each.is_lost]
    if not lost:
        return []
    message = _(
        "Filen har dimensioner som inte läses som någon del av kodsträngen. Beloppen läses in, men utan de koderna. Välj vad de läses som."
    )
    named = ", ".join(f"{each.number} {each.name}".strip() for each in lost)
    return [Finding(Severity.WARNING, "lost_dimensions", message, named)]


def _without_repeats(findings: list[Finding]) -> list[Finding]:
    """The controls and the movements may remark on the same thing: say it once."""
    return list(dict.fromkeys(findings))
