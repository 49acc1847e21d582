"""Questions about packs and invitations: who may read which, and what has been sent."""

import hashlib
import json

from django.db.models import QuerySet

from followup.models import Dialogue, DialogueInvitation, DialoguePack, Participant
from followup.queries.dialogues import followed_dialogues
from sala_styr.organisation.actor import Actor


def readable_packs(actor: Actor) -> "QuerySet[DialoguePack]":
    """The packs of the dialogues whose drafts ``actor`` may read: working material of the two sides. The newest version first. Lazy."""
    packs = DialoguePack.objects.filter(dialogue__in=followed_dialogues(actor))
    return packs.select_related("file").order_by("dialogue_id", "-version")


def packs_of(actor: Actor, dialogue: Dialogue) -> list[DialoguePack]:
    """Every version of a dialogue's pack that ``actor`` may read, the newest first, without their content. One query."""
    return list(readable_packs(actor).filter(dialogue=dialogue).defer("content"))


def invitation_of(dialogue: Dialogue) -> DialogueInvitation | None:
    """The dialogue's invitation, sent or not. One query."""
    return DialogueInvitation.objects.filter(dialogue=dialogue).select_related("sent_by").first()


def arrangement_mark(dialogue: Dialogue, invitation: DialogueInvitation) -> str:
    """A fingerprint of what an invitation tells: day, time, place and who. One query."""
    people = sorted(Participant.objects.filter(dialogue=dialogue).values_list("user_id", flat=True))
    said = [
        dialogue.day.isoformat(),
        f"{invitation.starts:%H:%M}",
        f"{invitation.ends:%H:%M}",
        dialogue.place,
        people,
    ]
    return hashlib.sha256(json.dumps(said).encode()).hexdigest()


def has_changed_since_sent(dialogue: Dialogue, invitation: DialogueInvitation | None) -> bool:
    """Is something else arranged now than what the participants have been told? One query."""
    return (
        invitation is not None and invitation.is_sent and arrangement_mark(dialogue, invitation) != invitation.sent_as
    )
