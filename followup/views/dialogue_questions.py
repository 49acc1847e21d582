"""The controller's pages of the questions that dialogues begin with. Everybody with an appointment may read them."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from followup.actions.dialogue_questions import (
    add_question,
    adopt_offered,
    change_question,
    move_question,
    remove_question,
)
from followup.forms.packs import NewQuestionForm, QuestionForm
from followup.models import DialogueQuestion, PairKind
from followup.queries.dialogue_questions import OFFERED, own_questions
from followup.rules import may_steer_questions
from followup.views.shared import known_actor
from sala_styr.decisions.queries import year_from, years
from sala_styr.errors import RuleBroken
from sala_styr.organisation.rules import require
from sala_styr.shell.once import once


@require_safe
def questions(request: HttpRequest) -> HttpResponse:
    """What each kind of pair is asked in the year."""
    actor, year = known_actor(request), year_from(request)
    own = own_questions(year)
    context = {
        "year": year,
        "years": [each.year for each in years()],
        "groups": [(pair, own[pair.value], OFFERED[pair.value]) for pair in PairKind],
        "may_steer": may_steer_questions(actor),
    }
    return render(request, "followup/questions.html", context)


def _back(year: int) -> str:
    return f"{reverse('followup:questions')}?ar={year}"


@require_POST
def adopt(request: HttpRequest) -> HttpResponse:
    """Begin with the offered questions for a kind of pair."""
    pair, year = request.POST.get("par", ""), year_from(request)
    if pair not in PairKind.values:
        raise Http404
    adopt_offered(known_actor(request), pair, year)
    messages.success(request, _("Nu är frågorna era egna. Ändra dem som ni vill."))
    return redirect(_back(year))


@require_http_methods(["GET", "POST"])
@once
def new_question(request: HttpRequest) -> HttpResponse:
    """Add a question."""
    actor, year = known_actor(request), year_from(request)
    require(may_steer_questions(actor), _("Frågorna som dialogerna börjar med sköts av en controller."))
    initial = {"pair": request.GET.get("par", ""), "first_year": year, "version": 0}
    form = NewQuestionForm(request.POST or None, initial=initial)
    if form.is_valid():
        said = {name: form.cleaned_data[name] for name in ("pair", "text", "first_year", "last_year")}
        try:
            made = add_question(actor, **said)
        except RuleBroken as error:
            form.add_error(error.field if error.field in form.fields else None, str(error))
        else:
            messages.success(request, _("Frågan är tillagd. Den följer med från nästa inbjudan."))
            return redirect(_back(made.first_year))
    context = {"form": form, "year": year, "question": None}
    return render(request, "followup/question_form.html", context, status=422 if form.is_bound else 200)


@require_http_methods(["GET", "POST"])
def edit_question(request: HttpRequest, pk: int) -> HttpResponse:
    """Change a question or the years it is asked."""
    actor, year = known_actor(request), year_from(request)
    require(may_steer_questions(actor), _("Frågorna som dialogerna börjar med sköts av en controller."))
    found = get_object_or_404(DialogueQuestion, pk=pk)
    form = QuestionForm.for_question(found, request.POST or None)
    if form.is_valid():
        try:
            change_question(actor, found, **form.cleaned_data)
        except RuleBroken as error:
            form.add_error(error.field if error.field in form.fields else None, str(error))
        else:
            messages.success(request, _("Sparat. Det som redan är skickat behåller sina frågor."))
            return redirect(_back(year))
    context = {"form": form, "year": year, "question": found}
    return render(request, "followup/question_form.html", context, status=422 if form.is_bound else 200)


@require_POST
def order_question(request: HttpRequest, pk: int) -> HttpResponse:
    """Move a question one step: ``hall=upp`` or ``ned``."""
    year = year_from(request)
    move_question(
        known_actor(request), get_object_or_404(DialogueQuestion, pk=pk), year, up=request.POST.get("hall") == "upp"
    )
    return redirect(_back(year))


@require_POST
def drop_question(request: HttpRequest, pk: int) -> HttpResponse:
    """Take a question away."""
    remove_question(known_actor(request), get_object_or_404(DialogueQuestion, pk=pk))
    messages.success(request, _("Frågan är borttagen. Det som redan är skickat behåller den."))
    return redirect(_back(year_from(request)))
