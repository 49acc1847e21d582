"""The manager's first page beside what is to be done: the activities of the month and the next dialogue."""

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _

from followup.contributions.pages import actor_of
from followup.queries.dialogue_steps import returning_steps
from followup.queries.dialogues import next_dialogue
from followup.queries.manager import activities_this_month
from goals import rules as goal_rules
from sala_styr.shell.contributions import Panel, contribute

MOST_ACTIVITIES = 8


@contribute("start.manager", 40)
def activities_panel(request: HttpRequest) -> Panel | None:
    """The activities of the month, with their status one press away. One query."""
    actor = actor_of(request)
    items = activities_this_month(actor)
    if not items:
        return None
    rows = [(item, goal_rules.offered(actor, item).status) for item in items[:MOST_ACTIVITIES]]
    context = {
        "rows": rows,
        "more": len(items) - MOST_ACTIVITIES,
        "next": reverse("start"),
    }
    return Panel(_("Aktiviteter den här månaden"), "followup/start/activities.html", context, anchor="aktiviteter")


@contribute("start.manager", 60)
def dialogue_panel(request: HttpRequest) -> Panel | None:
    """The next dialogue with its questions. Two queries."""
    dialogue = next_dialogue(actor_of(request))
    if dialogue is None:
        return None
    context = {"dialogue": dialogue, "steps": returning_steps(dialogue)}
    return Panel(_("Nästa dialog"), "followup/start/dialogue.html", context, anchor="dialog")
