"""Who is writing just now. No history and no reason: it is no part of what was said."""

from django.utils import timezone

from followup.models import Dialogue, DialoguePresence
from sala_styr.organisation.actor import Actor


def note_presence(actor: Actor, dialogue: Dialogue, field: str) -> None:
    """Say that the person has just written in ``field``: called where a writing has been let through. Two queries."""
    if actor.hand is not None:
        DialoguePresence.objects.update_or_create(
            dialogue=dialogue, user=actor.hand, defaults={"field": field[:40], "seen_at": timezone.now()}
        )
