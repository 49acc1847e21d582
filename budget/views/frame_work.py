"""What is done with frames: a change with its cause, a reallocation between many, a supplement with what pays it."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from budget import rules
from budget.actions.frames import change_frame, reallocate
from budget.actions.supplements import supplement as give_supplement
from budget.forms.frames import FrameChangeForm, ReallocationForm, SupplementForm
from budget.models import EntryKind
from budget.queries.budgeted_result import BudgetedResult, budgeted_result
from budget.queries.frame_table import is_in_year
from budget.queries.ledger import EMPTY, frames
from budget.queries.structure import Structure, structure
from budget.views.frames import EARLIEST, LATEST, ledger_page
from budget.views.page import page, reader, trail, unit_or_404, unit_trail
from sala_styr.decisions.queries import year_from
from sala_styr.errors import RuleBroken
from sala_styr.money import format_kronor
from sala_styr.organisation.actor import Actor
from sala_styr.organisation.models import Unit
from sala_styr.organisation.rules import require
from sala_styr.shell.once import once


@require_POST
@once
def change(request: HttpRequest, pk: int, year: int) -> HttpResponse:
    """A change of the frame, written in the row at the bottom of its ledger."""
    actor = reader(request)
    unit = unit_or_404(pk)
    if not EARLIEST <= year <= LATEST:
        raise Http404
    form = FrameChangeForm(request.POST, year=year)
    if form.is_valid():
        try:
            change_frame(actor, unit, year, **form.cleaned_data)
        except RuleBroken as broken:
            form.add_broken(broken)
        else:
            messages.success(request, _("Ändringen står i huvudboken."))
            return redirect(f"{reverse('budget:ledger', args=[pk, year])}#ny-andring")
    context = ledger_page(request, unit, year, structure(), change_form=form)
    return render(request, "budget/ledger.html", context, status=422)


@require_http_methods(["GET", "POST"])
@once
def between(request: HttpRequest) -> HttpResponse:
    """Move money between committees, by the council's decision."""
    reader(request)
    tree, year = structure(), year_from(request)
    units = [unit for unit in tree.holders if is_in_year(unit, year)]
    back = f"{reverse('budget:frames')}?ar={year}"
    return _reallocation(request, tree, year, units, back, trail((_("Ramar"), back), (_("Omfördela"), "")))


@require_http_methods(["GET", "POST"])
@once
def within(request: HttpRequest, pk: int, year: int) -> HttpResponse:
    """Move money between the units of one committee, by the committee's decision."""
    reader(request)
    unit, tree = unit_or_404(pk), structure()
    if not EARLIEST <= year <= LATEST or not rules.holds_frame(unit):
        raise Http404
    units = [each for each in tree.below(pk) if tree.holder_of[each.pk] == pk != each.pk and is_in_year(each, year)]
    back = reverse("budget:ledger", args=[pk, year])
    return _reallocation(request, tree, year, units, back, unit_trail(tree, unit, year, _("Omfördela")), unit)


def _reallocation(
    request: HttpRequest,
    tree: Structure,
    year: int,
    units: list[Unit],
    back: str,
    way: list[tuple[str, str]],
    holder: Unit | None = None,
) -> HttpResponse:
    actor = reader(request)
    bodies = _deciding(tree, units)
    _require_mover(actor, tree, units, bodies)
    form = ReallocationForm(request.POST or None, units=units, bodies=bodies, year=year)
    if form.is_valid():
        text, decision, permanent = (form.cleaned_data[name] for name in ("text", "decision", "permanent"))
        try:
            made = reallocate(actor, year, form.moves, text=text, decision=decision, permanent=permanent)
        except RuleBroken as broken:
            form.add_broken(broken)
        else:
            moved = format_kronor(sum(entry.amount for entry in made))
            messages.success(request, _("%(amount)s kr är omfördelade. Summan är oförändrad.") % {"amount": moved})
            return redirect(back)
    held = frames(year)
    rows = [(unit, held.get(unit.pk, EMPTY), form[form.name_of(unit)]) for unit in units]
    top = min((unit.level for unit in units), default=0)
    context = page(
        request,
        "frames",
        year=year,
        unit=holder,
        form=form,
        rows=[(unit, row, field, min(unit.level - top, 3) if holder else 0) for unit, row, field in rows],
        bodies=bodies,
        back=back,
        trail=way,
    )
    return render(request, "budget/reallocation.html", context, status=422 if form.is_bound else 200)


def _deciding(tree: Structure, units: list[Unit]) -> list[Unit]:
    """Whose decision it takes to move between these units."""
    if len(units) < 2:
        return []
    return rules.deciding_bodies(tree, EntryKind.REALLOCATION, units[0], units[1])


def _require_mover(actor: Actor, tree: Structure, units: list[Unit], bodies: list[Unit]) -> None:
    ends = units[:2] if len(units) > 1 else [None, None]
    words = _("En omfördelning antecknas av %(bodies)s eller av en controller, med organets beslut.")
    require(
        rules.may_record_entry(actor, tree, EntryKind.REALLOCATION, *ends),
        words % {"bodies": _(" eller ").join(body.name for body in bodies) or _("det beslutande organet")},
    )


@require_http_methods(["GET", "POST"])
@once
def supplement(request: HttpRequest) -> HttpResponse:
    """A supplementary appropriation, with what pays it and what that does to the budgeted result. ``?till=`` chooses the committee."""
    actor = reader(request)
    tree, year = structure(), year_from(request)
    holders = [unit for unit in tree.holders if is_in_year(unit, year)]
    require(
        any(rules.may_record_entry(actor, tree, EntryKind.SUPPLEMENTARY, None, unit) for unit in holders),
        _("Tilläggsanslag antecknas av kommunfullmäktige eller av en controller, med kommunfullmäktiges beslut."),
    )
    initial = {"target": request.GET.get("till", "")}
    form = SupplementForm(request.POST or None, tree=tree, holders=holders, year=year, initial=initial)
    now = budgeted_result(tree, year)
    after: BudgetedResult | None = None
    if form.is_valid():
        draft, payers = form.draft(), form.payers()
        after = now
        for payer in payers:
            after = after.after(payer.amount, payer.financed_by)
        if "rakna" not in request.POST:
            try:
                entries = give_supplement(actor, draft, payers)
            except RuleBroken as broken:
                form.add_broken(broken)
            else:
                messages.success(request, _supplemented(after, year))
                return redirect("budget:ledger", entries[0].target_id, year)
    context: dict[str, Any] = page(
        request,
        "frames",
        year=year,
        form=form,
        now=now,
        after=after if form.is_valid() else None,
        back=f"{reverse('budget:frames')}?ar={year}",
        trail=trail((_("Ramar"), f"{reverse('budget:frames')}?ar={year}"), (_("Tilläggsanslag"), "")),
    )
    counted = form.is_bound and form.is_valid()
    return render(request, "budget/supplement.html", context, status=422 if form.is_bound and not counted else 200)


def _supplemented(after: BudgetedResult, year: int) -> str:
    if after.current is None:
        return _("Tilläggsanslaget står i huvudboken.")
    return _("Tilläggsanslaget står i huvudboken. Det budgeterade resultatet %(year)s är nu %(result)s kr.") % {
        "year": year,
        "result": format_kronor(after.current),
    }
