"""The acting person: what their appointments let them reach, worked out once per request.

Roles are inherited downwards in the tree: a head of department is a manager of every unit below. ``covers`` asks with inheritance, ``holds`` asks
for that very unit: elected representatives own what their own body decides and nothing below it (design §1, the wall).
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.db.models import Q
from django.utils import timezone

from sala_styr.organisation.models import ELECTED, OFFICIALS, Appointment, Role, Unit

Units = Mapping[str, frozenset[int]]


@dataclass(frozen=True)
class Actor:
    """A person and the units each of their roles reaches. ``system`` is the command line: it may do everything, and the history says so."""

    user: Any = None
    held: Units = field(default_factory=dict)
    covered: Units = field(default_factory=dict)
    titles: tuple[str, ...] = ()
    system: bool = False

    @property
    def is_known(self) -> bool:
        """Is anybody logged in, with at least one appointment in force?"""
        return self.system or bool(self.held)

    def has(self, *roles: str) -> bool:
        """Does the person have one of ``roles`` anywhere?"""
        return self.system or any(role in self.held for role in roles)

    def holds(self, unit_id: int | None, *roles: str) -> bool:
        """Does the person have one of ``roles`` in exactly this unit?"""
        return self.system or any(unit_id in self.held.get(role, ()) for role in roles)

    def covers(self, unit_id: int | None, *roles: str) -> bool:
        """Does the person have one of ``roles`` in this unit or in one above it?"""
        return self.system or any(unit_id in self.covered.get(role, ()) for role in roles)

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
    """Work out what ``user`` may reach on day ``on`` (today). Two queries; none for somebody who is not logged in."""
    if not getattr(user, "is_authenticated", False) or not user.is_active:
        return ANONYMOUS
    appointments = list(
        Appointment.objects.filter(user=user).on(on or timezone.localdate()).select_related("unit").order_by("pk")
    )
    if not appointments:
        return Actor(user=user)
    below = _units_below([appointment.unit for appointment in appointments])
    held: dict[str, set[int]] = {}
    covered: dict[str, set[int]] = {}
    for appointment in appointments:
        held.setdefault(appointment.role, set()).add(appointment.unit_id)
        covered.setdefault(appointment.role, set()).update(below[appointment.unit_id])
    return Actor(
        user=user,
        held={role: frozenset(ids) for role, ids in held.items()},
        covered={role: frozenset(ids) for role, ids in covered.items()},
        titles=tuple(f"{a.title or a.get_role_display()}, {a.unit.label}" for a in appointments),
    )


def _units_below(units: list[Unit]) -> dict[int, set[int]]:
    """For each unit: its own id and those of all units below it. One query."""
    reach = Q()
    for unit in units:
        reach |= Q(tree_id=unit.tree_id, lft__gte=unit.lft, rght__lte=unit.rght)
    nodes = list(Unit.objects.filter(reach).values_list("pk", "tree_id", "lft"))
    return {
        unit.pk: {pk for pk, tree_id, lft in nodes if tree_id == unit.tree_id and unit.lft <= lft <= unit.rght}
        for unit in units
    }
