"""A person at all doors."""

from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import date

from django.core.cache import cache
from django.test import override_settings

from sala_styr.organisation.models import Appointment, Role, Unit, User
from tests.walk.matrix.cells import Answer, Door, ask, doors, nothing_drawn
from tests.walk.matrix.objects import Owners
from tests.walk.matrix.people import COMMITTEE, OWN_UNIT, Person, client_of
from tests.walk.matrix.table import sign

GOING = {"logout", "admin:logout"}
"""Whoever goes is sent to the log-in, and that they went is written down."""


@dataclass
class Tried:
    """What came of it: the sign at every door, and what must not be."""

    signs: dict[str, str] = field(default_factory=dict)
    cells: int = 0
    broken: set[tuple[str, str, int]] = field(default_factory=set)
    wrote: set[tuple[str, str]] = field(default_factory=set)
    wrote_by_reading: set[tuple[str, str]] = field(default_factory=set)
    wrote_though_refused: set[tuple[str, str, str]] = field(default_factory=set)


def add_people() -> None:
    """Those that the example does not have: nobody's user, one whose log-in is closed, a committee's chair and a member of staff of that very unit."""
    if User.objects.filter(username="matris.utan").exists():
        return
    where = {name: Unit.objects.get(name=name) for name in (OWN_UNIT, COMMITTEE)}
    given = {
        "matris.utan": None,
        "matris.avstangd": (Role.MANAGER, COMMITTEE),
        "matris.ordforande": (Role.CHAIR, COMMITTEE),
        "matris.medarbetare": (Role.STAFF, OWN_UNIT),
    }
    for username, place in given.items():
        user = User.objects.create(username=username, is_active=username != "matris.avstangd")
        if place:
            Appointment.objects.create(user=user, role=place[0], unit=where[place[1]], valid_from=date(2025, 1, 1))


def every_door() -> list[Door]:
    """All doors of the example municipality. Raises AssertionError when two have one name."""
    found = list(doors(Owners()))
    assert len({door.key for door in found}) == len(found), "two doors have the same name"
    return found


def try_person(person: Person, names: Collection[str] = ()) -> Tried:
    """One person at every door, or at those of ``names``, reading and sending: a column of the matrix. ``add_people`` has been called."""
    client, tried = client_of(person), Tried()
    cache.clear()  # nor is it counted how often somebody before has tried
    with override_settings(EXAMPLE=True, EXPORTS_A_MINUTE=100_000), nothing_drawn():
        for door in (door for door in every_door() if not names or door.name in names):
            get, post = ask(client, door.path, "GET"), ask(client, door.path, "POST")
            _look(tried, person.key, door, get, post)
            tried.signs[door.key] = sign(get, post)
    return tried


def _look(tried: Tried, person: str, door: Door, get: Answer, post: Answer) -> None:
    if post.allowed:
        tried.wrote.update((door.key, table) for table in post.wrote)
    tried.cells += (get.allowed is not None) + (post.allowed is not None)
    for table in get.wrote:
        tried.wrote_by_reading.add((door.name, table))
    for answer in (get, post):
        if answer.status == 500:
            tried.broken.add((person, door.key, answer.status))
        if answer.allowed is False and door.name not in GOING:
            tried.wrote_though_refused.update((person, door.key, table) for table in answer.wrote)
