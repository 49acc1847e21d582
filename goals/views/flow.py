"""The picture of the red thread: goals, bodies, kronor; and the same as a table."""

from itertools import groupby
from operator import attrgetter

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from goals.exchange.lists import flow_listing
from goals.filtering import asks_for_something
from goals.flow_svg import draw
from goals.queries import plan_rows
from goals.queries.flow import ELSEWHERE, GOAL, MISSION, OUTSIDE, UNLINKED, flow_of
from goals.views.fetching import acting
from sala_styr.decisions.queries import year_from, years
from sala_styr.shell.contributions import figures_for, thread_values
from sala_styr.shell.paging import page_of
from sala_styr.tables import as_file

PLAN_ONLY, SERVICES = "planen", "verksamhet"


@require_safe
def flow(request: HttpRequest) -> HttpResponse:
    """Bands from the council's goals to the bodies, as wide as their kronor. ``?av=planen`` without what stands beside the plan, ``?till=verksamhet``."""
    year = year_from(request)
    money = thread_values(request, year).get("money")
    beside = figures_for("beside_the_plan", request, year)
    whole = flow_of(plan_rows(acting(request), year), money or {}, beside or ())
    plan_only = request.GET.get("av") == PLAN_ONLY
    shown = whole.only(GOAL, ELSEWHERE) if plan_only else whole
    if file := as_file(request, lambda: flow_listing(shown, year)):
        return file
    by_service = request.GET.get("till") == SERVICES
    page = page_of(request, shown.parts, 100)
    way = figures_for("way_of_flow", request, year)
    context = {
        "year": year,
        "years": [each.year for each in years()],
        "knows_money": money is not None,
        "knows_beside": bool(beside),
        "plan_only": plan_only,
        "by_service": by_service,
        "flow": shown,
        "drawing": draw(shown, by_service) if shown.parts else None,
        "sums": {
            "plan": whole.of(GOAL, ELSEWHERE),
            "mission": whole.of(MISSION),
            "unlinked": whole.of(UNLINKED),
            "outside": whole.of(OUTSIDE),
        },
        "page": page,
        "groups": [
            (
                source,
                shown.from_source(source),
                way(source) if way else "",
                [(part, way(part) if way else "") for part in parts],
            )
            for source, parts in groupby(page.object_list, key=attrgetter("source"))
        ],
        "way_of_total": way(None, plan_only) if way else "",
        "is_filtered": asks_for_something(request.GET),
    }
    return render(request, "goals/flow.html", context)
