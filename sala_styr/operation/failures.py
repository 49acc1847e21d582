"""The answers when a page could not be made: 500, and 503 when what failed is outside the program and passes by itself.

They ask nothing of the database, the session or the context processors: each of those may be what failed.
"""

import errno
import sys
from typing import Any

from django.conf import settings
from django.db import DatabaseError, InterfaceError, OperationalError
from django.http import HttpRequest, HttpResponse
from django.template import loader
from django.utils.translation import get_language

from sala_styr.files import StoreAway
from sala_styr.operation.request_log import request_id_of

RETRY_AFTER = 10
"""Seconds, when nobody knows better."""
# SQLSTATE classes (PostgreSQL, appendix A): connection, insufficient resources, operator intervention, system error.
_PASSING_STATES = ("08", "53", "57", "58")
_READ_ONLY = "25006"
_PASSING_SQLITE = ("SQLITE_BUSY", "SQLITE_LOCKED", "SQLITE_FULL", "SQLITE_IOERR", "SQLITE_CANTOPEN", "SQLITE_READONLY")
_FULL = (errno.ENOSPC, errno.EDQUOT)


def passes_by_itself(error: BaseException | None) -> bool:
    """Is what failed the database's connection, its room or its server, the disk's room or the file store: nothing that the program did wrong?"""
    if isinstance(error, OSError):
        return has_no_room(error) or isinstance(error, StoreAway)
    if not isinstance(error, DatabaseError | InterfaceError):
        return False
    cause = error.__cause__
    state = getattr(cause, "sqlstate", None)
    if state:
        return state.startswith(_PASSING_STATES) or state == _READ_ONLY
    name: str | None = getattr(cause, "sqlite_errorname", None)
    if name:
        return name.startswith(_PASSING_SQLITE)
    # psycopg's own, without a state: the connection was lost or never came about.
    return isinstance(error, OperationalError | InterfaceError)


def has_no_room(error: BaseException | None) -> bool:
    """Is the disk full, or one's part of it?"""
    return isinstance(error, OSError) and error.errno in _FULL


def page(request: HttpRequest, template: str, status: int, **context: Any) -> HttpResponse:
    """A page that stands on its own: template, the settings, and the request's number."""
    known = {
        "language": get_language() or settings.LANGUAGE_CODE,
        "municipality": settings.MUNICIPALITY_NAME,
        "request_id": request_id_of(request),
    }
    return HttpResponse(loader.render_to_string(template, known | context), status=status)


def server_error(request: HttpRequest) -> HttpResponse:
    """Django's handler500: 503 when it passes by itself, else 500."""
    if passes_by_itself(sys.exc_info()[1]):
        return away(request)
    return page(request, "500.html", 500)


def away(request: HttpRequest, seconds: int = RETRY_AFTER, **context: Any) -> HttpResponse:
    """503: it does not work just now, and will by itself."""
    response = page(request, "503.html", 503, **context)
    response["Retry-After"] = str(seconds)
    return response


def too_many(request: HttpRequest, seconds: int) -> HttpResponse:
    """429: somebody asked so often that others would have to wait. ``seconds``: when to try again."""
    response = page(request, "429.html", 429, minutes=max(1, -(-seconds // 60)))
    response["Retry-After"] = str(seconds)
    return response


def bad_request(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """Django's handler400: what was sent cannot be read. The host may be wrong, so nothing is worked out from it."""
    return page(request, "400.html", 400)
