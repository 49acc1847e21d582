"""Questions and answers beside the goal, the newest lines from the work below it, and the politician's own questions on the first page."""

from django.http import HttpRequest
from django.utils.translation import gettext as _

from followup import rules
from followup.contributions.pages import actor_of
from followup.forms.questions import QuestionForm
from followup.models import GoalQuestion
from followup.queries.activities import notes_within
from followup.queries.places import place_of
from followup.queries.questions import news_for, questions_about
from goals.models import ItemState, PlanItem
from sala_styr.shell.contributions import Panel, contribute
from sala_styr.shell.hanging import hanging, hangs

hangs("plan_item", "questions", GoalQuestion, "plan_item")

MOST = 5


@contribute("plan_item", 35)
def question_panel(request: HttpRequest, item: PlanItem, year: int) -> Panel | None:
    """What has been asked and answered about a goal, with the box to ask in. One query, none where nobody has asked."""
    actor = actor_of(request)
    some = item.replaces_id is not None or "questions" in hanging("plan_item", item.pk)
    asked = questions_about(actor, item) if some else []
    asks = rules.may_ask_question(actor) and item.state != ItemState.DRAFT
    if not asked and not asks:
        return None
    context = {
        "questions": asked[:MOST],
        "more": len(asked) - MOST,
        "form": QuestionForm() if asks else None,
        "item": item,
        "answers": bool(asked) and rules.may_answer_question(actor, place_of(item.owner), item.responsible_id),
        "me": actor.user,
    }
    return Panel(_("Frågor och svar"), "followup/panels/questions.html", context, anchor="fragor")


@contribute("plan_item", 36)
def work_panel(request: HttpRequest, item: PlanItem, year: int) -> Panel | None:
    """The newest lines about the activity, or the activities below the goal. One query."""
    if not actor_of(request).is_known:
        return None
    notes = notes_within(item, MOST)
    if not notes:
        return None
    return Panel(_("Det senaste från arbetet"), "followup/panels/notes.html", {"notes": notes, "item": item}, "arbetet")


@contribute("start.politician", 35)
def my_questions_panel(request: HttpRequest) -> Panel:
    """The person's questions that wait, and the newest answers. One query."""
    news = news_for(actor_of(request))
    context = {"questions": news[:MOST], "more": max(0, len(news) - MOST)}
    return Panel(_("Frågor och svar"), "followup/start/questions.html", context, anchor="fragor-och-svar")
