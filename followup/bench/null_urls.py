"""Pages to compare with: one with nothing on it, which is what a signed-in request costs, and the red thread's rows written in other ways."""

from django.http import HttpRequest, HttpResponse
from django.urls import include, path

from followup.bench import thread_ways


def null(request: HttpRequest) -> HttpResponse:
    """Answer only who is there, as every page must know."""
    return HttpResponse(str(request.actor.is_known))  # type: ignore[attr-defined]


urlpatterns = [path("", null), path("satt/<str:way>/", thread_ways.page), path("", include("sala_styr.urls"))]
