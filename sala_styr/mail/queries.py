"""Questions about letters, and about what a person wants."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Q, QuerySet
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from sala_styr.mail.kinds import MailKind, all_mail_kinds
from sala_styr.mail.models import Absence, MailOptOut, Message, MessageState
from sala_styr.mail.rules import readable_messages
from sala_styr.organisation.actor import Actor
from sala_styr.organisation.models import Appointment, User
from sala_styr.swedish import swedish

# What the outbox may be narrowed to: the word in its address and what it is called.
OUTBOX_STATES: tuple[tuple[str, str | Promise], ...] = (
    ("kom-inte-fram", _("behöver ses över")),
    ("vantar", _("väntar")),
    ("skickat", _("skickat")),
    ("misslyckades", _("kom inte iväg")),
    ("osakert", _("osäkert")),
)


def outbox(actor: Actor, state: str = "", text: str = "") -> QuerySet[Message]:
    """The letters that ``actor`` may see, newest first, in the state and with the words asked for. One query."""
    found = readable_messages(actor).select_related("recipient")
    if state == "kom-inte-fram":
        found = found & Message.objects.troubled()
    elif state == "osakert":
        found = found & Message.objects.uncertain()
    elif state == "vantar":
        found = found.filter(state=MessageState.QUEUED)
    elif state == "skickat":
        found = found.filter(state=MessageState.SENT)
    elif state == "misslyckades":
        found = found.filter(state=MessageState.FAILED)
    for word in text.split():
        found = found.filter(
            Q(subject__icontains=word)
            | Q(address__icontains=word)
            | Q(recipient__first_name__icontains=word)
            | Q(recipient__last_name__icontains=word)
        )
    return found.order_by("-queued_at", "-pk")


def troubled_counts() -> dict[str, int]:
    """How many letters failed and of how many nobody knows, without those put aside. One query."""
    counted = Message.objects.troubled().aggregate(
        failed=Count("pk", filter=Q(state=MessageState.FAILED)),
        uncertain=Count("pk", filter=Q(state=MessageState.CLAIMED)),
    )
    return {"failed": counted["failed"], "uncertain": counted["uncertain"]}


def people_without_address(day: date) -> QuerySet[User]:
    """Those with an appointment on ``day`` to whom no letter can go. One query."""
    appointed = Appointment.objects.on(day).values("user_id")
    found = User.objects.filter(is_active=True, email="", pk__in=appointed)
    return found.order_by(swedish("last_name"), swedish("first_name"), "pk")


@dataclass(frozen=True)
class Choice:
    """A kind of letter and whether the person gets it."""

    kind: MailKind
    wanted: bool


def choices_of(actor: Actor) -> list[Choice]:
    """Every kind that one may say no to. One query, and those of the kinds."""
    without = set(MailOptOut.objects.filter(user=actor.user).values_list("kind", flat=True))
    return [Choice(kind, kind.name not in without) for kind in all_mail_kinds()]


def absences_of(actor: Actor) -> QuerySet[Absence]:
    """The person's own, in order. One query."""
    return Absence.objects.filter(user=actor.user).select_related("stand_in")
