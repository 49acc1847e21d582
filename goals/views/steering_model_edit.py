"""The administrator changes a steering model: each form one change, with the version that was read."""

from collections.abc import Callable
from typing import Any

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST

from goals import rules
from goals.actions import steering_model_edit as actions
from goals.forms import VersionedForm, differing
from goals.forms.steering_model import AreaForm, GroupingForm, LevelForm, NameForm, StepForm, TermsForm
from goals.models import Area, Grouping, Level, PlanItem, ScaleKind, ScaleValue, SteeringModel
from goals.terms import TERMS
from goals.views.changing import FormPage, done
from goals.views.fetching import acting
from sala_styr.errors import EditConflict
from sala_styr.organisation.rules import require
from sala_styr.shell.once import once

LEVEL_NAMES = tuple(name for name in LevelForm.base_fields if name != "version")
STEP_NAMES = tuple(name for name in StepForm.base_fields if name != "version")


def _require_administrator(request: HttpRequest) -> None:
    require(rules.may_edit_steering_model(acting(request)), rules.who_may_edit_steering_model())


def page_of(model: SteeringModel, title: str, button: str, text: str = "", tone: str = "") -> FormPage:
    """A form that leads back to the model's page."""
    back = reverse("goals:steering_model", args=[model.pk])
    trail = [(_("Så styr vi"), reverse("goals:steering_models")), (model.name, back), (title, "")]
    return FormPage(title, trail, back, button, text, tone)


def answer(
    request: HttpRequest,
    model: SteeringModel,
    page: FormPage,
    form: forms.BaseForm,
    act: Callable[[], Any],
    stored: Callable[[], Any] | None = None,
    names: tuple[str, ...] = (),
) -> HttpResponse:
    """Show the form, or do it and go back to the model. ``stored``: what to show beside what was typed when somebody else was first."""
    try:
        if form.is_valid() and done(form, act):
            messages.success(request, _("Styrmodellen är ändrad."))
            return redirect(page.back)
    except EditConflict:
        if stored is None or not isinstance(form, VersionedForm):
            raise
        form.show_version(SteeringModel.objects.values_list("version", flat=True).get(pk=model.pk))
        return page.show(request, form, differing(form, stored(), names))
    return page.show(request, form)


@require_http_methods(["GET", "POST"])
def rename(request: HttpRequest, pk: int) -> HttpResponse:
    """The model's name."""
    _require_administrator(request)
    model = get_object_or_404(SteeringModel, pk=pk)
    form = NameForm(request.POST or None, initial={"name": model.name, "version": model.version})

    def act() -> None:
        actions.rename_model(acting(request), model, form.cleaned_data["version"], form.cleaned_data["name"])

    page = page_of(model, _("Ändra namnet"), _("Spara"))
    return answer(request, model, page, form, act, lambda: SteeringModel.objects.get(pk=pk), ("name",))


@require_http_methods(["GET", "POST"])
def terms(request: HttpRequest, pk: int) -> HttpResponse:
    """What the municipality calls its parts."""
    _require_administrator(request)
    model = get_object_or_404(SteeringModel, pk=pk)
    form = TermsForm(request.POST or None, initial={**model.terms, "version": model.version})

    def act() -> None:
        actions.set_terms(acting(request), model, form.cleaned_data["version"], form.words())

    def stored() -> Any:
        found = SteeringModel.objects.get(pk=pk)
        for key in TERMS:
            setattr(found, key, found.terms.get(key, ""))
        return found

    text = _("Orden används i planens sidor och i rapporterna.")
    page = page_of(model, _("Ändra orden"), _("Spara"), text)
    return answer(request, model, page, form, act, stored, tuple(TERMS))


@require_http_methods(["GET", "POST"])
@once
def level_create(request: HttpRequest, pk: int) -> HttpResponse:
    """A new level, last in the chain."""
    _require_administrator(request)
    model = get_object_or_404(SteeringModel, pk=pk)
    initial = {"version": model.version, "followed_up": True, "parent_required": True}
    form = LevelForm(request.POST or None, initial=initial, above=model.levels.order_by("order"), used=False)

    def act() -> None:
        actions.add_level(acting(request), model, form.cleaned_data["version"], **form.values())

    text = _("Nivån läggs sist. Flytta den sedan dit den ska stå.")
    return answer(request, model, page_of(model, _("Ny nivå"), _("Lägg till"), text), form, act)


@require_http_methods(["GET", "POST"])
def level_edit(request: HttpRequest, pk: int) -> HttpResponse:
    """A level's words and manners; its place in the chain only while nothing stands on it."""
    _require_administrator(request)
    level = get_object_or_404(Level.objects.select_related("steering_model", "parent"), pk=pk)
    model = level.steering_model
    number = PlanItem.objects.filter(step=level).count()
    initial = {name: getattr(level, name) for name in LEVEL_NAMES} | {"version": model.version}
    above = model.levels.filter(order__lt=level.order).order_by("order")
    form = LevelForm(request.POST or None, initial=initial, above=above, used=bool(number))

    def act() -> None:
        actions.edit_level(acting(request), level, form.cleaned_data["version"], **form.values())

    text = ""
    if number:
        text = ngettext(
            "Planen har %(number)d del på den här nivån.", "Planen har %(number)d delar på den här nivån.", number
        ) % {"number": number}
        text += " " + _(
            "Orden kan ändras och hur sträng den är, men inte vem som äger den, vad den svarar på "
            "eller om den beslutas: då skulle det som redan är beslutat betyda något annat. Byt styrmodell från ett nytt år i stället."
        )
    page = page_of(model, _("Ändra: %(what)s") % {"what": level.singular}, _("Spara"), text)
    return answer(request, model, page, form, act, lambda: Level.objects.get(pk=pk), LEVEL_NAMES)


@require_POST
def level_move(request: HttpRequest, pk: int) -> HttpResponse:
    """One place up (``upp=1``) or down."""
    level = get_object_or_404(Level.objects.select_related("steering_model"), pk=pk)
    up = request.POST.get("upp") == "1"
    actions.move_level(acting(request), level, sent_version(request), up=up)
    return redirect(reverse("goals:steering_model", args=[level.steering_model_id]) + f"#niva-{level.pk}")


@require_http_methods(["GET", "POST"])
def level_remove(request: HttpRequest, pk: int) -> HttpResponse:
    """A level that nothing stands on, after a question."""
    level = get_object_or_404(Level.objects.select_related("steering_model"), pk=pk)
    text = _("Nivån ”%(what)s” försvinner ur styrmodellen. Historiken finns kvar.") % {"what": level.singular}
    return _remove(request, level.steering_model, level.singular, text, actions.remove_level, level)


@require_http_methods(["GET", "POST"])
@once
def grouping_create(request: HttpRequest, pk: int) -> HttpResponse:
    """A new way to sort the goals."""
    _require_administrator(request)
    model = get_object_or_404(SteeringModel, pk=pk)
    form = GroupingForm(request.POST or None, initial={"version": model.version})

    def act() -> None:
        values = dict(form.cleaned_data)
        actions.add_grouping(acting(request), model, values.pop("version"), **values)

    return answer(request, model, page_of(model, _("Ny indelning"), _("Lägg till")), form, act)


@require_http_methods(["GET", "POST"])
def grouping_edit(request: HttpRequest, pk: int) -> HttpResponse:
    """A grouping's words."""
    _require_administrator(request)
    grouping = get_object_or_404(Grouping.objects.select_related("steering_model"), pk=pk)
    model = grouping.steering_model
    names = ("singular", "plural")
    form = GroupingForm(
        request.POST or None, initial={name: getattr(grouping, name) for name in names} | {"version": model.version}
    )

    def act() -> None:
        values = dict(form.cleaned_data)
        actions.edit_grouping(acting(request), grouping, values.pop("version"), **values)

    page = page_of(model, _("Ändra: %(what)s") % {"what": grouping.plural}, _("Spara"))
    return answer(request, model, page, form, act, lambda: Grouping.objects.get(pk=pk), names)


@require_http_methods(["GET", "POST"])
def grouping_remove(request: HttpRequest, pk: int) -> HttpResponse:
    """A grouping with its areas, after a question."""
    grouping = get_object_or_404(Grouping.objects.select_related("steering_model"), pk=pk)
    text = _("Indelningen ”%(what)s” försvinner med sina områden. Historiken finns kvar.") % {"what": grouping.plural}
    return _remove(request, grouping.steering_model, grouping.plural, text, actions.remove_grouping, grouping)


@require_http_methods(["GET", "POST"])
@once
def area_create(request: HttpRequest, pk: int) -> HttpResponse:
    """A new area in a grouping."""
    _require_administrator(request)
    grouping = get_object_or_404(Grouping.objects.select_related("steering_model"), pk=pk)
    model = grouping.steering_model
    form = AreaForm(request.POST or None, initial={"version": model.version})

    def act() -> None:
        values = dict(form.cleaned_data)
        actions.add_area(acting(request), grouping, values.pop("version"), **values)

    page = page_of(model, _("Lägg till: %(what)s") % {"what": grouping.singular}, _("Lägg till"))
    return answer(request, model, page, form, act)


@require_http_methods(["GET", "POST"])
def area_edit(request: HttpRequest, pk: int) -> HttpResponse:
    """An area's name."""
    _require_administrator(request)
    area = get_object_or_404(Area.objects.select_related("grouping__steering_model"), pk=pk)
    model = area.grouping.steering_model
    form = AreaForm(request.POST or None, initial={"name": area.name, "version": model.version})

    def act() -> None:
        values = dict(form.cleaned_data)
        actions.edit_area(acting(request), area, values.pop("version"), **values)

    page = page_of(model, _("Ändra: %(what)s") % {"what": area.name}, _("Spara"))
    return answer(request, model, page, form, act, lambda: Area.objects.get(pk=pk), ("name",))


@require_http_methods(["GET", "POST"])
def area_remove(request: HttpRequest, pk: int) -> HttpResponse:
    """An area that nothing stands in, after a question."""
    area = get_object_or_404(Area.objects.select_related("grouping__steering_model"), pk=pk)
    text = _("Området ”%(what)s” försvinner. Historiken finns kvar.") % {"what": area.name}
    return _remove(request, area.grouping.steering_model, area.name, text, actions.remove_area, area)


def _remove(
    request: HttpRequest, model: SteeringModel, what: str, text: str, action: Callable[..., Any], row: Any
) -> HttpResponse:
    _require_administrator(request)
    form = VersionedForm(request.POST or None, initial={"version": model.version})

    def act() -> None:
        action(acting(request), row, form.cleaned_data["version"])

    page = page_of(model, _("Ta bort: %(what)s") % {"what": what}, _("Ta bort"), text, "danger")
    return answer(request, model, page, form, act)


@require_http_methods(["GET", "POST"])
@once
def step_create(request: HttpRequest, pk: int, kind: str) -> HttpResponse:
    """A new step, last in its scale."""
    _require_administrator(request)
    model = get_object_or_404(SteeringModel, pk=pk)
    if kind not in ScaleKind.values:
        raise Http404
    form = StepForm(request.POST or None, initial={"version": model.version, "in_use": True}, kind=kind)

    def act() -> None:
        actions.add_step(acting(request), model, form.cleaned_data["version"], kind, **form.values())

    page = page_of(model, _("Nytt steg: %(scale)s") % {"scale": ScaleKind(kind).label}, _("Lägg till"))
    return answer(request, model, page, form, act)


@require_http_methods(["GET", "POST"])
def step_edit(request: HttpRequest, pk: int) -> HttpResponse:
    """A step's words and look, and whether it can be chosen."""
    _require_administrator(request)
    step = get_object_or_404(ScaleValue.objects.select_related("steering_model"), pk=pk)
    model = step.steering_model
    initial = {name: getattr(step, name) for name in STEP_NAMES} | {"version": model.version}
    form = StepForm(request.POST or None, initial=initial, kind=step.kind)

    def act() -> None:
        actions.edit_step(acting(request), step, form.cleaned_data["version"], **form.values())

    text = _(
        "Det som redan är bedömt får det nya ordet. Betyder steget något annat: gör ett nytt och ta det här ur bruk."
    )
    page = page_of(model, _("Ändra: %(what)s") % {"what": step.text}, _("Spara"), text)
    return answer(request, model, page, form, act, lambda: ScaleValue.objects.get(pk=pk), STEP_NAMES)


@require_POST
def step_move(request: HttpRequest, pk: int) -> HttpResponse:
    """One place up (``upp=1``) or down."""
    step = get_object_or_404(ScaleValue.objects.select_related("steering_model"), pk=pk)
    actions.move_step(acting(request), step, sent_version(request), up=request.POST.get("upp") == "1")
    return redirect(reverse("goals:steering_model", args=[step.steering_model_id]) + f"#steg-{step.pk}")


@require_POST
def scale_adopt(request: HttpRequest, pk: int, kind: str) -> HttpResponse:
    """Write Sala's scale into the model, so that it can be changed."""
    model = get_object_or_404(SteeringModel, pk=pk)
    actions.adopt_scale(acting(request), model, sent_version(request), kind)
    messages.success(request, _("Skalan ligger nu i styrmodellen och kan ändras."))
    return redirect(reverse("goals:steering_model", args=[pk]) + f"#skala-{kind}")


def sent_version(request: HttpRequest) -> int:
    """The version that a button carries; 0, which no model has, for anything else."""
    sent = request.POST.get("version", "")
    return int(sent) if sent.isascii() and sent.isdigit() and len(sent) < 10 else 0
