"""The budget of the coming year as it is being prepared: base, measures and three proposals, through the actions themselves."""

from budget.actions.base import Cell, adjust_base, base_mark, lay_base
from budget.actions.measures import MeasureDraft, write_measure
from budget.actions.proposals import ProposalDraft, choose_measures, start_proposal, submit_proposal
from budget.models import BudgetProposal, Measure
from budget.queries.proposals import base_of
from followup.demo.chain import Plan
from followup.demo.content.proposals import FORECAST, IDEAS, SIDES, YEAR, Idea, Side
from followup.demo.ledger import TKR
from followup.demo.organisation import Units
from followup.demo.people import People
from goals.models import PlanItem
from sala_styr.organisation.actor import Actor, actor_for
from sala_styr.organisation.models import User


def load_proposals(units: Units, people: People, plan: Plan) -> None:
    """A controller lays and adjusts the base and offers the measures; each side writes its own, and hands it in if it has come that far."""
    controller = actor_for(people.examples["exempel-controller"])
    lay_base(controller, YEAR)
    base = base_of(YEAR)
    cells: dict[Cell, int | None] = {
        (line, year): amount * TKR
        for line, amounts in FORECAST.items()
        for year, amount in zip(base.years, amounts, strict=True)
    }
    adjust_base(controller, YEAR, cells, base_mark(base))
    keyed = {text.key: item for text, item in plan.pairs if text.key}
    offered = {idea.key: _write(controller, idea, units, keyed) for idea in IDEAS}
    for side in SIDES:
        _propose(side, _author(side, people), units, keyed, offered)


def _author(side: Side, people: People) -> User:
    return people.examples[side.author] if side.author in people.examples else people.chairs[side.author]


def _write(
    actor: Actor, idea: Idea, units: Units, keyed: dict[str, PlanItem], owner: BudgetProposal | None = None
) -> Measure:
    years = range(YEAR, YEAR + len(idea.amounts))
    place = {"unit": units[idea.place]} if idea.place in units else {"line": idea.place}
    draft = MeasureDraft(
        title=idea.title,
        amounts={year: amount * TKR for year, amount in zip(years, idea.amounts, strict=True)},
        cause=idea.cause,
        text=idea.text,
        consequence=idea.consequence,
        plan_item=keyed[idea.goal] if idea.goal else None,
        **place,
    )
    return write_measure(actor, YEAR, draft, owner)


def _propose(side: Side, author: User, units: Units, keyed: dict[str, PlanItem], offered: dict[str, Measure]) -> None:
    actor = actor_for(author)
    proposal = start_proposal(actor, YEAR, ProposalDraft(side.name, side.party, side.text))
    for idea in side.own:
        _write(actor, idea, units, keyed, proposal)
    choose_measures(actor, proposal, {offered[key].pk for key in side.chosen}, set())
    if side.submitted:
        submit_proposal(actor, proposal)
