"""``{% load agenda %}{{ 13|global_goal }}``: a goal of Agenda 2030 by number and name."""

from django import template

from goals.agenda import goal_label

register = template.Library()


@register.filter
def global_goal(number: int) -> str:
    """``13 Bekämpa klimatförändringarna``."""
    return goal_label(number)
