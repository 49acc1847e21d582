"""To do with the plan: activities near their end, uppdrag to answer and to close, questions about the goals."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from followup.forms.activities import ActivityForm
from followup.queries.questions import questions_to_answer
from followup.queries.todo import activities_near_their_end, assignments_to_answer, assignments_to_close
from followup.todo import Todo, dresses, todo_kind
from goals.models import AssignmentReceiver, PlanItem
from goals.rules.assignments import answer_offer
from sala_styr.organisation.actor import Actor


@todo_kind("activity", gettext_lazy("Aktiviteter som ska bli klara"), 25, first=activities_near_their_end)
def activities(actor: Actor, today: date) -> Iterable[Todo]:
    """Activities that should be done within a week, or already. One query."""
    for item in activities_near_their_end(actor, today):
        yield Todo(
            key=f"activity:{item.pk}",
            title=item.title,
            url=reverse("goals:item", args=[item.pk]),
            due=item.end_date,
            detail=_("%(owner)s · är den klar?") % {"owner": item.owner.label},
            template="followup/todo/activity.html",
            context={"item": item},
        )


@dresses("activity")
def with_steps(actor: Actor, todos: Sequence[Todo]) -> Mapping[str, dict[str, Any]]:
    """A form of its own for each. Two queries."""
    items = PlanItem.objects.select_related("step").in_bulk([todo.context["item"].pk for todo in todos])
    return {
        todo.key: {"form": ActivityForm(items[todo.context["item"].pk])}
        for todo in todos
        if todo.context["item"].pk in items
    }


@todo_kind("assignment", gettext_lazy("Uppdrag att svara på"), 70, first=assignments_to_answer)
def to_report(actor: Actor, today: date) -> Iterable[Todo]:
    """Uppdrag that wait for a body one chairs, a unit one leads, or oneself by name. One query."""
    for part in assignments_to_answer(actor):
        about = part.assignment
        yield Todo(
            key=f"assignment:{part.pk}",
            title=about.title,
            url=reverse("goals:assignment", args=[about.pk]),
            due=about.due,
            detail=_("%(number)s från %(giver)s · %(unit)s: %(state)s")
            % {"number": about.number, "giver": about.giver.name, "unit": part.unit.name, "state": _state(part)},
            template="followup/todo/assignment.html",
            context={"part": {"receiver": part, "offer": answer_offer(actor, part)}},
        )


def _state(part: AssignmentReceiver) -> str:
    return str(part.get_state_display())


@todo_kind("assignment-close", gettext_lazy("Uppdrag att avsluta"), 80, first=assignments_to_close)
def to_close(actor: Actor, today: date) -> Iterable[Todo]:
    """Uppdrag that everybody has reported to a body one chairs. One query."""
    for assignment in assignments_to_close(actor):
        yield Todo(
            key=f"assignment-close:{assignment.pk}",
            title=assignment.title,
            url=reverse("goals:assignment", args=[assignment.pk]),
            detail=_("%(number)s · alla har återrapporterat. Räcker det?") % {"number": assignment.number},
            action=_("Läs återrapporten"),
        )


@todo_kind("goal-question", gettext_lazy("Frågor att svara på"), 15, first=questions_to_answer)
def to_answer(actor: Actor, today: date) -> Iterable[Todo]:
    """Questions about goals that the person answers for. Two queries."""
    for question in questions_to_answer(actor):
        yield Todo(
            key=f"goal-question:{question.pk}",
            title=question.text,
            url=reverse("followup:goal_question", args=[question.pk]),
            due=question.due,
            detail=_("%(who)s frågar om %(goal)s") % {"who": question.asker, "goal": question.plan_item.title},
            template="followup/todo/question.html",
            context={"question": question},
        )
