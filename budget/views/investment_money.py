"""Writing investments' decided money: a project begun and described, decisions, moves between projects, carry-over, corrections."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from budget import rules
from budget.actions.investment_projects import describe_project, require_describer, set_state, start_project
from budget.actions.investments import (
    carry_over,
    correct_investment,
    decide_investment,
    entries_taken_back_with,
    reallocate_investments,
    require_recorder,
)
from budget.forms.investments import (
    CarryForm,
    DecideForm,
    FactsForm,
    SharesForm,
    StartForm,
    StateForm,
    TakeBackForm,
)
from budget.models import InvestmentEntry, InvestmentProject, InvestmentState
from budget.models.investment import OPEN_STATES
from budget.queries.investments import investments, project_money
from budget.queries.structure import structure
from budget.views.investments import project_or_404, project_trail
from budget.views.page import page, reader, trail
from sala_styr.decisions.queries import year_from
from sala_styr.errors import RuleBroken
from sala_styr.organisation.models import UnitKind
from sala_styr.shell.once import once


def _shown(request: HttpRequest, template: str, form: Any, way: list[tuple[str, str]], **context: Any) -> HttpResponse:
    """A page with a form; 422 when it was sent and did not hold."""
    shown = page(request, "investments", form=form, trail=way, **context)
    return render(request, f"budget/investments/{template}.html", shown, status=422 if form.is_bound else 200)


def _open_projects() -> Any:
    return InvestmentProject.objects.filter(state__in=OPEN_STATES)


@require_http_methods(["GET", "POST"])
@once
def start(request: HttpRequest) -> HttpResponse:
    """Begin a project."""
    actor = reader(request)
    require_recorder(actor, [])
    form = StartForm(request.POST or None, actor=actor, tree=structure())
    if form.is_valid():
        values = form.cleaned_data
        try:
            made = start_project(actor, values["code"], values["name"], form.chosen, form.facts())
        except RuleBroken as broken:
            form.add_broken(broken)
        else:
            messages.success(request, _("Projektet är upplagt. Anteckna nu vad som är beslutat för det."))
            return redirect("budget:investment", made.pk)
    way = trail((_("Investeringar"), reverse("budget:investments")), (_("Nytt projekt"), ""))
    return _shown(request, "start", form, way)


@require_http_methods(["GET", "POST"])
def describe(request: HttpRequest, pk: int) -> HttpResponse:
    """Change what is said about a project."""
    actor, found = reader(request), project_or_404(pk)
    require_describer(actor, found)
    names = ("kind", "text", "completion_year", "running_cost", "version")
    form = FactsForm(request.POST or None, initial={name: getattr(found, name) for name in names})
    if form.is_valid():
        try:
            describe_project(actor, found, form.facts(), form.cleaned_data["version"] or 0)
        except RuleBroken as broken:
            form.add_broken(broken)
        else:
            messages.success(request, _("Projektet är ändrat."))
            return redirect("budget:investment", pk)
    return _shown(request, "describe", form, project_trail(found, _("Ändra")), project=found)


@require_http_methods(["GET", "POST"])
def state(request: HttpRequest, pk: int) -> HttpResponse:
    """Say that a project is under way, done or cancelled, or open it again."""
    actor, found = reader(request), project_or_404(pk)
    require_recorder(actor, [found]) if not found.is_open else require_describer(actor, found)
    may_record = rules.may_record_investment(actor, found.unit)
    form = StateForm(request.POST or None, project=found, may_record=may_record)
    if form.is_valid():
        try:
            set_state(actor, found, form.cleaned_data["state"], form.cleaned_data["reason"])
        except RuleBroken as broken:
            form.add_broken(broken)
        else:
            label = InvestmentState(form.cleaned_data["state"]).label
            messages.success(request, _("Projektet är nu %(state)s.") % {"state": label})
            return redirect("budget:investment", pk)
    return _shown(request, "state", form, project_trail(found, _("Läge")), project=found)


@require_http_methods(["GET", "POST"])
@once
def decide(request: HttpRequest, pk: int) -> HttpResponse:
    """Enter what kommunfullmäktige has decided for a project."""
    actor, found = reader(request), project_or_404(pk)
    require_recorder(actor, [found])
    year = year_from(request)
    form = DecideForm(request.POST or None, year=year, money=project_money(found))
    if form.is_valid():
        try:
            decide_investment(actor, found, form.everything())
        except RuleBroken as broken:
            form.add_broken(broken)
        else:
            messages.success(request, _("Beslutet är antecknat i projektets huvudbok."))
            return redirect("budget:investment", pk)
    return _shown(request, "decide", form, project_trail(found, _("Anteckna beslut")), project=found, year=year)


@require_http_methods(["GET", "POST"])
@once
def reallocate(request: HttpRequest) -> HttpResponse:
    """Move a year's money between projects."""
    actor = reader(request)
    require_recorder(actor, [])
    year = year_from(request)
    rows = investments(year, projects=_open_projects())
    bodies = [unit.pk for unit in structure().holders if unit.kind != UnitKind.CENTRAL]
    form = SharesForm(request.POST or None, year=year, rows=rows, bodies=bodies)
    if form.is_valid():
        with_totals = form.cleaned_data["with_totals"]
        try:
            reallocate_investments(actor, year, form.shares(), form.decided(), with_totals=with_totals)
        except RuleBroken as broken:
            form.add_broken(broken)
        else:
            messages.success(request, _("Omfördelningen är antecknad."))
            return redirect(f"{reverse('budget:investments')}?ar={year}")
    way = trail((_("Investeringar"), f"{reverse('budget:investments')}?ar={year}"), (_("Omfördela"), ""))
    return _shown(request, "reallocate", form, way, year=year)


@require_http_methods(["GET", "POST"])
@once
def carry(request: HttpRequest) -> HttpResponse:
    """Ombudgetering: carry over what was not used in the year, for several projects at once."""
    actor = reader(request)
    require_recorder(actor, [])
    year = year_from(request)
    every = investments(year, projects=_open_projects())
    rows = [row for row in every if row.now.unused and row.now.is_closed]
    unknown = [row for row in every if row.now.current is not None and not row.now.is_closed]
    form = CarryForm(request.POST or None, year=year, rows=rows)
    if form.is_valid():
        try:
            carry_over(actor, year, form.amounts(), form.decided())
        except RuleBroken as broken:
            form.add_broken(broken)
        else:
            messages.success(request, _("Ombudgeteringen till %(year)s är antecknad.") % {"year": year + 1})
            return redirect(f"{reverse('budget:investments')}?ar={year + 1}")
    way = trail((_("Investeringar"), f"{reverse('budget:investments')}?ar={year}"), (_("Ombudgetera"), ""))
    return _shown(request, "carry", form, way, year=year, to_year=year + 1, unknown=unknown)


@require_http_methods(["GET", "POST"])
def correct(request: HttpRequest, pk: int) -> HttpResponse:
    """Take back an entry by a counter-entry, with the reason."""
    actor = reader(request)
    related = ("project__project", "project__unit", "decision__body")
    entry = get_object_or_404(InvestmentEntry.objects.select_related(*related), pk=pk)
    require_recorder(actor, [entry.project])
    alone, whole = entries_taken_back_with(entry), entries_taken_back_with(entry, with_years=True)
    years = [each for each in whole if each not in alone]
    form = TakeBackForm(request.POST or None, has_years=bool(years))
    if form.is_valid():
        values = form.cleaned_data
        try:
            correct_investment(actor, entry, values["reason"], with_years=values.get("with_years", False))
        except RuleBroken as broken:
            form.add_broken(broken)
        else:
            messages.success(request, _("Posten är rättad med en motpost. Båda står kvar i huvudboken."))
            return redirect("budget:investment", entry.project_id)
    way = project_trail(entry.project, _("Rätta en post"))
    return _shown(request, "correct", form, way, entry=entry, together=alone, years=years)
