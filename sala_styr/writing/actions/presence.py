"""Who is writing just now. No history and no reason: it is no part of what was written."""

from django.utils import timezone

from sala_styr.organisation.actor import Actor
from sala_styr.writing.models import ReportSection, SectionPresence


def note_presence(actor: Actor, section: ReportSection) -> None:
    """Say that the person has just written: called where a writing has been let through. Two queries."""
    if actor.hand is not None:
        SectionPresence.objects.update_or_create(section=section, user=actor.hand, defaults={"seen_at": timezone.now()})
