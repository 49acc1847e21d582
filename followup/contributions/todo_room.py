"""What a dialogue leaves to do: needs of support or decision that the level above has to answer."""

from collections.abc import Iterable
from datetime import date, timedelta

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from followup.queries.findings import needs_to_answer
from followup.todo import Todo, todo_kind
from sala_styr.organisation.actor import Actor

TIME_TO_ANSWER = timedelta(days=30)


@todo_kind("need-answer", gettext_lazy("Behov att svara på"), 45, first=needs_to_answer)
def needs(actor: Actor, today: date) -> Iterable[Todo]:
    """The needs put to the units that the person leads. One query."""
    for need in needs_to_answer(actor, today):
        yield Todo(
            key=f"need-answer:{need.pk}",
            title=_("%(unit)s behöver svar: %(need)s") % {"unit": need.dialogue.lower.label, "need": need.text[:120]},
            url=reverse("followup:answer_need", args=[need.pk]),
            due=need.dialogue.day + TIME_TO_ANSWER,
            detail=_("Från dialogen %(day)s") % {"day": need.dialogue.day.isoformat()},
        )
