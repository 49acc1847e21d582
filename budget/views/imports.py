"""Bringing actuals in: the file, what was understood, done. And the list of what has come in."""

from collections.abc import Callable
from dataclasses import replace
from functools import partial
from typing import Any, BinaryIO

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from budget import rules, uploads
from budget.actions.imports import Outcome, import_staged, require_importer, withdraw_batch
from budget.exports import batch_listing
from budget.finding_report import findings_listing, worst_first
from budget.forms.batch_rows import BatchRowsForm
from budget.forms.imports import UploadForm
from budget.forms.ledger import ReasonForm
from budget.imports import Reading, read_file
from budget.models import ActualBatch, BatchState, ColumnMapping
from budget.queries.batch_rows import rows_asked, rows_of
from budget.queries.batches import batches as all_batches
from budget.queries.batches import class_totals, unit_totals, withdrawal_of
from budget.queries.dimensions import said_of_dimensions
from budget.queries.imports import preview
from budget.queries.proposed_columns import is_table, layout_for, proposed_columns, read_columns
from budget.queries.structure import Structure, structure
from budget.staging import staged
from budget.views.page import page, reader, trail, unit_or_404
from sala_styr.decisions.queries import year_from
from sala_styr.errors import RuleBroken
from sala_styr.organisation.actor import Actor
from sala_styr.organisation.rules import require
from sala_styr.shell.once import once
from sala_styr.shell.paging import page_of
from sala_styr.tables import as_file

BATCHES_A_PAGE = 50
FINDINGS_A_PAGE = 50
ROWS_A_PAGE = 50
FEWEST_COLUMNS = 3
"""Account, month and amount: what has fewer is no table of actuals, and there is nothing to choose."""


@require_safe
def batches(request: HttpRequest) -> HttpResponse:
    """Every file that has come in, the newest first."""
    actor = _sees_imports(request)
    if file := as_file(request, lambda: batch_listing(all_batches())):
        return file
    context = page(
        request,
        "imports",
        batches=page_of(request, all_batches(), BATCHES_A_PAGE),
        may_import=rules.may_import_anything(actor),
        trail=trail((_("Inläsning"), "")),
    )
    return render(request, "budget/imports.html", context)


@require_http_methods(["GET", "POST"])
def choose(request: HttpRequest) -> HttpResponse:
    """Step one: the file and what it is for. What cannot be read is said at the file, and nothing is kept."""
    actor, tree = importer(request), structure()
    newest = all_batches().first()
    initial = {"year": year_from(request), "unit": newest.unit_id if newest else None}
    form = UploadForm(request.POST or None, request.FILES or None, actor=actor, tree=tree, initial=initial)
    if form.is_valid():
        file = form.cleaned_data["file"]
        try:
            upload, is_asked = _how_to_read(file.file, form.upload(), tree)
            if not is_asked:
                _read_to_the_end(file.file, upload, tree)
        except ValueError as error:
            form.add_error("file", str(error))
        else:
            following = "budget:columns_of_file" if is_asked else "budget:review_import"
            return redirect(following, uploads.keep(request, file, upload))
    context = page(request, "imports", form=form, trail=way((_("Läs in en fil"), "")))
    return render(request, "budget/import_choose.html", context, status=422 if form.is_bound else 200)


def _how_to_read(file: BinaryIO, upload: uploads.Upload, tree: Structure) -> tuple[uploads.Upload, bool]:
    """A table whose headings are those of saved columns is read by them, unless others are chosen. And must a person say first which columns are what?"""
    unit = tree.by_id.get(upload.unit)
    if upload.columns or unit is None or not is_table(file, upload.filename):
        return upload, False
    proposal = proposed_columns(file, tree, unit)
    if proposal.saved:
        return replace(upload, columns=proposal.saved.pk), False
    return upload, len(proposal.columns) >= FEWEST_COLUMNS and not read_columns(file, upload)


@require_http_methods(["GET", "POST"])
def review(request: HttpRequest, sha: str) -> HttpResponse:
    """Step two: what was understood, its controls and what it would change; confirming it brings everything in, in one transaction.

    The file is read and staged before that begins: on SQLite nobody else could write meanwhile.
    """
    actor = importer(request)
    with uploads.kept(request, sha) as kept:
        if kept is None:
            return _bring_in(request, sha, None)
        (file, upload), tree = kept, structure()
        unit, reading = unit_or_404(upload.unit), read_upload(file, upload, tree)
        if request.method == "POST":
            require_importer(actor, unit)
            with staged(reading.figures) as figures:
                return _bring_in(request, sha, partial(import_staged, actor, unit, reading, figures))
        found = preview(reading, unit, tree)
        columns = read_columns(file, upload) if is_table(file, upload.filename) else {}
    findings = worst_first(found.findings)
    if answer := as_file(request, lambda: findings_listing(reading.filename, findings)):
        return answer
    context = page(
        request,
        "imports",
        year=reading.year,
        preview=found,
        reading=reading,
        unit=unit,
        upload=upload,
        sha=sha,
        columns=columns,
        saved_columns=ColumnMapping.objects.filter(pk=upload.columns).first() if columns and upload.columns else None,
        findings=page_of(request, findings, FINDINGS_A_PAGE),
        trail=way((_("Granska %(file)s") % {"file": reading.filename}, "")),
    )
    return render(request, "budget/import_review.html", context)


@once
def _bring_in(request: HttpRequest, sha: str, bring_in: Callable[[], Outcome] | None) -> HttpResponse:
    """None: the file is gone; who has just brought it in is led to where that led."""
    if bring_in is None:
        messages.info(request, _("Filen finns inte kvar här. Välj den igen."))
        return redirect("budget:new_import")
    outcome = bring_in()
    uploads.forget(request, sha)
    if outcome.is_new:
        messages.success(request, _("Filen är inläst. Kontrollera summorna här nedanför mot ekonomisystemets."))
    else:
        messages.info(request, _("Filen var redan inläst. Inget har ändrats."))
    return redirect("budget:batch", outcome.batch.pk)


def read_upload(file: BinaryIO, upload: uploads.Upload, tree: Structure) -> Reading:
    """The file as was wished, its dimensions as has been said of them before."""
    encoding: Any = upload.encoding or None
    unit = tree.by_id.get(upload.unit)
    said = said_of_dimensions(tree, unit) if unit is not None else None
    return read_file(file, upload.filename, upload.year, encoding=encoding, layout=layout_for(upload), said=said)


def _read_to_the_end(file: BinaryIO, upload: uploads.Upload, tree: Structure) -> None:
    """Raises ValueError when it cannot be done: then the file is not kept."""
    len(read_upload(file, upload, tree).figures)
    file.seek(0)


@require_safe
def batch(request: HttpRequest, pk: int) -> HttpResponse:
    """One file that has come in: its birth certificate, control totals and what lies in the database of it, to the row (``?konto=5010&enhet=12&period=3``)."""
    actor = reader(request)
    found = get_object_or_404(all_batches(), pk=pk)
    classes, totals = class_totals(found), unit_totals(found)
    asked = rows_asked(request.GET)
    rows = rows_of(found, asked)
    context = page(
        request,
        "imports",
        year=found.year,
        batch=found,
        classes=classes,
        net=sum(each.amount for each in classes),
        figures=sum(each.figures for each in classes),
        units=totals,
        asked=asked,
        rows=rows,
        row_page=page_of(request, rows.rows, ROWS_A_PAGE),
        balances=rows.balances,
        form=BatchRowsForm(request.GET, [each.unit for each in totals]),
        may_withdraw=rules.may_import(actor, found.unit) and found.state == "active",
        sees_imports=rules.may_see_imports(actor),
        trail=way((found.filename, "")) if rules.may_see_imports(actor) else trail((found.filename, "")),
    )
    return render(request, "budget/batch.html", context)


@require_http_methods(["GET", "POST"])
def withdraw(request: HttpRequest, pk: int) -> HttpResponse:
    """Take a file's figures out of every sum, with the reason."""
    actor = importer(request)
    found = get_object_or_404(ActualBatch.objects.select_related("unit"), pk=pk)
    if found.state != BatchState.ACTIVE:  # pressed twice, an old tab, or the browser's way back
        words = _("Inläsningen gäller inte längre: den är %(state)s. Inget mer behöver göras.")
        messages.info(request, words % {"state": found.get_state_display()})
        return redirect("budget:batch", pk)
    form = ReasonForm(request.POST or None)
    if form.is_valid():
        try:
            withdraw_batch(actor, found, form.cleaned_data["reason"])
        except RuleBroken as broken:
            form.add_error(None, str(broken))
        else:
            messages.success(
                request, _("Inläsningen är återtagen. Siffrorna räknas inte längre, men finns kvar att läsa.")
            )
            return redirect("budget:batch", pk)
    change = withdrawal_of(found)
    context = page(
        request, "imports", year=found.year, batch=found, form=form, change=change, trail=way((_("Återta"), ""))
    )
    return render(request, "budget/withdraw.html", context, status=422 if form.is_bound else 200)


def way(*parts: tuple[str, str]) -> list[tuple[str, str]]:
    """The trail of a page about files of actuals."""
    return trail((_("Inläsning"), reverse("budget:imports")), *parts)


def _sees_imports(request: HttpRequest) -> Actor:
    actor = reader(request)
    require(
        rules.may_see_imports(actor), _("Listan över inläsningar läses av controller, revisorer och systemförvaltare.")
    )
    return actor


def importer(request: HttpRequest) -> Actor:
    """Who asks, when that is somebody who brings in files. Raises Refused."""
    actor = reader(request)
    require(rules.may_import_anything(actor), _("Utfall läses in av en controller. Hör av dig dit med filen."))
    return actor
