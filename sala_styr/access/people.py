"""Whose log-in it is, when the municipality's log-in service vouches for somebody that we have not met in that way before.

The service is the municipality's own (one tenant, one realm), so the user name and the e-mail address that it tells belong to whoever it says. Somebody
who is here already is known by one of them; anybody else is added, without appointments, and so sees nothing until they have one.
"""

from dataclasses import dataclass

from django.conf import settings
from django.db import IntegrityError, transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from sala_styr.history import recording
from sala_styr.organisation.actor import system_actor
from sala_styr.organisation.models import User


@dataclass(frozen=True)
class Told:
    """What the service tells of a person. ``email`` is "" where the service says that it has not verified it."""

    username: str
    email: str
    first_name: str
    last_name: str


class Ambiguous(Exception):
    """More than one person here fits what the service tells."""


def known(told: Told, taken: "set[int] | frozenset[int]" = frozenset()) -> User | None:
    """The one person here whose user name or e-mail address is the told one, whatever the letters' size. Raises Ambiguous for several.

    ``taken``: those who are tied to somebody else in the service already.
    """
    who = Q()
    for name in filter(None, {told.username, told.email}):
        who |= Q(username__iexact=name)
    if told.email:
        who |= Q(email__iexact=told.email)
    if not who:
        return None
    found = list(User.objects.filter(who).exclude(pk__in=taken)[:2])
    if len(found) > 1:
        raise Ambiguous
    return found[0] if found else None


def add(told: Told) -> User | None:
    """Add the person, without password and without appointments; None when nobody is added by the service alone (``SALA_SSO_ADDS_PEOPLE=0``)."""
    name = told.username or told.email
    if not settings.SSO_ADDS_PEOPLE or not name:
        return None
    person = User(username=name[:150], first_name=told.first_name[:150], last_name=told.last_name[:150])
    person.email = told.email
    person.set_unusable_password()
    try:
        with transaction.atomic(), recording(system_actor(), _("Lades till vid första inloggningen")):
            person.save()
    except IntegrityError:
        return None
    return person
