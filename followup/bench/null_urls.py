"""A page with nothing on it: what a signed-in request costs before anything is done."""

from django.http import HttpRequest, HttpResponse
from django.urls import path


def null(request: HttpRequest) -> HttpResponse:
    """Answer only who is there, as every page must know."""
    return HttpResponse(str(request.actor.is_known))  # type: ignore[attr-defined]


urlpatterns = [path("", null)]
