"""The acting person: what their appointments let them reach, worked out once per request.

Roles are inherited downwards in the tree: a head of department is a manager of every unit below. ``covers`` asks with inheritance, ``holds`` asks
for that very unit: elected representatives own what their own body decides and nothing below it (design §1, the wall).

A stand-in has the rights of the appointment they stand in for, on top of their own. An action asks for the right and then writes, so the right
that was last given says whose it was: the history's reason names the absent person (``in_place_of``).

Somebody who is helped by another, with their consent, is still the actor, and ``helped`` says by whom: the rights are the person's, less what they
decide and vouch for themselves (``rules.require_own_hand``), and the history names both.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from typing import Any, NamedTuple

from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from sala_styr.history.recording import Help
from sala_styr.kept.remembered import read_kept
from sala_styr.organisation.models import (
    ELECTED,
    OFFICIALS,
    POLITICAL_KINDS,
    Appointment,
    Role,
    StandIn,
    Unit,
    User,
    person_name,
    unit_label,
)

Units = Mapping[str, frozenset[int]]


@dataclass(frozen=True)
class Lent:
    """A right that is another person's: their role in a unit, and the units that it reaches."""

    role: str
    unit_id: int
    reach: frozenset[int]
    whose: str


@dataclass(frozen=True)
class Actor:
    """A person and the units each of their roles reaches. ``system`` is the command line: it may do everything, and the history says so."""

    user: Any = None
    held: Units = field(default_factory=dict)
    covered: Units = field(default_factory=dict)
    titles: tuple[str, ...] = ()
    system: bool = False
    own: "Actor | None" = None
    """What the person may do as themselves, where they also stand in for somebody; else None."""
    lent: tuple[Lent, ...] = ()
    helped: Help | None = None
    _last_given: list[str] = field(default_factory=list, compare=False, repr=False)

    @property
    def hand(self) -> Any:
        """Who sits at the keyboard, and stands in the history: the helper where somebody helps, else the person."""
        return self.helped.helper if self.helped else self.user

    @property
    def is_known(self) -> bool:
        """Is anybody logged in, with at least one appointment in force?"""
        return self.system or bool(self.held)

    def has(self, *roles: str) -> bool:
        """Does the person have one of ``roles`` anywhere?"""
        given = self.system or any(role in self.held for role in roles)
        if given and self.lent:
            self._note(self.own is not None and self.own.has(*roles), lambda lent: lent.role in roles)
        return given

    def holds(self, unit_id: int | None, *roles: str) -> bool:
        """Does the person have one of ``roles`` in exactly this unit?"""
        given = self.system or any(unit_id in self.held.get(role, ()) for role in roles)
        if given and self.lent:
            own = self.own is not None and self.own.holds(unit_id, *roles)
            self._note(own, lambda lent: lent.role in roles and lent.unit_id == unit_id)
        return given

    def covers(self, unit_id: int | None, *roles: str) -> bool:
        """Does the person have one of ``roles`` in this unit or in one above it?"""
        given = self.system or any(unit_id in self.covered.get(role, ()) for role in roles)
        if given and self.lent:
            own = self.own is not None and self.own.covers(unit_id, *roles)
            self._note(own, lambda lent: lent.role in roles and unit_id in lent.reach)
        return given

    def covers_below(self, body_id: int | None, *roles: str) -> bool:
        """Does the person have one of ``roles`` in an office right below the political body? They write what it decides. One query the first time."""
        return body_id is not None and any(self.covers(office, *roles) for office in self._offices.get(body_id, ()))

    def bodies_served(self, *roles: str) -> frozenset[int]:
        """The political bodies right above the units where the person has one of ``roles``. One query the first time."""
        held = self.held_ids(*roles)
        return frozenset(body for body, offices in self._offices.items() if held & offices)

    @cached_property
    def _offices(self) -> dict[int, frozenset[int]]:
        """The units that the person's appointments reach and that lie right below a political body, by that body."""
        found: dict[int, frozenset[int]] = {}
        reached = self.covered_ids(*OFFICIALS) if self.held else frozenset()
        for office, body in _all_offices() if reached else ():
            if office in reached:
                found[body] = found.get(body, frozenset()) | {office}
        return found

    def _note(self, own: bool, fits: Callable[[Lent], bool]) -> None:
        """Remember whose right was given last: nobody else's when it is the person's own."""
        self._last_given[:] = [] if own else [lent.whose for lent in self.lent if fits(lent)][:1]

    @property
    def in_place_of(self) -> str:
        """The name of the absent person whose right was given last; "" when it was the person's own."""
        return self._last_given[0] if self._last_given else ""

    def held_ids(self, *roles: str) -> frozenset[int]:
        """The units where the person has one of ``roles`` (all roles when none is named)."""
        return frozenset().union(*(self.held.get(role, frozenset()) for role in roles or self.held))

    def covered_ids(self, *roles: str) -> frozenset[int]:
        """The units that one of ``roles`` reaches (all roles when none is named): for a queryset's filter."""
        return frozenset().union(*(self.covered.get(role, frozenset()) for role in roles or self.covered))

    @property
    def sees_everything(self) -> bool:
        """Controllers, auditors and administrators read everything, drafts included, in the whole municipality."""
        return self.system or self.has(Role.CONTROLLER, Role.AUDITOR, Role.ADMINISTRATOR)

    @property
    def is_elected(self) -> bool:
        return self.has(*ELECTED)

    @property
    def is_official(self) -> bool:
        return self.has(*OFFICIALS)


ANONYMOUS = Actor()


def system_actor() -> Actor:
    """The actor of management commands: no person, every right."""
    return Actor(system=True)


def actor_for(user: Any, on: date | None = None) -> Actor:
    """Work out what ``user`` may reach on day ``on`` (today), with what they stand in for.

    Two queries, none where they are kept; one more for who stands in for another. None for somebody not logged in.
    """
    if not getattr(user, "is_authenticated", False) or not user.is_active:
        return ANONYMOUS
    day = on or timezone.localdate()
    appointments = _given(user, day)
    if not appointments:
        return Actor(user=user)
    below = _units_below(appointments)
    own = [appointment for appointment in appointments if appointment.user_id == user.pk]
    others = [appointment for appointment in appointments if appointment.user_id != user.pk]
    if not others:
        return Actor(user=user, **_reach(own, below), titles=tuple(_title(each) for each in own))
    names = _names_of(others)
    titles = [_title(each) for each in own] + [
        _("ersätter %(person)s, %(title)s") % {"person": names[each.user_id], "title": _title(each)} for each in others
    ]
    return Actor(
        user=user,
        **_reach(appointments, below),
        titles=tuple(titles),
        own=Actor(user=user, **_reach(own, below)),
        lent=tuple(
            Lent(each.role, each.unit_id, frozenset(below[each.unit_id]), names[each.user_id]) for each in others
        ),
    )


class Given(NamedTuple):
    """An appointment in force, with no more than what rights and titles are made of: every page asks for it."""

    user_id: int
    unit_id: int
    role: str
    called: str
    short_name: str
    name: str
    tree_id: int
    lft: int
    rght: int


GIVEN = (
    *("user_id", "unit_id", "role", "title", "unit__short_name", "unit__name", "unit__tree_id", "unit__lft"),
    "unit__rght",
)


def _given(user: Any, day: date) -> tuple[Given, ...]:
    """The person's appointments in force on the day, and those they stand in for. One query, none where it is kept."""

    def ask() -> tuple[Given, ...]:
        lent = StandIn.objects.filter(substitute=user).on(day).values("appointment")
        found = Appointment.objects.filter(Q(user=user) | Q(pk__in=lent)).on(day)
        return tuple(Given(*row) for row in found.order_by("pk").values_list(*GIVEN))

    return read_kept(f"given-{user.pk}-{day}", (Appointment, StandIn, Unit), ask)


def _names_of(appointments: Iterable[Given]) -> dict[int, str]:
    """The names of those whose appointments they are, by id. One query."""
    rows = User.objects.filter(pk__in={each.user_id for each in appointments})
    return {pk: person_name(*names) for pk, *names in rows.values_list("pk", "first_name", "last_name", "username")}


def _title(appointment: Given) -> str:
    title = appointment.called or Role(appointment.role).label
    return f"{title}, {unit_label(appointment.short_name, appointment.name)}"


def _reach(appointments: Iterable[Given], below: Mapping[int, set[int]]) -> dict[str, Any]:
    """What these appointments hold and cover."""
    held: dict[str, set[int]] = {}
    covered: dict[str, set[int]] = {}
    for appointment in appointments:
        held.setdefault(appointment.role, set()).add(appointment.unit_id)
        covered.setdefault(appointment.role, set()).update(below[appointment.unit_id])
    return {
        "held": {role: frozenset(ids) for role, ids in held.items()},
        "covered": {role: frozenset(ids) for role, ids in covered.items()},
    }


def _units_below(appointments: Iterable[Given]) -> dict[int, set[int]]:
    """For each appointment's unit: its own id and those of all units below it. One query, none where it is kept."""
    units, nodes = {each.unit_id: each for each in appointments}, _all_nodes()
    return {
        own: {pk for pk, tree_id, lft in nodes if tree_id == unit.tree_id and unit.lft <= lft <= unit.rght}
        for own, unit in units.items()
    }


def _all_nodes() -> tuple[tuple[int, int, int], ...]:
    """Every unit's id, tree and left edge."""
    return read_kept("unit-nodes", (Unit,), lambda: tuple(Unit.objects.order_by().values_list("pk", "tree_id", "lft")))


def _all_offices() -> tuple[tuple[int, int], ...]:
    """The units right below a political body that are none themselves, each with that body."""
    found = Unit.objects.filter(parent__kind__in=POLITICAL_KINDS).exclude(kind__in=POLITICAL_KINDS).order_by()
    return read_kept("offices", (Unit,), lambda: tuple(found.values_list("pk", "parent_id")))
