"""What happens elsewhere and is to be known here: somebody came in, went out, was refused, changed their password or was closed out."""

from typing import Any

from allauth.account.authentication import get_authentication_records
from allauth.mfa import signals as mfa
from allauth.usersessions.models import UserSession
from django.contrib.auth.signals import user_logged_in, user_logged_out, user_login_failed
from django.db.models.signals import post_save
from django.utils.translation import gettext as _

from sala_styr.access import factors, sessions
from sala_styr.access.events import note
from sala_styr.access.models import EventKind
from sala_styr.organisation.models import User


def connect() -> None:
    """Listen. Called once, when the application is ready."""
    for signal, receiver in (
        (user_logged_in, came_in),
        (user_logged_out, went_out),
        (user_login_failed, was_refused),
        (mfa.authenticator_added, factor_added),
        (mfa.authenticator_removed, factor_removed),
        (mfa.authenticator_reset, codes_made),
        (mfa.authentication_failed, factor_refused),
    ):
        signal.connect(receiver, dispatch_uid=f"access.{receiver.__name__}")
    post_save.connect(closed, sender=User, dispatch_uid="access.closed")


def came_in(sender: Any, request: Any, user: Any, **kwargs: Any) -> None:
    """Begin the session's clock, list the session, and write it down. A session without a request behind it (a test's) is only timed."""
    sessions.begin(request, user)
    if not hasattr(request, "allauth"):
        return
    factors.look(request, user)
    UserSession.objects.purge_and_list(user)
    UserSession.objects.create_from_request(request)
    note(EventKind.LOGIN, request, user=user, way=_how(request, user))


def _how(request: Any, user: Any) -> str:
    records = get_authentication_records(request, user)
    words = {"password": _("lösenord"), "socialaccount": _("inloggningstjänsten"), "mfa": _("andra steg")}
    return " + ".join(words[record["method"]] for record in records if record["method"] in words)


def went_out(sender: Any, request: Any, user: Any, **kwargs: Any) -> None:
    if user is not None and hasattr(request, "allauth"):
        UserSession.objects.filter(session_key=request.session.session_key).delete()
        if not getattr(request, "timed_out", False):
            note(EventKind.LOGOUT, request, user=user)


def was_refused(sender: Any, credentials: Any, request: Any = None, **kwargs: Any) -> None:
    """Whose name it was, when somebody has it; never the name that was typed."""
    person = User.objects.filter(username=credentials.get("username") or "").first()
    note(EventKind.REFUSED, request, user=person)


def factor_added(sender: Any, request: Any, user: Any, authenticator: Any, **kwargs: Any) -> None:
    if request.session.pop(factors.NEEDED, None):
        request.session.save()  # allauth tells when the transaction is done, which may be after the session was written
    note(EventKind.FACTOR_ADDED, request, user=user, way=_what(authenticator))


def factor_removed(sender: Any, request: Any, user: Any, authenticator: Any, **kwargs: Any) -> None:
    factors.look(request, user)
    note(EventKind.FACTOR_REMOVED, request, user=user, way=_what(authenticator))


def _what(authenticator: Any) -> str:
    words = {"totp": _("app"), "webauthn": _("nyckel"), "recovery_codes": _("reservkoder")}
    return words.get(authenticator.type, "")


def codes_made(sender: Any, request: Any, user: Any, authenticator: Any, **kwargs: Any) -> None:
    note(EventKind.RECOVERY_MADE, request, user=user)


def factor_refused(sender: Any, request: Any, user: Any, authenticator: Any, **kwargs: Any) -> None:
    note(EventKind.FACTOR_REFUSED, request, user=user, way=_what(authenticator))


def closed(sender: Any, instance: User, created: bool, **kwargs: Any) -> None:
    """A log-in that is closed ends everywhere at once."""
    if not created and not instance.is_active:
        sessions.end_all(instance)
