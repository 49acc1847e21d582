"""From the example's places to units, in one tree and with what became what."""

from collections.abc import Iterator

from followup.demo.content.organisation import GROUP
from followup.demo.content.shapes import Place
from sala_styr import history, trees
from sala_styr.organisation.models import Unit

Units = dict[str, Unit]


def walk(place: Place, parent: Place | None = None) -> Iterator[tuple[Place, Place | None]]:
    """Every place with the one above it, parents before children."""
    yield place, parent
    for child in place.below:
        yield from walk(child, place)


def places() -> dict[str, Place]:
    """Every place of the example by its code."""
    return {place.code: place for place, _parent in walk(GROUP)}


def load_units() -> Units:
    """Insert the whole organisation as one tree. Returns the units by code."""
    pairs = list(walk(GROUP))
    index = {place.code: number for number, (place, _parent) in enumerate(pairs)}
    nodes = [_unit(place) for place, _parent in pairs]
    parents = [index[parent.code] if parent else None for _place, parent in pairs]
    trees.bulk_insert(Unit, nodes, parents)
    units = {unit.code: unit for unit in nodes}
    _connect_successors(units)
    return units


def _unit(place: Place) -> Unit:
    return Unit(code=place.code, name=place.name, short_name=place.short, kind=place.kind, **place.facts)


def _connect_successors(units: Units) -> None:
    changed = []
    for place in places().values():
        if place.became:
            successor = units[place.became]
            successor.predecessor = units[place.code]
            changed.append(successor)
    history.bulk_update(Unit, changed, ["predecessor"])
