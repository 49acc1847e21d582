"""Quality factors of a grunduppdrag: add, change, order and take away."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from goals.actions import quality as actions
from goals.forms.missions import QualityFactorForm
from goals.models import QualityFactor
from goals.queries import mission_of
from goals.views.changing import FormPage, done, show_both
from goals.views.fetching import acting
from goals.views.missions import trail, unit_or_404
from sala_styr.errors import EditConflict
from sala_styr.organisation.models import Unit
from sala_styr.shell.once import once


def factor_or_404(pk: int) -> QualityFactor:
    """The factor with its grunduppdrag and unit."""
    return get_object_or_404(QualityFactor.objects.select_related("mission__unit"), pk=pk)


@require_http_methods(["GET", "POST"])
@once
def factor_create(request: HttpRequest, unit: int) -> HttpResponse:
    """One more thing that good quality is."""
    found = unit_or_404(unit)
    actions.require_writer(acting(request), found)
    mission = mission_of(found)
    if mission is None:
        raise Http404
    form = QualityFactorForm(request.POST or None, is_new=True)

    def act() -> None:
        actions.add_factor(acting(request), mission, **form.cleaned_data)

    if form.is_valid() and done(form, act):
        messages.success(request, _("Kvalitetsfaktorn är tillagd."))
        return _back(found)
    return _page(found, _("Ny kvalitetsfaktor"), _("Lägg till")).show(request, form)


@require_http_methods(["GET", "POST"])
def factor_edit(request: HttpRequest, pk: int) -> HttpResponse:
    """Say it better."""
    found = factor_or_404(pk)
    actions.require_writer(acting(request), found.mission.unit)
    initial = {name: getattr(found, name) for name in ("name", "text", "version")}
    form = QualityFactorForm(request.POST or None, initial=initial, is_new=False)
    page = _page(found.mission.unit, found.name, _("Spara"))

    def act() -> None:
        values: dict[str, Any] = dict(form.cleaned_data)
        actions.edit_factor(acting(request), found, values.pop("version"), **values)

    try:
        if form.is_valid() and done(form, act):
            messages.success(request, _("Ändringen är sparad."))
            return _back(found.mission.unit)
    except EditConflict:
        return show_both(request, page, form, factor_or_404(pk), ("name", "text"))
    return page.show(request, form)


@require_POST
def factor_move(request: HttpRequest, pk: int) -> HttpResponse:
    """Earlier or later (``vart``)."""
    found = factor_or_404(pk)
    actions.move_factor(acting(request), found, {"upp": -1, "ned": 1}.get(request.POST.get("vart", ""), 0))
    return _back(found.mission.unit)


@require_POST
def factor_remove(request: HttpRequest, pk: int) -> HttpResponse:
    """Take it away, when nothing measures it. The history keeps it."""
    found = factor_or_404(pk)
    actions.remove_factor(acting(request), found)
    messages.success(request, _("”%(name)s” är borttagen.") % {"name": found.name})
    return _back(found.mission.unit)


def _page(unit: Unit, title: str, button: str) -> FormPage:
    back = reverse("goals:mission", args=[unit.pk])
    return FormPage(title, [*trail(), (unit.name, back), (title, "")], f"{back}#kvalitet", button)


def _back(unit: Unit) -> HttpResponse:
    return redirect(reverse("goals:mission", args=[unit.pk]) + "#kvalitet")
