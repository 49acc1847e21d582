"""What the open pages have in common."""

from collections.abc import Callable
from typing import Any

from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from public.models import Publication


def open_page(view: Callable[..., Any]) -> Callable[..., Any]:
    """Decorator: anybody may read the page. Only here, and on the form of the accessibility statement, is log-in not asked for."""
    return login_not_required(require_safe(view))


def gone(request: HttpRequest, withdrawn: Publication | None, up: str) -> HttpResponse:
    """What has been withdrawn: 410, the reason, and the way to the rest (``up`` names its address). Raises Http404 for what never could be read."""
    if withdrawn is None:
        raise Http404
    return render(request, "public/withdrawn.html", {"publication": withdrawn, "up": up}, status=410)


def in_view(asked: list[int], year: int) -> int | None:
    """The year that one means without saying which: this one, else the newest there is; None when there is none."""
    return year if year in asked else next(iter(asked), None)
