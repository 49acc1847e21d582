"""Ending log-ins: one's own others, and another person's."""

from django.db import transaction
from django.http import HttpRequest

from sala_styr.access import sessions
from sala_styr.access.events import note
from sala_styr.access.models import EventKind
from sala_styr.organisation.actor import Actor
from sala_styr.organisation.models import User
from sala_styr.organisation.rules import require_administrator


@transaction.atomic
def end_my_others(request: HttpRequest) -> int:
    """End the person's log-ins everywhere but here. How many they were."""
    ended = sessions.end_all(request.user, except_key=request.session.session_key)
    note(EventKind.SESSIONS_ENDED, request, user=request.user, by=request.user)
    return ended


@transaction.atomic
def end_sessions_of(actor: Actor, person: User, request: HttpRequest | None = None) -> int:
    """End all of ``person``'s log-ins at once. Raises Refused for others than administrators."""
    require_administrator(actor)
    ended = sessions.end_all(person)
    note(EventKind.SESSIONS_ENDED, request, user=person, by=actor.user)
    return ended
