"""Units as the rules see them: each with what lies above and below."""

from budget.models import CentralPot
from followup.rules import Place
from goals.models import CoreMission
from sala_styr.kept.remembered import read_kept
from sala_styr.organisation.actor import Actor
from sala_styr.organisation.models import Role, Unit


def all_places() -> dict[int, Place]:
    """The place of every unit there has ever been, by id. One query, the first time a page asks."""
    return read_kept("places", (Unit,), _read_places)


def _read_places() -> dict[int, Place]:
    rows = list(Unit.objects.values_list("pk", "kind", "parent_id"))
    kinds = {pk: kind for pk, kind, _parent in rows}
    children: dict[int, set[int]] = {}
    for pk, _kind, parent_id in rows:
        if parent_id is not None:
            children.setdefault(parent_id, set()).add(pk)
    return {
        pk: Place(pk, kind, parent_id, kinds.get(parent_id, ""), frozenset(children.get(pk, ())))
        for pk, kind, parent_id in rows
    }


def units_held(actor: Actor) -> list[Unit]:
    """The units where the person has an appointment, in the organisation's order. One query, none where they are kept."""
    held = actor.held_ids()
    found = Unit.objects.filter(pk__in=held).order_by("tree_id", "lft")
    return list(read_kept(f"units-held-{sorted(held)}", (Unit, CoreMission, CentralPot), lambda: tuple(found)))


def units_led(actor: Actor) -> list[Unit]:
    """The units that the person is the manager of, in the organisation's order. One query, none where they are kept."""
    led = actor.held_ids(Role.MANAGER)
    return [unit for unit in units_held(actor) if unit.pk in led] if led else []


def place_of(unit: Unit) -> Place:
    """The place of one unit. One query, that of ``all_places``."""
    return all_places()[unit.pk]
