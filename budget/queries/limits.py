"""When a deviation from the budget asks for words: the council's limit, as a sum that one can follow (domain §4.4). Öre; a deviation + is a surplus."""

from dataclasses import dataclass, replace
from decimal import ROUND_HALF_UP, Decimal

from budget.models import BudgetPolicy
from budget.queries.follow_up import difference
from budget.queries.policy import policy_for


@dataclass(frozen=True, slots=True)
class Limit:
    """What a deviation from ``budget`` may be without words: ``share`` per cent of it, and never more than ``amount``. A budget of None has no limit."""

    share: Decimal
    amount: int
    budget: int | None

    @property
    def by_share(self) -> int | None:
        """The share in öre, halves up."""
        if self.budget is None:
            return None
        return int((abs(self.budget) * self.share / 100).quantize(Decimal(1), rounding=ROUND_HALF_UP))

    @property
    def least(self) -> int | None:
        """The lower of the two: above it a deviation asks for cause and measure."""
        return None if self.by_share is None else min(self.by_share, self.amount)

    def of(self, budget: int | None) -> "Limit":
        """The same rule for another budget."""
        return replace(self, budget=budget)

    def deviation(self, forecast: int | None) -> int | None:
        """Forecast − budget."""
        return difference(forecast, self.budget)

    def asks(self, forecast: int | None) -> bool:
        """Does ``forecast`` lie further from the budget than may pass without words?"""
        deviation, least = self.deviation(forecast), self.least
        return deviation is not None and least is not None and abs(deviation) > least


def limit_by(policy: BudgetPolicy, budget: int | None) -> Limit:
    """The limit for a budget (öre, report sign) by rules already read. No query."""
    return Limit(Decimal(policy.deviation_share), policy.deviation_amount, budget)


def limit_for(year: int, budget: int | None) -> Limit:
    """The limit for a budget (öre, report sign) in ``year``. One query."""
    return limit_by(policy_for(year), budget)
