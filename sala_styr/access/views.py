"""The pages of one's own log-in, and the log."""

import time

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from sala_styr.access import actions, queries, sessions
from sala_styr.access.agents import in_words
from sala_styr.access.forms import LogFilter
from sala_styr.access.lists import log_listing
from sala_styr.access.rules import may_read_log
from sala_styr.organisation.models import User
from sala_styr.shell.paging import page_of
from sala_styr.tables import as_file


@require_safe
@never_cache
def mine(request: HttpRequest) -> HttpResponse:
    """Where I am logged in, and how: end the others, change the password, the second step."""
    rows = [
        {"each": each, "browser": in_words(each.user_agent), "here": each.session_key == request.session.session_key}
        for each in queries.sessions_of(request.user)
    ]
    context = {
        "rows": rows,
        "others": sum(not row["here"] for row in rows),
        "has_password": request.user.has_usable_password(),  # type: ignore[union-attr]
        "longest_hours": settings.SESSION_LONGEST // 3600,
        "idle_minutes": settings.SESSION_IDLE // 60,
        "may_read_log": may_read_log(request.actor),  # type: ignore[attr-defined]
    }
    return render(request, "access/mine.html", context)


@require_POST
def end_others(request: HttpRequest) -> HttpResponse:
    """Log out everywhere but here."""
    ended = actions.end_my_others(request)
    told = ngettext("%(n)s inloggning är avslutad.", "%(n)s inloggningar är avslutade.", ended)
    messages.success(request, told % {"n": ended})
    return redirect("my_access")


@require_POST
def end_person(request: HttpRequest, pk: int) -> HttpResponse:
    """End another person's log-ins."""
    person = get_object_or_404(User, pk=pk)
    ended = actions.end_sessions_of(request.actor, person, request)  # type: ignore[attr-defined]
    told = ngettext("%(n)s inloggning är avslutad.", "%(n)s inloggningar är avslutade.", ended)
    messages.success(request, told % {"n": ended})
    return redirect("organisation:person", pk)


@require_POST
@never_cache
def prolong(request: HttpRequest) -> JsonResponse:
    """Somebody is here still: the answer's cookie says so. How many seconds are left, at most until the session's own end."""
    end = int(request.session.get(sessions.BEGAN, 0)) + settings.SESSION_LONGEST
    return JsonResponse({"left": min(settings.SESSION_IDLE, end - int(time.time()))})


@login_not_required
@require_safe
@never_cache
def logged_out(request: HttpRequest) -> HttpResponse:
    """Out here, but not in the log-in service: a link leads to its own way out."""
    return render(request, "access/logged_out.html", {"way_out": request.session.get(sessions.WAY_OUT, "")})


@login_not_required
@require_safe
def cancelled(request: HttpRequest) -> HttpResponse:
    """Somebody changed their mind at the log-in service."""
    messages.info(request, _("Du avbröt inloggningen. Det går bra att försöka igen."))
    return redirect("login")


@require_safe
@never_cache
def log(request: HttpRequest) -> HttpResponse:
    """The log. A constant number of queries."""
    form = LogFilter(request.GET)
    asked = form.cleaned_data if form.is_valid() else {"vad": "", "q": ""}
    found = queries.log(request.actor, asked["vad"], asked["q"])  # type: ignore[attr-defined]
    if file := as_file(request, lambda: log_listing(found)):
        return file
    context = {
        "form": form,
        "page": page_of(request, found),
        "narrowed": bool(asked["vad"] or asked["q"]),
        "days": settings.ACCESS_LOG_DAYS,
    }
    return render(request, "access/log.html", context)
