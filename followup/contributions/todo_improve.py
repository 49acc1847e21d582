"""What the improvements and the internal control ask of a person."""

from collections.abc import Iterator
from datetime import date

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from followup.models import ImprovementStage
from followup.queries.improvements import open_improvements_for
from followup.todo import Todo, todo_kind
from sala_styr.organisation.actor import Actor

NEXT: dict[str, Promise] = {
    ImprovementStage.IDEA: gettext_lazy("Vad vill ni göra med idén?"),
    ImprovementStage.PLAN: gettext_lazy("Vad vill ni pröva?"),
    ImprovementStage.DO: gettext_lazy("Hur går det att pröva?"),
    ImprovementStage.STUDY: gettext_lazy("Vad såg ni?"),
    ImprovementStage.ACT: gettext_lazy("Vad gör ni nu?"),
}


@todo_kind("improvement", gettext_lazy("Förbättringar"), 60, first=open_improvements_for)
def improvements_to_do(actor: Actor, today: date) -> Iterator[Todo]:
    """The open ones that wait for the person, each with the question of its quarter. One query."""
    for each in open_improvements_for(actor):
        detail = _("%(question)s %(unit)s") % {"question": NEXT[each.stage], "unit": each.unit.name}
        yield Todo(
            f"improvement:{each.pk}", each.title, reverse("followup:improvement", args=[each.pk]), each.due, detail
        )
