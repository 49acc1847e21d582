"""One value of a list as the text of a cell, and back. ``as_csv`` writes, ``parse`` reads what either format gives."""

import re
from collections.abc import Callable, Mapping
from datetime import date
from decimal import Decimal

from django.utils.translation import gettext as _

from sala_styr.money import MINUS, MoneyError, parse_kronor
from sala_styr.tables.guard import bare, guarded
from sala_styr.tables.listing import Kind, Value

_NUMBER = re.compile(r"[+-]?[0-9]{1,20}([.,][0-9]{1,10})?")
_SPACES = dict.fromkeys(map(ord, " \t\u00a0\u202f\u2009"), None)
_YEAR = re.compile(r"[12][0-9]{3}")
_DAY = re.compile(r"([12][0-9]{3})-?([01][0-9])-?([0-3][0-9])(?:[ T]00:00(?::00)?)?")
_YES, _NO = {"ja", "j", "yes", "sant", "true", "1", "x"}, {"nej", "n", "no", "falskt", "false", "0"}
# What no spreadsheet can hold, and nothing that people write.
_UNWRITABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff\ufffe\uffff]")
_BREAKS = re.compile("\r\n?|[\u2028\u2029\x85]")


class CellError(ValueError):
    """The cell cannot be read as its column's kind. The message says so in Swedish, with an example."""


def tidy(text: str) -> str:
    """Text as a file carries it: one kind of line break, no control characters, no white space round it."""
    return _UNWRITABLE.sub("", _BREAKS.sub("\n", text)).strip()


def exact_kronor(ore: int) -> str:
    """Öre as kronor with two decimals and a comma, hyphen for minus: for files, not for people."""
    kronor, rest = divmod(abs(ore), 100)
    return f"{'-' if ore < 0 else ''}{kronor},{rest:02d}"


def number_text(value: int | Decimal) -> str:
    """A number with decimal comma, no thousands spaces and no nought at the end that says nothing: for files, not for people."""
    text = f"{Decimal(value):f}".replace(".", ",")
    return text.rstrip("0").rstrip(",") if "," in text else text


def as_csv(kind: Kind, value: Value) -> str:
    """The cell of a CSV file. Missing is empty, and 0 is 0."""
    if value is None:
        return ""
    if kind in (Kind.TEXT, Kind.LONG_TEXT):
        return guarded(tidy(str(value)))
    if kind == Kind.YES_NO:
        return "ja" if value else "nej"
    if isinstance(value, date):
        return value.isoformat()
    if kind == Kind.AMOUNT and isinstance(value, int):
        return exact_kronor(value)
    return number_text(value) if isinstance(value, int | Decimal) else guarded(tidy(value))


def parse(kind: Kind, text: str) -> Value:
    """The value of a cell; an empty one is None, never 0. Raises CellError."""
    text = text.strip()
    return _PARSERS[kind](text) if text else None


def _text(text: str) -> str:
    return tidy(bare(text))


def _number(text: str) -> Decimal:
    cleaned = text.translate(_SPACES).replace(MINUS, "-").replace("–", "-")
    if not _NUMBER.fullmatch(cleaned):
        raise CellError(_("”%(text)s” går inte att läsa som ett tal. Skriv till exempel 12,5.") % {"text": shown(text)})
    return Decimal(cleaned.replace(",", "."))


def _amount(text: str) -> int:
    try:
        return parse_kronor(shown(text))
    except MoneyError as error:
        raise CellError(str(error)) from error


def _date(text: str) -> date:
    match = _DAY.fullmatch(text)
    try:
        return date(int(match[1]), int(match[2]), int(match[3])) if match else date.fromisoformat(text)
    except ValueError as error:
        raise CellError(
            _("”%(text)s” går inte att läsa som en dag. Skriv till exempel 2026-03-31.") % {"text": shown(text)}
        ) from error


def _year(text: str) -> int:
    if not _YEAR.fullmatch(text):
        raise CellError(_("”%(text)s” går inte att läsa som ett år. Skriv till exempel 2026.") % {"text": shown(text)})
    return int(text)


def _yes_no(text: str) -> bool:
    word = text.casefold()
    if word not in _YES | _NO:
        raise CellError(_("Skriv ja eller nej i stället för ”%(text)s”.") % {"text": shown(text)})
    return word in _YES


def shown(text: str) -> str:
    """``text`` as it can be quoted in a message: at most 40 characters."""
    return text if len(text) <= 40 else text[:39] + "…"


_PARSERS: Mapping[Kind, Callable[[str], Value]] = {
    Kind.TEXT: _text,
    Kind.LONG_TEXT: _text,
    Kind.NUMBER: _number,
    Kind.AMOUNT: _amount,
    Kind.DATE: _date,
    Kind.YEAR: _year,
    Kind.YES_NO: _yes_no,
}
