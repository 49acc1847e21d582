"""Single values of a SIE line: amounts, dates, periods, object lists. Each raises SieError with the line's number and what to do."""

import re
from datetime import date
from functools import lru_cache
from sys import intern

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from budget.sie.findings import SieError
from budget.sie.model import Objects
from budget.sie.tokens import Field
from sala_styr.money import LARGEST

_AMOUNT = re.compile(r"[+-]?(?:[0-9]+(?:\.[0-9]*)?|\.[0-9]+)")
_WHOLE = re.compile(r"-?[0-9]{1,6}")
_LONGEST_SHOWN = 40
_ACCOUNT = gettext_lazy("kontonummer")  # lazy: looked up when a message is made, not for every row
_AMOUNT_NAME = gettext_lazy("belopp")
_YEAR = gettext_lazy("årsnummer")


def shorten(text: str) -> str:
    """``text`` as it can be quoted in a message: at most 40 characters."""
    return text if len(text) <= _LONGEST_SHOWN else text[: _LONGEST_SHOWN - 1] + "…"


def text_at(fields: list[Field], index: int, what: str | Promise, line: int) -> str:
    """The text in field ``index`` (0 is the tag). ``what`` names the field in the message when it is missing or is an object list."""
    field = fields[index] if index < len(fields) else None
    if isinstance(field, str):
        return field
    raise SieError(
        _("%(tag)s saknar %(what)s. Rätta raden eller exportera filen igen.") % {"tag": fields[0], "what": what}, line
    )


def optional_text(fields: list[Field], index: int) -> str:
    """The text in field ``index``, or "" when there is none."""
    field = fields[index] if index < len(fields) else ""
    return field if isinstance(field, str) else ""


def account_at(fields: list[Field], index: int, line: int) -> str:
    """The account number in field ``index``."""
    number = intern(text_at(fields, index, _ACCOUNT, line).strip())
    if not number or len(number) > 20:
        raise SieError(_("”%(text)s” går inte att läsa som ett kontonummer.") % {"text": shorten(number)}, line)
    return number


def objects_then_amount(fields: list[Field], index: int, line: int) -> tuple[Objects, int, int]:
    """Read ``{objects} amount`` from field ``index``; return objects, öre and the index after. A missing list means no objects."""
    objects: Objects = ()
    if index < len(fields) and not isinstance(fields[index], str):
        objects = to_objects(fields[index], line)
        index += 1
    return objects, to_ore(text_at(fields, index, _AMOUNT_NAME, line), line), index + 1


def to_objects(field: Field, line: int) -> Objects:
    """Pair up an object list's fields: dimension, code, dimension, code …"""
    objects = _pairs(field) if isinstance(field, tuple) else None
    if objects is None:
        raise SieError(
            _("Objektlistan { } ska ha par av dimension och objekt. Rätta raden eller exportera filen igen."), line
        )
    return objects


@lru_cache(maxsize=65536)  # the same few lists come on every row
def _pairs(fields: tuple[str, ...]) -> Objects | None:
    return None if len(fields) % 2 else tuple(zip(fields[::2], fields[1::2], strict=True))


def to_ore(text: str, line: int) -> int:
    """An amount with decimal point, e.g. ``-12899.00``, as exact öre. More than two decimals is an error: ``1.500`` may be meant as 1500."""
    if not _AMOUNT.fullmatch(text):
        raise SieError(
            _(
                "”%(text)s” går inte att läsa som ett belopp. I en SIE-fil skrivs belopp med punkt, till exempel -1250.50."
            )
            % {"text": shorten(text)},
            line,
        )
    whole, _point, decimals = text.partition(".")
    if len(decimals) > 2:
        raise SieError(
            _("Beloppet %(text)s har fler än två decimaler. Rätta beloppet eller exportera filen igen.")
            % {"text": shorten(text)},
            line,
        )
    if len(whole) > 20 or abs(ore := int(whole + decimals.ljust(2, "0"))) > LARGEST:
        raise SieError(_("Beloppet %(text)s är orimligt stort.") % {"text": shorten(text)}, line)
    return ore


def year_number(fields: list[Field], index: int, line: int) -> int:
    """A year number: 0 is this year, -1 the year before."""
    text = text_at(fields, index, _YEAR, line)
    if not _WHOLE.fullmatch(text):
        raise SieError(
            _("”%(text)s” går inte att läsa som ett årsnummer (0 för i år, -1 för förra året).")
            % {"text": shorten(text)},
            line,
        )
    return int(text)


@lru_cache(maxsize=4096)
def parse_date(text: str) -> date | None:
    """ÅÅÅÅMMDD as a date, or None when it is no date. Hyphens are accepted."""
    digits = text.replace("-", "")
    if len(digits) != 8 or not digits.isascii() or not digits.isdigit():
        return None
    try:
        return date(int(digits[:4]), int(digits[4:6]), int(digits[6:]))
    except ValueError:  # 20120230 and the like: no such day
        return None


def to_date(text: str, what: str | Promise, line: int) -> date:
    """ÅÅÅÅMMDD as a date. ``what`` names the date in the message."""
    day = parse_date(text)
    if day is None:
        raise SieError(
            _("%(what)s ”%(text)s” är inget datum. Datum skrivs ÅÅÅÅMMDD, till exempel 20250131.")
            % {"what": what, "text": shorten(text)},
            line,
        )
    return day


def to_period(text: str, line: int) -> int:
    """ÅÅÅÅMM as a number, with a real month."""
    if len(text) != 6 or not text.isascii() or not text.isdigit() or not 1 <= int(text[4:]) <= 12:
        raise SieError(
            _("Perioden ”%(text)s” är ingen månad. Perioder skrivs ÅÅÅÅMM, till exempel 202501.")
            % {"text": shorten(text)},
            line,
        )
    return int(text)
