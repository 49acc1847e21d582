"""A round of budget proposals in the small municipality: last year's money, the base, measures and proposals with one call each. Kronor in, öre kept."""

from dataclasses import dataclass
from typing import Any

from budget.actions.base import lay_base
from budget.actions.measures import MeasureDraft, write_measure
from budget.actions.proposals import ProposalDraft, start_proposal
from budget.models import BudgetProposal, Measure
from budget.queries.proposals import BudgetRound, Reading, budget_round
from sala_styr.organisation.actor import Actor
from tests.budget.builders import Money, kr

ROUND = 2027
PLAN = (2027, 2028, 2029, 2030)


@dataclass
class Round:
    """The budget that begins in 2027."""

    money: Money

    def actor(self, name: str = "controller") -> Actor:
        return self.money.cast.actor(name)

    def measure(
        self,
        title: str,
        *amounts: int,
        unit: str = "A",
        line: str = "",
        owner: BudgetProposal | None = None,
        by: str = "controller",
        **more: Any,
    ) -> Measure:
        """A measure with ``amounts`` kronor for the years in order, as they change the result."""
        place = {"line": line} if line else {"unit": self.money.cast[unit]}
        by_year = {year: kr(amount) for year, amount in zip(PLAN, amounts, strict=False) if amount}
        return write_measure(self.actor(by), ROUND, MeasureDraft(title, by_year, **place, **more), owner)

    def proposal(self, name: str = "Förslaget", party: str = "Partiet", by: str = "politician_a") -> BudgetProposal:
        return start_proposal(self.actor(by), ROUND, ProposalDraft(name, party))

    def read(self, by: str = "controller") -> BudgetRound:
        return budget_round(self.actor(by), ROUND)

    def reading(self, proposal: BudgetProposal, by: str = "politician_a") -> Reading:
        found = self.read(by).reading(proposal.pk)
        assert found is not None
        return found


def laid(money: Money) -> Round:
    """2026: frames of 18 000 and a result of 800 (KS 2 000, A 10 000, B 5 000, common posts 1 000). The base of 2027 is laid from it."""
    for unit, amount in (("KS", 2_000), ("A", 10_000), ("B", 5_000), ("gemensamt", 1_000)):
        money.frame(unit, amount)
    money.result_budget(
        revenue=3_000,
        cost=-20_000,
        depreciation=-1_000,
        tax=15_000,
        grants=4_000,
        financial_revenue=100,
        financial_cost=-300,
    )
    found = Round(money)
    lay_base(found.actor(), ROUND)
    return found
