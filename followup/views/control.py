"""Internal control: the year's plans, one plan with its matrix and results, and entering that it is decided."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from followup.actions.control_plans import begin_control_plan, decide_control_plan
from followup.forms.control import DecideForm
from followup.models import ControlMeasure, InternalControlPlan, RiskChoice
from followup.queries import control as queries
from followup.queries.company_reviews import board_now, companies_with_reviews
from followup.queries.places import place_of
from followup.rules import control as rules
from followup.rules.improvements import may_raise_improvements
from followup.rules.place import Place
from followup.views.control_pages import level_look, limits_of, plan_address, plan_or_404, trail, write
from followup.views.shared import known_actor
from goals.views.changing import FormPage
from sala_styr.decisions.queries import year_from, years
from sala_styr.organisation.actor import Actor


@require_safe
def control_plans(request: HttpRequest) -> HttpResponse:
    """Each body's plans of the year, and the companies with their tests. A constant number of queries."""
    actor, year = known_actor(request), year_from(request)
    board = board_now()
    board_id = board.pk if board else None
    may_review = rules.may_write_review(actor, board_id)
    context = {
        "bodies": queries.plans_of_year(actor, year),
        "companies": companies_with_reviews(actor, year, may_review),
        "may_review": may_review,
        "may_decide_review": rules.may_decide_review(actor, board_id),
        "year": year,
        "years": [each.year for each in years()],
    }
    return render(request, "followup/control_plans.html", context)


@require_POST
def begin_plan(request: HttpRequest, year: int, pk: int) -> HttpResponse:
    """A draft, or the next version of what is decided."""
    actor = known_actor(request)
    plan = begin_control_plan(actor, get_object_or_404(queries.planning_bodies(year), pk=pk), year)
    messages.success(request, _("Utkastet finns här. Det gäller först när nämnden har beslutat."))
    return redirect("followup:control_plan", plan.pk)


@require_safe
def control_plan(request: HttpRequest, pk: int) -> HttpResponse:
    """One version: the matrix, the risks, what was controlled and found. A constant number of queries."""
    actor = known_actor(request)
    plan = plan_or_404(actor, pk)
    place = place_of(plan.body)
    versions = queries.versions_of(actor, plan)
    newest = next((each for each in reversed(versions) if each.is_decided), None)
    context = {
        "plan": plan,
        "versions": versions,
        "newer": newest if plan.is_decided and newest != plan else None,
        "limits": limits_of(plan.matrix),
        "writes": not plan.is_decided and rules.may_write_control_plan(actor, place),
        "may_renew": versions[-1].is_decided and rules.may_write_control_plan(actor, place),
        "may_raise": may_raise_improvements(actor),
        "may_decide": not plan.is_decided and rules.may_decide_control_plan(actor, plan.body_id),
        "in_force": plan == newest,
        "year": plan.year,
        **_risks(actor, plan, place, answered=plan == newest),
    }
    return render(request, "followup/control_plan.html", context)


def _risks(actor: Actor, plan: InternalControlPlan, place: Place, *, answered: bool) -> dict[str, object]:
    """The risks as the page shows them. ``answered``: may results be written at all?"""
    rows, today = queries.risk_rows(plan), timezone.localdate()
    shown = [
        {
            "row": row,
            "look": level_look(row.level),
            "accepts": row.risk.choice == RiskChoice.ACCEPT,
            "activities": [
                {
                    "row": each,
                    "late": answered and each.is_late(today),
                    "answers": answered and rules.may_answer(actor, each.activity.responsible_id, place),
                    "results": [
                        (result, [_measure(actor, measure, place) for measure in result.measures.all()])
                        for result in each.results
                    ],
                }
                for each in row.activities
            ],
        }
        for row in rows
    ]
    return {"risks": shown, "matrix": plan.matrix, "rows": queries.matrix_rows(plan.matrix, rows)}


def _measure(actor: Actor, measure: ControlMeasure, place: Place) -> tuple[object, bool, bool]:
    """The measure, whether its day has passed, and whether the person may say that it is done."""
    late = measure.is_late(timezone.localdate())
    return measure, late, measure.done_on is None and rules.may_answer(actor, measure.responsible_id, place)


@require_http_methods(["GET", "POST"])
def decide_plan(request: HttpRequest, pk: int) -> HttpResponse:
    """Enter that the body has decided."""
    actor = known_actor(request)
    plan = plan_or_404(actor, pk)
    form = DecideForm(request.POST or None, body=plan.body)
    page = FormPage(
        _("Planen är beslutad"),
        trail(plan, _("Beslut")),
        plan_address(pk),
        _("Skriv in beslutet"),
        _("När beslutet är inskrivet kan ingen ändra planen. Vill ni ändra något senare gör ni en ny version."),
    )
    return write(
        request,
        page,
        form,
        lambda: decide_control_plan(actor, plan, form.cleaned_data["decision"]),
        _("Planen är beslutad."),
    )
