"""Who is reminded instead of somebody who is away: whom they chose, their stand-in, the manager above, the controller."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date

from sala_styr.mail.models import Absence, MailOptOut
from sala_styr.organisation.models import ELECTED, Appointment, Role, StandIn, Unit, User

REMINDERS = "paminnelser"
"""The kind of the gathered letters (``sala_styr.mail.kinds``)."""


@dataclass
class Cover:
    """Everybody's absences, stand-ins and superiors on a day."""

    away: dict[int, Absence]
    appointments: dict[int, list[Appointment]] = field(default_factory=dict)
    substitutes: dict[int, list[User]] = field(default_factory=dict)
    leaders: dict[tuple[int, str], list[User]] = field(default_factory=dict)
    controllers: list[User] = field(default_factory=list)
    parents: dict[int, int | None] = field(default_factory=dict)
    without_letters: set[int] = field(default_factory=set)

    def people(self) -> list[User]:
        """Everybody with an appointment, who can log in, in the order they were appointed."""
        return [held[0].user for held in self.appointments.values() if held[0].user.is_active]

    def receiver_for(self, person: User) -> tuple[User, Absence | None]:
        """Who gets what is meant for ``person``, and the absence that is why; the person when they are here, or when there is nobody else."""
        absence = self.away.get(person.pk)
        if absence is None:
            return person, None
        for other in self._in_turn(person, absence):
            if self._can_take(other, person):
                return other, absence
        return person, None

    def _can_take(self, other: User, person: User) -> bool:
        here = other.is_active and other.pk not in self.away and other.pk not in self.without_letters
        return here and other.pk != person.pk and bool(other.email)

    def _in_turn(self, person: User, absence: Absence) -> Iterator[User]:
        if absence.stand_in is not None:
            yield absence.stand_in
        yield from self.substitutes.get(person.pk, ())
        for appointment in self.appointments.get(person.pk, ()):
            role = Role.CHAIR if appointment.role in ELECTED else Role.MANAGER
            unit: int | None = appointment.unit_id
            while unit is not None:
                yield from self.leaders.get((unit, role), ())
                # The elected have nobody above their own body.
                unit = None if role == Role.CHAIR else self.parents.get(unit)
        yield from self.controllers


def cover_on(day: date) -> Cover:
    """Who is away on ``day`` and who is there. Five queries, however many people."""
    away = {each.user_id: each for each in Absence.objects.on(day).select_related("stand_in")}
    cover = Cover(away=away)
    for appointment in Appointment.objects.on(day).select_related("user", "unit").order_by("pk"):
        cover.appointments.setdefault(appointment.user_id, []).append(appointment)
        if appointment.role in (Role.MANAGER, Role.CHAIR):
            cover.leaders.setdefault((appointment.unit_id, appointment.role), []).append(appointment.user)
        elif appointment.role == Role.CONTROLLER:
            cover.controllers.append(appointment.user)
    for stand_in in StandIn.objects.on(day).select_related("substitute", "appointment").order_by("pk"):
        cover.substitutes.setdefault(stand_in.appointment.user_id, []).append(stand_in.substitute)
    cover.parents = dict(Unit.objects.values_list("pk", "parent_id"))
    cover.without_letters = set(MailOptOut.objects.filter(kind=REMINDERS).values_list("user_id", flat=True))
    return cover
