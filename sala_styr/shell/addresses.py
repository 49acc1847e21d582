"""Addresses that came from the browser: used only when they lead back to us, or for what they ask."""

from urllib.parse import urlsplit

from django.http import HttpRequest, QueryDict
from django.shortcuts import resolve_url
from django.utils.http import url_has_allowed_host_and_scheme


def is_ours(request: HttpRequest, address: str | None) -> bool:
    """Does ``address`` lead to this site, by the scheme the person came by?"""
    return bool(address) and url_has_allowed_host_and_scheme(
        address, allowed_hosts={request.get_host()}, require_https=request.is_secure()
    )


def safe_next(request: HttpRequest, default: str = "start") -> str:
    """Where to go after a POST: the field ``next`` if it is an address of ours from the root, else ``default`` (a name or an address).

    Anything else that leads nowhere else (``1 000,50``) would be taken for the name of an address.
    """
    wanted = request.POST.get("next") or request.GET.get("next") or ""
    return wanted if wanted.startswith("/") and is_ours(request, wanted) else resolve_url(default)


def way_back(request: HttpRequest, default: str = "start") -> str:
    """The page the person came from, if it is one of ours and not this one, else ``default``."""
    came_from = request.headers.get("Referer")
    if is_ours(request, came_from) and came_from != request.build_absolute_uri():
        return str(came_from)
    return resolve_url(default)


def page_query(request: HttpRequest) -> QueryDict:
    """What the address of the page that htmx asked from says; empty when there is none, or none that can be read."""
    page = getattr(getattr(request, "htmx", None), "current_url", None) or ""
    try:
        return QueryDict(urlsplit(page).query)
    except ValueError:  # such as a bracket that is never closed
        return QueryDict()
