"""Frames: committees by year, and the ledger that explains one of them."""

from collections.abc import Sequence
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
from budget.forms.frames import FrameChangeForm
from budget.forms.ledger import EntryForm, ReasonForm
from budget.models import BudgetEntry, EntryKind, ResultDemand
from budget.queries.companies import demands_by_year
from budget.queries.derived.frames import TOTALS, frame_way, key_of
from budget.queries.detail import detail_state
from budget.queries.frame_changes import frame_change
from budget.queries.frame_table import FrameLine, frame_table, is_in_year
from budget.queries.ledger import Ledger
from budget.queries.ledger import ledger as read_ledger
from budget.queries.pots import pots as read_pots
from budget.queries.structure import Structure, structure
from budget.views.page import page, reader, trail, unit_or_404, unit_trail
from budget.ways import address
from sala_styr.decisions.models import YearState
from sala_styr.decisions.queries import year_from, years
from sala_styr.errors import RuleBroken
from sala_styr.organisation.actor import Actor
from sala_styr.organisation.models import Unit
from sala_styr.shell.once import once
from sala_styr.tables import as_file, file_response, wants_file

EARLIEST, LATEST = 1990, 2100
"""The years an address may ask for, as elsewhere (``year_from``)."""


@require_safe
def frames(request: HttpRequest) -> HttpResponse:
    """Committees by year: last year, this year and the years the council plans; the common posts and the pots beside them, and what it all makes.

    As it stood on a day with ``?per=``. Each figure leads to its ledger.
    """
    actor = reader(request)
    year, as_of, tree = year_from(request), day_from(request), structure()
    table = frame_table(tree, year, as_of)
    if file := as_file(request, lambda: frame_listing(table)):
        return file
    demands = demands_by_year(table.years)
    query = f"?per={as_of:%Y-%m-%d}" if as_of else ""
    context = page(
        request,
        "frames",
        year=year,
        as_of=as_of,
        table=table,
        groups=[
            (
                group,
                [(line.unit, _cells(line, table.years, query)) for line in group.lines],
                _sums(key_of(group), group.sums, table.years, as_of),
            )
            for group in table.groups
        ],
        sums={key: _sums(key, getattr(table, key), table.years, as_of) for key in TOTALS},
        pots=read_pots(tree, year, as_of),
        companies=[
            (unit, [_demanded(demands.get((each, unit.pk)), each) for each in table.years])
            for unit in tree.companies
            if is_in_year(unit, year)
        ],
        may_move=any(
            rules.may_record_entry(actor, tree, EntryKind.SUPPLEMENTARY, None, line.unit) for line in table.lines
        ),
        trail=trail((_("Ramar"), "")),
    )
    return render(request, "budget/frames.html", context)


def _cells(line: FrameLine, years_shown: Sequence[int], query: str) -> list[tuple[str, int | None]]:
    """(The ledger that explains it, amount), a year each."""
    return [
        (reverse("budget:ledger", args=[line.unit.pk, year]) + query, amount)
        for year, amount in zip(years_shown, line.amounts, strict=True)
    ]


def _sums(
    key: str, amounts: Sequence[int | None], years_shown: Sequence[int], day: date | None
) -> list[tuple[str, int | None]]:
    """(The page that writes the sum out, amount), a year each."""
    return [
        ("" if amount is None else address(frame_way(key, year, day)), amount)
        for year, amount in zip(years_shown, amounts, strict=True)
    ]


def _demanded(demand: ResultDemand | None, year: int) -> tuple[str, int | None]:
    """(The page that shows it, what is asked)."""
    return f"{reverse('budget:companies')}?ar={year}", demand.amount if demand else None


@require_http_methods(["GET", "POST"])
@once
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
    context = ledger_page(request, unit, year, tree, form=form if offered else None)
    return render(request, "budget/ledger.html", context, status=422 if form.is_bound else 200)


def _ledger_file(request: HttpRequest, unit: Unit, year: int) -> HttpResponse:
    name = _("Huvudbok %(unit)s %(year)s") % {"unit": unit.code, "year": year}
    found = read_ledger(unit, year, day_from(request))
    return file_response(ledger_listing(name, found), request.GET["format"])


def ledger_page(
    request: HttpRequest,
    unit: Unit,
    year: int,
    tree: Structure,
    *,
    form: EntryForm | None = None,
    change_form: FrameChangeForm | None = None,
) -> dict[str, Any]:
    """What the ledger's page shows, with the forms of whoever may write: none in the past."""
    actor, as_of = reader(request), day_from(request)
    found, all_years = read_ledger(unit, year, as_of), years()
    # A pot begins anew each year, so nothing bridges from the last one.
    bridge = frame_change(unit, year, as_of) if rules.holds_frame(unit) and unit.pk not in tree.pots else None
    may_frame = bridge is not None and rules.may_record_entry(actor, tree, EntryKind.FRAME, None, unit)
    begun = any(each.year == year and each.state != YearState.PLANNED for each in all_years)
    if change_form is None and bridge is not None and may_frame and not (begun and bridge.is_decided):
        change_form = FrameChangeForm(year=year)
    return page(
        request,
        "frames",
        year=year,
        years=sorted({each.year for each in all_years} | set(range(year - 1, year + 2))),
        unit=unit,
        ledger=found,
        bridge=bridge,
        may_amend=may_frame and begun and as_of is None,
        pot=tree.pots.get(unit.pk),
        as_of=as_of,
        state=detail_state(unit, year),
        correctable=_correctable(actor, tree, found) if as_of is None else set(),
        form=form if as_of is None else None,
        change_form=change_form if as_of is None else None,
        may_move_within=_may_move_within(actor, tree, unit) and as_of is None,
        trail=unit_trail(tree, unit, year, _("Huvudbok %(year)s") % {"year": year}),
    )


def _correctable(actor: Actor, tree: Structure, found: Ledger) -> set[int]:
    """The entries that this person may take back."""
    return {
        row.entry.pk
        for row in (*found.rows, *found.passed_on)
        if not row.entry.corrects_id
        and not hasattr(row.entry, "corrected_by")
        and rules.may_correct_entry(actor, tree, row.entry)
    }


def _may_move_within(actor: Actor, tree: Structure, unit: Unit) -> bool:
    """May this person move money between the units of the committee?"""
    below = [each for each in tree.below(unit.pk) if tree.holder_of[each.pk] == unit.pk != each.pk]
    return len(below) > 1 and rules.may_record_entry(actor, tree, EntryKind.REALLOCATION, below[0], below[1])


def day_from(request: HttpRequest) -> date | None:
    """The day that is asked for: ``?per=2026-06-30``; None when it is no day."""
    try:
        return parse_date(request.GET.get("per", ""))
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
    if BudgetEntry.objects.filter(corrects=entry).exists():  # pressed twice, an old tab, or the browser's way back
        messages.info(request, _("Posten är redan rättad. Båda posterna står i huvudboken."))
        return redirect("budget:ledger", unit.pk, entry.year)
    form = ReasonForm(request.POST or None)
    if form.is_valid():
        try:
            correct_entry(actor, entry, form.cleaned_data["reason"])
        except RuleBroken as broken:
            form.add_error(broken.field if broken.field in form.fields else None, str(broken))
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
