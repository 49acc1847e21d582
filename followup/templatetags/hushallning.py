"""How the measure of a financial goal is written: its ratio's name, its limit and its value."""

from decimal import Decimal

from django import template

from budget.queries.ratios import KINDS, Ratio, RatioUnit
from budget.ratio_words import number_text, ratio_text
from followup.models import StewardshipGoal
from followup.queries.stewardship import ratio_label
from sala_styr.money import MISSING, NBSP

register = template.Library()


@register.filter
def ratio_name(key: str) -> str:
    """What the ratio is called."""
    return ratio_label(key)


@register.filter
def ratio_shown(ratio: Ratio) -> str:
    """``2,1 %`` or ``54 383 kr``; the dash where there is none."""
    return ratio_text(ratio)


@register.filter
def least_text(goal: StewardshipGoal) -> str:
    """The least it may be, in the ratio's unit."""
    return _limit(goal, goal.least)


@register.filter
def most_text(goal: StewardshipGoal) -> str:
    """The most it may be, in the ratio's unit."""
    return _limit(goal, goal.most)


def _limit(goal: StewardshipGoal, value: Decimal | None) -> str:
    if value is None:
        return MISSING
    percent = any(kind.key == goal.ratio and kind.unit == RatioUnit.PERCENT for kind in KINDS)
    decimals = 0 if value == value.to_integral_value() else 1
    return f"{number_text(value, decimals)}{NBSP}{'%' if percent else 'kr'}"
