"""The politician's first page: one screen, no training."""

from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext as _

from followup.contributions.pages import actor_of
from followup.queries.dialogues import between as dialogues_between
from followup.queries.dialogues import coming, open_questions, own_units, readable_dialogues, waiting
from followup.queries.periods import period_in_view, periods_of
from followup.queries.politician import changed_since, last_time, our_goals, waiting_for_body
from followup.queries.todo import dialogues_to_confirm
from sala_styr.decisions.queries import year_from
from sala_styr.shell.contributions import Panel, contribute

MOST = 5


@contribute("start.politician", 10)
def goals_panel(request: HttpRequest) -> Panel:
    """The vision, and our goals: how it goes, what it costs, when we last talked about it."""
    year = year_from(request)
    context = {"year": year, "period": period_in_view(periods_of(year)), "ours": our_goals(actor_of(request), year)}
    return Panel("", "followup/start/goals.html", context, anchor="mal")


@contribute("start.politician", 30)
def before_meeting_panel(request: HttpRequest) -> Panel:
    """The next dialogue, what waits for the body and open questions. Five queries.

    A dialogue that waits for this very person is among what they have to do, and need not be told of twice.
    """
    actor = actor_of(request)
    bodies = own_units(actor)
    mine = dialogues_between(readable_dialogues(actor), bodies)
    own = dialogues_to_confirm(actor, timezone.localdate()).order_by().values("pk")
    questions = open_questions(bodies)
    context = {
        "coming": coming(mine).first(),
        "waiting": list(waiting(mine).exclude(pk__in=own)[:MOST]),
        "to_read": waiting_for_body(actor)[:MOST],
        "questions": questions[:MOST],
        "more_questions": max(0, len(questions) - MOST),
    }
    return Panel(_("Inför nästa möte"), "followup/start/before_meeting.html", context, anchor="infor")


@contribute("start.politician", 50)
def changes_panel(request: HttpRequest) -> Panel:
    """What has changed in the plan since the body last decided something. Two queries."""
    since = last_time(actor_of(request))
    context = {"changes": changed_since(actor_of(request), since), "since": since, "year": year_from(request)}
    return Panel(_("Vad har ändrats sedan sist"), "followup/start/changes.html", context, anchor="andrat")
