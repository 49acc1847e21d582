"""To do from the dialogues: one's own steps, what to write before the next, and what to confirm after the last."""

from collections.abc import Iterable
from datetime import date, timedelta

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from followup.models import Dialogue
from followup.queries.dialogues import open_steps_of
from followup.queries.todo import dialogues_to_confirm, dialogues_to_prepare, open_dialogues
from followup.todo import Todo, todo_kind
from sala_styr.organisation.actor import Actor

TIME_TO_CONFIRM = timedelta(days=7)
"""So long after a dialogue its notes are still fresh; then the row says that it is late."""


@todo_kind("step", gettext_lazy("Steg från dialoger"), 30, first=open_steps_of)
def own_steps(actor: Actor, today: date) -> Iterable[Todo]:
    """What the person has taken on and that is not closed. One query."""
    for step in open_steps_of(actor):
        yield Todo(
            key=f"step:{step.pk}",
            title=step.text,
            url=reverse("followup:dialogue", args=[step.dialogue_id]),
            due=step.due,
            detail=_between(step.dialogue),
            template="followup/todo/step.html",
            context={"step": step},
        )


@todo_kind("dialogue-confirm", gettext_lazy("Dialoger att bekräfta"), 40, first=open_dialogues)
def to_confirm(actor: Actor, today: date) -> Iterable[Todo]:
    """Dialogues that have been held and that one's side has not confirmed. One query."""
    for dialogue in dialogues_to_confirm(actor, today):
        yield Todo(
            key=f"dialogue-confirm:{dialogue.pk}",
            title=f"{dialogue.upper.name} – {dialogue.lower.name}",
            url=reverse("followup:dialogue", args=[dialogue.pk]),
            due=dialogue.day + TIME_TO_CONFIRM,
            detail=_("Ni har träffats. Stämmer det som står?"),
            action=_("Läs och bekräfta dialogen"),
        )


@todo_kind("dialogue-prepare", gettext_lazy("Inför dialoger"), 35, first=open_dialogues)
def to_prepare(actor: Actor, today: date) -> Iterable[Todo]:
    """Dialogues of the next weeks before which one's side has not written how it sees things. One query."""
    for dialogue in dialogues_to_prepare(actor, today):
        yield Todo(
            key=f"dialogue-prepare:{dialogue.pk}",
            title=_("Inför dialogen %(pair)s") % {"pair": _between(dialogue)},
            url=reverse("followup:dialogue", args=[dialogue.pk]),
            due=dialogue.day,
            detail=_("Hur ser ni det? De andra läser er bild innan ni träffas."),
            action=_("Skriv er bild"),
        )


def _between(dialogue: Dialogue) -> str:
    return f"{dialogue.upper.label} – {dialogue.lower.label}"
