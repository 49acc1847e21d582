"""The wheel's steps: the controller's pages, and noting that a step is done."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST

from followup.actions.wheel import (
    add_step,
    change_step,
    load_standard,
    note_done,
    note_part_done,
    set_year,
    take_back_done,
    take_back_part,
)
from followup.forms.wheel import WheelDoneForm, WheelStepForm, WheelYearForm
from followup.models import WheelPart, WheelStep, WheelYear
from followup.queries.wheel_progress import COUNTED_BY_UNIT
from followup.rules import may_steer_wheel
from followup.views.shared import known_actor
from sala_styr.decisions.queries import year_from
from sala_styr.errors import EditConflict, RuleBroken
from sala_styr.organisation.actor import Actor
from sala_styr.organisation.models import Unit
from sala_styr.organisation.rules import require
from sala_styr.shell.once import once


@require_POST
@once
def standard(request: HttpRequest) -> HttpResponse:
    """Put in the law's days and the customary steps."""
    count = load_standard(known_actor(request))
    said = ngettext("%(n)d steg lades in i årshjulet.", "%(n)d steg lades in i årshjulet.", count) % {"n": count}
    messages.success(request, said if count else _("Alla lagens dagar och vanliga steg finns redan."))
    return redirect("followup:wheel")


@require_http_methods(["GET", "POST"])
@once
def new_step(request: HttpRequest) -> HttpResponse:
    """A controller adds a step."""
    actor, year = _controller(request), year_from(request)
    form = WheelStepForm(request.POST or None, year=year, initial={"is_asked": True, "on_working_day": True})
    if form.is_valid():
        try:
            step = add_step(actor, **form.written())
        except RuleBroken as error:
            form.add_error(error.field, str(error))
        else:
            messages.success(request, _("Steget ”%(name)s” finns nu i årshjulet.") % {"name": step.name})
            return redirect(_wheel_url(year))
    return _page(request, form, None, year)


@require_http_methods(["GET", "POST"])
def edit_step(request: HttpRequest, pk: int) -> HttpResponse:
    """A controller changes a step for all years."""
    actor, year = _controller(request), year_from(request)
    step = get_object_or_404(WheelStep, pk=pk)
    form = WheelStepForm.for_step(step, year, request.POST or None)
    if form.is_valid():
        try:
            change_step(actor, step, form.cleaned_data["version"] or 0, **form.written())
        except EditConflict as error:
            form.add_error(None, str(error))
            form.stands_on(WheelStep.objects.values_list("version", flat=True).get(pk=pk))
        except RuleBroken as error:
            form.add_error(error.field, str(error))
        else:
            messages.success(request, _("Steget är ändrat för alla år."))
            return redirect(_wheel_url(year))
    return _page(request, form, step, year)


@require_http_methods(["GET", "POST"])
def step_in_year(request: HttpRequest, pk: int, year: int) -> HttpResponse:
    """A controller says what is special in one year."""
    actor = _controller(request)
    step = get_object_or_404(WheelStep, pk=pk)
    form = WheelYearForm.for_year(_row(step, year), request.POST or None)
    if form.is_valid():
        try:
            set_year(actor, step, year, **form.cleaned_data)
        except RuleBroken as error:
            form.add_error(error.field, str(error))
        else:
            messages.success(request, _("Steget är ändrat för %(year)s.") % {"year": year})
            return redirect(_wheel_url(year))
    return _small_page(request, "followup/wheel_year.html", form, step, year)


@require_http_methods(["GET", "POST"])
def done(request: HttpRequest, pk: int, year: int) -> HttpResponse:
    """Who answers for a step notes that it is done, and where one can read it; ``?enhet=`` only that unit's part."""
    actor = known_actor(request)
    step, unit = get_object_or_404(WheelStep, pk=pk), _unit(request)
    form = WheelDoneForm.on_day(timezone.localdate(), request.POST or None)
    if form.is_valid():
        try:
            if unit is None:
                note_done(actor, step, year, **form.cleaned_data)
            else:
                note_part_done(actor, step, year, unit, **form.cleaned_data)
        except RuleBroken as error:
            form.add_error(error.field, str(error))
        else:
            messages.success(request, _("”%(name)s” är noterat som klart.") % {"name": step.name})
            return redirect(_wheel_url(year))
    return _small_page(request, "followup/wheel_done.html", form, step, year, unit)


@require_POST
def not_done(request: HttpRequest, pk: int, year: int) -> HttpResponse:
    """Take back that a step, or with ``?enhet=`` a unit's part of it, is done."""
    step, unit = get_object_or_404(WheelStep, pk=pk), _unit(request)
    if unit is None:
        take_back_done(known_actor(request), step, year)
    else:
        take_back_part(known_actor(request), step, year, unit)
    messages.success(request, _("”%(name)s” är inte längre noterat som klart.") % {"name": step.name})
    return redirect(_wheel_url(year))


def _controller(request: HttpRequest) -> Actor:
    actor = known_actor(request)
    require(may_steer_wheel(actor), _("Årshjulet sköts av en controller."))
    return actor


def _row(step: WheelStep, year: int) -> WheelYear | None:
    return WheelYear.objects.filter(step=step, year=year).first()


def _unit(request: HttpRequest) -> Unit | None:
    """The unit that the page is about; None for the whole step."""
    wanted = request.GET.get("enhet", "")
    return get_object_or_404(Unit, pk=int(wanted)) if wanted.isdecimal() else None


def _wheel_url(year: int) -> str:
    return f"{reverse('followup:wheel')}?ar={year}"


def _page(request: HttpRequest, form: WheelStepForm, step: WheelStep | None, year: int) -> HttpResponse:
    context = {"form": form, "step": step, "year": year, "back": _wheel_url(year)}
    return render(request, "followup/wheel_step.html", context, status=422 if form.is_bound else 200)


def _small_page(
    request: HttpRequest,
    template: str,
    form: WheelYearForm | WheelDoneForm,
    step: WheelStep,
    year: int,
    unit: Unit | None = None,
) -> HttpResponse:
    context = {
        "form": form,
        "step": step,
        "year": year,
        "row": _row(step, year) if unit is None else WheelPart.objects.filter(step=step, year=year, unit=unit).first(),
        "unit": unit,
        "counted": step.work in COUNTED_BY_UNIT,
        "back": _wheel_url(year),
    }
    return render(request, template, context, status=422 if form.is_bound else 200)
