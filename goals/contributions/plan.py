"""What the plan adds to pages of others: an entry in the navigation, a unit's part of the plan, what a decision decided."""

from django.http import HttpRequest
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from goals import queries, rules
from goals.models import CoreMission, PlanItem
from sala_styr.decisions.models import Decision
from sala_styr.organisation.models import Unit
from sala_styr.shell.contributions import HeaderSearch, NavEntry, Panel, add_nav, add_search, contribute
from sala_styr.shell.hanging import hanging, hangs

hangs("unit", "mission", CoreMission, "unit")
hangs("unit", "items", PlanItem, "owner")

add_nav(
    NavEntry(gettext_lazy("Röda tråden"), "goals:thread", 10, allowed=lambda request: request.user.is_authenticated)
)
add_search(
    HeaderSearch(gettext_lazy("Sök i planen"), "goals:thread", allowed=lambda request: request.user.is_authenticated)
)


@contribute("unit", 10)
def mission_panel(request: HttpRequest, unit: Unit, year: int) -> Panel | None:
    """What the unit always does, for units that have a grunduppdrag. Two queries, none where it has not been written."""
    if unit.kind not in rules.MISSION_KINDS:
        return None
    return Panel(
        _("Grunduppdrag"),
        "goals/unit_mission.html",
        {"unit": unit, "mission": queries.mission_of(unit) if "mission" in hanging("unit", unit.pk) else None},
        anchor="grunduppdrag",
    )


@contribute("unit", 20)
def plan_panel(request: HttpRequest, unit: Unit, year: int) -> Panel | None:
    """What the unit owns in the plan of the year. One query, none where it never owned anything."""
    if "items" not in hanging("unit", unit.pk):
        return None
    items = queries.items_of(unit, year, request.actor)  # type: ignore[attr-defined]
    if not items:
        return None
    context = {"items": items, "year": year}
    return Panel(_("I planen"), "goals/unit_items.html", context, anchor="planen")


@contribute("decision", 10)
def decided_panel(request: HttpRequest, decision: Decision) -> Panel | None:
    """Which parts of the plan a decision decided or ended. One query."""
    items = queries.decided_by(decision.pk)
    if not items:
        return None
    return Panel(_("I planen"), "goals/decided_items.html", {"items": items}, anchor="planen")
