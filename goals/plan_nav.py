"""The plan's own navigation: the ways to look at it and what stands beside it. One line for each page, in the order they are offered."""

from collections.abc import Callable
from dataclasses import dataclass

from django.http import HttpRequest
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


@dataclass(frozen=True)
class PlanPage:
    """``within``: url names of pages that belong under this entry, so that it is marked when one stands there."""

    label: str | Promise
    url_name: str
    within: tuple[str, ...] = ()
    allowed: Callable[[HttpRequest], bool] = lambda request: True


PAGES: tuple[PlanPage, ...] = (
    PlanPage(_("Röda tråden"), "goals:thread"),
    PlanPage(_("Tidslinje"), "goals:timeline"),
    PlanPage(_("Flöde"), "goals:flow"),
    PlanPage(_("Kvar att koppla"), "goals:leftovers"),
    PlanPage(_("Uppdrag"), "goals:assignments", ("goals:assignment",)),
    PlanPage(_("Grunduppdrag"), "goals:missions", ("goals:mission",)),
)


def plan_links(request: HttpRequest, year: int) -> list[dict[str, object]]:
    """The entries this person is offered, each with its address for ``year`` and whether one stands there."""
    here = request.resolver_match.view_name if request.resolver_match else ""
    return [
        {
            "label": page.label,
            "href": f"{reverse(page.url_name)}?ar={year}",
            "current": here == page.url_name or here in page.within,
        }
        for page in PAGES
        if page.allowed(request)
    ]
