"""The pages of one's own log-in, and the log."""

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from sala_styr.access import actions, queries, sessions
from sala_styr.access.agents import in_words
from sala_styr.access.forms import GroupForm, LogFilter
from sala_styr.access.groups import add_mapping, mappings, remove_mapping
from sala_styr.access.lists import log_listing
from sala_styr.access.models import GroupMapping
from sala_styr.access.rules import may_read_log
from sala_styr.errors import RuleBroken
from sala_styr.organisation.models import User
from sala_styr.organisation.rules import may_administer, require_administrator
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
        "may_administer": may_administer(request.actor),  # type: ignore[attr-defined]
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
    return JsonResponse({"left": sessions.seconds_left(request)})


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


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def groups(request: HttpRequest) -> HttpResponse:
    """Which groups in the log-in service give which appointments, and one more. Administrators only."""
    actor = request.actor  # type: ignore[attr-defined]
    require_administrator(actor)
    form = GroupForm(request.POST or None)
    if form.is_valid():
        try:
            made = add_mapping(actor, **form.cleaned_data)
        except RuleBroken as broken:
            form.add_error(broken.field, str(broken))
        else:
            messages.success(request, _("Kopplingen är sparad: %(it)s.") % {"it": made})
            return redirect("access_groups")
    context = {"form": form, "rows": mappings()}
    return render(request, "access/groups.html", context, status=422 if form.is_bound else 200)


@require_POST
def group_remove(request: HttpRequest, pk: int) -> HttpResponse:
    """Untie a group."""
    actor = request.actor  # type: ignore[attr-defined]
    require_administrator(actor)
    remove_mapping(actor, get_object_or_404(GroupMapping, pk=pk))
    messages.success(
        request, _("Kopplingen är borttagen. Uppdragen som den gav avslutas när var och en loggar in nästa gång.")
    )
    return redirect("access_groups")
