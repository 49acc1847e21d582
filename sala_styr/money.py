"""Money: exact, in öre, in report sign.

Amounts are integers of öre everywhere in the database and in Python; ``Decimal`` only where a text is read or shown. Report sign: revenue +,
cost −, frame (kommunbidrag) +; variance = actual − budget, so + is better (domain §4.1). Amounts are rounded only when shown, each from its
unrounded value (domain §4.8). A missing amount is ``None`` and is shown as "–", never as 0.
"""

import re
from collections.abc import Sequence
from decimal import ROUND_HALF_UP, Decimal

from django.db import models
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

NBSP = "\u00a0"
MINUS = "\u2212"
MISSING = "–"
LARGEST = 10**16  # öre: a hundred thousand billion kronor, well inside a BigIntegerField

_NUMBER = re.compile(r"[+-]?[0-9]{1,40}(\.[0-9]{1,10})?")
_SPACES = dict.fromkeys(map(ord, " \t\u00a0\u202f\u2009"), None)


class Unit(models.TextChoices):
    """The unit an amount is shown in. The unit is data and stands in the table's head."""

    KR = "kr", gettext_lazy("kr")
    TKR = "tkr", gettext_lazy("tkr")
    MNKR = "mnkr", gettext_lazy("mnkr")


_DIVISOR = {Unit.KR: 100, Unit.TKR: 100_000, Unit.MNKR: 100_000_000}
_DECIMALS = {Unit.KR: 0, Unit.TKR: 0, Unit.MNKR: 1}


class MoneyError(ValueError):
    """The text is not an amount; the message says so in Swedish."""


def parse_kronor(text: str, unit: Unit | str = Unit.KR) -> int:
    """Read an amount that a person typed, e.g. ``1 250,50`` or ``−3 000``, given in ``unit``; return öre.

    Accepts spaces (all kinds), decimal comma or point, hyphen or real minus. Raises MoneyError for anything else and for more than whole öre.
    """
    cleaned = text.translate(_SPACES).replace(MINUS, "-").replace("–", "-").replace(",", ".")
    if not _NUMBER.fullmatch(cleaned):
        raise MoneyError(
            _("”%(text)s” går inte att läsa som ett belopp. Skriv till exempel 1 250 eller −3 000,50.")
            % {"text": text.strip()}
        )
    ore = Decimal(cleaned) * _DIVISOR[Unit(unit)]
    if ore != ore.to_integral_value():
        raise MoneyError(_("”%(text)s” har fler decimaler än hela ören.") % {"text": text.strip()})
    if abs(ore) > LARGEST:
        raise MoneyError(_("”%(text)s” är större än något belopp i en kommun.") % {"text": text.strip()})
    return int(ore)


def format_amount(
    ore: int | None, unit: Unit | str = Unit.TKR, *, decimals: int | None = None, sign: bool = False
) -> str:
    """Show ``ore`` in ``unit``: ``-12430000`` → ``−124`` (tkr). None → "–". With ``sign`` a surplus gets a plus.

    Rounds half away from zero, from the unrounded value. A value that rounds to zero has no sign.
    """
    if ore is None:
        return MISSING
    unit = Unit(unit)
    places = _DECIMALS[unit] if decimals is None else decimals
    value = (Decimal(ore) / _DIVISOR[unit]).quantize(Decimal(1).scaleb(-places), rounding=ROUND_HALF_UP)
    text = f"{abs(value):,.{places}f}".replace(",", NBSP).replace(".", ",")
    if value < 0:
        return MINUS + text
    return "+" + text if sign and value > 0 else text


def format_kronor(ore: int) -> str:
    """``ore`` in kronor, with öre only where there are any: for sentences that must say the amount exactly."""
    return format_amount(ore, Unit.KR, decimals=2 if ore % 100 else 0)


def spread(total: int, weights: Sequence[int]) -> list[int]:
    """Split ``total`` öre over ``weights`` so that the parts sum to ``total`` exactly (largest remainder; ties go to the earlier part).

    Raises ValueError when no weight is positive or one is negative.
    """
    whole = sum(weights)
    if whole <= 0 or min(weights) < 0:
        raise ValueError("weights must be non-negative and not all zero")
    sign = -1 if total < 0 else 1
    parts = [divmod(abs(total) * weight, whole) for weight in weights]
    left = abs(total) - sum(quotient for quotient, _rest in parts)
    by_remainder = sorted(range(len(weights)), key=lambda i: (-parts[i][1], i))
    bonus = set(by_remainder[:left])
    return [sign * (quotient + (i in bonus)) for i, (quotient, _rest) in enumerate(parts)]
