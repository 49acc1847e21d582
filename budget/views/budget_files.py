"""The budget as a file to take away (SIE, CSV, XLSX), and a detail budget brought in from one: the file, what was understood, done."""

from dataclasses import asdict, dataclass
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from budget import rules
from budget.actions.budget_files import bring_in_budget, take_back_file, written_by
from budget.budget_files.compare import plan_for
from budget.budget_files.lines import FileRead
from budget.budget_files.read import read_budget
from budget.budget_files.sie_out import budget_sie, municipal_sie
from budget.budget_files.table_out import budget_listing
from budget.forms.budget_files import REMOVE, BudgetFileForm
from budget.queries.detail import lines_below
from budget.queries.structure import Structure, is_municipal, structure
from budget.sie import SieFile, write_sie4
from budget.views.page import page, reader, trail, unit_or_404
from sala_styr.decisions.queries import year_from
from sala_styr.errors import RuleBroken
from sala_styr.organisation.actor import Actor
from sala_styr.organisation.models import Unit
from sala_styr.organisation.rules import require
from sala_styr.tables import as_file
from sala_styr.tables.out import file_name
from sala_styr.tables.uploads import Shelf

SHELF = Shelf("detaljbudget-in")
MOST_SHOWN = 200


@require_safe
def budget_file(request: HttpRequest, pk: int | None = None) -> HttpResponse:
    """The budget of a unit with all below it, or of the whole municipality: ``?format=csv``, ``xlsx``, or SIE when nothing is said."""
    reader(request)
    tree, year = structure(), year_from(request)
    unit = unit_or_404(pk) if pk is not None else None
    if unit is not None and "format" in request.GET and not is_municipal(unit):
        raise Http404
    ids = [below.pk for below in tree.below(unit.pk)] if unit is not None else tree.municipal_ids
    if file := as_file(request, lambda: budget_listing(unit, year, lines_below(ids, year).iterator())):
        return file
    return _as_sie(_sie_file(tree, unit, year), unit, year)


def _sie_file(tree: Structure, unit: Unit | None, year: int) -> SieFile:
    today = timezone.localdate()
    return budget_sie(tree, unit, year, today) if unit is not None else municipal_sie(tree, year, today)


def _as_sie(file: SieFile, unit: Unit | None, year: int) -> HttpResponse:
    name = file_name(f"budget-{unit.code if unit else 'kommunen'}-{year}")
    response = HttpResponse(write_sie4(file), content_type="application/octet-stream")
    # The code of a unit may have letters that a header cannot hold as they are.
    plain = name.encode("ascii", "replace").decode().replace("?", "_")
    response["Content-Disposition"] = f'attachment; filename="{plain}.se"'
    return response


@dataclass(frozen=True)
class Wishes:
    """What is wished of a file between the steps."""

    filename: str
    unit: int
    year: int
    remove: bool = False
    encoding: str = ""


@require_http_methods(["GET", "POST"])
def choose(request: HttpRequest) -> HttpResponse:
    """Step one: the file and what it is for. What cannot be read is said at the file, and nothing is kept."""
    actor = _budgets(request)
    initial = {"year": year_from(request), "unit": request.GET.get("enhet")}
    form = BudgetFileForm(request.POST or None, request.FILES or None, actor=actor, tree=structure(), initial=initial)
    if form.is_valid():
        values = form.cleaned_data
        data = values["file"].read()
        wishes = Wishes(
            values["file"].name, int(values["unit"]), values["year"], values["missing"] == REMOVE, values["encoding"]
        )
        try:
            _read(data, wishes)
        except ValueError as error:
            form.add_error("file", str(error))
        else:
            return redirect("budget:review_budget", SHELF.keep(request, data, asdict(wishes)))
    context = page(request, "details", form=form, trail=_way((_("Läs in en detaljbudget"), "")))
    return render(request, "budget/budget_in_choose.html", context, status=422 if form.is_bound else 200)


@require_http_methods(["GET", "POST"])
def review(request: HttpRequest, sha: str) -> HttpResponse:
    """Step two: what the file would do with each unit; confirming it writes everything, in one transaction."""
    actor = _budgets(request)
    kept = SHELF.fetch(request, sha)
    if kept is None:
        messages.info(request, _("Filen finns inte kvar här. Välj den igen."))
        return redirect("budget:new_budget")
    data, wishes = kept[0], Wishes(**kept[1])
    tree, read, broken = structure(), _read(data, wishes), ""
    scope = unit_or_404(wishes.unit)
    if request.method == "POST":
        try:
            return _confirmed(request, actor, tree, scope, read, wishes, sha)
        except RuleBroken as error:
            broken = str(error)
    plan = plan_for(actor, tree, scope, wishes.year, read, remove_missing=wishes.remove)
    refused = plan.refused
    context = page(
        request,
        "details",
        year=wishes.year,
        plan=plan,
        wishes=wishes,
        refused=refused[:MOST_SHOWN],
        refused_more=len(refused) - MOST_SHOWN,
        refused_count=len(refused),
        counts={what: plan.sum_of(what) for what in ("new", "changed", "missing")},
        same=sum(each.same for each in plan.units),
        undivided=sum(each.undivided for each in plan.units),
        unusual=sum(each.unusual for each in plan.units),
        broken=broken,
        trail=_way((_("Granska %(file)s") % {"file": wishes.filename}, "")),
    )
    return render(request, "budget/budget_in_review.html", context, status=409 if broken else 200)


def _confirmed(
    request: HttpRequest, actor: Actor, tree: Structure, scope: Unit, read: FileRead, wishes: Wishes, sha: str
) -> HttpResponse:
    done = bring_in_budget(actor, tree, scope, wishes.year, read, wishes.filename, remove_missing=wishes.remove)
    SHELF.forget(request, sha)
    if done.first is None or done.last is None:
        messages.info(request, _("Filen sade det som redan stod här. Inget har ändrats."))
        return redirect(f"{reverse('budget:details')}?ar={wishes.year}")
    messages.success(request, _("Filen är inläst."))
    return redirect(f"{reverse('budget:budget_done', args=[done.first, done.last])}?ar={wishes.year}")


def _read(data: bytes, wishes: Wishes) -> FileRead:
    encoding: Any = wishes.encoding or None
    return read_budget(data, wishes.filename, wishes.year, encoding)


@require_safe
def done(request: HttpRequest, first: int, last: int) -> HttpResponse:
    """Step three: what was written in each unit, and the way to take it back."""
    _budgets(request)
    tree, year = structure(), year_from(request)
    written = written_by(year, first, last)
    rows = [(unit, written[unit.pk]) for unit in tree.units if unit.pk in written]
    if not rows:
        raise Http404
    counts = [{"unit": unit, "new": by["+"], "changed": by["~"], "removed": by["-"]} for unit, by in rows]
    context = page(
        request, "details", year=year, rows=counts, first=first, last=last, trail=_way((_("Inläst detaljbudget"), ""))
    )
    return render(request, "budget/budget_in_done.html", context)


@require_POST
def undo(request: HttpRequest, first: int, last: int) -> HttpResponse:
    """Take back what the file did, in every unit."""
    actor, year = _budgets(request), year_from(request)
    count = take_back_file(actor, structure(), year, first, last)
    words = ngettext(
        "Det som lästes in är taget tillbaka i %(n)d enhet. Båda stegen står i historiken.",
        "Det som lästes in är taget tillbaka i %(n)d enheter. Båda stegen står i historiken.",
        count,
    )
    messages.success(request, words % {"n": count})
    return redirect(f"{reverse('budget:details')}?ar={year}")


def _way(*parts: tuple[str, str]) -> list[tuple[str, str]]:
    return trail((_("Detaljbudget"), reverse("budget:details")), *parts)


def _budgets(request: HttpRequest) -> Actor:
    actor = reader(request)
    require(
        rules.may_bring_in_budget(actor),
        _("Detaljbudgeten sköts av enhetens chef eller chefen över. Lämna filen till chefen."),
    )
    return actor
