"""One line in the log for each request, with a number that follows it everywhere: in every line it causes, in the answer's X-Request-ID, and as
"Ärendenummer" on a page that tells of an error.

What is told: the view's own address with its places ("mal/<int:pk>/") and the numbers that stood in them, the status, the person's number. What never is:
what was sent, the query string, other words of the address (some are secrets), the session, the client's address, the browser.
"""

import re
import time
import uuid
from typing import Any

import structlog
from django.http import HttpRequest, HttpResponse
from django_structlog.middlewares import RequestMiddleware

HEADER = "X-Request-ID"
_ASKED_ALL_DAY = {"health", "ready", "whole", "metrics"}
_WELL_FORMED = re.compile(r"[A-Za-z0-9-]{16,64}")


def request_id_of(request: HttpRequest) -> str:
    """The number our proxy gave the request, when it looks like one; else a new one. Always the same for the same request."""
    known: str | None = getattr(request, "request_id", None)
    if known is None:
        sent = request.headers.get(HEADER, "")
        known = sent if _WELL_FORMED.fullmatch(sent) else uuid.uuid4().hex
        request.request_id = known  # type: ignore[attr-defined]
    return known


class RequestLogMiddleware(RequestMiddleware):
    """django-structlog's, telling less, and asking the database nothing."""

    def prepare(self, request: HttpRequest) -> None:
        """Bind the request's number to all that is logged from here on."""
        structlog.contextvars.clear_contextvars()
        structlog.contextvars.bind_contextvars(request_id=request_id_of(request))
        request.began = time.perf_counter()  # type: ignore[attr-defined]

    def handle_response(self, request: HttpRequest, response: HttpResponse) -> None:
        response[HEADER] = request_id_of(request)
        structlog.contextvars.bind_contextvars(**_numbers(request))
        match = request.resolver_match
        if response.status_code < 400 and match and match.view_name in _ASKED_ALL_DAY:
            structlog.contextvars.clear_contextvars()
        else:
            super().handle_response(request, response)

    @staticmethod
    def format_request(request: HttpRequest) -> str:
        """The method and the view's own address."""
        method = request.method if (request.method or "").isalpha() and len(request.method or "") < 12 else "?"
        match = request.resolver_match
        return f"{method} /{match.route}" if match else f"{method} (ingen sida)"

    @staticmethod
    def bind_user_id(request: HttpRequest) -> None:
        """The person's number, when somebody has asked who it is already."""
        user = getattr(request, "_cached_user", None)
        if user is not None and user.pk is not None:
            structlog.contextvars.bind_contextvars(user_id=user.pk)


def _numbers(request: HttpRequest) -> dict[str, Any]:
    told: dict[str, Any] = {"ms": round((time.perf_counter() - getattr(request, "began", 0.0)) * 1000)}
    match = request.resolver_match
    places = {name: value for name, value in (match.kwargs if match else {}).items() if isinstance(value, int)}
    return told | ({"places": places} if places else {})
