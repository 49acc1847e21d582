"""Changing the organisation: units, people and appointments."""

from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from sala_styr import trees
from sala_styr.errors import RuleBroken
from sala_styr.history import recording
from sala_styr.organisation.actor import Actor
from sala_styr.organisation.models import Appointment, Unit, User
from sala_styr.organisation.rules import require_administrator


def create_unit(actor: Actor, *, parent: Unit | None, **fields: Any) -> Unit:
    """Add a unit under ``parent``."""
    require_administrator(actor)
    with recording(actor, _("Lade till enheten")):
        return trees.insert(Unit(**fields), parent.pk if parent else None)


def end_unit(actor: Actor, unit: Unit, last_day: date) -> Unit:
    """End ``unit`` after ``last_day``. It stays in the history and in earlier years. Raises RuleBroken when something below goes on."""
    require_administrator(actor)
    with recording(actor, _("Avslutade enheten")):
        unit = Unit.objects.select_for_update().get(pk=unit.pk)
        if Unit.objects.filter(parent=unit).exclude(valid_to__lte=last_day).exists():
            raise RuleBroken(
                _("Under %(unit)s finns enheter som fortsätter. Avsluta eller flytta dem först.") % {"unit": unit.name}
            )
        unit.valid_to = last_day
        unit.save(update_fields=["valid_to"])
    return unit


def move_unit(actor: Actor, unit: Unit, new_parent: Unit) -> Unit:
    """Move ``unit`` with all below it. For a reorganisation with history, end it and create a successor instead."""
    require_administrator(actor)
    with recording(actor, _("Flyttade enheten")):
        return trees.move(Unit, unit.pk, new_parent.pk)


def appoint(
    actor: Actor, user: User, unit: Unit, role: str, valid_from: date, *, valid_to: date | None = None, title: str = ""
) -> Appointment:
    """Give ``user`` a role in ``unit``."""
    require_administrator(actor)
    with recording(actor, _("Gav uppdraget")):
        return Appointment.objects.create(
            user=user, unit=unit, role=role, valid_from=valid_from, valid_to=valid_to, title=title
        )


def end_appointment(actor: Actor, appointment: Appointment, last_day: date) -> Appointment:
    """End an appointment after ``last_day``; what the person did in it stays."""
    require_administrator(actor)
    with recording(actor, _("Avslutade uppdraget")):
        appointment.valid_to = last_day
        appointment.save(update_fields=["valid_to"])
    return appointment


def update_unit(actor: Actor, unit: Unit, **fields: Any) -> Unit:
    """Change the plain fields of ``unit`` (not its place in the tree)."""
    require_administrator(actor)
    with recording(actor, _("Ändrade uppgifter om enheten")):
        for name, value in fields.items():
            setattr(unit, name, value)
        unit.full_clean(exclude=["parent", "lft", "rght", "tree_id", "level"])
        unit.save(update_fields=list(fields))
    return unit


def create_person(
    actor: Actor, *, username: str, first_name: str, last_name: str, email: str = "", password: str = ""
) -> User:
    """Add a person who can log in; without a password none works until one is set."""
    require_administrator(actor)
    with recording(actor, _("Lade till personen")):
        person = User(username=username, first_name=first_name, last_name=last_name, email=email)
        person.set_password(password or None)
        person.save()
    return person


def update_person(actor: Actor, person: User, *, first_name: str, last_name: str, email: str) -> User:
    """Change a person's name and e-mail address."""
    require_administrator(actor)
    with recording(actor, _("Ändrade namn eller e-postadress")):
        person.first_name, person.last_name, person.email = first_name, last_name, email
        person.save(update_fields=["first_name", "last_name", "email"])
    return person


def set_active(actor: Actor, person: User, active: bool) -> User:
    """Let ``person`` log in, or stop it at once; nothing of what they did is removed."""
    require_administrator(actor)
    if person.pk == getattr(actor.user, "pk", None) and not active:
        raise RuleBroken(_("Du kan inte stänga av din egen inloggning. Be en annan systemförvaltare."))
    with recording(actor, _("Öppnade inloggningen") if active else _("Stängde inloggningen")):
        person.is_active = active
        person.save(update_fields=["is_active"])
    return person
