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
from goals.models import Level, ParentLink, PlanItem, SubStep
from goals.past import plan_day
from goals.queries import PlanRow, plan_rows, visible_item
from goals.queries.as_of import Names, item_on, levels_on, names_of, things_on
from goals.queries.missions_as_of import mission_on, missions_on
from goals.queries.moments import decision_days
from goals.queries.scales import scales_by_model, scales_of_model
from goals.sentence import Clause, way_up_sentence
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
    above = _above(pk, rows)
    names = names_of(day, [record], {row.owner_id for row in above})
    levels = levels_on(day, {record.step_id})
    context = {
        "item": record,
        "facts": _facts(record, names, levels[record.step_id]),
        "sentence": _sentence(record, above, names, levels),
        "year": year,
        "years": [each.year for each in years() if record.first_year <= each.year <= record.last_year],
        "trail": _trail(record, above, f"?ar={year}&dag={day}"),
        "children": _children(pk, rows),
        "steps": sorted(things_on(SubStep, day, item_id=pk), key=lambda step: (step.order, step.id)),
        "links": _links(pk, rows, day),
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


def _facts(record: Any, names: Names, step: Level) -> dict[str, Any]:
    """The words of the day for what the item points at."""
    scale = scales_of_model(scales_by_model(), step.steering_model_id).activity
    return {
        "step": step,
        "owner": names.whole_unit(record.owner_id),
        "responsible": names.person(record.responsible_id) if record.responsible_id else "",
        "decision": names.decision(record.decision_id) if record.decision_id else "",
        "end_decision": names.decision(record.end_decision_id) if record.end_decision_id else "",
        "status": scale[record.activity_status] if record.activity_status else None,
    }


def _above(pk: int, rows: Sequence[PlanRow]) -> list[PlanRow]:
    """What the item answered to, step by step, the vision first."""
    by_pk: Mapping[int, PlanRow] = {row.pk: row for row in rows}
    found: list[PlanRow] = []
    at = by_pk[pk].parent_id if pk in by_pk else None
    while at is not None:
        found.insert(0, by_pk[at])
        at = by_pk[at].parent_id
    return found


def _sentence(record: Any, above: Sequence[PlanRow], names: Names, levels: Mapping[int, Level]) -> list[Clause]:
    """The way up with the words of the day, by the same sentence as today's."""
    items = [
        PlanItem(pk=pk, title=title, step=levels[step], owner=names.as_unit(owner))
        for pk, title, step, owner in [
            *((row.pk, row.title, row.step_id, row.owner_id) for row in above),
            (record.id, record.title, record.step_id, record.owner_id),
        ]
    ]
    return way_up_sentence(items[-1], items[:-1])


def _trail(record: Any, above: Sequence[PlanRow], query: str) -> list[tuple[str, str]]:
    """The breadcrumbs: the thread as it was, then each step down to the item."""
    steps = [(row.title, reverse("goals:item", args=[row.pk]) + query) for row in above]
    return [(_("Röda tråden"), reverse("goals:thread") + query), *steps, (record.title, "")]


def _links(pk: int, rows: Sequence[PlanRow], day: date) -> list[PlanRow]:
    """What the item answered to besides, as far as this person saw it in the plan of the year. One query."""
    linked = {link.above_id for link in things_on(ParentLink, day, item_id=pk)}
    return [row for row in rows if row.pk in linked]


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
