"""A visitor tells us what does not work, and somebody settles it."""

from datetime import timedelta

from django.conf import settings
from django.utils import timezone
from django.utils.translation import gettext as _

from public.models import Feedback
from public.rules import may_read_feedback
from sala_styr.errors import RuleBroken
from sala_styr.history import recording
from sala_styr.mail.actions import send_mail_to
from sala_styr.organisation.actor import ANONYMOUS, Actor
from sala_styr.organisation.rules import require

MOST_IN_AN_HOUR = 30
"""Of all visitors together: we keep nothing that tells them apart. More than that is a machine."""
LONGEST = 4000


def tell_us(message: str, *, page: str = "", email: str = "") -> Feedback:
    """Anybody's word about a page, kept and sent to the municipality's address where there is one. The same words sent twice within the hour are kept once.

    Raises RuleBroken when there is nothing in it, when it is too long, and when more comes in an hour than people write.
    """
    message = message.strip()
    if not message:
        raise RuleBroken(_("Skriv några ord om vad som inte fungerar."), field="message")
    if len(message) > LONGEST:
        raise RuleBroken(_("Det får plats med 4 000 tecken. Korta det lite."), field="message")
    with recording(ANONYMOUS, _("Skrev en synpunkt på de öppna sidorna")):
        recent = Feedback.objects.filter(written_at__gte=timezone.now() - timedelta(hours=1))
        if same := recent.filter(message=message, email=email).first():
            return same
        if recent.count() >= MOST_IN_AN_HOUR:
            raise RuleBroken(
                _(
                    "Just nu kommer det fler synpunkter än vi kan ta emot. Försök igen om en timme, eller hör av dig på annat sätt."
                )
            )
        written = Feedback.objects.create(message=message, page=page.strip()[:300], email=email)
        if settings.CONTACT_EMAIL:
            send_mail_to(
                [settings.CONTACT_EMAIL], _("Synpunkt på de öppna sidorna"), "feedback", {"feedback": written},
                key=f"feedback:{written.pk}",
            )  # fmt: skip
    return written


def settle_feedback(actor: Actor, feedback: Feedback, outcome: str) -> Feedback:
    """Note what was done. Raises Refused for others than administrators and controllers, RuleBroken without words. A settled one can be said anew."""
    require(may_read_feedback(actor), _("Synpunkterna sköts av systemförvaltaren eller en controller."))
    outcome = outcome.strip()
    if not outcome:
        raise RuleBroken(_("Skriv vad du gjorde åt det."), field="outcome")
    with recording(actor, _("Antecknade vad som gjordes åt en synpunkt")):
        fresh = Feedback.objects.select_for_update(of=("self",)).get(pk=feedback.pk)
        fresh.outcome, fresh.answered_at, fresh.answered_by = outcome, timezone.now(), actor.user
        fresh.save()
    return fresh
