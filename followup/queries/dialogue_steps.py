"""What returns in a pair's next dialogue: the steps they agreed on, and the questions they left open (domain §6.5, invariant 18)."""

from django.db.models import Q, QuerySet

from followup.models import Dialogue, NextStep, OpenQuestion


def earlier_dialogues(dialogue: Dialogue) -> "QuerySet[Dialogue]":
    """The dialogues before this one between the same two, newest first. A reorganised unit goes on where its predecessor was. Lazy."""
    pairs = {"upper_id__in": _with_predecessor(dialogue.upper), "lower_id__in": _with_predecessor(dialogue.lower)}
    before = Q(day__lt=dialogue.day) | Q(day=dialogue.day, pk__lt=dialogue.pk)
    return Dialogue.objects.filter(before, **pairs)


def _with_predecessor(unit: object) -> list[int]:
    ids = [unit.pk, unit.predecessor_id]  # type: ignore[attr-defined]
    return [pk for pk in ids if pk is not None]


def _not_settled_before(dialogue: Dialogue, field: str) -> Q:
    """What was still open when this dialogue began: settled nowhere, or in this one or later."""
    later = Q(**{f"{field}__day__gt": dialogue.day}) | Q(
        **{f"{field}__day": dialogue.day, f"{field}__pk__gte": dialogue.pk}
    )
    return Q(**{f"{field}__isnull": True}) | later


def returning_steps(dialogue: Dialogue) -> list[NextStep]:
    """Steps from earlier dialogues of the pair that were open when this one began, in the order they were due. One query."""
    steps = NextStep.objects.filter(dialogue__in=earlier_dialogues(dialogue)).filter(
        _not_settled_before(dialogue, "closed_in")
    )
    return list(steps.select_related("responsible", "dialogue", "carried_in", "closed_in"))


def untouched_steps(dialogue: Dialogue) -> list[NextStep]:
    """Those of them that this dialogue has neither closed nor carried on. One query."""
    return [step for step in returning_steps(dialogue) if not is_settled_in(step, dialogue)]


def is_settled_in(step: NextStep, dialogue: Dialogue) -> bool:
    """Has ``dialogue`` closed the step or carried it on?"""
    return dialogue.pk in (step.closed_in_id, step.carried_in_id)


def returning_questions(dialogue: Dialogue) -> list[OpenQuestion]:
    """Questions from earlier dialogues of the pair that had no answer when this one began. One query."""
    questions = OpenQuestion.objects.filter(dialogue__in=earlier_dialogues(dialogue)).filter(
        _not_settled_before(dialogue, "answered_in")
    )
    return list(questions.select_related("dialogue", "answered_in"))
