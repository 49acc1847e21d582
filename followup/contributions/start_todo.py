"""Att göra, short, on every role's first page."""

from django.http import HttpRequest
from django.utils.translation import gettext as _

from followup.contributions.pages import actor_of
from followup.todo import todos_of
from followup.views.todo import rows_of
from sala_styr.shell.contributions import Panel, contribute

MOST = 8


def todo_panel(request: HttpRequest) -> Panel:
    """The most urgent, each with what is needed to do it, and the way to the rest. A constant number of queries."""
    actor = actor_of(request)
    everything = todos_of(actor)
    rows = rows_of(actor, everything[:MOST], request.get_full_path())
    context = {"rows": rows, "all": len(everything), "more": max(0, len(everything) - MOST)}
    return Panel(_("Att göra"), "followup/start/todo.html", context, anchor="att-gora")


# First for those who have the most to do; after the goals for the elected, and after what does not tie out for a controller.
for role, order in (("manager", 10), ("politician", 20), ("controller", 20), ("auditor", 5), ("administrator", 5)):
    contribute(f"start.{role}", order)(todo_panel)
