"""A SieFile as the bytes of a SIE 4 file in CP437, as the standard (4B) wants it. What is written here, ``parse`` reads back the same.

The format cannot carry everything: control characters become blanks, a backslash last in a text is dropped (it would hide the closing quote), and characters
that CP437 lacks are replaced by their nearest relation or "?".
"""

import unicodedata
from collections.abc import Iterator, Mapping

from budget.sie.model import ObjectBalance, Objects, PeriodAmount, SieFile, Transaction, Voucher

_PLAIN = frozenset("0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz")
_NEAREST = str.maketrans({"–": "-", "—": "-", "−": "-", "”": '"', "“": '"', "’": "'", "‘": "'", "…": "...", "€": "EUR"})


def write_sie4(sie: SieFile) -> bytes:
    """Write the whole of ``sie`` as type 4: head, chart, dimensions, balances, results, period balances and budgets, vouchers.

    Amounts are öre in ledger sign (debit +). The file's own ``type``, ``kind``, ``encoding`` and ``notes`` are not written. Whether it balances is the
    caller's matter: see ``check``.
    """
    return "".join(f"{line}\r\n" for line in _lines(sie)).encode("cp437", "replace")


def field(text: str) -> str:
    """A text as a field: bare when it is letters and digits only, otherwise in quotes with inner quotes escaped."""
    if text and _PLAIN.issuperset(text):
        return text
    clean = "".join(" " if unicodedata.category(c) == "Cc" else c for c in _for_cp437(text)).rstrip("\\")
    escaped = clean.replace('"', '\\"')
    return f'"{escaped}"'


def amount(ore: int) -> str:
    """Öre as the format writes amounts: ``-28073.88``."""
    whole, rest = divmod(abs(ore), 100)
    return f"{'-' if ore < 0 else ''}{whole}.{rest:02d}"


def _for_cp437(text: str) -> str:
    """Composed letters, and the nearest relation of what CP437 lacks."""
    return unicodedata.normalize("NFC", text).translate(_NEAREST)


def _lines(sie: SieFile) -> Iterator[str]:
    yield from _head(sie)
    for number, account in sie.accounts.items():
        yield f"#KONTO {field(number)} {field(account.name)}"
        if account.type:
            yield f"#KTYP {field(number)} {account.type}"
    for dimension, name in sie.dimensions.items():
        yield f"#DIM {field(dimension)} {field(name)}"
    for (dimension, code), name in sie.objects.items():
        yield f"#OBJEKT {field(dimension)} {field(code)} {field(name)}"
    yield from _balances("#IB", sie.opening)
    yield from _balances("#UB", sie.closing)
    yield from _object_balances("#OIB", sie.object_opening)
    yield from _object_balances("#OUB", sie.object_closing)
    yield from _balances("#RES", sie.results)
    yield from _period_amounts("#PSALDO", sie.period_balances)
    yield from _period_amounts("#PBUDGET", sie.period_budgets)
    for voucher in sie.vouchers:
        yield from _voucher(voucher)


def _head(sie: SieFile) -> Iterator[str]:
    yield f"#FLAGGA {int(sie.already_read)}"
    yield f"#PROGRAM {field(sie.program)} {field(sie.program_version)}"
    yield "#FORMAT PC8"
    if sie.generated:
        yield f"#GEN {sie.generated:%Y%m%d}"
    yield "#SIETYP 4"
    if sie.orgnr:
        yield f"#ORGNR {field(sie.orgnr)}"
    yield f"#FNAMN {field(sie.company)}"
    for number, year in sie.years.items():
        yield f"#RAR {number} {year.start:%Y%m%d} {year.end:%Y%m%d}"
    if sie.through:
        yield f"#OMFATTN {sie.through:%Y%m%d}"
    if sie.chart:
        yield f"#KPTYP {field(sie.chart)}"
    yield f"#VALUTA {field(sie.currency)}"


def _balances(tag: str, amounts: Mapping[int, Mapping[str, int]]) -> Iterator[str]:
    for year, by_account in amounts.items():
        for account, ore in by_account.items():
            yield f"{tag} {year} {field(account)} {amount(ore)}"


def _object_balances(tag: str, rows: tuple[ObjectBalance, ...]) -> Iterator[str]:
    for row in rows:
        yield f"{tag} {row.year} {field(row.account)} {_objects(row.objects)} {amount(row.amount)}"


def _period_amounts(tag: str, rows: tuple[PeriodAmount, ...]) -> Iterator[str]:
    for row in rows:
        yield f"{tag} {row.year} {row.period} {field(row.account)} {_objects(row.objects)} {amount(row.amount)}"


def _voucher(voucher: Voucher) -> Iterator[str]:
    yield f"#VER {field(voucher.series)} {field(voucher.number)} {voucher.date:%Y%m%d} {field(voucher.text)}"
    yield "{"
    for row in voucher.removed:
        yield _row("#BTRANS", row)
    unwritten = [row[:3] for row in voucher.added]
    for row in voucher.rows:
        if row[:3] in unwritten:  # an added row stands just before its identical #TRANS
            unwritten.remove(row[:3])
            yield _row("#RTRANS", row)
        yield _row("#TRANS", row)
    yield "}"


def _row(tag: str, row: Transaction) -> str:
    text = f"   {tag} {field(row.account)} {_objects(row.objects)} {amount(row.amount)}"
    if row.date or row.text:
        text += f" {row.date:%Y%m%d}" if row.date else ' ""'
    return text + f" {field(row.text)}" if row.text else text


def _objects(objects: Objects) -> str:
    return "{" + " ".join(f"{field(dimension)} {field(code)}" for dimension, code in objects) + "}"
