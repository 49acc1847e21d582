"""Taking another steering model into use from a new year: first what it would mean, then the change; and taking it back while it is unused."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from goals import model_files, rules
from goals.actions.steering_model_switch import remove_steering_model, switch_steering_model
from goals.forms import VersionedForm
from goals.forms.steering_model import COPY, SwitchForm
from goals.models import SteeringModel
from goals.queries.steering_model import as_data, switch_preview
from goals.views.changing import done
from goals.views.fetching import acting
from goals.views.steering_model_edit import answer, page_of
from sala_styr.decisions.queries import current_year, years
from sala_styr.organisation.rules import require

DO = "byt"


@require_http_methods(["GET", "POST"])
def switch(request: HttpRequest) -> HttpResponse:
    """Choose model and year; see what changes and what stays; then do it (``gor=byt``)."""
    require(rules.may_edit_steering_model(acting(request)), rules.who_may_edit_steering_model())
    present = SteeringModel.objects.in_force(current_year()).first()
    ours = {name: model_files.read_ours(name)["name"] for name in model_files.names()}
    form = SwitchForm(
        request.POST or None, initial={"from_year": _next_year()}, ours=ours, may_copy=present is not None
    )
    context: dict[str, Any] = {"form": form, "trail": _trail()}
    if form.is_valid():
        data, year = _data(form, present), form.cleaned_data["from_year"]
        made: list[SteeringModel] = []

        def act() -> None:
            made.append(switch_steering_model(acting(request), data, year).model)

        if request.POST.get("gor") == DO and done(form, act):
            messages.success(request, _("%(model)s gäller från och med %(year)d.") % {"model": made[0], "year": year})
            return redirect("goals:steering_model", pk=made[0].pk)
        context["preview"] = switch_preview(data, year)
    status = 422 if form.is_bound and form.errors else 200
    return render(request, "goals/steering_model_switch.html", context, status=status)


def _data(form: SwitchForm, present: SteeringModel | None) -> Any:
    chosen = form.cleaned_data["model"]
    if chosen == COPY and present is not None:
        return as_data(present, form.cleaned_data["name"].strip())
    return model_files.read_ours(chosen)


def _next_year() -> int:
    """The year after the last one that there is: the earliest that nobody has begun to plan."""
    known = [each.year for each in years()]
    return (max(known) if known else current_year()) + 1


def _trail() -> list[tuple[str, str]]:
    return [(_("Så styr vi"), reverse("goals:steering_models")), (_("Byt styrmodell"), "")]


@require_http_methods(["GET", "POST"])
def remove(request: HttpRequest, pk: int) -> HttpResponse:
    """Take back a model that nobody has used."""
    require(rules.may_edit_steering_model(acting(request)), rules.who_may_edit_steering_model())
    model = get_object_or_404(SteeringModel, pk=pk)
    form = VersionedForm(request.POST or None, initial={"version": model.version})
    text = _(
        "”%(what)s” försvinner och den styrmodell som gällde före den fortsätter. Det går bara när ingen har använt den."
    )
    page = page_of(model, _("Ta bort: %(what)s") % {"what": model}, _("Ta bort"), text % {"what": model}, "danger")

    def act() -> None:
        remove_steering_model(acting(request), model, form.cleaned_data["version"])

    response = answer(request, model, page, form, act)
    return redirect("goals:steering_models") if response.status_code == 302 else response
