"""The pages of help: mine, a question, a consent and what was done by it. They are about who is logged in, also while that person helps another."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.middleware.csrf import rotate_token
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from sala_styr.errors import RuleBroken
from sala_styr.helping import actions, queries
from sala_styr.helping.forms import AskForm, ConsentForm, LetHelpForm
from sala_styr.helping.middleware import HELPING
from sala_styr.helping.models import Ending, HelpConsent
from sala_styr.helping.queries import HELPED
from sala_styr.helping.rules import may_help, require_helper
from sala_styr.organisation.actor import Actor, actor_for
from sala_styr.shell.once import once
from sala_styr.shell.paging import page_of


def me(request: HttpRequest) -> Actor:
    """Who is logged in, with their own rights. Two queries."""
    return actor_for(request.user)


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@once
def index(request: HttpRequest) -> HttpResponse:
    """Who helps me and whom I help, and the form by which one lets somebody help. A constant number of queries."""
    actor = me(request)
    form = LetHelpForm(request.POST or None, me=request.user)
    if form.is_valid():
        try:
            made = actions.let_help(actor, **form.cleaned_data, request=request)
        except RuleBroken as broken:
            form.add_error(broken.field, str(broken))
        else:
            return _given(request, made)
    page = page_of(request, queries.consents_of(request.user))
    context = {
        "form": form,
        "page": page,
        "rows": [_row(each, request.user) for each in page],
        "asked": queries.questions_to(request.user),
        "may_help": may_help(actor),
    }
    return render(request, "helping/index.html", context, status=422 if form.is_bound else 200)


def _row(consent: HelpConsent, user: Any) -> dict[str, Any]:
    why = queries.why_not(consent)
    return {
        "each": consent,
        "state": _state(consent, why),
        "now": not why,
        "may_begin": not why and consent.helper_id == user.pk,
        "may_close": not why or consent.is_open_question,
    }


def _state(consent: HelpConsent, why: str) -> str:
    if consent.is_open_question:
        return _("väntar på svar")
    if why:
        return _("tiden tog slut") if consent.closed_at is None and not consent.is_in_force() else why
    return _("pågår") if consent.begun_at else _("får börja")


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@once
def ask(request: HttpRequest) -> HttpResponse:
    """Ask somebody for leave to help. Administrators only."""
    actor = me(request)
    require_helper(actor)
    form = AskForm(request.POST or None, me=request.user)
    if form.is_valid():
        try:
            made = actions.ask_leave(actor, **form.cleaned_data)
        except RuleBroken as broken:
            form.add_error(broken.field, str(broken))
        else:
            told = _("Frågan är ställd. Be %(person)s öppna sidan Hjälp av någon annan och svara.")
            messages.success(request, told % {"person": made.person})
            return redirect("help:index")
    return render(request, "helping/ask.html", {"form": form}, status=422 if form.is_bound else 200)


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def consent(request: HttpRequest, pk: int) -> HttpResponse:
    """What is asked, what it means, and yes or no."""
    asked = get_object_or_404(queries.consents().filter(person=request.user.pk), pk=pk)
    if request.method != "POST" and not asked.is_open_question:
        return redirect("help:show", pk)
    form = ConsentForm(request.POST or None)
    if form.is_valid():
        return _given(request, actions.consent_to(me(request), asked, form.cleaned_data["minutes"], request))
    return render(request, "helping/consent.html", {"each": asked, "form": form}, status=422 if form.is_bound else 200)


def _given(request: HttpRequest, given: HelpConsent) -> HttpResponse:
    request.session[HELPED] = given.pk
    told = _("%(helper)s kan hjälpa dig till klockan %(until)s. Du kan ta tillbaka det när du vill.")
    until = f"{timezone.localtime(given.until):%H:%M}"
    messages.success(request, told % {"helper": given.helper, "until": until})
    return redirect("help:index")


@require_safe
@never_cache
def show(request: HttpRequest, pk: int) -> HttpResponse:
    """One consent, and all that was written by it. A constant number of queries."""
    actor = me(request)
    found = get_object_or_404(queries.readable_consents(actor), pk=pk)
    context = {
        **_row(found, request.user),
        "changes": queries.done_by(found, actor),
        "most": queries.MOST_TOLD,
        "mine": request.user.pk in (found.person_id, found.helper_id),
        "ending": Ending(found.ending).label if found.ending else "",
    }
    return render(request, "helping/show.html", context)


@require_POST
def begin(request: HttpRequest, pk: int) -> HttpResponse:
    """Act for the person from now on, in this browser. Forms that were opened before are of no use: they were meant in one's own name."""
    found = get_object_or_404(queries.consents().filter(helper=request.user.pk), pk=pk)
    begun = actions.begin(me(request), found, request)
    request.session[HELPING] = begun.pk
    rotate_token(request)
    return redirect("start")


@require_POST
def close(request: HttpRequest, pk: int) -> HttpResponse:
    """End it: by the person who takes it back or says no, or by the helper."""
    found = get_object_or_404(queries.consents_of(request.user), pk=pk)
    closed = actions.close(me(request), found, request)
    if request.session.get(HELPING) == closed.pk:
        del request.session[HELPING]
        rotate_token(request)
    told = _("Hjälpen är slut.") if closed.given_at else _("Frågan är borta.")
    messages.success(request, told)
    return redirect("help:show", pk)
