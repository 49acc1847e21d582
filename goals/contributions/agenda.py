"""What Agenda 2030 adds to the pages of a part of the plan, of an indicator and of a grunduppdrag: the goals it serves, and the way to say so."""

from typing import Any

from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext as _

from goals.models import AgendaLink, CoreMission, Indicator, PlanItem
from goals.queries.agenda import kind_of, links_of, links_seen_by
from goals.rules.agenda import Linked, may_link
from sala_styr.history.readers import history_reader
from sala_styr.organisation.actor import Actor
from sala_styr.shell.contributions import Panel, contribute
from sala_styr.shell.hanging import hanging, hangs

hangs("plan_item", "agenda", AgendaLink, "item")


@contribute("plan_item", 60)
def item_panel(request: HttpRequest, item: PlanItem, year: int) -> Panel | None:
    """One query, none where there is nothing."""
    return _panel(request, item, year, "agenda" in hanging("plan_item", item.pk))


@contribute("indicator", 60)
def indicator_panel(request: HttpRequest, indicator: Indicator, year: int) -> Panel | None:
    """One query, when the indicator came with its home."""
    return _panel(request, indicator, year)


@contribute("mission", 60)
def mission_panel(request: HttpRequest, mission: CoreMission, year: int) -> Panel | None:
    """One query."""
    return _panel(request, mission, year)


def _panel(request: HttpRequest, thing: Linked, year: int, linked: bool = True) -> Panel | None:
    actor: Actor = request.actor  # type: ignore[attr-defined]
    links, may = links_of(thing) if linked else [], may_link(actor, thing)
    if not links and not may:
        return None
    context = {"links": links, "may_link": may, "kind": kind_of(thing), "thing": thing, "year": year}
    return Panel(_("Agenda 2030"), "goals/agenda_panel.html", context, "agenda")


@history_reader("goals.agendalink")
def link_history(actor: Actor) -> "QuerySet[Any]":
    return links_seen_by(actor)
