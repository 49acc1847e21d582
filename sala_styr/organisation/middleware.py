"""``request.actor``: the acting person, worked out when first asked for."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.utils.functional import SimpleLazyObject

from sala_styr.history.recording import browsing
from sala_styr.organisation.actor import actor_for


class ActorMiddleware:
    """Give every request its actor, and let the history know who browses (for the admin's own writes, which go past our actions)."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        request.actor = SimpleLazyObject(lambda: actor_for(request.user))  # type: ignore[attr-defined]
        if request.path.startswith("/admin/") and request.user.is_authenticated:
            with browsing(request.user):
                return self.get_response(request)
        return self.get_response(request)
