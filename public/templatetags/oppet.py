"""The open pages in templates: ``{% load oppet %}``."""

from typing import Any

from django import template
from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _

from public.queries import PublicGoal
from public.queries.followup import PublicStatus
from public.queries.money import AreaCost, PublicBudget
from public.rules import may_publish, may_read_feedback
from sala_styr.money import format_amount
from sala_styr.shell.templatetags.styr import breadcrumbs

register = template.Library()
WIDTH = 1000


@register.filter
def with_ore(ore: int | None) -> str:
    """``55,56``: kronor with their öre always, so that a column of them reads straight. None → "–"."""
    return format_amount(ore, "kr", decimals=2)


@register.filter
def rate_words(rate: int) -> str:
    """``22,31``: a tax rate, hundredths of a krona of a hundred."""
    return format_amount(rate, "kr", decimals=2)


@register.simple_tag
def bar_width(area: AreaCost, budget: PublicBudget) -> int:
    """How far an area's bar reaches, the largest area's being 1000."""
    largest = max((each.original for each in budget.paying), default=0)
    return area.original * WIDTH // largest if largest > 0 else 0


@register.filter
def said_of(statuses: dict[int, PublicStatus], number: int) -> PublicStatus | None:
    """``{{ statuses|said_of:item.number }}``: what has been published of a part of the plan; None where nothing has."""
    return statuses.get(number)


@register.simple_tag
def data_address(key: str) -> str:
    """Where a data set is had."""
    return reverse(f"public:data_{key}")


@register.simple_tag(takes_context=True)
def canonical(context: dict[str, Any]) -> str:
    """The page's one address, without the query."""
    request = context["request"]
    base = settings.PUBLIC_ADDRESS
    return f"{base}{request.path}" if base else request.build_absolute_uri(request.path)


@register.inclusion_tag("public/parts/nav.html", takes_context=True)
def open_nav(context: dict[str, Any]) -> dict[str, Any]:
    """The row of links on top of the open pages; those who look after them are offered that too."""
    request = context["request"]
    entries = [
        (_("Öppna sidor"), "public:start"),
        (_("Planen"), "public:plan_now"),
        (_("Budgeten"), "public:budget_now"),
        (_("Så går det"), "public:follow_ups"),
        (_("Rapporter"), "public:reports"),
        (_("Öppna data"), "public:data"),
    ]
    if request.user.is_authenticated and may_publish(request.actor):
        entries.append((_("Publicering"), "public:publishing"))
    if request.user.is_authenticated and may_read_feedback(request.actor):
        entries.append((_("Synpunkter"), "public:feedback"))
    links = [(label, reverse(name)) for label, name in entries]
    start = links[0][1]
    return {
        "links": [
            (label, href, request.path == href or (href != start and request.path.startswith(href)))
            for label, href in links
        ]
    }


@register.inclusion_tag("components/breadcrumbs.html")
def open_crumbs(*parts: Any) -> dict[str, Any]:
    """As ``breadcrumbs``, from the open pages' own start."""
    return breadcrumbs(*parts) | {"home": reverse("public:start")}


@register.simple_tag
def goal_trail(goal: PublicGoal) -> list[tuple[str, str]]:
    """The way down to a goal, for ``open_crumbs``: (label, address) pairs, the goal last."""
    steps = [(_("Planen"), reverse("public:plan_now"))]
    steps += [(each.title, reverse("public:goal", args=[each.number])) for each in goal.above]
    return [*steps, (goal.item.title, "")]


@register.inclusion_tag("public/parts/ask.html")
def where_to_ask() -> dict[str, str]:
    """How to reach the municipality."""
    return {
        "email": settings.CONTACT_EMAIL,
        "phone": settings.CONTACT_PHONE,
        "municipality": settings.MUNICIPALITY_NAME,
    }
