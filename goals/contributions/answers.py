"""On the page of a goal of the council's: what each body has answered, or not."""

from django.http import HttpRequest
from django.utils.translation import gettext as _

from goals.models import OwnerKind, PlanItem
from goals.queries.answers import Answer, question_of
from goals.queries.choices import levels_below
from goals.queries.items import what_belongs_to
from goals.rules.answers import may_answer
from goals.terms import term
from sala_styr.organisation.actor import Actor
from sala_styr.shell.contributions import Panel, contribute


@contribute("plan_item", 5)
def answers_panel(request: HttpRequest, item: PlanItem, year: int) -> Panel | None:
    """Svar från nämnderna. Eight queries on a page of the council's, none on others."""
    if item.step.owner_kind != OwnerKind.COUNCIL:
        return None
    actor: Actor = request.actor  # type: ignore[attr-defined]
    question = question_of(item, year, what_belongs_to(item, actor, year))
    if question is None or not question.answers:
        return None
    below = levels_below(item.step, year)
    level = next((level for level in below if level.owner_kind != OwnerKind.COUNCIL), None)
    context = {
        "question": question,
        "answers": [with_rights(actor, answer) for answer in question.answers],
        "level": level,
        "year": year,
    }
    return Panel(
        _("Svar från %(committees)s") % {"committees": term("committees", year)},
        "goals/answers.html",
        context,
        anchor="svar",
    )


def with_rights(actor: Actor, answer: Answer) -> tuple[Answer, bool]:
    """The answer, and whether this person may give it."""
    return answer, may_answer(actor, answer.body.pk)
