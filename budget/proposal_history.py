"""Whose history of budget proposals one may read: a proposal has a past as a draft, which is its writers' own also when it is handed in.

Nor is a draft that one may not read told of among the newest changes: nobody else is to know that it is there.
"""

from typing import Any

from django.db.models import Q, QuerySet

from budget import rules
from budget.models import BaseAmount, ChosenMeasure, MeasureAmount, ProposalAuthor, ProposalExemption
from budget.queries.proposals import visible_measures, visible_proposals, writable_proposals
from sala_styr.history.readers import history_reader, news_for
from sala_styr.organisation.actor import Actor


@history_reader("budget.baseamount")
def base_history(actor: Actor) -> "QuerySet[Any]":
    return BaseAmount.objects.all() if rules.may_read_money(actor) else BaseAmount.objects.none()


@history_reader("budget.budgetproposal")
def proposal_history(actor: Actor) -> "QuerySet[Any]":
    return writable_proposals(actor)


@history_reader("budget.measure")
def measure_history(actor: Actor) -> "QuerySet[Any]":
    """What is offered to all has no such past."""
    return visible_measures(actor).filter(Q(owner__isnull=True) | Q(owner__in=writable_proposals(actor)))


@history_reader("budget.measureamount")
def measure_amount_history(actor: Actor) -> "QuerySet[Any]":
    return MeasureAmount.objects.filter(measure__in=measure_history(actor))


@history_reader("budget.chosenmeasure")
def chosen_history(actor: Actor) -> "QuerySet[Any]":
    return ChosenMeasure.objects.filter(proposal__in=writable_proposals(actor))


@history_reader("budget.proposalauthor")
def author_history(actor: Actor) -> "QuerySet[Any]":
    return ProposalAuthor.objects.filter(proposal__in=writable_proposals(actor))


@history_reader("budget.proposalexemption")
def exemption_history(actor: Actor) -> "QuerySet[Any]":
    return ProposalExemption.objects.filter(proposal__in=writable_proposals(actor))


@news_for("budget.budgetproposal")
def proposal_news(actor: Actor) -> Q:
    return Q(id__in=visible_proposals(actor).values("pk"))


@news_for("budget.measure")
def measure_news(actor: Actor) -> Q:
    return Q(owner__isnull=True) | Q(owner__in=visible_proposals(actor).values("pk"))


@news_for("budget.measureamount")
def measure_amount_news(actor: Actor) -> Q:
    return Q(measure__in=visible_measures(actor).values("pk"))


@news_for("budget.chosenmeasure")
@news_for("budget.proposalauthor")
@news_for("budget.proposalexemption")
def part_news(actor: Actor) -> Q:
    """What belongs to a proposal, also what has been taken out of it."""
    return Q(proposal__in=visible_proposals(actor).values("pk"))
