"""What every page knows: whose system it is, who is here, where one may go. Nothing is asked of the database until the page uses it."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse
from django.utils.functional import Promise

from sala_styr.access.sessions import seconds_left
from sala_styr.helping.queries import HELPED, helped_now
from sala_styr.operation.maintenance import seen
from sala_styr.shell.contributions import foot_links, nav_for, search_for


@dataclass(frozen=True)
class NavLink:
    """An entry of the main navigation, on this page."""

    label: str | Promise
    href: str
    current: bool


def nav_links(request: HttpRequest) -> list[NavLink]:
    """The navigation this person is offered; the entry whose address the page lies under is the current one."""
    entries = [(entry.label, reverse(entry.url_name)) for entry in nav_for(request)]
    under = [
        href
        for _label, href in entries
        if request.path == href or (href != reverse("start") and request.path.startswith(href))
    ]
    current = max(under, key=len, default="")
    return [NavLink(label, href, href == current) for label, href in entries]


def header_search(request: HttpRequest) -> dict[str, Any] | None:
    """The search field of the page's head: its label and the address that answers it."""
    search = search_for(request)
    return {"label": search.label, "href": reverse(search.url_name)} if search else None


def home(request: HttpRequest) -> str:
    """Where the municipality's name in the head leads: to the person's first page, or for who is not logged in to what anybody may read."""
    open_to_all = foot_links()
    return str(open_to_all[0][1]) if open_to_all and not request.user.is_authenticated else reverse("start")


def helped(request: HttpRequest) -> Any:
    """The consent by which somebody may help whoever is here, when one was given in this session or held when it began. One query then, else none."""
    number = request.session.get(HELPED) if request.user.is_authenticated else None
    found = helped_now(request.user) if number is not None else None
    if number is not None and found is None:
        del request.session[HELPED]
    return found


def shell(request: HttpRequest) -> dict[str, Any]:
    """Context processor for the base page."""
    links: Callable[[], list[NavLink]] = partial(nav_links, request)
    return {
        "municipality": settings.MUNICIPALITY_NAME,
        "example": settings.EXAMPLE,
        "nav": links,
        "foot_links": foot_links,
        "home": partial(home, request),
        "header_search": partial(header_search, request),
        "help": getattr(request, "help", None),
        "helped": partial(helped, request),
        "maintenance": seen(),
        "session_left": partial(seconds_left, request),
        "languages": settings.LANGUAGES,
        "language": getattr(request, "LANGUAGE_CODE", settings.LANGUAGE_CODE),
    }
