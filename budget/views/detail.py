"""The detail budget: which units have one, a unit's lines, and changing, locking and opening it."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from budget import rules
from budget.actions.detail import (
    add_line,
    arithmetic,
    change_line,
    lock_detail,
    remove_line,
    require_manager,
    require_unlocker,
    unlock_detail,
)
from budget.exports import detail_listing, state_listing
from budget.forms.detail import ITEM, MANUAL, LineFilterForm, LineForm
from budget.forms.ledger import ReasonForm
from budget.models import DetailLine
from budget.queries.detail import detail_budget, detail_state, line_sums, units_with_detail
from budget.queries.detail import lines as lines_of
from budget.queries.structure import structure, total
from budget.views.page import month_names, page, reader, trail, unit_or_404, unit_trail
from sala_styr.decisions.queries import closed_years, year_from
from sala_styr.errors import EditConflict, RuleBroken
from sala_styr.organisation.models import Unit
from sala_styr.shell.once import once
from sala_styr.shell.paging import page_of
from sala_styr.tables import as_file

LINES_A_PAGE = 50


@require_safe
def units(request: HttpRequest) -> HttpResponse:
    """Every unit that has something to budget: what it has, what it has budgeted, what is left, locked or not."""
    actor, year = reader(request), year_from(request)
    states = units_with_detail(structure(), year)
    if file := as_file(request, lambda: state_listing(states, year)):
        return file
    sums = {
        "given": total(state.frame.unallocated for state in states),
        "budgeted": total(state.budgeted for state in states),
        "left": total(state.left for state in states),
        "locked": sum(state.is_locked for state in states),
    }
    context = page(
        request,
        "details",
        year=year,
        states=states,
        sums=sums,
        may_bring_in=rules.may_bring_in_budget(actor),
        trail=trail((_("Detaljbudget"), "")),
    )
    return render(request, "budget/details.html", context)


@require_safe
def lines(request: HttpRequest, pk: int) -> HttpResponse:
    """A unit's lines, filtered and in pages, with the frame bar and the sums of what is found."""
    actor = reader(request)
    unit, year = unit_or_404(pk), year_from(request)
    state = detail_state(unit, year)
    may_edit = rules.may_edit_detail(actor, unit) and not state.is_locked and year not in closed_years()
    search = LineFilterForm(request.GET or None)
    wanted = search.wanted() if search.is_bound else LineFilterForm({}).wanted()
    found = lines_of(unit, year, wanted)
    name = _("Detaljbudget %(unit)s %(year)s") % {"unit": unit.code, "year": year}
    if file := as_file(request, lambda: detail_listing(name, found)):
        return file
    context = page(
        request,
        "details",
        year=year,
        unit=unit,
        state=state,
        budget=detail_budget(unit, year),
        arithmetic="" if state.ties else arithmetic(state),
        search=search,
        filtered=not wanted.is_empty,
        lines=page_of(request, found, LINES_A_PAGE),
        sums=line_sums(found),
        months=month_names(),
        may_edit=may_edit,
        may_lock=may_edit and state.ties and state.has_money,
        may_unlock=rules.may_unlock_detail(actor, unit) and state.is_locked,
        trail=unit_trail(structure(), unit, year, _("Detaljbudget %(year)s") % {"year": year}),
    )
    return render(request, "budget/lines.html", context)


@require_http_methods(["GET", "POST"])
@once
def add(request: HttpRequest, pk: int) -> HttpResponse:
    """A new line."""
    actor = reader(request)
    unit, year = unit_or_404(pk), year_from(request)
    require_manager(actor, unit)
    purpose = {"belongs_to": f"{ITEM}{request.GET['for']}"} if "for" in request.GET else {}
    form = LineForm(request.POST or None, unit=unit, year=year, initial=purpose)
    if form.is_valid():
        try:
            add_line(actor, unit, year, form.draft())
        except RuleBroken as broken:
            form.add_broken(broken)
        else:
            messages.success(request, _("Raden är tillagd."))
            return redirect(_lines_url(unit, year))
    return _line_page(request, form, unit, year, _("Ny rad"))


@require_http_methods(["GET", "POST"])
def change(request: HttpRequest, pk: int) -> HttpResponse:
    """Change a line."""
    actor = reader(request)
    line = get_object_or_404(DetailLine.objects.select_related("unit", "account", "plan_item__step"), pk=pk)
    require_manager(actor, line.unit)
    form = LineForm(request.POST or None, unit=line.unit, year=line.year, line=line)
    if form.is_valid():
        try:
            change_line(actor, line, form.draft(), form.cleaned_data["version"] or 0)
        except EditConflict:
            raise
        except RuleBroken as broken:
            form.add_broken(broken)
        else:
            messages.success(request, _("Raden är ändrad."))
            return redirect(_lines_url(line.unit, line.year))
    return _line_page(request, form, line.unit, line.year, _("Ändra rad"), line=line)


@require_POST
def remove(request: HttpRequest, pk: int) -> HttpResponse:
    """Take a line away."""
    actor = reader(request)
    line = get_object_or_404(DetailLine.objects.select_related("unit"), pk=pk)
    version = request.POST.get("version", "")
    remove_line(actor, line, int(version) if version.isascii() and version.isdigit() else 0)
    messages.success(request, _("Raden är borttagen. Den finns kvar i historiken."))
    return redirect(_lines_url(line.unit, line.year))


@require_POST
def lock(request: HttpRequest, pk: int) -> HttpResponse:
    """Lock the detail budget; when it does not tie the page says by how much."""
    actor = reader(request)
    unit, year = unit_or_404(pk), year_from(request)
    lock_detail(actor, unit, year)
    messages.success(request, _("Detaljbudgeten är låst. Den är lika med tilldelningen på öret."))
    return redirect(_lines_url(unit, year))


@require_http_methods(["GET", "POST"])
def unlock(request: HttpRequest, pk: int) -> HttpResponse:
    """Open a locked detail budget, with the reason. Raises Refused: the form is for whoever may send it."""
    actor = reader(request)
    unit, year = unit_or_404(pk), year_from(request)
    require_unlocker(actor, unit)
    form = ReasonForm(request.POST or None)
    if form.is_valid():
        unlock_detail(actor, unit, year, form.cleaned_data["reason"])
        messages.success(request, _("Detaljbudgeten är öppen igen."))
        return redirect(_lines_url(unit, year))
    context = page(
        request,
        "details",
        year=year,
        unit=unit,
        form=form,
        back=_lines_url(unit, year),
        trail=unit_trail(structure(), unit, year, _("Öppna detaljbudgeten")),
    )
    return render(request, "budget/unlock.html", context, status=422 if form.is_bound else 200)


def _lines_url(unit: Unit, year: int) -> str:
    return f"{reverse('budget:detail', args=[unit.pk])}?ar={year}"


def _line_page(request: HttpRequest, form: LineForm, unit: Unit, year: int, title: str, **more: Any) -> HttpResponse:
    context = page(
        request,
        "details",
        year=year,
        unit=unit,
        form=form,
        title=title,
        months_open=form["curve"].value() == MANUAL,
        back=_lines_url(unit, year),
        trail=unit_trail(structure(), unit, year, title),
        **more,
    )
    return render(request, "budget/line.html", context, status=422 if form.is_bound else 200)
