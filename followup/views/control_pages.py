"""What the pages of internal control have in common: fetching for this person, addresses, and one form with one action."""

from collections.abc import Callable
from typing import Any

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _

from followup.models import ControlActivity, InternalControlPlan, RiskMatrix
from followup.queries.control import whole_activities
from followup.queries.places import place_of
from followup.rules import control as rules
from goals.views.changing import FormPage, done
from sala_styr.organisation.actor import Actor

LEVELS = {"low": ("empty", "success"), "middle": ("half", "warning"), "high": ("attention", "danger")}
"""Symbol and tone of each level of risk."""


def level_look(level: str) -> tuple[str, str, str]:
    """Symbol, word and tone of how high a risk is."""
    sign, tone = LEVELS[level]
    return sign, {"low": _("låg"), "middle": _("medelhög"), "high": _("hög")}[level], tone


def limits_of(matrix: RiskMatrix) -> list[tuple[tuple[str, str, str], str]]:
    """Each level's look with the values it covers, the lowest first."""
    highest = len(matrix.likelihoods) * len(matrix.consequences)
    return [
        (level_look("low"), f"1–{matrix.low_to}"),
        (level_look("middle"), f"{matrix.low_to + 1}–{matrix.middle_to}"),
        (level_look("high"), f"{matrix.middle_to + 1}–{highest}"),
    ]


def plan_or_404(actor: Actor, pk: int) -> InternalControlPlan:
    """The plan, if this person may read it."""
    whole = InternalControlPlan.objects.select_related("body__parent", "matrix", "decision__body")
    found = whole.filter(pk=pk).first()
    if found is None or not rules.may_read_control_plan(actor, found, place_of(found.body)):
        raise Http404
    return found


def activity_or_404(actor: Actor, pk: int) -> ControlActivity:
    """The control, if this person may read its plan."""
    found = whole_activities().filter(pk=pk).first()
    if found is None:
        raise Http404
    plan = found.risk.plan
    if not rules.may_read_control_plan(actor, plan, place_of(plan.body)):
        raise Http404
    return found


def plan_address(pk: int, mark: str = "") -> str:
    """The plan's page, at ``mark``."""
    return reverse("followup:control_plan", args=[pk]) + mark


def list_address(year: int, mark: str = "") -> str:
    """The year's plans and companies."""
    return f"{reverse('followup:control_plans')}?ar={year}{mark}"


def trail(plan: InternalControlPlan, here: str) -> list[tuple[str, str]]:
    """The way to a page under the plan."""
    return [(_("Intern kontroll"), list_address(plan.year)), (str(plan), plan_address(plan.pk)), (here, "")]


def write(
    request: HttpRequest, page: FormPage, form: forms.Form, act: Callable[[], Any], said: str, onwards: str = ""
) -> HttpResponse:
    """Act on a valid form, say so and go on (to ``onwards``, else the page one came from); else show the form. EditConflict flies on."""
    if form.is_valid() and done(form, act):
        messages.success(request, said)
        return redirect(onwards or page.back)
    return page.show(request, form)
