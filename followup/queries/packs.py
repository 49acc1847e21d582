"""Questions about packs and invitations: who may read which, and what has been sent."""

import hashlib
import json
from collections.abc import Iterable
from datetime import date, timedelta

from django.db.models import QuerySet

from followup.models import Dialogue, DialogueInvitation, DialoguePack, DialogueState
from followup.queries.dialogues import followed_dialogues
from sala_styr.organisation.actor import Actor

ASKED_BEFORE = timedelta(days=28)
"""How long before a dialogue it is time to invite: there must be time to read, and what is read must be fresh."""


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
    """A fingerprint of what an invitation tells: day, time, place and who. One query; none when the participants are fetched with the dialogue."""
    people = sorted(row.user_id for row in dialogue.participants.all())
    said = [
        dialogue.day.isoformat(),
        f"{invitation.starts:%H:%M}",
        f"{invitation.ends:%H:%M}",
        dialogue.place,
        people,
    ]
    return hashlib.sha256(json.dumps(said).encode()).hexdigest()


def to_invite(unit_ids: Iterable[int], today: date) -> list[tuple[Dialogue, DialogueInvitation | None]]:
    """The dialogues of the coming weeks, of which one of the units is the upper side, that nobody has been invited to or been told the change of.

    Two queries.
    """
    coming = Dialogue.objects.filter(
        upper_id__in=list(unit_ids), state=DialogueState.PLANNED, day__gte=today, day__lte=today + ASKED_BEFORE
    )
    found = coming.select_related("upper", "lower", "invitation").prefetch_related("participants").order_by("day", "pk")
    pairs = [(each, getattr(each, "invitation", None)) for each in found]
    return [
        (each, invitation)
        for each, invitation in pairs
        if invitation is None or not invitation.is_sent or has_changed_since_sent(each, invitation)
    ]


def has_changed_since_sent(dialogue: Dialogue, invitation: DialogueInvitation | None) -> bool:
    """Is something else arranged now than what the participants have been told? One query."""
    return (
        invitation is not None and invitation.is_sent and arrangement_mark(dialogue, invitation) != invitation.sent_as
    )
