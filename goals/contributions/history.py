"""Whose history one may read in the plan."""

from typing import Any

from django.db.models import QuerySet

from goals.models import CoreMission, Indicator, IndicatorValue, Level, PlanItem, SteeringModel
from sala_styr.history.readers import history_reader
from sala_styr.organisation.actor import Actor


@history_reader("goals.planitem")
def item_history(actor: Actor) -> "QuerySet[Any]":
    return PlanItem.objects.visible_to(actor)


@history_reader("goals.indicator")
def indicator_history(actor: Actor) -> "QuerySet[Any]":
    return Indicator.objects.filter(item__in=PlanItem.objects.visible_to(actor))


@history_reader("goals.indicatorvalue")
def value_history(actor: Actor) -> "QuerySet[Any]":
    return IndicatorValue.objects.filter(indicator__item__in=PlanItem.objects.visible_to(actor))


@history_reader("goals.coremission")
def mission_history(actor: Actor) -> "QuerySet[Any]":
    return CoreMission.objects.all()


@history_reader("goals.steeringmodel")
def model_history(actor: Actor) -> "QuerySet[Any]":
    return SteeringModel.objects.all()


@history_reader("goals.level")
def level_history(actor: Actor) -> "QuerySet[Any]":
    return Level.objects.all()
