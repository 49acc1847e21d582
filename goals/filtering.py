"""What the filters of the plan's pages can choose among, and what a choice means. The same for the thread, the table and the timeline."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from django.http import QueryDict
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from goals.agenda import GOALS, goal_label
from goals.forms.filters import ONLY_OWN, PlanFilterForm
from goals.looks import ACTIVITY, NOT_REPORTED, Look
from goals.models import ActivityStatus, Track
from goals.outline import Filter
from goals.queries import PlanRow
from goals.queries.search import (
    Sought,
    areas_in,
    in_area,
    items_with_words,
    serving,
)
from sala_styr.organisation.models import Unit
from sala_styr.organisation.queries import subtree
from sala_styr.swedish import sort_key

AROUND = 60
"""How many signs of a description are shown on each side of what was found in it."""


def asks_for_something(query: QueryDict) -> bool:
    """Is any filter used?"""
    return any(query.get(name) for name in PlanFilterForm.base_fields)


def filter_choices(rows: Sequence[PlanRow], looks: Mapping[int, Look], year: int) -> dict[str, list[tuple[Any, Any]]]:
    """What there is to choose among in the plan itself, and the goals of Agenda 2030. One query where the year's model has areas."""
    owners = {row.owner_id: row.owner for row in rows}
    people = {row.responsible_id: row.responsible for row in rows if row.responsible_id}
    levels: dict[str, dict[int, str]] = {}
    for row in rows:
        levels.setdefault(row.track, {})[row.step_id] = row.step
    shared = {
        id(look): look for look in looks.values()
    }  # rows that go alike share one: hashing them all takes five times as long
    kinds = {look.key: look.word for look in shared.values()}
    return {
        "agare": sorted(owners.items(), key=lambda pair: sort_key(pair[1])),
        "ansvarig": sorted(people.items(), key=lambda pair: sort_key(pair[1])),
        "niva": [
            (str(Track(track).label), [(track, _whole(track)), *steps.items()]) for track, steps in levels.items()
        ],
        "status": sorted(kinds.items(), key=status_order),
        "omrade": [(name.capitalize(), list(areas)) for name, areas in areas_in(year).items()],
        "agenda": [(number, goal_label(number)) for number in GOALS],
    }


def _whole(track: str) -> str:
    return _("Hela spåret %(track)s") % {"track": Track(track).label}


_ACTIVITY_ORDER = {key: place for place, key in enumerate(ActivityStatus.values)}
"""Sala's order; a step of another scale stands after these, by its word."""


def status_order(pair: tuple[str, str]) -> tuple[int, int, str]:
    """Assessments first, then activities in their own order, then what is not reported. ``pair``: a look's key and word."""
    key = pair[0]
    if key == NOT_REPORTED:
        return (2, 0, "")
    if key.startswith(ACTIVITY):
        return (1, _ACTIVITY_ORDER.get(key.removeprefix(ACTIVITY), len(_ACTIVITY_ORDER)), pair[1])
    return (0, 0, pair[1])


def chosen_filter(chosen: Mapping[str, str], year: int, day: date | None = None) -> Filter:
    """The filter that the form's values say, for the plan as it is or as it was on ``day``.

    One query each for a unit, a text, an area and a goal of Agenda 2030.
    """
    level, sought = chosen["niva"], Sought(chosen["q"])
    return Filter(
        text=sought.text,
        with_words=items_with_words(sought, year, day),
        owners=_owners(chosen["agare"], chosen["bara"] == ONLY_OWN),
        step=int(level) if level.isdigit() else None,
        track=level if level and not level.isdigit() else "",
        responsible=int(chosen["ansvarig"]) if chosen["ansvarig"] else None,
        status=chosen["status"],
        among=_among(chosen["omrade"], chosen["agenda"], year, day),
    )


def _owners(chosen: str, only_own: bool) -> frozenset[int]:
    if not chosen:
        return frozenset()
    unit = None if only_own else Unit.objects.filter(pk=int(chosen)).first()
    return frozenset(each.pk for each in subtree(unit)) if unit else frozenset({int(chosen)})


def _among(area: str, agenda_goal: str, year: int, day: date | None) -> frozenset[int] | None:
    chosen = [in_area(int(area), year, day)] if area else []
    chosen += [serving(int(agenda_goal))] if agenda_goal else []
    return frozenset.intersection(*chosen) if chosen else None


def marked(text: str, sought: Sought) -> SafeString:
    """The text with what was looked for in ``<mark>``."""
    pairs, at = [], 0
    for start, end in sought.places(text):
        pairs.append((text[at:start], text[start:end]))
        at = end
    return format_html("{}{}", format_html_join("", "{}<mark>{}</mark>", pairs), text[at:])


def excerpt(text: str, sought: Sought) -> SafeString | None:
    """The part of a description where something was found, with the hit marked; None when nothing was."""
    places = sought.places(text)
    if not places:
        return None
    start, end = max(0, places[0][0] - AROUND), min(len(text), places[0][1] + AROUND)
    start = text.rfind(" ", 0, start) + 1 if start else 0
    end = text.find(" ", end) if text.find(" ", end) > 0 else len(text)
    return format_html(
        "{}{}{}", "… " if start else "", marked(text[start:end], sought), " …" if end < len(text) else ""
    )
