"""The detail budget as a grid: many lines typed, pasted and saved at once; and a saving taken back."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST

from budget.actions.curves import make_curve
from budget.actions.detail import arithmetic, require_manager
from budget.actions.grid import RowErrors, Saved, copy_year, save_rows, take_back
from budget.forms.curve import CurveForm
from budget.grid import Grid, build, take
from budget.models import DetailLine
from budget.queries.coding import codes_for
from budget.queries.detail import detail_state, has_lines
from budget.queries.structure import structure
from budget.views.page import page, reader, unit_or_404, unit_trail
from sala_styr.decisions.queries import closed_years, year_from
from sala_styr.errors import RuleBroken
from sala_styr.organisation.models import Unit
from sala_styr.shell.once import once

BY_MONTH = "manader"
RELATED = ("account", "plan_item", "own_curve", "activity", "project", "counterparty")


@require_http_methods(["GET", "POST"])
@once
def grid(request: HttpRequest, pk: int) -> HttpResponse:
    """The unit's lines to write in, with the frame bar; saved all at once or not at all."""
    actor = reader(request)
    unit, year = unit_or_404(pk), year_from(request)
    require_manager(actor, unit)
    by_month = request.GET.get("visa") == BY_MONTH
    lines = DetailLine.objects.filter(unit=unit, year=year).select_related(*RELATED)
    shown = build(lines.order_by("account__number", "pk"), codes_for(unit, year), by_month)
    if request.method == "POST":
        take(shown, request.POST)
        if (saved := _saved(request, unit, year, shown)) is not None:
            return redirect(_address(unit, year, by_month, saved))
    return _page(request, unit, year, shown, by_month)


def _saved(request: HttpRequest, unit: Unit, year: int, shown: Grid) -> Saved | None:
    """What was saved; None when something is wrong, which the grid then says in its place."""
    changes = shown.changes()
    if shown.wrong or shown.problems:
        return None
    try:
        saved = save_rows(reader(request), unit, year, changes)
    except RowErrors as wrong:
        shown.mark(wrong.by_row)
        return None
    except RuleBroken as broken:
        shown.problems.append(str(broken))
        return None
    _tell(request, saved)
    return saved


def _tell(request: HttpRequest, saved: Saved) -> None:
    if not saved.count:
        messages.info(request, _("Inget var ändrat, så inget sparades."))
        return
    words = [
        ngettext("%(n)d ny rad", "%(n)d nya rader", saved.added) % {"n": saved.added} if saved.added else "",
        ngettext("%(n)d ändrad rad", "%(n)d ändrade rader", saved.changed) % {"n": saved.changed}
        if saved.changed
        else "",
        ngettext("%(n)d borttagen rad", "%(n)d borttagna rader", saved.removed) % {"n": saved.removed}
        if saved.removed
        else "",
    ]
    messages.success(request, _("Sparat: %(what)s.") % {"what": ", ".join(each for each in words if each)})


def _page(request: HttpRequest, unit: Unit, year: int, shown: Grid, by_month: bool) -> HttpResponse:
    state = detail_state(unit, year)
    context = page(
        request,
        "details",
        year=year,
        unit=unit,
        state=state,
        arithmetic="" if state.ties else arithmetic(state),
        grid=shown,
        by_month=by_month,
        undo=_undo(request),
        is_closed=year in closed_years(),
        may_copy=not state.lines and has_lines(unit, year - 1),
        back=f"{reverse('budget:detail', args=[unit.pk])}?ar={year}",
        trail=unit_trail(structure(), unit, year, _("Detaljbudget %(year)s") % {"year": year}),
    )
    wrong = bool(shown.wrong or shown.problems)
    return render(request, "budget/grid.html", context, status=422 if wrong else 200)


def _undo(request: HttpRequest) -> tuple[int, int] | None:
    """The saving that the address offers to take back."""
    first, _dash, last = request.GET.get("angra", "").partition("-")
    return (int(first), int(last)) if first.isdecimal() and last.isdecimal() and len(first + last) < 36 else None


def _address(unit: Unit, year: int, by_month: bool, saved: Saved | None = None) -> str:
    address = f"{reverse('budget:grid', args=[unit.pk])}?ar={year}"
    if by_month:
        address += f"&visa={BY_MONTH}"
    return f"{address}&angra={saved.first}-{saved.last}" if saved is not None and saved.count else address


@require_POST
def undo(request: HttpRequest, pk: int, first: int, last: int) -> HttpResponse:
    """Take back one saving of the grid. Its own taking back can be taken back too."""
    unit, year = unit_or_404(pk), year_from(request)
    saved = take_back(reader(request), unit, year, first, last)
    messages.success(request, _("Det du sparade är taget tillbaka. Båda stegen står i historiken."))
    return redirect(_address(unit, year, request.GET.get("visa") == BY_MONTH, saved))


@require_POST
def copy(request: HttpRequest, pk: int) -> HttpResponse:
    """Begin with the lines of the year before."""
    unit, year = unit_or_404(pk), year_from(request)
    saved = copy_year(reader(request), unit, year)
    words = ngettext("%(n)d rad är hämtad från %(year)s.", "%(n)d rader är hämtade från %(year)s.", saved.added)
    messages.success(request, words % {"n": saved.added, "year": year - 1})
    return redirect(_address(unit, year, by_month=False, saved=saved))


@require_http_methods(["GET", "POST"])
@once
def curve(request: HttpRequest, pk: int) -> HttpResponse:
    """A curve of the unit's own: twelve weights, offered to it and to all below it."""
    actor = reader(request)
    unit, year = unit_or_404(pk), year_from(request)
    require_manager(actor, unit)
    form = CurveForm(request.POST or None)
    if form.is_valid():
        try:
            make_curve(actor, unit, form.cleaned_data["name"], form.weights)
        except RuleBroken as broken:
            form.add_error(broken.field if broken.field in form.fields else None, str(broken))
        else:
            messages.success(request, _("Kurvan finns nu att välja i enhetens detaljbudget och i dem under den."))
            return redirect(_address(unit, year, by_month=False))
    context: dict[str, Any] = page(
        request,
        "details",
        year=year,
        unit=unit,
        form=form,
        back=_address(unit, year, by_month=False),
        trail=unit_trail(structure(), unit, year, _("Egen kurva")),
    )
    return render(request, "budget/curve.html", context, status=422 if form.is_bound else 200)
