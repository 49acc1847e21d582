"""Internal control: writing the risks of a draft and what is controlled."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from followup.actions import control_plans as actions
from followup.forms.control import ActivityForm, RiskForm
from followup.models import ControlActivity, Frequency, InternalControlPlan, Risk, RiskChoice
from followup.queries.control import units_of_body
from followup.views.control_pages import activity_or_404, plan_address, plan_or_404, trail, write
from followup.views.shared import known_actor
from goals.queries.choices import people
from goals.views.changing import FormPage, show_both
from sala_styr.errors import EditConflict
from sala_styr.organisation.actor import Actor
from sala_styr.shell.once import once


@require_http_methods(["GET", "POST"])
@once
def risk_form(request: HttpRequest, plan_pk: int, pk: int = 0) -> HttpResponse:
    """Add a risk to a draft, or change one. A new one that asks for something goes on to the question of what."""
    actor = known_actor(request)
    plan = plan_or_404(actor, plan_pk)
    risk = get_object_or_404(Risk, pk=pk, plan=plan) if pk else None
    names = (*actions.RISK_FIELDS, "version")
    initial = {name: getattr(risk, name) for name in names} if risk else {"choice": RiskChoice.CONTROL, "version": 0}
    form = RiskForm(
        request.POST or None, initial=initial, matrix=plan.matrix, units=units_of_body(plan.body, plan.year)
    )
    title = _("Ändra risken") if risk else _("Ny risk")
    page = FormPage(title, trail(plan, title), plan_address(plan.pk), _("Spara risken"), _what_the_law_asks())
    made: list[Risk] = []

    def act() -> None:
        said = dict(form.cleaned_data)
        made.append(actions.write_risk(actor, plan, risk, said.pop("version"), **said))

    try:
        answer = write(request, page, form, act, _("Risken är sparad."))
    except EditConflict:
        return show_both(request, page, form, Risk.objects.get(pk=pk), actions.RISK_FIELDS)
    if made and risk is None and made[0].choice != RiskChoice.ACCEPT:
        return redirect("followup:new_control", made[0].pk)
    return answer


def _what_the_law_asks() -> str:
    return _(
        "Intern kontroll ska vara tillräcklig för att förebygga fel och oegentligheter (kommunallagen 6 kap. 6 §)."
    )


@require_POST
def remove_risk(request: HttpRequest, pk: int) -> HttpResponse:
    """Take a risk out of a draft."""
    actor = known_actor(request)
    risk = get_object_or_404(Risk.objects.select_related("plan__body__parent"), pk=pk)
    plan_or_404(actor, risk.plan_id)
    actions.remove_risk(actor, risk)
    messages.success(request, _("Risken är borttagen. Den finns kvar i historiken."))
    return redirect("followup:control_plan", risk.plan_id)


@require_http_methods(["GET", "POST"])
@once
def new_control(request: HttpRequest, pk: int) -> HttpResponse:
    """Say what is controlled, or done, about a risk."""
    actor = known_actor(request)
    risk = get_object_or_404(Risk.objects.select_related("plan__body__parent", "plan__matrix"), pk=pk)
    plan = plan_or_404(actor, risk.plan_id)
    return _control_form(request, actor, plan, risk, None)


@require_http_methods(["GET", "POST"])
def edit_control(request: HttpRequest, pk: int) -> HttpResponse:
    """Change a control of a draft."""
    actor = known_actor(request)
    activity = activity_or_404(actor, pk)
    return _control_form(request, actor, activity.risk.plan, activity.risk, activity)


def _control_form(
    request: HttpRequest, actor: Actor, plan: InternalControlPlan, risk: Risk, activity: ControlActivity | None
) -> HttpResponse:
    names = (*actions.ACTIVITY_FIELDS, "version")
    initial = {name: getattr(activity, name) for name in names} if activity else {"frequency": 1, "version": 0}
    acts = risk.choice == RiskChoice.ACT
    form = ActivityForm(request.POST or None, initial=initial, people=people(), acts=acts)
    title = _("Vad gör ni åt risken?") if acts else _("Vad kontrollerar ni?")
    page = FormPage(title, trail(plan, title), plan_address(plan.pk), _("Spara"), risk.text)

    def act() -> None:
        said = {"frequency": Frequency.ONCE, **form.cleaned_data}
        actions.write_activity(actor, risk, activity, said.pop("version"), **said)

    try:
        return write(request, page, form, act, _("Sparat."))
    except EditConflict:
        stored = ControlActivity.objects.get(pk=activity.pk if activity else 0)
        return show_both(request, page, form, stored, [name for name in actions.ACTIVITY_FIELDS if name in form.fields])


@require_POST
def remove_control(request: HttpRequest, pk: int) -> HttpResponse:
    """Take a control out of a draft."""
    actor = known_actor(request)
    activity = activity_or_404(actor, pk)
    actions.remove_activity(actor, activity)
    messages.success(request, _("Kontrollen är borttagen. Den finns kvar i historiken."))
    return redirect(reverse("followup:control_plan", args=[activity.risk.plan_id]))
