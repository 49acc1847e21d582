"""What an item answers to in a certain year, when what it hangs on is not there that year or has got a new wording."""

from collections.abc import Mapping
from typing import NamedTuple

from django.db import connection

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
    stored = known if known is not None else places_around(there)
    stand_ins = {_first_version(pk, stored): pk for pk, place in there.items() if not place.is_draft}
    return {pk: _nearest(place.parent_id, there, stored, stand_ins) for pk, place in there.items()}


# Upwards through parents, and to and fro between wordings: all that an item outside the year leads to, in one question.
AROUND = """
WITH RECURSIVE near(id, parent_id, replaces_id) AS (
    SELECT id, parent_id, replaces_id FROM {table} WHERE id IN ({places})
    UNION
    SELECT item.id, item.parent_id, item.replaces_id FROM {table} item
    JOIN near ON item.id = near.parent_id OR item.id = near.replaces_id OR item.replaces_id = near.id
)
SELECT id, parent_id, replaces_id FROM near
"""


def places_around(there: Mapping[int, Place]) -> dict[int, Place]:
    """Where those that are ``there`` hang, and today's places of what they need to be followed through: parents and wordings outside the year.

    One query, or none where nothing lies outside; it looks only at what leads there, whatever the size of the plan.
    """
    found = dict(there)
    outside = {pk for place in there.values() for pk in (place.parent_id, place.replaces_id)} - {None} - there.keys()
    if not outside:
        return found
    sql = AROUND.format(table=PlanItem._meta.db_table, places=", ".join(["%s"] * len(outside)))
    with connection.cursor() as cursor:
        cursor.execute(sql, list(outside))
        for pk, parent_id, replaces_id in cursor.fetchall():
            if pk in there:  # which may have been told without what it replaces
                found[pk] = found[pk]._replace(replaces_id=replaces_id)
            else:
                found[pk] = Place(parent_id, replaces_id, False)
    return found


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
