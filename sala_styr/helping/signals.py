"""Log-ins and log-outs: who is being helped is told so wherever they log in, and whoever goes stops helping."""

from typing import Any

from django.contrib.auth.signals import user_logged_in, user_logged_out

from sala_styr.access.models import EventKind
from sala_styr.helping.events import note_help
from sala_styr.helping.middleware import HELPING
from sala_styr.helping.queries import HELPED, consents, helped_now


def connect() -> None:
    """Listen. Called once, when the application is ready."""
    user_logged_in.connect(came_in, dispatch_uid="helping.came_in")
    user_logged_out.connect(went_out, dispatch_uid="helping.went_out")


def came_in(sender: Any, request: Any, user: Any, **kwargs: Any) -> None:
    """Remember in the session that somebody may help the person. One query."""
    consent = helped_now(user)
    if consent is not None:
        request.session[HELPED] = consent.pk


def went_out(sender: Any, request: Any, user: Any, **kwargs: Any) -> None:
    """The session ends, and the help in it: the consent holds until its own end."""
    consent = consents().filter(pk=request.session.get(HELPING)).first() if user is not None else None
    if consent is not None:
        note_help(EventKind.HELP_ENDED, consent, request)
