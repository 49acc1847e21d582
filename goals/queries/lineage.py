"""What an item answers to in a certain year, when what it hangs on is not there that year or has got a new wording."""

from collections.abc import Mapping
from typing import NamedTuple

from goals.models import PlanItem


class Place(NamedTuple):
    """Where an item hangs: its parent, what it replaces, and whether it is a draft (a draft takes over nothing)."""

    parent_id: int | None
    replaces_id: int | None
    is_draft: bool


def parents_in_year(there: Mapping[int, Place], known: Mapping[int, Place] | None = None) -> dict[int, int | None]:
    """For each item that is there: the nearest item above it that is there too, None for the top.

    When a goal has been revised, its focus areas hang on the newest version. In an earlier year the version of that year takes its place.
    No query when every parent is there, else one, unless it is ``known`` where every item hangs.
    """
    if all(place.parent_id is None or place.parent_id in there for place in there.values()):
        return {pk: place.parent_id for pk, place in there.items()}
    stored = known if known is not None else all_places()
    stand_ins = {_first_version(pk, stored): pk for pk, place in there.items() if not place.is_draft}
    return {pk: _nearest(place.parent_id, there, stored, stand_ins) for pk, place in there.items()}


def all_places() -> dict[int, Place]:
    """Where every item hangs today, whatever the year. One query."""
    rows = PlanItem.objects.order_by().values_list("pk", "parent_id", "replaces_id")
    return {pk: Place(parent_id, replaces_id, False) for pk, parent_id, replaces_id in rows}


def _first_version(pk: int, stored: Mapping[int, Place]) -> int:
    """The oldest version of the item: versions know each other through ``replaces``."""
    while (older := stored[pk].replaces_id) is not None:
        pk = older
    return pk


def _nearest(
    parent_id: int | None, there: Mapping[int, Place], stored: Mapping[int, Place], stand_ins: Mapping[int, int]
) -> int | None:
    while parent_id is not None and parent_id not in there:
        stand_in = stand_ins.get(_first_version(parent_id, stored))
        parent_id = stand_in if stand_in is not None else stored[parent_id].parent_id
    return parent_id
