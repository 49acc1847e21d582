"""How a file under review is read: the columns of a table, the dimensions of a SIE file. What is proposed is confirmed or changed, and the review is next."""

from collections.abc import Callable
from dataclasses import replace
from typing import BinaryIO

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from budget import rules, uploads
from budget.actions.columns import save_columns
from budget.actions.dimensions import map_dimensions
from budget.forms.choose_columns import ChooseColumnsForm
from budget.forms.dimensions import DimensionsForm
from budget.queries.mapping import legal_unit, source_of
from budget.queries.proposed_columns import is_table, proposed_columns
from budget.queries.structure import Structure, structure
from budget.tables_in.propose import Proposal
from budget.uploads import Upload
from budget.views.imports import importer, read_upload, way
from budget.views.page import page
from sala_styr.errors import RuleBroken
from sala_styr.organisation.actor import Actor
from sala_styr.organisation.models import Unit

Shown = Callable[[BinaryIO, Upload], HttpResponse]


@require_http_methods(["GET", "POST"])
def columns_of_file(request: HttpRequest, sha: str) -> HttpResponse:
    """Which column of the table is which: proposed with the reason; who agrees only confirms."""
    actor, tree = importer(request), structure()

    def shown(file: BinaryIO, upload: Upload) -> HttpResponse:
        if not is_table(file, upload.filename):
            raise Http404
        unit = _unit(tree, upload)
        proposal = proposed_columns(file, tree, unit)
        top = legal_unit(tree, unit)
        form = ChooseColumnsForm(request.POST or None, proposal=proposal, may_save=rules.may_import(actor, top))
        if form.is_valid() and _taken_over(request, sha, actor, top, upload, form):
            return redirect("budget:review_import", sha)
        return _columns_page(request, sha, upload, proposal, form)

    return _with_file(request, sha, shown)


def _taken_over(
    request: HttpRequest, sha: str, actor: Actor, top: Unit, upload: Upload, form: ChooseColumnsForm
) -> bool:
    values = form.cleaned_data
    if name := values.get("name", "").strip():
        factor = -1 if values["sign"] == "ledger" else 1
        try:
            save_columns(actor, top, name, form.headings, sign=factor, numbers=values["numbers"], only=True)
        except RuleBroken as broken:
            form.add_error("name", str(broken))
            return False
        messages.success(request, _("Kolumnerna är sparade som %(name)s.") % {"name": name})
    uploads.wish(request, sha, replace(upload, headings=form.headings, sign=values["sign"], numbers=values["numbers"]))
    return True


def _columns_page(
    request: HttpRequest, sha: str, upload: Upload, proposal: Proposal, form: ChooseColumnsForm
) -> HttpResponse:
    title = _("Kolumner i %(file)s") % {"file": upload.filename}
    context = page(
        request, "imports", title=title, sha=sha, proposal=proposal, form=form, trail=way((_("Kolumner"), ""))
    )
    return render(request, "budget/columns_of_file.html", context, status=422 if form.is_bound else 200)


@require_http_methods(["GET", "POST"])
def dimensions_of_file(request: HttpRequest, sha: str) -> HttpResponse:
    """What the dimensions of the SIE file are in our coding string; remembered for the legal unit and the ledger system."""
    actor, tree = importer(request), structure()

    def shown(file: BinaryIO, upload: Upload) -> HttpResponse:
        if is_table(file, upload.filename):
            raise Http404
        top = legal_unit(tree, _unit(tree, upload))
        reading = read_upload(file, upload, tree)
        form = DimensionsForm(request.POST or None, dimensions=reading.dimensions)
        if form.is_valid():
            try:
                map_dimensions(actor, top, source_of(reading), form.said)
            except RuleBroken as broken:
                form.add_broken(broken)
            else:
                messages.success(request, _("Det är sparat, och gäller nästa fil ur samma ekonomisystem också."))
                return redirect("budget:review_import", sha)
        context = page(
            request,
            "imports",
            year=reading.year,
            title=_("Dimensioner i %(file)s") % {"file": upload.filename},
            sha=sha,
            reading=reading,
            unit=top,
            form=form,
            trail=way((_("Dimensioner"), "")),
        )
        return render(request, "budget/dimensions_of_file.html", context, status=422 if form.is_bound else 200)

    return _with_file(request, sha, shown)


def _with_file(request: HttpRequest, sha: str, shown: Shown) -> HttpResponse:
    with uploads.kept(request, sha) as kept:
        if kept is None:
            messages.info(request, _("Filen finns inte kvar här. Välj den igen."))
            return redirect(reverse("budget:new_import"))
        return shown(*kept)


def _unit(tree: Structure, upload: Upload) -> Unit:
    found = tree.by_id.get(upload.unit)
    if found is None:
        raise Http404
    return found
