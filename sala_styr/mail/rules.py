"""Who may see and send what was written to others: the controller and the administrator."""

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from sala_styr.history.readers import history_reader
from sala_styr.mail.models import Absence, MailOptOut, Message
from sala_styr.organisation.actor import Actor
from sala_styr.organisation.models import Role
from sala_styr.organisation.rules import require


def may_see_outbox(actor: Actor) -> bool:
    """Controllers answer for the reminders, administrators for that mail works."""
    return actor.has(Role.CONTROLLER, Role.ADMINISTRATOR)


def require_outbox(actor: Actor) -> None:
    """Raises Refused with who may instead."""
    require(may_see_outbox(actor), _("Utskicken sköts av controllern. Hör av dig dit om ett brev inte har kommit."))


@history_reader("mail.message")
def readable_messages(actor: Actor) -> QuerySet[Message]:
    """All letters, for those who send them; one's own for everybody else."""
    if may_see_outbox(actor):
        return Message.objects.all()
    return Message.objects.filter(recipient=actor.user) if actor.user is not None else Message.objects.none()


@history_reader("mail.absence")
def readable_absences(actor: Actor) -> QuerySet[Absence]:
    """One's own."""
    return Absence.objects.filter(user=actor.user) if actor.user is not None else Absence.objects.none()


@history_reader("mail.mailoptout")
def readable_opt_outs(actor: Actor) -> QuerySet[MailOptOut]:
    """One's own."""
    return MailOptOut.objects.filter(user=actor.user) if actor.user is not None else MailOptOut.objects.none()
