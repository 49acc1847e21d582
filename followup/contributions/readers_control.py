"""Whose history of the internal control one may read: what is decided is everybody's, how it was written is for those who read everything."""

from typing import Any

from django.db.models import QuerySet

from followup.models import (
    CompanyReview,
    ControlActivity,
    ControlMeasure,
    ControlResult,
    InternalControlPlan,
    Risk,
    RiskMatrix,
)
from sala_styr.history.readers import history_reader
from sala_styr.organisation.actor import Actor


@history_reader("followup.internalcontrolplan")
def control_plan_history(actor: Actor) -> "QuerySet[Any]":
    """A decided plan has a past as a draft, but its row only says when it was begun and decided."""
    if not actor.is_known:
        return InternalControlPlan.objects.none()
    return InternalControlPlan.objects.all() if actor.sees_everything else InternalControlPlan.objects.decided()


@history_reader("followup.risk")
def risk_history(actor: Actor) -> "QuerySet[Any]":
    return Risk.objects.all() if actor.sees_everything else Risk.objects.none()


@history_reader("followup.controlactivity")
def activity_history(actor: Actor) -> "QuerySet[Any]":
    return ControlActivity.objects.all() if actor.sees_everything else ControlActivity.objects.none()


@history_reader("followup.controlresult")
def result_history(actor: Actor) -> "QuerySet[Any]":
    return ControlResult.objects.all() if actor.is_known else ControlResult.objects.none()


@history_reader("followup.controlmeasure")
def measure_history(actor: Actor) -> "QuerySet[Any]":
    return ControlMeasure.objects.all() if actor.is_known else ControlMeasure.objects.none()


@history_reader("followup.riskmatrix")
def matrix_history(actor: Actor) -> "QuerySet[Any]":
    return RiskMatrix.objects.all() if actor.is_known else RiskMatrix.objects.none()


@history_reader("followup.companyreview")
def review_history(actor: Actor) -> "QuerySet[Any]":
    """A decided test has a past as a draft, which is its writers' own."""
    return CompanyReview.objects.all() if actor.sees_everything else CompanyReview.objects.none()
