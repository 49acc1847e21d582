"""Questions about goals: asked beside the goal, answered by its owner, published with it, and all of them in one list."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from followup import rules
from followup.actions.questions import answer_goal_question, ask_about_goal, withdraw_goal_question
from followup.forms.questions import AnswerQuestionForm, QuestionFilterForm, QuestionForm
from followup.forms.versioned import VersionedForm
from followup.models import GoalQuestion
from followup.queries.places import place_of
from followup.queries.questions import (
    UNANSWERED,
    found_questions,
    owners_of_questions,
    published_questions,
    readable_questions,
)
from followup.views.shared import known_actor
from followup.views.todo import again_in_list
from goals.queries import visible_item
from sala_styr.errors import EditConflict, RuleBroken
from sala_styr.organisation.actor import Actor
from sala_styr.shell.addresses import safe_next
from sala_styr.shell.once import once
from sala_styr.shell.paging import page_of

A_PAGE = 20


@require_safe
def questions(request: HttpRequest) -> HttpResponse:
    """All questions: ``?lage=obesvarade|besvarade|mina|till-mig``, ``?agare=`` whom they are put to, ``?text=``."""
    actor = known_actor(request)
    form = QuestionFilterForm(request.GET, owners=owners_of_questions(actor))
    wanted = form.wanted()
    published = published_questions(actor)
    context = {
        "form": form,
        "page": page_of(request, found_questions(actor, wanted), A_PAGE),
        "is_filtered": bool(wanted.state or wanted.owner or wanted.text),
        "waiting": published.filter(answered_at=None).count(),
        "shows_waiting": wanted.state == UNANSWERED,
    }
    return render(request, "followup/goal_questions.html", context)


@require_http_methods(["GET", "POST"])
def question(request: HttpRequest, pk: int) -> HttpResponse:
    """One question with its answer; those who answer for the goal write it here, or in a row of their to-do list (``next`` says which)."""
    actor = known_actor(request)
    found = _question_or_404(actor, pk)
    answers = _may_answer(actor, found)
    initial = {"answer": found.answer, "version": found.version}
    form = AnswerQuestionForm(request.POST or None, initial=initial)
    theirs = ""
    if request.method == "POST" and form.is_valid():
        try:
            answer_goal_question(actor, found, form.cleaned_data["answer"], form.cleaned_data["version"])
        except EditConflict as error:
            found = _question_or_404(actor, pk)
            theirs = found.answer
            form.stands_on(found.version)
            form.add_error(None, str(error))
        except RuleBroken as error:
            form.add_error(error.field if error.field in form.fields else None, str(error))
        else:
            messages.success(request, _("Svaret är publicerat med målet."))
            return redirect(safe_next(request, reverse("followup:goal_question", args=[pk])))
    if form.is_bound and (again := again_in_list(request, form=form)) is not None:
        return again
    context = {
        "question": found,
        "form": form if answers and found.withdrawn_at is None else None,
        "theirs": theirs,
        "mine": _is_mine(actor, found),
        "shows_history": actor.sees_everything or answers or _is_mine(actor, found),
        "next": request.POST.get("next", ""),
    }
    return render(request, "followup/question.html", context, status=422 if form.is_bound else 200)


@require_http_methods(["GET", "POST"])
@once
def ask(request: HttpRequest, pk: int) -> HttpResponse:
    """Ask about a part of the plan: from its page, or here when something needs to be put right."""
    actor = known_actor(request)
    item = visible_item(actor, pk)
    if item is None:
        raise Http404
    form = QuestionForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            ask_about_goal(actor, item, form.cleaned_data["text"])
        except RuleBroken as error:
            form.add_error(error.field if error.field in form.fields else None, str(error))
        else:
            messages.success(request, _("Frågan är ställd. Den som svarar för målet ser den bland sitt att göra."))
            return redirect(f"{reverse('goals:item', args=[pk])}#fragor")
    context = {"item": item, "form": form, "may_ask": rules.may_ask_question(actor)}
    return render(request, "followup/question_ask.html", context, status=422 if form.is_bound else 200)


@require_POST
def withdraw(request: HttpRequest, pk: int) -> HttpResponse:
    """The asker takes the question back."""
    actor = known_actor(request)
    found = _question_or_404(actor, pk)
    form = VersionedForm(request.POST)
    form.full_clean()
    withdraw_goal_question(actor, found, form.cleaned_data.get("version", 0))
    messages.success(request, _("Frågan är tillbakatagen och syns inte längre."))
    return redirect(f"{reverse('goals:item', args=[found.plan_item_id])}#fragor")


def _question_or_404(actor: Actor, pk: int) -> GoalQuestion:
    return get_object_or_404(readable_questions(actor), pk=pk)


def _may_answer(actor: Actor, found: GoalQuestion) -> bool:
    item = found.plan_item
    return rules.may_answer_question(actor, place_of(item.owner), item.responsible_id)


def _is_mine(actor: Actor, found: GoalQuestion) -> bool:
    return actor.user is not None and found.asked_by_id == actor.user.pk
