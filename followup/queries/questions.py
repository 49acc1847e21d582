"""Questions about goals: those that wait for me, all of them with a filter, and those of one goal."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.db.models import Q, QuerySet
from django.utils import timezone

from followup.models import GoalQuestion
from followup.queries.todo import units_to_assess
from goals.models import PlanItem
from sala_styr.organisation.actor import Actor
from sala_styr.organisation.models import Role, Unit

UNANSWERED, ANSWERED, MINE, TO_ME = "obesvarade", "besvarade", "mina", "till-mig"


def readable_questions(actor: Actor) -> "QuerySet[GoalQuestion]":
    """What is published, about goals that the person may read, with what a page says of each; the asker also sees what they took back. Lazy."""
    questions: QuerySet[GoalQuestion] = GoalQuestion.objects.select_related(
        "plan_item__step", "plan_item__owner__parent", "asked_by", "answered_by"
    )
    if not actor.is_known:
        return questions.none()
    shown = Q(withdrawn_at=None) | Q(asked_by__isnull=False, asked_by=actor.user)
    return questions.filter(shown, plan_item__in=PlanItem.objects.visible_to(actor))


def published_questions(actor: Actor) -> "QuerySet[GoalQuestion]":
    """As above, without what was taken back. Lazy."""
    return readable_questions(actor).filter(withdrawn_at=None)


def questions_to_answer(actor: Actor, today: date | None = None) -> "QuerySet[GoalQuestion]":
    """Those without an answer that the person answers for, the oldest first. Lazy, with one query.

    The same as ``rules.may_answer_question``, though of the managers above a unit only its own is asked.
    """
    units = units_to_assess(actor) | actor.held_ids(Role.CHAIR)
    mine = Q(plan_item__owner_id__in=units)
    if actor.user is not None and actor.is_known:
        mine |= Q(plan_item__responsible=actor.user)
    found = GoalQuestion.objects.unanswered().filter(mine).select_related("plan_item", "asked_by")
    return found.order_by("asked_at", "pk")


@dataclass(frozen=True, slots=True)
class QuestionFilter:
    """What the list is narrowed to: ``state`` is one of the four, "" for all; ``owner`` a unit's number; ``text`` words in question, answer or goal."""

    state: str = ""
    owner: int | None = None
    text: str = ""


def found_questions(actor: Actor, wanted: QuestionFilter) -> "QuerySet[GoalQuestion]":
    """What the list shows: those that wait the longest first, then the newest answers. Lazy."""
    found = published_questions(actor)
    if wanted.state == UNANSWERED:
        found = found.filter(answered_at=None)
    elif wanted.state == ANSWERED:
        found = found.exclude(answered_at=None)
    elif wanted.state == MINE:
        found = found.filter(asked_by__isnull=False, asked_by=actor.user)
    elif wanted.state == TO_ME:
        found = found.filter(pk__in=[question.pk for question in questions_to_answer(actor)])
    if wanted.owner is not None:
        found = found.filter(plan_item__owner=wanted.owner)
    if wanted.text:
        words = wanted.text
        found = found.filter(
            Q(text__icontains=words) | Q(answer__icontains=words) | Q(plan_item__title__icontains=words)
        )
    order: tuple[Any, ...] = ("asked_at", "pk") if wanted.state in (UNANSWERED, TO_ME) else ("-asked_at", "-pk")
    return found.order_by(*order)


def owners_of_questions(actor: Actor) -> list[Unit]:
    """Whom anything has been asked, in the organisation's order. One query."""
    asked = published_questions(actor).order_by().values("plan_item__owner")
    return list(Unit.objects.filter(pk__in=asked).order_by("tree_id", "lft"))


def questions_about(actor: Actor, item: PlanItem) -> list[GoalQuestion]:
    """Those of one goal and of its earlier wordings, the newest first. One query."""
    wordings = [pk for pk in (item.pk, item.replaces_id) if pk is not None]
    return list(published_questions(actor).filter(plan_item__in=wordings).order_by("-asked_at", "-pk"))


def news_for(actor: Actor, since: timedelta = timedelta(days=60)) -> list[GoalQuestion]:
    """The person's own questions: those without an answer, and the answers of the last time. One query."""
    day: date = timezone.localdate() - since
    mine = GoalQuestion.objects.published().filter(asked_by__isnull=False, asked_by=actor.user)
    recent = mine.filter(Q(answered_at=None) | Q(answered_at__date__gte=day))
    return list(recent.select_related("plan_item", "answered_by").order_by("-answered_at", "-asked_at"))
