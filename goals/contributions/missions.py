"""Whose history of a grunduppdrag's laws and quality one may read: everybody's who reads the grunduppdrag."""

from typing import Any

from django.db.models import QuerySet

from goals.models import LawReference, QualityFactor
from sala_styr.history.readers import history_reader
from sala_styr.organisation.actor import Actor


@history_reader("goals.lawreference")
def law_history(actor: Actor) -> "QuerySet[Any]":
    return LawReference.objects.all()


@history_reader("goals.qualityfactor")
def factor_history(actor: Actor) -> "QuerySet[Any]":
    return QualityFactor.objects.all()
