"""Questions about log-ins."""

from typing import Any

from allauth.usersessions.models import UserSession
from django.db.models import QuerySet

from sala_styr.access.models import AccessEvent
from sala_styr.access.rules import require_log_reader
from sala_styr.organisation.actor import Actor

REFUSALS = ("refused", "closed", "sso_refused", "limited", "factor_refused", "help_refused")


def log(actor: Actor, kind: str = "", text: str = "") -> QuerySet[AccessEvent]:
    """The log's lines, newest first, of one kind or all ("nekade": all refusals), about somebody whose name has the words. Lazy. Raises Refused."""
    require_log_reader(actor)
    found = AccessEvent.objects.select_related("user", "by")
    if kind == "nekade":
        found = found.filter(kind__in=REFUSALS)
    elif kind:
        found = found.filter(kind=kind)
    for word in text.split():
        found = found.filter(user__in=_named(word))
    return found


def _named(word: str) -> Any:
    from sala_styr.organisation.queries import people

    return people(word).order_by().values("pk")


def sessions_of(user: Any) -> list[UserSession]:
    """Where the person is logged in, the latest first. Sessions that have ended by themselves are forgotten on the way: a query for each."""
    return sorted(UserSession.objects.purge_and_list(user), key=lambda session: session.created_at, reverse=True)
