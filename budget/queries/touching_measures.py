"""Which measures of open budget proposals touch a part of the plan or a unit, as a person may read them. Öre, as they change the result."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Prefetch, Q, QuerySet

from budget.models import BudgetProposal, ChosenMeasure, Measure, ProposalState
from budget.queries.proposals import visible_measures, visible_proposals
from budget.queries.structure import Structure
from goals.models import PlanItem
from sala_styr.decisions.queries import current_year
from sala_styr.organisation.actor import Actor
from sala_styr.organisation.models import Unit

OPEN_PROPOSALS = (ProposalState.DRAFT, ProposalState.SUBMITTED)


@dataclass(frozen=True)
class Touching:
    """A measure, what it does in the budget year (None: nothing that year) and in later years, and the open proposals that have chosen it."""

    measure: Measure
    amount: int | None
    later: Mapping[int, int] = field(default_factory=dict)
    proposals: tuple[BudgetProposal, ...] = ()


def touching_item(actor: Actor, item: PlanItem) -> list[Touching]:
    """Those about the part or any part below it. Four queries; one where there are none."""
    place = {"tree_id": item.tree_id, "lft__gte": item.lft, "rght__lte": item.rght}
    return _read(actor, Q(**{f"plan_item__{name}": at for name, at in place.items()}))


def touching_unit(actor: Actor, unit: Unit, tree: Structure) -> list[Touching]:
    """Those on the unit or any below it, and those about parts of the plan that they own. Four queries; one where there are none."""
    below = [each.pk for each in tree.below(unit.pk)]
    return _read(actor, Q(unit__in=below) | Q(plan_item__owner__in=below))


def _read(actor: Actor, about: Q) -> list[Touching]:
    """A round is open until a proposal has been adopted for its year, and the year has not gone.

    Mostly there is nothing, so what is about the thing at all is asked for first, bare, with its amounts.
    """
    amounts: dict[int, dict[int, int]] = {}
    there = Measure.objects.filter(about, withdrawn_at__isnull=True).order_by()
    for pk, year, amount in there.values_list("pk", "amounts__year", "amounts__amount"):
        amounts.setdefault(pk, {}).update({year: amount} if year is not None else {})
    if not amounts:
        return []
    measures = _in_open_rounds(actor, visible_measures(actor).filter(pk__in=amounts))
    return [_touching(measure, amounts[measure.pk]) for measure in measures]


def _in_open_rounds(actor: Actor, measures: QuerySet[Measure]) -> QuerySet[Measure]:
    adopted = BudgetProposal.objects.filter(state=ProposalState.ADOPTED).values("budget_year")
    open_ones = visible_proposals(actor).filter(state__in=OPEN_PROPOSALS)
    chosen = ChosenMeasure.objects.filter(proposal__in=open_ones).select_related("proposal").order_by("proposal__name")
    return (
        measures.filter(budget_year__gte=current_year())
        .exclude(budget_year__in=adopted)
        .select_related("unit", "plan_item", "owner")
        .prefetch_related(Prefetch("chosen_in", chosen, to_attr="chosen_in_open"))
        .order_by("budget_year", "title", "pk")
    )


def _touching(measure: Any, amounts: Mapping[int, int]) -> Touching:
    later = {year: amount for year, amount in sorted(amounts.items()) if year != measure.budget_year}
    return Touching(
        measure, amounts.get(measure.budget_year), later, tuple(each.proposal for each in measure.chosen_in_open)
    )
