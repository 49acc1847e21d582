"""What a period asks and when, as a controller arranges it."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from followup.actions import period_sections as verbs
from followup.forms.period_sections import DueDaysForm, PeriodSectionForm
from followup.models import DueRule, Period, PeriodSection, SectionKind
from followup.queries.due import due_days
from followup.queries.sections import sections_of
from followup.rules import may_steer_periods
from followup.section_defaults import DEFAULT_DAYS
from followup.views.shared import known_actor, period_or_404
from sala_styr.errors import RuleBroken
from sala_styr.organisation.actor import Actor
from sala_styr.organisation.models import UnitKind
from sala_styr.organisation.rules import require
from sala_styr.shell.once import once


def _controller(request: HttpRequest) -> Actor:
    actor = known_actor(request)
    require(may_steer_periods(actor), _("Vad vi frågar och när sköts av en controller."))
    return actor


@require_http_methods(["GET", "POST"])
def period_asks(request: HttpRequest, pk: int) -> HttpResponse:
    """The sections of the period, and the days of each level: sent, it changes the days."""
    actor = _controller(request)
    period = period_or_404(pk)
    rules = dict(DueRule.objects.filter(period=period).values_list("unit_kind", "days_before"))
    form = DueDaysForm(request.POST or None, days=rules)
    if form.is_valid():
        try:
            verbs.set_due_days(actor, period, form.cleaned_data)
        except RuleBroken as error:
            form.add_error(error.field, str(error))
        else:
            messages.success(request, _("Dagarna är ändrade."))
            return redirect(_url(period))
    days = due_days([period])[period.pk]
    context = {
        "period": period,
        "sections": [_row(section) for section in sections_of(period)],
        "form": form,
        "levels": [{"field": form[kind], "day": days.get(kind, period.due)} for kind in DEFAULT_DAYS],
        "too_early": any(day <= period.last_day for day in days.values()),
    }
    return render(request, "followup/period_asks.html", context, status=422 if form.is_bound else 200)


def _row(section: PeriodSection) -> dict[str, Any]:
    return {"section": section, "who": [UnitKind(kind).label for kind in section.unit_kinds]}


@require_http_methods(["GET", "POST"])
@once
def new_section(request: HttpRequest, pk: int) -> HttpResponse:
    """Ask one thing more."""
    actor = _controller(request)
    period = period_or_404(pk)
    there = {section.kind for section in sections_of(period)}
    kinds = [str(kind) for kind in SectionKind if kind == SectionKind.QUESTION or kind not in there]
    form = PeriodSectionForm(request.POST or None, kinds=kinds, initial=PeriodSectionForm.initial_of(None))
    if form.is_valid():
        said = {"kind": SectionKind.QUESTION} | form.cleaned_data
        said.pop("version")
        try:
            verbs.add_section(actor, period, **said)
        except RuleBroken as error:
            form.add_error(error.field if error.field in form.fields else None, str(error))
        else:
            messages.success(request, _("Avsnittet finns nu med i %(period)s.") % {"period": period})
            return redirect(_url(period))
    return _form_page(request, form, period, None)


@require_http_methods(["GET", "POST"])
def edit_section(request: HttpRequest, pk: int) -> HttpResponse:
    """Change heading, instruction and who answers."""
    actor = _controller(request)
    section = _section(pk)
    initial = PeriodSectionForm.initial_of(section)
    form = PeriodSectionForm(request.POST or None, kinds=[section.kind], initial=initial)
    if form.is_valid():
        try:
            verbs.change_section(actor, section, **form.cleaned_data)
        except RuleBroken as error:
            form.add_error(error.field if error.field in form.fields else None, str(error))
        else:
            messages.success(request, _("Avsnittet är ändrat."))
            return redirect(_url(section.period))
    return _form_page(request, form, section.period, section)


@require_POST
def arrange_section(request: HttpRequest, pk: int) -> HttpResponse:
    """``gor``: upp, ner or bort."""
    actor = _controller(request)
    section = _section(pk)
    wanted = request.POST.get("gor", "")
    if wanted == "bort":
        verbs.remove_section(actor, section)
        messages.success(request, _("%(section)s frågas inte längre.") % {"section": section.title})
    elif wanted in ("upp", "ner"):
        verbs.move_section(actor, section, wanted == "upp")
    return redirect(_url(section.period))


def _form_page(
    request: HttpRequest, form: PeriodSectionForm, period: Period, section: PeriodSection | None
) -> HttpResponse:
    context = {"form": form, "period": period, "section": section}
    return render(request, "followup/period_section_form.html", context, status=422 if form.is_bound else 200)


def _section(pk: int) -> PeriodSection:
    return get_object_or_404(PeriodSection.objects.select_related("period"), pk=pk)


def _url(period: Period) -> str:
    return reverse("followup:period_asks", args=[period.pk])
