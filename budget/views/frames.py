"""Frames: committees by year, and the ledger that explains one of them."""

from datetime import date
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.dateparse import parse_date
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from budget import rules
from budget.actions.ledger import correct_entry, record_entry, require_corrector
from budget.exports import frame_listing, ledger_listing
from budget.forms.ledger import EntryForm, ReasonForm
from budget.models import BudgetEntry
from budget.queries.detail import detail_state
from budget.queries.ledger import FrameRow, frames_by_year
from budget.queries.ledger import ledger as read_ledger
from budget.queries.structure import Structure, structure, total
from budget.views.page import page, reader, trail, unit_or_404, unit_trail
from sala_styr.decisions.queries import year_from, years
from sala_styr.errors import RuleBroken
from sala_styr.organisation.models import Unit
from sala_styr.tables import as_file, file_response, wants_file

AHEAD = 3
"""Plan years after the budget year (Sala: one year and three)."""

EARLIEST, LATEST = 1990, 2100
"""The years an address may ask for, as elsewhere (``year_from``)."""


@require_safe
def frames(request: HttpRequest) -> HttpResponse:
    """Committees by year: last year, this year and the plan years; each figure leads to its ledger."""
    reader(request)
    year = year_from(request)
    shown = [each.year for each in years() if year - 1 <= each.year <= year + AHEAD] or [year - 1, year]
    by_year = frames_by_year(shown)
    rows: list[dict[str, Any]] = [
        {"unit": unit, "cells": [(each, _current(by_year[each].get(unit.pk))) for each in shown]}
        for unit in structure().holders
        if any(unit.pk in by_year[each] for each in shown) or _exists(unit, year)
    ]
    sums = [total(row["cells"][number][1] for row in rows) for number in range(len(shown))]
    if file := as_file(request, lambda: frame_listing(rows, shown)):
        return file
    context = page(request, "frames", year=year, columns=shown, rows=rows, sums=sums, trail=trail((_("Ramar"), "")))
    return render(request, "budget/frames.html", context)


def _exists(unit: Unit, year: int) -> bool:
    """Is there such a unit on some day of the year?"""
    begins, ends = unit.valid_from or date.min, unit.valid_to or date.max
    return begins <= date(year, 12, 31) and ends >= date(year, 1, 1)


def _current(row: FrameRow | None) -> int | None:
    return None if row is None else row.current


@require_http_methods(["GET", "POST"])
def ledger(request: HttpRequest, pk: int, year: int) -> HttpResponse:
    """One unit's ledger of a year, as it stood on a day (``?per=2026-06-30``), with the form for a new entry for whoever may record one."""
    actor = reader(request)
    unit = unit_or_404(pk)
    if not EARLIEST <= year <= LATEST:
        raise Http404
    if request.method == "GET" and wants_file(request):
        return _ledger_file(request, unit, year)
    tree = structure()
    form = EntryForm(request.POST or None, actor=actor, tree=tree, unit=unit, year=year)
    if form.is_valid():
        try:
            record_entry(actor, form.draft())
        except RuleBroken as broken:
            form.add_broken(broken)
        else:
            messages.success(request, _("Posten är antecknad i huvudboken."))
            return redirect("budget:ledger", pk, year)
    offered = form.is_bound or rules.may_record_something(actor, tree, unit)
    context = _ledger_page(request, unit, year, tree) | {"form": form if offered else None}
    return render(request, "budget/ledger.html", context, status=422 if form.is_bound else 200)


def _ledger_file(request: HttpRequest, unit: Unit, year: int) -> HttpResponse:
    name = _("Huvudbok %(unit)s %(year)s") % {"unit": unit.code, "year": year}
    found = read_ledger(unit, year, _day(request.GET.get("per", "")))
    return file_response(ledger_listing(name, found), request.GET["format"])


def _ledger_page(request: HttpRequest, unit: Unit, year: int, tree: Structure) -> dict[str, Any]:
    as_of = _day(request.GET.get("per", ""))
    found = read_ledger(unit, year, as_of)
    actor = reader(request)
    correctable = {
        row.entry.pk
        for row in (*found.rows, *found.passed_on)
        if not row.entry.corrects_id
        and not hasattr(row.entry, "corrected_by")
        and rules.may_correct_entry(actor, tree, row.entry)
    }
    return page(
        request,
        "frames",
        year=year,
        unit=unit,
        ledger=found,
        as_of=as_of,
        state=detail_state(unit, year),
        correctable=correctable,
        trail=unit_trail(tree, unit, year, _("Huvudbok %(year)s") % {"year": year}),
    )


def _day(text: str) -> date | None:
    try:
        return parse_date(text)
    except ValueError:
        return None


@require_http_methods(["GET", "POST"])
def correct(request: HttpRequest, pk: int) -> HttpResponse:
    """Take back an entry by a counter-entry, with the reason. Raises Refused: the form is for whoever may send it."""
    actor = reader(request)
    entry = get_object_or_404(BudgetEntry.objects.select_related("source", "target", "decision__body"), pk=pk)
    unit = entry.target or entry.source
    assert unit is not None  # the database holds that an entry has an end
    tree = structure()
    require_corrector(actor, entry, tree)
    form = ReasonForm(request.POST or None)
    if form.is_valid():
        try:
            correct_entry(actor, entry, form.cleaned_data["reason"])
        except RuleBroken as broken:
            form.add_error("reason", str(broken))
        else:
            messages.success(request, _("Posten är rättad med en motpost. Båda står kvar i huvudboken."))
            return redirect("budget:ledger", unit.pk, entry.year)
    context = page(
        request,
        "frames",
        year=entry.year,
        entry=entry,
        form=form,
        back=reverse("budget:ledger", args=[unit.pk, entry.year]),
        trail=unit_trail(tree, unit, entry.year, _("Rätta en post")),
    )
    return render(request, "budget/correct.html", context, status=422 if form.is_bound else 200)
