"""Whose history one may read in the plan."""

from typing import Any

from django.db.models import Q, QuerySet

from goals.models import (
    Amendment,
    AmendmentChange,
    Assignment,
    AssignmentReceiver,
    CoreMission,
    IndicatorValue,
    Level,
    NotConcerned,
    ParentLink,
    PlanItem,
    SteeringModel,
    SubStep,
)
from goals.queries.indicators import visible_indicators
from goals.queries.scales import scales_by_model, scales_of_model
from sala_styr.history.readers import history_reader
from sala_styr.history.telling import RowWords, tells
from sala_styr.organisation.actor import Actor
from sala_styr.organisation.models import ELECTED, Role


@history_reader("goals.planitem")
def item_history(actor: Actor) -> "QuerySet[Any]":
    return PlanItem.objects.visible_to(actor)


@history_reader("goals.indicator")
def indicator_history(actor: Actor) -> "QuerySet[Any]":
    return visible_indicators(actor)


@history_reader("goals.indicatorvalue")
def value_history(actor: Actor) -> "QuerySet[Any]":
    return IndicatorValue.objects.filter(indicator__in=visible_indicators(actor))


@history_reader("goals.assignment")
def assignment_history(actor: Actor) -> "QuerySet[Any]":
    return Assignment.objects.all()


@history_reader("goals.assignmentreceiver")
def receiver_history(actor: Actor) -> "QuerySet[Any]":
    """An answer has a past as a draft, which is its writers' own: others read its history when they read everything."""
    if actor.sees_everything:
        return AssignmentReceiver.objects.all()
    own = actor.held_ids(*ELECTED) | actor.covered_ids(Role.MANAGER)
    return AssignmentReceiver.objects.filter(Q(unit__in=own) | Q(responsible=actor.user))


@history_reader("goals.coremission")
def mission_history(actor: Actor) -> "QuerySet[Any]":
    return CoreMission.objects.all()


@history_reader("goals.steeringmodel")
def model_history(actor: Actor) -> "QuerySet[Any]":
    return SteeringModel.objects.all()


@history_reader("goals.level")
def level_history(actor: Actor) -> "QuerySet[Any]":
    return Level.objects.all()


@history_reader("goals.notconcerned")
def not_concerned_history(actor: Actor) -> "QuerySet[Any]":
    """What a body has said of a goal is for everybody who may read the goal."""
    return NotConcerned.objects.filter(item__in=PlanItem.objects.visible_to(actor))


@history_reader("goals.parentlink")
def link_history(actor: Actor) -> "QuerySet[Any]":
    return ParentLink.objects.filter(item__in=PlanItem.objects.visible_to(actor))


@history_reader("goals.substep")
def step_history(actor: Actor) -> "QuerySet[Any]":
    return SubStep.objects.filter(item__in=PlanItem.objects.visible_to(actor))


@history_reader("goals.amendment")
def amendment_history(actor: Actor) -> "QuerySet[Any]":
    return Amendment.objects.visible_to(actor)


@history_reader("goals.amendmentchange")
def amendment_change_history(actor: Actor) -> "QuerySet[Any]":
    return AmendmentChange.objects.filter(amendment__in=Amendment.objects.visible_to(actor))


@tells("goals.planitem", "activity_status")
def activity_words() -> RowWords:
    """How far an activity had come, in the words of the model that its level belongs to. Two queries."""
    models = dict(Level.objects.order_by().values_list("pk", "steering_model_id"))
    scales = scales_by_model()
    return lambda row: scales_of_model(scales, models.get(row.step_id, 0)).activity.words
