"""Kolada: what has come and how it ended, bringing in files in three steps, and letting a worker ask the API."""

import base64
import json

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from goals import rules
from goals.actions.kolada import bring_in, request_fetch
from goals.forms.kolada import FilesForm
from goals.kolada.shapes import KoladaFormatError
from goals.queries.indicators import kolada_indicators
from goals.queries.kolada import changes_in, default_group, fetches, preview, waiting_fetch
from goals.views.fetching import acting
from sala_styr.decisions.queries import year_from
from sala_styr.errors import RuleBroken
from sala_styr.organisation.actor import Actor
from sala_styr.organisation.rules import require
from sala_styr.shell.paging import page_of
from sala_styr.shell.wording import day_in_words
from sala_styr.tables.uploads import Shelf

SHELF = Shelf("kolada")
FETCHES_A_PAGE = 30


@require_safe
def kolada(request: HttpRequest) -> HttpResponse:
    """Every fetch, the newest first: what came, what it changed, what went wrong."""
    _user_of_kolada(request)
    context = {
        "page": page_of(request, fetches(), FETCHES_A_PAGE),
        "indicators": kolada_indicators(),
        "waiting": waiting_fetch(),
        "group": default_group(),
        "ours": settings.SALA_KOLADA_MUNICIPALITY,
        "address": settings.SALA_KOLADA_URL,
        "year": year_from(request),
        "trail": _trail(),
    }
    return render(request, "goals/kolada.html", context)


@require_http_methods(["GET", "POST"])
def kolada_choose(request: HttpRequest) -> HttpResponse:
    """Step one: the files. What cannot be read is said at the field, and nothing is kept."""
    _user_of_kolada(request)
    form = FilesForm(request.POST, request.FILES) if request.method == "POST" else FilesForm()
    if form.is_valid():
        packed = {
            name: base64.b64encode(data).decode() for name, data in form.cleaned_data["documents"].contents.items()
        }
        sha = SHELF.keep(request, json.dumps(packed).encode(), {"names": list(packed)})
        return redirect("goals:kolada_review", sha)
    context = {"form": form, "year": year_from(request), "trail": _trail((_("Läs in filer"), ""))}
    return render(request, "goals/kolada_choose.html", context, status=422 if form.is_bound else 200)


@require_http_methods(["GET", "POST"])
def kolada_review(request: HttpRequest, sha: str) -> HttpResponse:
    """Step two: what was understood and what it would change. Confirming it writes all of it."""
    actor = _user_of_kolada(request)
    kept = SHELF.fetch(request, sha)
    if kept is None:
        messages.info(request, _("Filerna finns inte kvar här. Välj dem igen."))
        return redirect("goals:kolada_choose")
    contents = {name: base64.b64decode(text) for name, text in json.loads(kept[0]).items()}
    package = FilesForm.package_of(contents)
    if request.method == "POST":
        try:
            fetched = bring_in(actor, package, ", ".join(contents), sha)
        except (RuleBroken, KoladaFormatError) as wrong:
            messages.error(request, str(wrong))
            return redirect("goals:kolada_review", sha)
        SHELF.forget(request, sha)
        messages.success(request, _("Uppgifterna från Kolada är inlästa."))
        return redirect("goals:kolada_fetched", fetched.pk)
    context = {
        "names": list(contents),
        "preview": preview(package, sha),
        "year": year_from(request),
        "trail": _trail((_("Granska"), "")),
    }
    return render(request, "goals/kolada_review.html", context)


@require_safe
def kolada_fetched(request: HttpRequest, pk: int) -> HttpResponse:
    """Step three, and the birth certificate of a fetch: what it brought and what it changed of our own figures."""
    _user_of_kolada(request)
    found = get_object_or_404(fetches(), pk=pk)
    context = {
        "fetch": found,
        "changes": changes_in(found),
        "year": year_from(request),
        "trail": _trail((_("Hämtning %(day)s") % {"day": day_in_words(found.fetched_at, "iso")}, "")),
    }
    return render(request, "goals/kolada_fetched.html", context)


@require_POST
def kolada_fetch(request: HttpRequest) -> HttpResponse:
    """Ask Kolada in the background; how it ended shows in the list."""
    actor = _user_of_kolada(request)
    try:
        request_fetch(actor)
    except RuleBroken as wrong:
        messages.info(request, str(wrong))
    else:
        messages.success(request, _("Hämtningen är beställd. Den syns överst i listan när den är klar."))
    return redirect("goals:kolada")


def _trail(*parts: tuple[str, str]) -> list[tuple[str, str]]:
    above = [(_("Röda tråden"), reverse("goals:thread")), (_("Indikatorer"), reverse("goals:indicators"))]
    return [*above, ("Kolada", reverse("goals:kolada") if parts else ""), *parts]


def _user_of_kolada(request: HttpRequest) -> Actor:
    actor = acting(request)
    require(rules.may_use_kolada(actor), rules.who_may_use_kolada())
    return actor
