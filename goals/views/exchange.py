"""In och ut: the plan as files to take away and to bring in again. The file, what was understood, done."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_safe

from goals.exchange.kinds import KINDS, ExchangeKind, kind_in, kind_of
from goals.exchange.understood import Understood
from goals.forms.exchange import ExchangeForm
from goals.rules.exchange import may_bring_in, who_may_bring_in
from goals.views.fetching import acting
from sala_styr.decisions.queries import year_from, years
from sala_styr.errors import RuleBroken
from sala_styr.organisation.rules import require
from sala_styr.tables import TableError, as_file, read_table
from sala_styr.tables.uploads import Shelf

SHELF = Shelf("plan-in")
MOST_SHOWN = 200
"""Rows of each sort that the preview shows; the rest are counted."""


@require_http_methods(["GET", "POST"])
def exchange(request: HttpRequest) -> HttpResponse:
    """What can be taken out, and step one of bringing it in again. What cannot be read is said at the file, and nothing is kept."""
    require(may_bring_in(acting(request)), who_may_bring_in())
    form = ExchangeForm(request.POST or None, request.FILES or None)
    if form.is_valid():
        sent = form.cleaned_data["file"]
        data = sent.read()
        try:
            sheet = read_table(data, sent.name)
            kind = kind_in(sheet)
            kind.understand(acting(request), sheet)
        except TableError as error:
            form.add_error("file", str(error))
        else:
            sha = SHELF.keep(request, data, {"filename": sent.name})
            return redirect("goals:exchange_review", kind.key, sha)
    year = year_from(request)
    context = {"form": form, "kinds": KINDS, "year": year, "years": [each.year for each in years()]}
    return render(request, "goals/exchange.html", context, status=422 if form.is_bound else 200)


@require_safe
def exchange_out(request: HttpRequest, kind: str) -> HttpResponse:
    """The kind's list as a file, with what is in it or (``?mall=1``) as an empty template."""
    found, actor, year = _kind_or_404(kind), acting(request), year_from(request)
    require(may_bring_in(actor), who_may_bring_in())
    make = found.template if request.GET.get("mall") else found.listing
    file = as_file(request, lambda: make(actor, year))
    if file is None:
        raise Http404
    return file


@require_http_methods(["GET", "POST"])
def exchange_review(request: HttpRequest, kind: str, sha: str) -> HttpResponse:
    """Step two: what each row would make or change. Confirming it brings everything in, in one transaction."""
    actor, found = acting(request), _kind_or_404(kind)
    require(may_bring_in(actor), who_may_bring_in())
    kept = SHELF.fetch(request, sha)
    if kept is None:
        messages.info(request, _("Filen finns inte kvar här. Välj den igen."))
        return redirect("goals:exchange")
    data, filename = kept[0], kept[1]["filename"]
    sheet = read_table(data, filename)
    broken = ""
    try:
        if request.method == "POST":
            try:
                done = found.bring_in(actor, sheet, filename)
            except RuleBroken as error:
                broken = str(error)
            else:
                SHELF.forget(request, sha)
                messages.success(request, _told(done))
                return redirect("goals:exchange_done", found.key)
        return _review(request, found, found.understand(actor, sheet), filename, broken)
    except TableError as error:  # the headings are of another kind, or of the language that the page was read in before
        messages.info(request, str(error))
        return redirect("goals:exchange")


def _review(
    request: HttpRequest, kind: ExchangeKind, understood: Understood, filename: str, broken: str
) -> HttpResponse:
    sorts = [
        (_("Att rätta"), "problem", understood.problems),
        (_("Nytt"), "new", understood.new),
        (_("Ändras"), "changed", understood.changed),
    ]
    context = {
        "kind": kind,
        "understood": understood,
        "sorts": [
            {
                "title": title,
                "key": key,
                "count": len(lines),
                "lines": lines[:MOST_SHOWN],
                "more": len(lines) - MOST_SHOWN,
            }
            for title, key, lines in sorts
            if lines
        ],
        "filename": filename,
        "broken": broken,
        "trail": [(_("In och ut"), reverse("goals:exchange")), (_("Granska %(file)s") % {"file": filename}, "")],
        "year": year_from(request),
    }
    return render(request, "goals/exchange_review.html", context, status=409 if broken else 200)


@require_safe
def exchange_done(request: HttpRequest, kind: str) -> HttpResponse:
    """Step three: it is in."""
    require(may_bring_in(acting(request)), who_may_bring_in())
    context = {"kind": _kind_or_404(kind), "year": year_from(request)}
    return render(request, "goals/exchange_done.html", context)


def _told(done: Understood) -> str:
    new, changed = len(done.new), len(done.changed)
    parts = [ngettext("%(n)s ny rad", "%(n)s nya rader", new) % {"n": new}] if new else []
    parts += [ngettext("%(n)s ändrad rad", "%(n)s ändrade rader", changed) % {"n": changed}] if changed else []
    return _("Filen är inläst: %(what)s.") % {"what": _(" och ").join(parts)}


def _kind_or_404(key: str) -> ExchangeKind:
    kind = kind_of(key)
    if kind is None:
        raise Http404
    return kind
