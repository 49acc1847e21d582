"""God ekonomisk hushållning: the goals of both kinds side by side, the joint judgement, and the questions that auditors ask every year."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from followup import rules
from followup.actions.stewardship import add_goal, change_goal, judge_goal, remove_goal
from followup.forms.stewardship import GoalForm, GoalJudgementForm
from followup.models import StewardshipGoal
from followup.queries.auditor_questions import auditor_questions
from followup.queries.stewardship import stewardship
from followup.views.shared import known_actor
from sala_styr.decisions.queries import year_from, years
from sala_styr.errors import RuleBroken
from sala_styr.organisation.actor import Actor
from sala_styr.organisation.rules import require
from sala_styr.shell.once import once


@require_safe
def stewardship_page(request: HttpRequest) -> HttpResponse:
    """The year's goals and what is said of them. A constant number of queries."""
    actor = known_actor(request)
    year = year_from(request)
    context = {
        "year": year,
        "years": [each.year for each in years()],
        "found": stewardship(year),
        "may_write": rules.may_steer_stewardship(actor),
    }
    return render(request, "followup/stewardship.html", context)


@require_safe
def auditors(request: HttpRequest) -> HttpResponse:
    """The six questions, each answered by what the system holds, with the way there. A constant number of queries."""
    actor = known_actor(request)
    year = year_from(request)
    context = {
        "year": year,
        "years": [each.year for each in years()],
        "questions": auditor_questions(actor, year),
    }
    return render(request, "followup/auditor_questions.html", context)


@require_http_methods(["GET", "POST"])
@once
def new_goal(request: HttpRequest) -> HttpResponse:
    """Write down a goal that the council has decided."""
    actor = _writer(request)
    year = year_from(request)
    form = GoalForm(request.POST if request.method == "POST" else None, year=year)
    if form.is_valid():
        try:
            add_goal(actor, year, form.draft())
        except RuleBroken as broken:
            _add(form, broken)
        else:
            messages.success(request, _("Målet är inskrivet."))
            return redirect(_address(year))
    return _form(request, form, year)


@require_http_methods(["GET", "POST"])
def edit_goal(request: HttpRequest, pk: int) -> HttpResponse:
    """Change how a goal is written down."""
    actor = _writer(request)
    goal = _goal(pk)
    form = GoalForm(request.POST if request.method == "POST" else None, year=goal.year, goal=goal)
    if form.is_valid():
        try:
            change_goal(actor, goal, form.draft(), form.cleaned_data["version"])
        except RuleBroken as broken:
            _add(form, broken)
        else:
            messages.success(request, _("Ändringen är sparad."))
            return redirect(_address(goal.year))
    return _form(request, form, goal.year, goal)


@require_http_methods(["GET", "POST"])
def judge(request: HttpRequest, pk: int) -> HttpResponse:
    """Say how a goal outside the plan ended."""
    actor = _writer(request)
    goal = _goal(pk)
    found = stewardship(goal.year)
    form = GoalJudgementForm(request.POST if request.method == "POST" else None, goal=goal, full_year=found.full_year)
    if form.is_valid():
        said = form.cleaned_data
        try:
            judge_goal(actor, goal, said["status"], said["comment"], said["version"])
        except RuleBroken as broken:
            _add(form, broken)
        else:
            messages.success(request, _("Bedömningen är sparad."))
            return redirect(_address(goal.year))
    row = next(each for group in found.groups for each in group.rows if each.goal.pk == goal.pk)
    context = {"form": form, "goal": goal, "row": row, "year": goal.year}
    return render(request, "followup/stewardship_judge.html", context, status=422 if form.is_bound else 200)


@require_http_methods(["GET", "POST"])
def remove(request: HttpRequest, pk: int) -> HttpResponse:
    """Take a goal away, after a question."""
    actor = _writer(request)
    goal = _goal(pk)
    if request.method == "POST":
        remove_goal(actor, goal)
        messages.success(request, _("Målet är borttaget. Det finns kvar i historiken."))
        return redirect(_address(goal.year))
    return render(request, "followup/stewardship_remove.html", {"goal": goal, "year": goal.year})


def _writer(request: HttpRequest) -> Actor:
    actor = known_actor(request)
    require(
        rules.may_steer_stewardship(actor),
        _("Målen för god ekonomisk hushållning skrivs in av en controller, som kommunfullmäktige har beslutat dem."),
    )
    return actor


def _goal(pk: int) -> StewardshipGoal:
    return get_object_or_404(StewardshipGoal.objects.select_related("plan_item__step", "decision__body"), pk=pk)


def _add(form: GoalForm | GoalJudgementForm, broken: RuleBroken) -> None:
    form.add_error(broken.field if broken.field in form.fields else None, str(broken))


def _address(year: int) -> str:
    return f"{reverse('followup:stewardship')}?ar={year}"


def _form(request: HttpRequest, form: GoalForm, year: int, goal: StewardshipGoal | None = None) -> HttpResponse:
    context = {"form": form, "year": year, "goal": goal}
    return render(request, "followup/stewardship_form.html", context, status=422 if form.is_bound else 200)
