"""Who gets in during maintenance: system administrators always; others to read when only writing is stopped; the log-in and what machines ask."""

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from sala_styr.operation import failures, watch
from sala_styr.operation.maintenance import State, look, seen
from sala_styr.operation.models import MaintenanceState
from sala_styr.organisation.models import Role

OPEN = {"health", "ready", "whole", "metrics", "favicon", "set_language", "logout"}
LOG_IN = "/logga-in/"
READS = ("GET", "HEAD", "OPTIONS")
watch.look_at(look)  # type: ignore[arg-type]


class MaintenanceMiddleware:
    """Stands after whoever works out who it is. Asks the database nothing unless maintenance is on."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        watch.ensure()
        return self.get_response(request)

    def process_view(self, request: HttpRequest, view: Any, args: Any, kwargs: Any) -> HttpResponse | None:
        """The answer to who does not get in; None for the others."""
        now = seen()
        stops = now.state == MaintenanceState.CLOSED or (
            now.state == MaintenanceState.READ_ONLY and request.method not in READS
        )
        if not stops or _may_enter(request):
            return None
        return _shut(request, now) if now.state == MaintenanceState.CLOSED else _not_saved(request, now)


def _may_enter(request: HttpRequest) -> bool:
    match = request.resolver_match
    if (match and match.view_name in OPEN) or request.path.startswith(LOG_IN):
        return True
    return bool(request.user.is_authenticated and request.actor.has(Role.ADMINISTRATOR))  # type: ignore[attr-defined]


def _shut(request: HttpRequest, now: State) -> HttpResponse:
    if getattr(request, "htmx", False):
        return _among_messages(request, now)
    response = failures.page(request, "operation/closed.html", 503, maintenance=now)
    response["Retry-After"] = str(now.seconds_left)
    return response


def _not_saved(request: HttpRequest, now: State) -> HttpResponse:
    """What was typed comes back, so that it can be kept."""
    from sala_styr.shell.refusals import typed_values

    if getattr(request, "htmx", False):
        return _among_messages(request, now)
    response = render(request, "operation/not_saved.html", {"typed": typed_values(request)}, status=503)
    response["Retry-After"] = str(now.seconds_left)
    return response


def _among_messages(request: HttpRequest, now: State) -> HttpResponse:
    """The page stays as it is, with all that was typed on it."""
    from sala_styr.shell.refusals import among_messages

    response = render(request, "shell/refusal_piece.html", {"reason": f"{now.words} {now.why}".strip()}, status=503)
    response["Retry-After"] = str(now.seconds_left)
    return among_messages(response)
