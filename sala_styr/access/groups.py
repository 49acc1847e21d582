"""Appointments by the groups of the log-in service: which group gives which appointment is data (``GroupMapping``), and at each log-in through the
service the person's groups are compared with what they have.

Only what came from groups is ever ended, and it is known which that is (``GroupAppointment``): what was given by hand is nobody else's to touch.
"""

import logging
from collections.abc import Collection, Mapping
from datetime import date, timedelta
from typing import Any

from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from sala_styr.access.models import GroupAppointment, GroupMapping
from sala_styr.errors import RuleBroken
from sala_styr.history import recording
from sala_styr.organisation.actor import Actor, system_actor
from sala_styr.organisation.models import Appointment, StandIn, Unit, User
from sala_styr.organisation.rules import require_administrator

logger = logging.getLogger(__name__)
_MORE_THAN_TOLD = ("_claim_names", "hasgroups", "http://schemas.microsoft.com/claims/groups.link")
"""What Entra ID sends instead of the groups of somebody who has more than two hundred (in SAML a hundred and fifty)."""


def told_groups(claims: Mapping[str, Any], claim: str) -> frozenset[str] | None:
    """The groups that the service tells; none where it tells nothing. None when it says that it does not tell all: then nothing can be concluded."""
    told = claims.get(claim)
    if told is None and any(mark in claims for mark in _MORE_THAN_TOLD):
        logger.warning(
            "the log-in service does not tell all of a person's groups: let it send only those of this application"
        )
        return None
    names = [told] if isinstance(told, str) else told if isinstance(told, list) else []
    return frozenset(str(name) for name in names)


def mappings() -> "QuerySet[GroupMapping]":
    """All of them, by group. Lazy."""
    return GroupMapping.objects.select_related("unit").order_by("group", "unit__tree_id", "unit__lft", "pk")


def add_mapping(actor: Actor, *, group: str, role: str, unit: Unit, title: str = "") -> GroupMapping:
    """Let a group give an appointment, from its members' next log-in. Raises Refused for others than administrators, RuleBroken for what is there."""
    require_administrator(actor)
    if GroupMapping.objects.filter(group=group, role=role, unit=unit).exists():
        raise RuleBroken(_("Den gruppen ger redan det uppdraget."), field="group")
    with recording(actor, _("Kopplade gruppen till ett uppdrag")):
        return GroupMapping.objects.create(group=group, role=role, unit=unit, title=title)


def remove_mapping(actor: Actor, mapping: GroupMapping) -> None:
    """Let the group give it no more. What it gave ends for each at their next log-in. Raises Refused for others than administrators."""
    require_administrator(actor)
    with recording(actor, _("Tog bort kopplingen till gruppen")):
        mapping.delete()


def follow_groups(person: User, groups: Collection[str], day: date | None = None) -> None:
    """Begin what the person's groups give and end what they no longer give, from ``day`` (today). All or nothing.

    Three queries when nothing changes.
    """
    today = day or timezone.localdate()
    with recording(system_actor(), _("Enligt grupperna i inloggningstjänsten")):
        User.objects.select_for_update().get(pk=person.pk)  # two log-ins at the same moment wait for each other
        given = GroupAppointment.objects.filter(appointment__user=person).select_related("appointment")
        mine = [each for each in given if each.appointment.valid_to is None or each.appointment.valid_to >= today]
        wanted = {_key(each): each for each in GroupMapping.objects.filter(group__in=groups).order_by("-pk")}
        for each in mine:
            if _key(each.appointment) not in wanted:
                _end(each, today)
        in_force = {_key(each) for each in Appointment.objects.on(today).filter(user=person)} if wanted else set()
        for key, mapping in wanted.items():
            if key not in in_force:
                _begin(person, mapping, today)


def _key(each: Any) -> tuple[str, int]:
    return each.role, each.unit_id


def _begin(person: User, mapping: GroupMapping, today: date) -> None:
    with recording(system_actor(), _("Enligt gruppen %(group)s i inloggningstjänsten") % {"group": mapping.group}):
        appointment = Appointment.objects.create(
            user=person, unit_id=mapping.unit_id, role=mapping.role, title=mapping.title, valid_from=today
        )
        GroupAppointment.objects.create(appointment=appointment, group=mapping.group)


def _end(given: GroupAppointment, today: date) -> None:
    """The rights end at once: yesterday was the last day. What began today goes altogether; the history has it."""
    appointment = given.appointment
    with recording(system_actor(), _("Inte längre i gruppen %(group)s i inloggningstjänsten") % {"group": given.group}):
        if appointment.valid_from >= today:
            for stand_in in StandIn.objects.filter(appointment=appointment):
                stand_in.delete()
            given.delete()
            appointment.delete()
        else:
            appointment.valid_to = today - timedelta(days=1)
            appointment.save(update_fields=["valid_to"])
