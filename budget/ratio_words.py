"""Ratios and the overview's figures in words: ``65,1 / 1 091,5 = 6,0 %``. Pure."""

from dataclasses import replace
from decimal import ROUND_HALF_UP, Decimal

from django.utils.translation import gettext as _

from budget.queries.derived.arithmetic import Derived
from budget.queries.five_years import Figure, Shown
from budget.queries.ratios import Ratio, RatioUnit
from sala_styr.money import MINUS, MISSING, NBSP, Unit, format_amount


def number_text(value: Decimal, decimals: int) -> str:
    """A number in Swedish form, rounded half away from zero."""
    rounded = value.quantize(Decimal(1).scaleb(-decimals), rounding=ROUND_HALF_UP)
    text = f"{abs(rounded):,.{decimals}f}".replace(",", NBSP).replace(".", ",")
    return f"{MINUS if rounded < 0 else ''}{text}"


def ratio_text(ratio: Ratio) -> str:
    """``6,0 %`` or ``54 383 kr``; the dash where there is none."""
    if ratio.value is None:
        return MISSING
    if ratio.kind.unit == RatioUnit.PERCENT:
        return f"{number_text(ratio.value, 1)}{NBSP}%"
    return f"{number_text(ratio.value, 0)}{NBSP}kr"


def ratio_value(figure: Derived, unit: str) -> Derived:
    """A ratio written out, with its value in words."""
    if figure.amount is None or not figure.below_amount:
        return replace(figure, told=MISSING)
    share = Decimal(figure.amount) / Decimal(figure.below_amount)
    text = (
        f"{number_text(share * 100, 1)}{NBSP}%"
        if unit == RatioUnit.PERCENT
        else f"{number_text(share / 100, 0)}{NBSP}kr"
    )
    return replace(figure, told=text)


def arithmetic(ratio: Ratio) -> str:
    """The figures behind the ratio, in millions of kronor; or why there is none."""
    if ratio.value is None:
        return str(ratio.reason)
    top = format_amount(ratio.top, Unit.MNKR)
    if ratio.kind.unit == RatioUnit.PERCENT:
        return f"{top} / {format_amount(ratio.bottom, Unit.MNKR)} = {ratio_text(ratio)}"
    people = number_text(Decimal(ratio.bottom or 0), 0)
    words = _("%(sum)s mnkr / %(people)s invånare") % {"sum": top, "people": people}
    return f"{words} = {ratio_text(ratio)}"


def figure_text(value: Figure, shown: Shown) -> str:
    """A figure of the five years' overview; money in millions of kronor."""
    if value is None:
        return MISSING
    if shown == Shown.MONEY:
        return format_amount(int(value), Unit.MNKR)
    if shown == Shown.PERCENT:
        return f"{number_text(Decimal(value), 1)}{NBSP}%"
    if shown == Shown.PER_PERSON:
        return f"{number_text(Decimal(value), 0)}{NBSP}kr"
    return number_text(Decimal(value) / 100, 2) if shown == Shown.HUNDREDTHS else number_text(Decimal(value), 0)
