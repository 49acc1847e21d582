"""Whose history of a period's sections one may read: what is asked everybody's, answers those one may read."""

from typing import Any

from django.db.models import QuerySet

from followup.models import DueRule, PeriodSection, SectionReport
from followup.queries.section_answers import written_by_side_of
from sala_styr.history.readers import history_reader
from sala_styr.organisation.actor import Actor


@history_reader("followup.periodsection")
def section_history(actor: Actor) -> "QuerySet[Any]":
    return PeriodSection.objects.all()


@history_reader("followup.duerule")
def due_rule_history(actor: Actor) -> "QuerySet[Any]":
    return DueRule.objects.all()


@history_reader("followup.sectionreport")
def report_history(actor: Actor) -> "QuerySet[Any]":
    """An answer that is handed in has a past as a draft, which is its writers' own."""
    if actor.sees_everything:
        return SectionReport.objects.all()
    return SectionReport.objects.filter(written_by_side_of(actor))
