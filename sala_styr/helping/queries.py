"""Questions about help: whose consents, whether one is in force, and what was done by it."""

from typing import Any

from django.db.models import BooleanField, Exists, ExpressionWrapper, OuterRef, Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from sala_styr.helping.models import Ending, HelpConsent
from sala_styr.helping.rules import helpers, may_read_all
from sala_styr.history.latest import latest_changes
from sala_styr.history.recording import consent_mark
from sala_styr.history.telling import Change
from sala_styr.organisation.actor import Actor

HELPED = "helped"
"""In the session of who is helped: the number of the consent, so that every page tells, and no other asks the database."""
MOST_TOLD = 200


def consents() -> "QuerySet[HelpConsent]":
    """All, with both people, and ``helper_helps``: may the helper still log in and help? Lazy."""
    still = Exists(helpers().order_by().filter(pk=OuterRef("helper")))
    return HelpConsent.objects.select_related("person", "helper").annotate(
        helper_helps=ExpressionWrapper(still, BooleanField())
    )


def consents_of(user: Any) -> "QuerySet[HelpConsent]":
    """Those in which the person helps or is helped, the newest first. Lazy."""
    return consents().filter(Q(person=user) | Q(helper=user))


def questions_to(user: Any) -> list[HelpConsent]:
    """What waits for the person's answer, the newest first. One query."""
    return list(consents().filter(person=user, given_at=None, closed_at=None))


def readable_consents(actor: Actor) -> "QuerySet[HelpConsent]":
    """One's own, and all for those who read the log of log-ins. Lazy."""
    return consents() if may_read_all(actor) else consents_of(actor.user)


def helped_now(user: Any) -> HelpConsent | None:
    """The newest consent in force by which somebody may help the person. One query."""
    found: Any = consents().filter(person=user, closed_at=None, until__gt=timezone.now())
    newest: HelpConsent | None = found.filter(helper_helps=True).order_by("-given_at", "-pk").first()
    return newest


def why_not(consent: HelpConsent) -> str:
    """Why nobody may act by the consent (out of ``consents``) now, in words; "" when they may."""
    if consent.closed_at is not None:
        return str(Ending(consent.ending).label)
    if consent.given_at is None:
        return _("medgivandet är inte lämnat")
    if not consent.is_in_force():
        return _("tiden är ute")
    if not consent.person.is_active:
        return _("personens inloggning är stängd")
    if not consent.helper_helps:  # type: ignore[attr-defined]
        return _("den som hjälper är inte systemförvaltare längre")
    return ""


def done_by(consent: HelpConsent, reader: Actor) -> list[Change]:
    """What was written by the consent, newest first, at most ``MOST_TOLD``. Two queries; none before the help has begun."""
    if consent.begun_at is None:
        return []
    return latest_changes(
        MOST_TOLD,
        actor=reader,
        user_id=consent.helper_id,
        text=consent_mark(consent.pk),
        first=timezone.localdate(consent.begun_at),
        last=timezone.localdate(consent.last_moment),
    )
