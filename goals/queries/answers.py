"""What the bodies answer the council: a focus area or a priority of their own, "berör oss inte" with a reason, or nothing yet (domain §10, 15).

Silence is never an answer: a body that has not said anything is listed as just that.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

from django.db.models import Q

from goals.models import ANSWERING_KINDS, ItemState, Level, NotConcerned, OwnerKind, ParentLink, PlanItem
from goals.queries.thread import PlanRow
from sala_styr.organisation.models import SteeringRole, Unit

LIVE = (ItemState.DECIDED, ItemState.ACTIVE)


class AnswerItem(NamedTuple):
    """A part of the plan that a body answers with."""

    pk: int
    title: str
    step: str
    owner_id: int


@dataclass(frozen=True)
class Answer:
    """One body's to one goal."""

    body: Unit
    items: tuple[AnswerItem, ...]
    statement: NotConcerned | None

    @property
    def is_silent(self) -> bool:
        return not self.items and self.statement is None


@dataclass(frozen=True)
class Question:
    """A goal of the council's, and what each body that it is put to has said."""

    pk: int
    title: str
    step: str
    answers: tuple[Answer, ...]

    @cached_property
    def silent(self) -> tuple[Answer, ...]:
        return tuple(answer for answer in self.answers if answer.is_silent)

    @cached_property
    def by_body(self) -> dict[int, Answer]:
        return {answer.body.pk: answer for answer in self.answers}


@dataclass(frozen=True)
class Asked:
    """Which levels of the council's are put to which kinds of unit, and those units, in the organisation's order."""

    kinds: Mapping[int, frozenset[str]]
    bodies: tuple[Unit, ...]

    def bodies_for(self, step_id: int) -> list[Unit]:
        kinds = self.kinds.get(step_id, frozenset())
        return [body for body in self.bodies if body.kind in kinds]


def asked_in(year: int) -> Asked:
    """What ``year``'s steering model asks of whom. Partly owned companies are guided, not steered, and are not asked. Two queries."""
    levels = list(Level.objects.select_related("parent", "steering_model"))
    kinds: dict[int, frozenset[str]] = {}
    for level in levels:
        model = level.steering_model
        in_force = model.first_year <= year and (model.last_year is None or model.last_year >= year)
        if not in_force or level.owner_kind not in ANSWERING_KINDS:
            continue
        for above in levels:
            if above.owner_kind == OwnerKind.COUNCIL and level.answers_to(above):
                kinds[above.pk] = kinds.get(above.pk, frozenset()) | level.unit_kinds
    every_kind = frozenset().union(*kinds.values())
    units = Unit.objects.in_year(year).filter(kind__in=every_kind).exclude(steering_role=SteeringRole.GUIDED)
    return Asked(kinds, tuple(units.order_by("tree_id", "lft")))


def questions_in(year: int, rows: Sequence[PlanRow]) -> list[Question]:
    """Every goal and priority of the council's in ``rows`` that bodies are asked to answer, in the plan's order. Four queries."""
    asked = asked_in(year)
    goals = [row for row in rows if row.state in LIVE and row.step_id in asked.kinds]
    answering = {row.pk: row for row in rows if row.state in LIVE and row.owner_kind in ANSWERING_KINDS}
    answers: dict[int, list[AnswerItem]] = {}
    for row in answering.values():
        if row.parent_id is not None:
            answers.setdefault(row.parent_id, []).append(_of_row(row))
    links = ParentLink.objects.filter(above__in=[goal.pk for goal in goals]).order_by("pk")
    for item, above in links.values_list("item_id", "above_id"):
        if item in answering:
            answers.setdefault(above, []).append(_of_row(answering[item]))
    said = _statements(goal.pk for goal in goals)
    return [
        Question(
            goal.pk,
            goal.title,
            goal.step,
            _answers(asked.bodies_for(goal.step_id), answers.get(goal.pk, []), said.get(goal.pk, {})),
        )
        for goal in goals
    ]


def question_of(item: PlanItem, year: int, children: Iterable[PlanItem]) -> Question | None:
    """What the bodies answer to one of the council's goals; None where nobody is asked. ``children``: what belongs to it. Four queries, or two."""
    asked = asked_in(year)
    if item.step_id not in asked.kinds or item.state not in LIVE:
        return None
    linked = PlanItem.objects.in_year(year).filter(links_up__above=item).select_related("step")
    live = {
        each.pk: each for each in (*children, *linked) if each.state in LIVE and each.step.owner_kind in ANSWERING_KINDS
    }
    answers = [AnswerItem(each.pk, each.title, each.step.singular, each.owner_id) for each in live.values()]
    said = _statements([item.pk]).get(item.pk, {})
    bodies = asked.bodies_for(item.step_id)
    return Question(item.pk, item.title, item.step.singular, _answers(bodies, answers, said))


def _of_row(row: PlanRow) -> AnswerItem:
    return AnswerItem(row.pk, row.title, row.step, row.owner_id)


def _statements(items: Iterable[int]) -> dict[int, dict[int, NotConcerned]]:
    """What bodies have said does not concern them: {goal: {body: statement}}. One query."""
    found: dict[int, dict[int, NotConcerned]] = {}
    for each in NotConcerned.objects.filter(item__in=list(items)).select_related("body", "decision__body"):
        found.setdefault(each.item_id, {})[each.body_id] = each
    return found


def _answers(
    bodies: Iterable[Unit], items: Sequence[AnswerItem], said: Mapping[int, NotConcerned]
) -> tuple[Answer, ...]:
    return tuple(
        Answer(body, tuple(item for item in items if item.owner_id == body.pk), said.get(body.pk)) for body in bodies
    )


def own_answer(body: Unit, item: PlanItem) -> PlanItem | None:
    """What the body already answers the goal with, if anything. One query."""
    to_item = Q(parent=item) | Q(links_up__above=item)
    answers = PlanItem.objects.filter(to_item, owner=body, state__in=LIVE)
    return answers.order_by("pk").first()
