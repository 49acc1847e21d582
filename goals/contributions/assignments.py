"""What the uppdrag add to pages of others: first pages, and the pages of decisions, units and parts of the plan."""

from django.http import HttpRequest
from django.utils.translation import gettext as _

from goals.models import Assignment, AssignmentReceiver, PlanItem
from goals.queries import assignments as queries
from sala_styr.decisions.models import Decision
from sala_styr.decisions.queries import year_from
from sala_styr.organisation.actor import Actor
from sala_styr.organisation.models import Unit
from sala_styr.shell.contributions import Panel, contribute
from sala_styr.shell.hanging import hanging, hangs

hangs("plan_item", "assignments", Assignment, "plan_item")
hangs("unit", "assignments given", Assignment, "giver")
hangs("unit", "assignments received", AssignmentReceiver, "unit")
MOST = 6
ANCHOR = "uppdrag"


def _actor(request: HttpRequest) -> Actor:
    actor: Actor = request.actor  # type: ignore[attr-defined]
    return actor


@contribute("start.politician", 40)
def politician_panel(request: HttpRequest) -> Panel:
    """What one's own bodies have given and wait for, and what waits for them. Six queries."""
    found = queries.given_and_received(_actor(request), MOST)
    parts = [
        (_("Återrapporterade: ni kan avsluta eller skicka tillbaka"), found.to_close),
        (_("Försenade"), found.overdue),
        (_("Väntar svar"), found.coming),
        (_("Till er, att svara på"), found.to_answer),
    ]
    context = {
        "parts": [(title, few.rows, few.more) for title, few in parts if few.rows],
        "year": year_from(request),
    }
    return Panel(_("Uppdrag som väntar svar"), "goals/assignments_politician.html", context, ANCHOR)


@contribute("start.controller", 50)
def controller_panel(request: HttpRequest) -> Panel:
    """What is overdue, whoever it waits for. Three queries."""
    return _overdue(request)


@contribute("start.auditor", 15)
def auditor_panel(request: HttpRequest) -> Panel:
    """What is overdue, whoever it waits for. Three queries."""
    return _overdue(request)


def _overdue(request: HttpRequest) -> Panel:
    few = queries.overdue_rows(_actor(request), MOST)
    context = {"rows": few.rows, "more": few.more, "year": year_from(request)}
    return Panel(_("Försenade uppdrag"), "goals/assignments_overdue.html", context, ANCHOR)


@contribute("decision", 30)
def decision_panel(request: HttpRequest, decision: Decision) -> Panel | None:
    """The uppdrag that a decision gave or closed. Two queries."""
    rows = queries.assignments_by_decision(_actor(request), decision.pk)
    return _rows(rows, year_from(request))


@contribute("unit", 30)
def unit_panel(request: HttpRequest, unit: Unit, year: int) -> Panel | None:
    """What the unit has given and received. Two queries, none where there is nothing."""
    if hanging("unit", unit.pk).isdisjoint({"assignments given", "assignments received"}):
        return None
    return _rows(queries.assignments_of_unit(_actor(request), unit, year), year)


@contribute("plan_item", 50)
def item_panel(request: HttpRequest, item: PlanItem, year: int) -> Panel | None:
    """The uppdrag that belong to a part of the plan. Two queries, none where there are none."""
    if "assignments" not in hanging("plan_item", item.pk):
        return None
    return _rows(queries.assignments_of_item(_actor(request), item.pk), year)


def _rows(rows: list[queries.AssignmentRow], year: int) -> Panel | None:
    if not rows:
        return None
    return Panel(_("Uppdrag"), "goals/assignment_rows.html", {"rows": rows, "year": year}, ANCHOR)
