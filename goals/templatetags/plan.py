"""The plan's own navigation in templates: ``{% load plan %}{% plan_nav year %}``."""

from typing import Any

from django import template

from goals.plan_nav import plan_links

register = template.Library()


@register.inclusion_tag("goals/plan_nav.html", takes_context=True)
def plan_nav(context: dict[str, Any], year: int) -> dict[str, Any]:
    """The row of links on top of the plan's pages."""
    return {"links": plan_links(context["request"], year)}
