"""``{% load indikator %}{{ value.outcome|figure_of:indicator }}``: an indicator's figure with its decimals, or the dash."""

from decimal import Decimal

from django import template

from goals.indicator_chart import value_text
from goals.models import Indicator
from sala_styr.shell.wording import missing

register = template.Library()


@register.filter
def figure_of(value: Decimal | str | None, indicator: Indicator) -> str:
    """The figure as people read it. None, and a year without a row, is the dash with its word; never 0."""
    if value is None or value == "":
        return missing()
    return value_text(indicator, Decimal(value))
