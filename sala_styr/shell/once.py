"""A form that makes something makes it once, however many times it is sent: pressed twice, or sent again after "back".

The form carries a token of its own (``{% once %}`` beside ``{% csrf_token %}``), and the view that makes is ``@once``. What came of it is
remembered in the person's session by the token and what was written; the same again leads there and makes nothing. What was changed after
"back" is another thing, and is made. A form without a token works as ever.

What it holds: two requests at the same time wait for each other, on PostgreSQL at the session's row, on SQLite because a transaction there
has the whole file. Not held: the same form sent from two sessions, and older things than the last ``REMEMBERED``.
"""

import hashlib
import json
import secrets
from collections.abc import Callable
from functools import wraps
from typing import Concatenate, ParamSpec

from django.contrib.sessions.models import Session
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django_htmx.http import HttpResponseClientRedirect, HttpResponseClientRefresh

from sala_styr.shell.addresses import way_back

P = ParamSpec("P")
ONCE_FIELD = "engang"
REMEMBERED = 50
_IN_SESSION = "once"


def new_token() -> str:
    return secrets.token_urlsafe(12)


def once(
    view: Callable[Concatenate[HttpRequest, P], HttpResponse],
) -> Callable[Concatenate[HttpRequest, P], HttpResponse]:
    """What the view makes is made once for each form."""

    @wraps(view)
    def wrapper(request: HttpRequest, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
        if request.method != "POST" or not request.POST.get(ONCE_FIELD) or not request.session.session_key:
            return view(request, *args, **kwargs)
        with transaction.atomic():
            wait_for_turn(request)
            mark, made = _mark(request), request.session.get(_IN_SESSION, {})
            if mark in made:
                return _led_to(request, made[mark])
            response = view(request, *args, **kwargs)
            if _has_made(request, response):
                _remember(request, made | {mark: response.get("Location", "")})
            return response

    return wrapper


def wait_for_turn(request: HttpRequest) -> None:
    """Wait until another request of the same session has been answered, and read what it left."""
    key = request.session.session_key
    list(Session.objects.select_for_update().filter(pk=key).values_list("pk"))
    if not request.session.modified:
        request.session = type(request.session)(key)


def _mark(request: HttpRequest) -> str:
    """Short for the token, the address and what was written."""
    sent = sorted((name, values) for name, values in request.POST.lists() if name != "csrfmiddlewaretoken")
    return hashlib.sha256(json.dumps([request.get_full_path(), sent]).encode()).hexdigest()[:32]


def _has_made(request: HttpRequest, response: HttpResponse) -> bool:
    """A page leads on to what was made; to htmx the new piece itself is the answer."""
    return response.status_code == 302 or (bool(getattr(request, "htmx", False)) and response.status_code == 200)


def _remember(request: HttpRequest, made: dict[str, str]) -> None:
    """Saved at once, while the others wait."""
    request.session[_IN_SESSION] = dict(list(made.items())[-REMEMBERED:])
    request.session.save()
    request.session.modified = False


def _led_to(request: HttpRequest, address: str) -> HttpResponse:
    """Where the first one led. What htmx put into the page is there when the page is read again."""
    if not getattr(request, "htmx", False):
        return redirect(address or way_back(request))
    return HttpResponseClientRedirect(address) if address else HttpResponseClientRefresh()
