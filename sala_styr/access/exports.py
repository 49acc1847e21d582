"""How many files one may take in a minute: lists and tables as files, reports, and the orders that make them.

Recognised by the address, so that a new list is counted without a word. What anybody may read without logging in is not counted: it is stored, costs
nothing to send, and is open data.
"""

from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse

from sala_styr.access.limits import Limit, who
from sala_styr.operation.failures import too_many
from sala_styr.shell.page_tables import FIELD
from sala_styr.tables import wants_file

REPORTS = frozenset(
    {
        *("documents:download", "documents:word", "documents:excel", "documents:archive", "documents:begin_again"),
        "writing:make",
    }
)
"""Addresses that send a report, or set the worker to make one."""


def is_export(request: HttpRequest) -> bool:
    """Does the request ask for a file, or for one to be made?"""
    match = request.resolver_match
    return wants_file(request) or FIELD in request.GET or (match is not None and match.view_name in REPORTS)


class ExportLimitMiddleware:
    """429 with Retry-After when somebody takes more than ``settings.EXPORTS_A_MINUTE``."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(self, request: HttpRequest, *args: Any) -> HttpResponse | None:
        if not is_export(request) or not request.user.is_authenticated:
            return None
        wait = Limit("export", settings.EXPORTS_A_MINUTE, 60).take(who(request))
        return too_many(request, wait) if wait else None
