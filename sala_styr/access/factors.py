"""The second step: who must have one, and taking away one that is lost.

It is asked of those who log in with a password here; the municipality's log-in service asks for its own. ``settings.MFA_ROLES`` says which roles must
have it: they are led to the page that sets it up at the next log-in, and to nothing else until it is done.
"""

from typing import Any

from allauth.account.authentication import get_authentication_records
from allauth.mfa.models import Authenticator
from django.conf import settings
from django.db import transaction
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext as _

from sala_styr.access.events import note
from sala_styr.access.models import EventKind
from sala_styr.errors import RuleBroken
from sala_styr.organisation.actor import Actor
from sala_styr.organisation.models import Appointment, User
from sala_styr.organisation.rules import require_administrator

REAL = (Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN)
NEEDED = "access_needs_factor"
"""In the session: a second step must be set up before anything else."""
OPEN_WITHOUT = frozenset(
    {
        *("mfa_index", "mfa_activate_totp", "mfa_add_webauthn", "mfa_list_webauthn", "mfa_view_recovery_codes"),
        *("mfa_deactivate_totp", "mfa_remove_webauthn", "mfa_generate_recovery_codes"),
        *("account_reauthenticate", "mfa_reauthenticate", "mfa_reauthenticate_webauthn"),
        *("logout", "logged_out", "prolong", "set_language", "favicon", "health", "ready", "whole", "metrics"),
    }
)
"""The addresses that answer while a second step is missing."""


def has_factor(user: Any) -> bool:
    """Has the person set up an app or a key? Recovery codes alone are none."""
    return bool(Authenticator.objects.filter(user_id=user.pk, type__in=REAL).exists())


def must_have_factor(user: Any) -> bool:
    """Does an appointment in force ask for it?"""
    roles = settings.MFA_ROLES
    return bool(roles) and Appointment.objects.on(timezone.localdate()).filter(user_id=user.pk, role__in=roles).exists()


def look(request: HttpRequest, user: Any) -> None:
    """Remember in the session whether a second step is missing."""
    request.session.pop(NEEDED, None)
    if settings.MFA_ROLES and is_local(request, user) and must_have_factor(user) and not has_factor(user):
        request.session[NEEDED] = True


def is_local(request: HttpRequest, user: Any) -> bool:
    """Did the person log in with a password here, and not through the log-in service?"""
    return any(record["method"] == "password" for record in get_authentication_records(request, user))


def is_held_up(request: HttpRequest) -> bool:
    """Must this address wait until a second step is set up? Asks the session only."""
    match = request.resolver_match
    return bool(request.session.get(NEEDED)) and (match is None or match.view_name not in OPEN_WITHOUT)


@transaction.atomic
def remove_factors(actor: Actor, person: User, request: HttpRequest | None = None) -> None:
    """Take away all of another person's second steps: the phone or the key is lost. Raises Refused for others than administrators,
    RuleBroken for one's own, which are taken away on one's own page."""
    require_administrator(actor)
    if actor.user is not None and actor.user.pk == person.pk:
        raise RuleBroken(_("Ditt eget andra steg ändrar du på sidan Min inloggning."))
    Authenticator.objects.filter(user=person).delete()
    note(EventKind.FACTOR_REMOVED, request, user=person, by=actor.user)
