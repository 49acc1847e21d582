"""Navigation to the year wheel, and its steps among what a person has to do."""

from collections.abc import Iterator
from datetime import date

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext_lazy

from followup.queries.wheel import Occurrence
from followup.queries.wheel_todo import steps_for
from followup.todo import Todo, todo_kind
from sala_styr.organisation.actor import Actor
from sala_styr.organisation.models import Unit
from sala_styr.shell.contributions import NavEntry, add_nav


def _is_known(request: HttpRequest) -> bool:
    return bool(request.actor.is_known)  # type: ignore[attr-defined]


add_nav(NavEntry(gettext_lazy("Årshjul"), "followup:wheel", 50, allowed=_is_known))


@todo_kind("wheel", gettext_lazy("Steg i årshjulet"), 90)
def wheel_steps(actor: Actor, today: date) -> Iterator[Todo]:
    """What the person answers for in the year's wheel and that it is time for."""
    for step, unit in steps_for(actor, today):
        yield Todo(
            key=f"wheel:{step.step.pk}:{step.year}:{unit.pk}",
            title=step.name,
            url=_way_to(step, unit),
            due=step.day,
            detail=step.progress.words or unit.name,
        )


def _way_to(step: Occurrence, unit: Unit) -> str:
    """Where it is done: the work itself, else where one notes that it is, for the own unit where several answer."""
    whose = "" if step.is_alone else f"?enhet={unit.pk}"
    return step.progress.url or reverse("followup:wheel_done", args=[step.step.pk, step.year]) + whose
