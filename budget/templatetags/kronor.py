"""``{% load kronor %}{% kronor_ore batch.result_total %}``: kronor with öre, for control totals that are compared digit by digit with the ledger's own."""

from django import template
from django.utils.safestring import SafeString

from sala_styr.money import Unit, format_amount
from sala_styr.shell.wording import missing

register = template.Library()


@register.simple_tag
def kronor_ore(ore: int | None) -> SafeString | str:
    """``−28 073,88``; None → the dash with its word."""
    return missing() if ore is None else format_amount(ore, Unit.KR, decimals=2)
