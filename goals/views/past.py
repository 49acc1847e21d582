"""The plan as it was: one part of it on a chosen day, and the days worth choosing."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from goals.forms.changes import MomentForm
from goals.looks import looks_of
from goals.past import plan_day
from goals.queries import PlanRow, plan_rows, visible_item
from goals.queries.as_of import item_on, levels_on, names_of
from goals.queries.missions_as_of import mission_on, missions_on
from goals.queries.moments import decision_days
from goals.queries.scales import scales_by_model, scales_of_model
from goals.views.fetching import acting
from sala_styr.decisions.queries import year_from, years
from sala_styr.organisation.models import Unit


def item_then(request: HttpRequest, pk: int, day: date) -> HttpResponse:
    """One item as it was when ``day`` ended. A constant number of queries, whatever belonged to it."""
    record = item_on(acting(request), pk, day)
    if record is None:
        return _not_there(request, pk, year_from(request))
    year = min(max(year_from(request), record.first_year), record.last_year)
    rows = plan_rows(acting(request), year, plan_day(request, year))
    context = {
        "item": record,
        "facts": _facts(record, day),
        "year": year,
        "years": [each.year for each in years() if record.first_year <= each.year <= record.last_year],
        "trail": _trail(record, rows, f"?ar={year}&dag={day}"),
        "children": _children(pk, rows),
        "is_there_today": visible_item(acting(request), pk) is not None,
        "today": f"{reverse('goals:item', args=[pk])}?ar={year}",
    }
    return render(request, "goals/past_item.html", context)


def missions_then(request: HttpRequest, day: date) -> HttpResponse:
    """Every grunduppdrag as it was when ``day`` ended. A constant number of queries."""
    year = year_from(request)
    plan_day(request, year)
    rows = missions_on(year, day)
    context = {
        "year": year,
        "years": [each.year for each in years()],
        "rows": rows,
        "written": sum(row.record is not None for row in rows),
    }
    return render(request, "goals/past_missions.html", context)


def mission_then(request: HttpRequest, unit: Unit, day: date) -> HttpResponse:
    """One unit's grunduppdrag as it was when ``day`` ended. A constant number of queries."""
    year = year_from(request)
    plan_day(request, year)
    query = f"?ar={year}&dag={day}"
    mission = mission_on(unit, day)
    context = {
        "year": year,
        "years": [each.year for each in years()],
        "mission": mission,
        "trail": [
            (_("Röda tråden"), reverse("goals:thread") + query),
            (_("Grunduppdrag"), reverse("goals:missions") + query),
            (mission.name, ""),
        ],
    }
    return render(request, "goals/past_mission.html", context)


def _not_there(request: HttpRequest, pk: int, year: int) -> HttpResponse:
    """What is here today but was not then says so; what is in neither does not exist."""
    now = visible_item(acting(request), pk)
    if now is None:
        raise Http404
    plan_day(request, year)
    return render(request, "goals/past_absent.html", {"item": now, "year": year}, status=404)


def _facts(record: Any, day: date) -> dict[str, Any]:
    """The words of the day for what the item points at."""
    names = names_of(day, [record])
    step = levels_on(day, {record.step_id})[record.step_id]
    scale = scales_of_model(scales_by_model(), step.steering_model_id).activity
    return {
        "step": step,
        "owner": names.whole_unit(record.owner_id),
        "responsible": names.person(record.responsible_id) if record.responsible_id else "",
        "decision": names.decision(record.decision_id) if record.decision_id else "",
        "end_decision": names.decision(record.end_decision_id) if record.end_decision_id else "",
        "status": scale[record.activity_status] if record.activity_status else None,
    }


def _trail(record: Any, rows: Sequence[PlanRow], query: str) -> list[tuple[str, str]]:
    """The breadcrumbs: the thread as it was, then each step down to the item."""
    by_pk: Mapping[int, PlanRow] = {row.pk: row for row in rows}
    steps: list[tuple[str, str]] = [(record.title, "")]
    above = by_pk[record.id].parent_id if record.id in by_pk else None
    while above is not None:
        steps.append((by_pk[above].title, reverse("goals:item", args=[above]) + query))
        above = by_pk[above].parent_id
    return [(_("Röda tråden"), reverse("goals:thread") + query), *reversed(steps)]


def _children(pk: int, rows: Sequence[PlanRow]) -> list[dict[str, Any]]:
    """What belonged to it, in the order of the thread, with how far activities had come."""
    below = [row for row in rows if row.parent_id == pk]
    looks = looks_of(below, None)
    return [{"row": row, "look": looks.get(row.pk)} for row in below]


@require_safe
def moments(request: HttpRequest) -> HttpResponse:
    """Every day on which something in the plan of a year was decided, each a way to the plan as it then was. Any other day can be typed."""
    year = year_from(request)
    acting(request)
    plan_day(request, year)
    context = {
        "year": year,
        "years": [each.year for each in years()],
        "days": decision_days(year),
        "form": MomentForm(),
    }
    return render(request, "goals/past_moments.html", context)
