"""The invitation's letter: short, with the appointment as a calendar file and the way to the pack. What is in the pack is never mailed."""

import logging

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _

from followup.calendar import REQUEST, invitation_ics
from followup.models import Dialogue, DialogueInvitation, DialoguePack
from sala_styr.organisation.models import User

logger = logging.getLogger(__name__)
ICS_TYPE = "text/calendar; method=REQUEST"


def address_of(dialogue: Dialogue) -> str:
    """Where the dialogue is read; only the path where no public address is set."""
    return f"{settings.PUBLIC_ADDRESS}{reverse('followup:dialogue', args=[dialogue.pk])}"


def participants_of(dialogue: Dialogue) -> list[User]:
    """Who is invited, in the order they were noted. One query."""
    return [row.user for row in dialogue.participants.select_related("user").order_by("pk")]


def mail_invitation(invitation_id: int, sequence: int) -> int:
    """Send the letter to every participant with an e-mail address; how many it went to. Nothing when it has been sent anew since."""
    found = DialogueInvitation.objects.select_related(
        "dialogue__upper", "dialogue__lower", "dialogue__period", "sent_by"
    )
    invitation = found.filter(pk=invitation_id, sequence=sequence).first()
    if invitation is None:
        logger.info("invitation %s has been sent anew since %s", invitation_id, sequence)
        return 0
    people = [person for person in participants_of(invitation.dialogue) if person.email]
    with translation.override("sv"):
        for person in people:
            _letter(invitation, person, people).send()
    return len(people)


def _letter(invitation: DialogueInvitation, person: User, people: list[User]) -> EmailMultiAlternatives:
    dialogue = invitation.dialogue
    url = address_of(dialogue)
    changed = invitation.sequence > 1
    subject = _("Ändrad dialog: %(pair)s") if changed else _("Inbjudan till dialog: %(pair)s")
    context = {
        "dialogue": dialogue,
        "invitation": invitation,
        "person": person,
        "url": url,
        "changed": changed,
        "pack": DialoguePack.objects.filter(dialogue=dialogue).defer("content").order_by("-version").first(),
    }
    letter = EmailMultiAlternatives(
        subject % {"pair": f"{dialogue.upper.label} – {dialogue.lower.label}, {dialogue.day:%Y-%m-%d}"},
        render_to_string("followup/mail/invitation.txt", context),
        to=[person.email],
        headers={"Message-ID": f"<{invitation.uid}-{invitation.sequence}-{person.pk}@sala-styr>"},
    )
    letter.attach("dialog.ics", invitation_ics(dialogue, invitation, people, url, REQUEST), ICS_TYPE)
    return letter
