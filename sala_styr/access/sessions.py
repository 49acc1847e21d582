"""How long a log-in lasts, and ending it.

Two limits (OWASP ASVS 5, V7.3): so long after the log-in, whatever one does, and so long after one last did anything. The first is in the session; the
second in a signed cookie of its own that every answer renews, so that an ordinary page costs no write: whoever leaves it out is taken to have been idle
since the log-in, and nobody but we can make a newer one. What a page fetches by itself (``X-Styr-Alone``, htmx's own clock) renews nothing.
"""

import time
from collections.abc import Callable
from typing import Any

from allauth.usersessions.models import UserSession
from django.conf import settings
from django.contrib.auth import logout
from django.core import signing
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from sala_styr.access.events import note
from sala_styr.access.factors import is_held_up
from sala_styr.access.models import EventKind

BEGAN = "access_began"
"""In the session: when one logged in, in seconds since 1970."""
WAY_OUT = "access_way_out"
"""In the session: the address of the log-in service where one logs out of it too."""
SALT = "sala_styr.access.sessions"
ALONE = "X-Styr-Alone"


def begin(request: HttpRequest, user: Any) -> None:
    """Start the clock of the session that has just got its new key."""
    request.session[BEGAN] = int(time.time())
    request.session.set_expiry(settings.SESSION_LONGEST)


def remember_way_out(request: HttpRequest) -> None:
    """Keep where one logs out of the log-in service too, when one came in through it."""
    way_out = getattr(request, "way_out", "")
    if way_out:
        request.session[WAY_OUT] = way_out


def stamp(request: HttpRequest, now: float) -> str:
    """What the cookie says: when something was last done, in the very session."""
    return signing.dumps([request.session.session_key, int(now)], salt=SALT)


def last_done(request: HttpRequest) -> int:
    """When something was last done in the session: what the cookie says if it is ours and of this session, else when the session began."""
    began = int(request.session.get(BEGAN, 0))
    try:
        key, then = signing.loads(request.COOKIES.get(settings.STAMP_COOKIE_NAME, ""), salt=SALT)
    except (signing.BadSignature, ValueError, TypeError):
        return began
    return max(began, int(then)) if key == request.session.session_key else began


def is_over(request: HttpRequest, now: float) -> bool:
    """Is either limit passed?"""
    began = int(request.session.get(BEGAN, 0))
    return now >= began + settings.SESSION_LONGEST or now >= last_done(request) + settings.SESSION_IDLE


def seconds_left(request: HttpRequest) -> int:
    """How long the log-in goes on if nothing more is done after this answer."""
    end = int(request.session.get(BEGAN, 0)) + settings.SESSION_LONGEST
    return max(0, min(settings.SESSION_IDLE, end - int(time.time())))


def is_alone(request: HttpRequest) -> bool:
    """Did a page ask by itself, with nobody doing anything?"""
    return request.headers.get(ALONE) == "1"


class SessionLimitsMiddleware:
    """Ends what has lasted too long, before anything else is answered; renews the cookie of what goes on. Asks the database nothing."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        now = time.time()
        if "_auth_user_id" not in request.session:
            return self.get_response(request)
        if is_over(request, now):
            end_this(request)
            return self.get_response(request)
        response = self.get_response(request)
        if "_auth_user_id" in request.session and not is_alone(request):
            _renew(request, response, now)
        return response

    def process_view(self, request: HttpRequest, *args: Any) -> HttpResponse | None:
        """Lead whoever lacks a second step that they must have to where it is set up."""
        return redirect("mfa_index") if is_held_up(request) else None


def _renew(request: HttpRequest, response: HttpResponse, now: float) -> None:
    response.set_cookie(
        settings.STAMP_COOKIE_NAME,
        stamp(request, now),
        secure=settings.SESSION_COOKIE_SECURE,
        httponly=True,
        samesite="Lax",
    )


def end_this(request: HttpRequest) -> None:
    """Log out because the time is over, and write it down."""
    user = request.user
    request.timed_out = True  # type: ignore[attr-defined]
    logout(request)
    note(EventKind.TIMED_OUT, request, user=user)


def end_all(user: Any, except_key: str | None = None) -> int:
    """End the person's sessions at once, wherever they are, and return how many they were. ``except_key``: the one that goes on."""
    found = list(UserSession.objects.filter(user_id=user.pk).exclude(session_key=except_key or ""))
    for session in found:
        session.end()
    return len(found)
