"""Budget proposals as a person may read them: the base, the measures on offer, and each proposal with what it comes to (domain §4.2).

A party's draft is in no answer to anybody but its authors. One reading serves the list, a proposal's page, the comparison and the rules of handing in.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import cached_property

from django.db.models import Exists, Max, Q, QuerySet

from budget.models import (
    BaseAmount,
    BudgetProposal,
    ChosenMeasure,
    Measure,
    ProposalAuthor,
    ProposalState,
)
from budget.proposals import Base, Effect, Exemption, YearSum, combine
from budget.queries.policy import policy_for
from budget.queries.reserves import reserve_at_end
from budget.queries.structure import Structure, structure
from sala_styr.decisions.queries import current_year
from sala_styr.organisation.actor import Actor
from sala_styr.organisation.models import ELECTED, Role, Unit, UnitKind, User


def writable_proposals(actor: Actor) -> QuerySet[BudgetProposal]:
    """What ``actor`` has written or may write on: their own; the board's own for its members and controllers. No extra query."""
    proposals = BudgetProposal.objects.all()
    if actor.system:
        return proposals
    if not actor.is_known:
        return proposals.none()
    own = Q(pk__in=ProposalAuthor.objects.filter(user=actor.user).values("proposal"))
    if actor.has(Role.CONTROLLER):
        return proposals.filter(own | Q(party=""))
    on_board = Exists(Unit.objects.filter(kind=UnitKind.BOARD, pk__in=actor.held_ids(*ELECTED)))
    return proposals.filter(own | (Q(party="") & on_board))


def visible_proposals(actor: Actor) -> QuerySet[BudgetProposal]:
    """What ``actor`` may read: what has been handed in, and the drafts that they may write on. No extra query."""
    if not actor.is_known:
        return BudgetProposal.objects.none()
    writable = writable_proposals(actor).values("pk")
    return BudgetProposal.objects.filter(~Q(state=ProposalState.DRAFT) | Q(pk__in=writable))


def visible_measures(actor: Actor) -> QuerySet[Measure]:
    """The measures offered to all, and those written for a proposal that ``actor`` may read. No extra query."""
    measures = Measure.objects.all()
    if actor.system:
        return measures
    if not actor.is_known:
        return measures.none()
    return measures.filter(Q(owner__isnull=True) | Q(owner__in=visible_proposals(actor)))


@dataclass(frozen=True)
class Offer:
    """A measure with its amounts: öre per year, as it changes the result."""

    measure: Measure
    amounts: Mapping[int, int]

    @property
    def effect(self) -> Effect:
        return Effect(self.measure.unit_id, self.measure.line, self.amounts)

    @property
    def saves(self) -> bool:
        """Does it make a committee's frame smaller in any year? Its consequences are then to be told."""
        return self.measure.unit_id is not None and any(amount > 0 for amount in self.amounts.values())

    @property
    def untold(self) -> bool:
        """Does it save without saying what that leads to?"""
        return self.saves and not self.measure.consequence.strip()


@dataclass(frozen=True)
class Reading:
    """A proposal with the measures that count in it, those that were taken back after it chose them, and its sums year by year."""

    proposal: BudgetProposal
    chosen: tuple[Offer, ...]
    taken_back: tuple[Offer, ...]
    years: tuple[YearSum, ...]
    authors: tuple[User, ...]

    @property
    def chosen_ids(self) -> frozenset[int]:
        return frozenset(offer.measure.pk for offer in self.chosen)

    @property
    def balances(self) -> bool:
        """Is every year in balance, or exempt by law?"""
        return bool(self.years) and all(year.balances for year in self.years)

    @property
    def first(self) -> YearSum | None:
        """The budget year itself."""
        return self.years[0] if self.years else None


@dataclass(frozen=True)
class BudgetRound:
    """Everything about the budget that begins in ``budget_year``, as one person may read it. ``target``: percent of taxes and general grants.

    ``reserve``: öre in resultatreserven as the budget year begins.
    """

    budget_year: int
    tree: Structure
    base: Base
    target: Decimal
    reserve: int
    offers: Mapping[int, Offer]
    readings: tuple[Reading, ...]

    @property
    def years(self) -> list[int]:
        return self.base.years

    @cached_property
    def base_sums(self) -> tuple[YearSum, ...]:
        """The base alone, with nothing chosen."""
        return tuple(combine(self.base, (), self.target))

    @cached_property
    def committees(self) -> list[Unit]:
        """The units that have a frame in the base or that a measure is about, in the organisation's order."""
        about = {offer.measure.unit_id for offer in self.offers.values()}
        return [unit for unit in self.tree.holders if unit.pk in self.base.frames or unit.pk in about]

    @property
    def is_fixed(self) -> bool:
        """Does the base stand fast, since a proposal that builds on it is handed in or decided?"""
        return any(not reading.proposal.is_draft for reading in self.readings)

    @property
    def adopted(self) -> Reading | None:
        return next((each for each in self.readings if each.proposal.state == ProposalState.ADOPTED), None)

    def reading(self, pk: int) -> Reading | None:
        """The proposal ``pk``; None when this person may not read it or there is none."""
        return next((each for each in self.readings if each.proposal.pk == pk), None)

    def choosable(self, proposal: BudgetProposal) -> list[Offer]:
        """What the proposal may choose among: what is offered to all and what was written for it, less what has been taken back."""
        return [
            offer
            for offer in self.offers.values()
            if offer.measure.owner_id in (None, proposal.pk) and offer.measure.withdrawn_at is None
        ]


def budget_round(actor: Actor, budget_year: int) -> BudgetRound:
    """Read the round as ``actor`` may. Eleven queries, whatever the number of proposals, measures and years."""
    tree = structure()
    base = base_of(budget_year)
    target = Decimal(policy_for(budget_year).result_target)
    reserve = reserve_at_end(budget_year - 1)
    offers = {offer.measure.pk: offer for offer in _offers(actor, budget_year)}
    proposals = list(
        visible_proposals(actor)
        .filter(budget_year=budget_year)
        .select_related("decision__body")
        .prefetch_related("authors__user", "exemptions")
    )
    chosen: dict[int, list[Offer]] = {}
    for proposal, measure in ChosenMeasure.objects.filter(proposal__in=[each.pk for each in proposals]).values_list(
        "proposal_id", "measure_id"
    ):
        if measure in offers:
            chosen.setdefault(proposal, []).append(offers[measure])
    readings = tuple(_reading(each, chosen.get(each.pk, []), base, target, reserve) for each in proposals)
    return BudgetRound(budget_year, tree, base, target, reserve, offers, readings)


def _reading(proposal: BudgetProposal, chosen: Iterable[Offer], base: Base, target: Decimal, reserve: int) -> Reading:
    in_order = sorted(chosen, key=lambda offer: offer.measure.pk)
    counted = tuple(offer for offer in in_order if offer.measure.withdrawn_at is None)
    exemptions = {each.year: Exemption(each.kind, each.amount, each.reason) for each in proposal.exemptions.all()}
    years = combine(base, [offer.effect for offer in counted], target, exemptions, reserve)
    return Reading(
        proposal=proposal,
        chosen=counted,
        taken_back=tuple(offer for offer in in_order if offer.measure.withdrawn_at is not None),
        years=tuple(years),
        authors=tuple(each.user for each in proposal.authors.all()),
    )


def _offers(actor: Actor, budget_year: int) -> list[Offer]:
    """Two queries."""
    measures = (
        visible_measures(actor)
        .filter(budget_year=budget_year)
        .select_related("unit", "plan_item", "owner")
        .prefetch_related("amounts")
        .order_by("unit__tree_id", "unit__lft", "line", "pk")
    )
    return [Offer(measure, {each.year: each.amount for each in measure.amounts.all()}) for measure in measures]


def base_of(budget_year: int) -> Base:
    """The base as it is laid; empty when it is not. One query."""
    frames: dict[int, dict[int, int]] = {}
    lines: dict[str, dict[int, int]] = {}
    for year, unit, line, amount in BaseAmount.objects.filter(budget_year=budget_year).values_list(
        "year", "unit_id", "line", "amount"
    ):
        if line:
            lines.setdefault(line, {})[year] = amount
        else:
            frames.setdefault(unit, {})[year] = amount
    return Base(frames, lines)


def budget_years() -> list[int]:
    """The budget years that have a base, the earliest first. One query."""
    return list(BaseAmount.objects.order_by("budget_year").values_list("budget_year", flat=True).distinct())


def newest_budget_year() -> int:
    """The newest round; next year where there is none. One or two queries."""
    newest: int | None = BaseAmount.objects.aggregate(newest=Max("budget_year"))["newest"]
    return newest or current_year() + 1


def holders_in(tree: Structure, year: int) -> list[Unit]:
    """The units that may hold a frame and exist on some day of ``year``."""
    return [
        unit
        for unit in tree.holders
        if (unit.valid_from or date.min) <= date(year, 12, 31) and (unit.valid_to or date.max) >= date(year, 1, 1)
    ]
