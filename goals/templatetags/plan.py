"""The plan in templates: its own navigation, how far an activity has come, the municipality's own words. ``{% load plan %}``."""

from typing import Any

from django import template
from django.utils.safestring import SafeString

from goals import terms
from goals.models import Level, PlanItem
from goals.plan_nav import plan_links
from goals.queries.scales import ScaleStep, activity_scale
from goals.terms import listed, marked
from goals.terms import term as word_for
from sala_styr.shell.past import DAY_FIELD, shown_day
from sala_styr.shell.templatetags.styr import status

register = template.Library()


@register.inclusion_tag("goals/plan_nav.html", takes_context=True)
def plan_nav(context: dict[str, Any], year: int) -> dict[str, Any]:
    """The row of links on top of the plan's pages."""
    return {"links": plan_links(context["request"], year)}


@register.simple_tag(takes_context=True)
def in_time(context: dict[str, Any], year: int) -> str:
    """``href="{% url … %}{% in_time year %}"``: the year, and the past day where the page shows one, so that links stay in it."""
    day = shown_day(context["request"])
    return f"?ar={year}&{DAY_FIELD}={day}" if day else f"?ar={year}"


@register.simple_tag
def activity_mark(item: PlanItem) -> SafeString:
    """How far the activity has come: symbol, word and colour of its own model's scale. The item must have come with its level."""
    step = activity_scale(item)[item.activity_status]
    return status(step.symbol, step.word, step.tone)


@register.simple_tag
def activity_steps(item: PlanItem) -> list[ScaleStep]:
    """``{% activity_steps item as steps %}``: what can be noted of the activity."""
    return activity_scale(item).offered(item.activity_status)


@register.simple_tag(name="term")
def term_tag(key: str, year: int) -> str:
    """``{% term "the_department" year %}``: the municipality's own word."""
    return word_for(key, year)


@register.filter
def own_word(word: str) -> SafeString:
    """``{{ level.singular|own_word }}``: a word of the steering model, marked as Swedish where the page is not."""
    return marked(word)


@register.simple_tag
def level_names(year: int) -> str:
    """The levels of the year's model in running text, from the top: "vision, övergripande mål, fokusområden och aktiviteter". One query."""
    names = [step.plural if step.followed_up else step.singular for step in Level.objects.in_force(year)]
    return listed(names)


_SAID = {
    "activities": terms.activities,
    "answers": terms.answers,
    "answer_level": terms.answer_level,
    "all_wanted": terms.all_wanted,
}


@register.simple_tag
def said(what: str, year: int) -> str:
    """``{% said "activities" year as aktiviteter %}``: what the year's model calls it (goals/terms.py). One query, once a request."""
    return _SAID[what](year)
