"""What dialogues have arrived at: in one, returning in the next, and what waits for an answer further up."""

from collections.abc import Iterable
from datetime import date, datetime, timedelta

from django.db.models import Q, QuerySet
from django.utils import timezone

from followup.models import Dialogue, DialogueFinding, DialoguePresence, FindingKind
from followup.queries.dialogue_steps import earlier_dialogues
from followup.queries.dialogues import readable_dialogues
from sala_styr.organisation.actor import Actor
from sala_styr.organisation.models import Role, User

PRESENT = timedelta(seconds=15)


def findings_of(dialogue: Dialogue) -> list[DialogueFinding]:
    """What this dialogue has arrived at, in the order it was put down. One query."""
    found = list(DialogueFinding.objects.filter(dialogue=dialogue).select_related("answered_by"))
    for finding in found:
        finding.dialogue = dialogue
    return found


def returning_needs(dialogue: Dialogue) -> list[DialogueFinding]:
    """Needs to take up in ``dialogue``: the pair's own that were open when it began, and those that wait for its lower unit. Two queries."""
    began = timezone.make_aware(datetime.combine(dialogue.day, datetime.min.time()))
    before = earlier_dialogues(dialogue).order_by("-day", "-pk").values_list("day", flat=True).first()
    since = began if before is None else timezone.make_aware(datetime.combine(before, datetime.min.time()))
    theirs = Q(dialogue__in=earlier_dialogues(dialogue)) & (Q(answered_at__isnull=True) | Q(answered_at__gte=since))
    below = Q(dialogue__upper=dialogue.lower, dialogue__day__lte=dialogue.day, answered_at__isnull=True)
    return list(_needs().filter(theirs | below).exclude(dialogue=dialogue).order_by("dialogue__day", "pk"))


def needs_of_unit(actor: Actor, unit_ids: Iterable[int]) -> list[DialogueFinding]:
    """Open needs that the units have to answer and ``actor`` may read, the oldest first, with who has put them. One query."""
    mine = _needs().filter(dialogue__upper__in=list(unit_ids), answered_at__isnull=True)
    mine = mine.filter(dialogue__in=readable_dialogues(actor)).select_related(None).select_related("dialogue__lower")
    return list(mine.order_by("dialogue__day", "pk"))


def needs_to_answer(actor: Actor, today: date) -> "QuerySet[DialogueFinding]":
    """Open needs of dialogues that have been held, put to the units that the person leads. Lazy."""
    led = actor.held_ids(Role.CHAIR, Role.MANAGER)
    mine = _needs().filter(dialogue__upper_id__in=led, dialogue__day__lte=today, answered_at__isnull=True)
    return mine.order_by("dialogue__day", "pk")


def _needs() -> "QuerySet[DialogueFinding]":
    needs = DialogueFinding.objects.filter(kind=FindingKind.SUPPORT)
    return needs.select_related("dialogue__upper", "dialogue__lower", "answered_by")


def writing_now(dialogue: Dialogue, but: User | None) -> list[DialoguePresence]:
    """Who has written in the dialogue in the last moments, apart from ``but``. One query."""
    recent = DialoguePresence.objects.filter(dialogue=dialogue, seen_at__gte=timezone.now() - PRESENT)
    return list(recent.exclude(user=but).select_related("user").order_by("pk"))
