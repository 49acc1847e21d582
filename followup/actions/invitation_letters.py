"""The invitation's letters: short, with the appointment as a calendar file and the way to the pack. What is in the pack is never mailed."""

from collections.abc import Sequence
from typing import Any

from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _

from followup.calendar import CANCEL, REQUEST, invitation_ics
from followup.models import Dialogue, DialogueInvitation
from sala_styr.mail.actions import send_mail_to
from sala_styr.mail.composing import Attachment, absolute
from sala_styr.organisation.actor import Actor
from sala_styr.organisation.models import User


def write_letters(
    actor: Actor, dialogue: Dialogue, invitation: DialogueInvitation, people: Sequence[User], gone: Sequence[User]
) -> None:
    """A letter to each of ``people`` with an e-mail address, and to each of ``gone`` that they are no longer expected. In the transaction under way."""
    reached = [person for person in people if person.email]
    with translation.override("sv"):
        _send(actor, dialogue, invitation, reached, REQUEST)
        _send(actor, dialogue, invitation, [person for person in gone if person.email], CANCEL)


def _send(
    actor: Actor, dialogue: Dialogue, invitation: DialogueInvitation, people: Sequence[User], method: str
) -> None:
    if not people:
        return
    url = absolute(reverse("followup:dialogue", args=[dialogue.pk]))
    file = invitation_ics(dialogue, invitation, people, url, method)
    pair = {"pair": f"{dialogue.upper.label} – {dialogue.lower.label}, {dialogue.day:%Y-%m-%d}"}
    context: dict[str, Any] = {"dialogue": dialogue, "invitation": invitation, "url": url}
    send_mail_to(
        people,
        _subject(invitation, method) % pair,
        "dialogue_cancelled" if method == CANCEL else "dialogue_invitation",
        context | {"changed": invitation.sequence > 1},
        [Attachment("dialog.ics", file, f"text/calendar; method={method}")],
        key=f"dialogue-{'cancel' if method == CANCEL else 'invite'}:{invitation.pk}:{invitation.sequence}",
        actor=actor,
    )


def _subject(invitation: DialogueInvitation, method: str) -> str:
    if method == CANCEL:
        return _("Du behövs inte längre vid dialogen: %(pair)s")
    return _("Ändrad dialog: %(pair)s") if invitation.sequence > 1 else _("Inbjudan till dialog: %(pair)s")
