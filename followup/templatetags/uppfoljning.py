"""The follow-up in templates: its own navigation, and where an improvement stands. ``{% load uppfoljning %}``."""

from typing import Any

from django import template
from django.utils.safestring import SafeString

from followup.models import Improvement, ImprovementStage
from followup.tabs import tab_links
from sala_styr.shell.templatetags.styr import status

register = template.Library()

STAGE_LOOKS: dict[str, tuple[str, str]] = {
    ImprovementStage.IDEA: ("empty", "neutral"),
    ImprovementStage.PLAN: ("empty", "info"),
    ImprovementStage.DO: ("half", "info"),
    ImprovementStage.STUDY: ("half", "info"),
    ImprovementStage.ACT: ("full", "info"),
    ImprovementStage.DONE: ("check", "success"),
    ImprovementStage.DROPPED: ("none", "neutral"),
}


@register.inclusion_tag("followup/tabs.html", takes_context=True)
def followup_tabs(context: dict[str, Any], year: int | None = None) -> dict[str, Any]:
    """The row of links on top of the follow-up's pages."""
    return {"links": tab_links(context["request"], year)}


@register.simple_tag
def stage_mark(improvement: Improvement) -> SafeString:
    """Where on the wheel it stands: symbol, word and tone."""
    sign, tone = STAGE_LOOKS[improvement.stage]
    return status(sign, str(ImprovementStage(improvement.stage).label), tone)
