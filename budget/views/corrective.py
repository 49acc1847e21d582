"""Deviations that ask for words, and measures against a deficit: over all units, one measure, and its effects month by month."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.dates import MONTHS
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from budget import rules
from budget.actions.corrective import add_measure, change_measure, note_effect, require_steerer
from budget.exports import measure_listing
from budget.forms.corrective import EffectForm, MeasureForm, said_by
from budget.models import CorrectiveMeasure
from budget.queries.corrective import deviations as all_deviations
from budget.queries.corrective import measure_row
from budget.queries.structure import structure
from budget.queries.sums import WHOLE_YEAR, last_period
from budget.views.page import page, reader, trail, unit_or_404, unit_trail
from sala_styr.decisions.queries import closed_years, year_from
from sala_styr.errors import EditConflict, RuleBroken
from sala_styr.organisation.models import Unit
from sala_styr.shell.once import once
from sala_styr.shell.paging import page_of
from sala_styr.tables import as_file

MEASURES_A_PAGE = 50


@require_safe
def deviations(request: HttpRequest) -> HttpResponse:
    """Every committee's feared deficit and what is done about it, every deviation above the limit with its words, every measure."""
    reader(request)
    year, tree = year_from(request), structure()
    through = min(last_period(year) or WHOLE_YEAR, WHOLE_YEAR)
    found = all_deviations(tree, year, through)
    if file := as_file(request, lambda: measure_listing(year, found.measures)):
        return file
    context = page(
        request,
        "follow_ups",
        year=year,
        found=found,
        measures=page_of(request, found.measures, MEASURES_A_PAGE),
        trail=trail(
            (_("Uppföljning"), f"{reverse('budget:follow_ups')}?ar={year}"), (_("Avvikelser och åtgärder"), "")
        ),
    )
    return render(request, "budget/deviations.html", context)


@require_safe
def measure(request: HttpRequest, pk: int) -> HttpResponse:
    """One measure: what it shall give and has given, month by month."""
    return _measure_page(request, _found(pk))


@require_http_methods(["GET", "POST"])
@once
def add(request: HttpRequest, pk: int) -> HttpResponse:
    """A new measure of a unit's."""
    actor = reader(request)
    unit, year = unit_or_404(pk), year_from(request)
    require_steerer(actor, unit)
    form = MeasureForm(request.POST or None, tree=structure(), unit=unit, year=year)
    if form.is_valid():
        try:
            made = add_measure(actor, unit, year, form.draft())
        except RuleBroken as broken:
            form.add_broken(broken)
        else:
            messages.success(request, _("Åtgärden är skriven."))
            return redirect("budget:corrective", made.pk)
    return _form_page(request, form, unit, year, _("Ny åtgärd"), _follow_up(unit, year))


@require_http_methods(["GET", "POST"])
def change(request: HttpRequest, pk: int) -> HttpResponse:
    """Change a measure."""
    actor, found = reader(request), _found(pk)
    require_steerer(actor, found.unit)
    form = MeasureForm(request.POST or None, tree=structure(), unit=found.unit, year=found.year, initial=said_by(found))
    if form.is_valid():
        try:
            change_measure(actor, found, form.draft(), form.cleaned_data["version"] or 0)
        except EditConflict:
            raise
        except RuleBroken as broken:
            form.add_broken(broken)
        else:
            messages.success(request, _("Åtgärden är ändrad."))
            return redirect("budget:corrective", pk)
    back = reverse("budget:corrective", args=[pk])
    return _form_page(request, form, found.unit, found.year, _("Ändra åtgärd"), back)


@require_POST
def effect(request: HttpRequest, pk: int) -> HttpResponse:
    """Say what a measure has given so far."""
    actor, found = reader(request), _found(pk)
    require_steerer(actor, found.unit)
    form = EffectForm(request.POST, first=found.starts_in)
    if form.is_valid():
        values = form.cleaned_data
        try:
            note_effect(actor, found, values["month"], values["amount"], values["comment"])
        except RuleBroken as broken:
            form.add_error(broken.field if broken.field in form.fields else None, str(broken))
        else:
            messages.success(request, _("Effekten är antecknad."))
            return redirect("budget:corrective", pk)
    return _measure_page(request, found, form)


def _found(pk: int) -> CorrectiveMeasure:
    return get_object_or_404(CorrectiveMeasure.objects.select_related("unit", "responsible", "decision__body"), pk=pk)


def _follow_up(unit: Unit, year: int) -> str:
    return f"{reverse('budget:follow_up', args=[unit.pk])}?ar={year}#atgarder"


def _measure_page(request: HttpRequest, found: CorrectiveMeasure, form: EffectForm | None = None) -> HttpResponse:
    actor, row = reader(request), measure_row(found)
    may_edit = rules.may_steer_measures(actor, found.unit) and found.year not in closed_years()
    if form is None and may_edit:
        last = min(last_period(found.year) or found.starts_in, WHOLE_YEAR)
        form = EffectForm(first=found.starts_in, initial={"month": max(last, found.starts_in)})
    context: dict[str, Any] = page(
        request,
        "follow_ups",
        year=found.year,
        unit=found.unit,
        measure=found,
        row=row,
        months=[(each, MONTHS[each.month]) for each in row.months],
        starts_in=MONTHS[found.starts_in],
        form=form if may_edit else None,
        trail=unit_trail(structure(), found.unit, found.year, found.title),
    )
    return render(request, "budget/corrective.html", context, status=422 if form is not None and form.is_bound else 200)


def _form_page(request: HttpRequest, form: MeasureForm, unit: Unit, year: int, title: str, back: str) -> HttpResponse:
    way = unit_trail(structure(), unit, year, title)
    context = page(request, "follow_ups", year=year, unit=unit, form=form, title=title, back=back, trail=way)
    return render(request, "budget/corrective_form.html", context, status=422 if form.is_bound else 200)
