"""The budgeted result with what has been decided during the year: a higher frame lowers it, unless higher revenue pays (KL 11:15, domain §4.3)."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Q, Sum

from budget.models import EntryKind, FinancedBy
from budget.queries.income import NET_RESULT, result_budget, with_subtotals
from budget.queries.ledger import entries_of, frames
from budget.queries.structure import Structure


@dataclass(frozen=True, slots=True)
class BudgetedResult:
    """``decided + frames + revenue = current``: öre in report sign. ``decided`` is the council's own result budget, None when it is not entered.

    ``frames`` is what changed frames have cost since (+ where they were lowered), ``revenue`` the higher revenue that pays for some of it.
    ``reserve`` is the part of ``frames`` that the result reserve covers: it lowers the result, and is given back in the balanskravsutredning.
    """

    decided: int | None
    frames: int
    revenue: int
    reserve: int

    @property
    def current(self) -> int | None:
        """The budgeted result of today."""
        return None if self.decided is None else self.decided + self.frames + self.revenue

    def after(self, amount: int, financed_by: str) -> "BudgetedResult":
        """What a supplement of ``amount`` öre, paid so, would make of it."""
        if financed_by == FinancedBy.FRAME:
            return self
        return BudgetedResult(
            self.decided,
            self.frames - amount,
            self.revenue + (amount if financed_by == FinancedBy.REVENUE else 0),
            self.reserve + (amount if financed_by == FinancedBy.RESERVE else 0),
        )


def budgeted_result(tree: Structure, year: int, as_of: date | None = None) -> BudgetedResult:
    """The budgeted result of ``year`` as it stood on ``as_of`` (None: now). Three queries."""
    held = frames(year, as_of)
    counter = Q(corrects__isnull=False)
    paid = (
        entries_of(year, as_of)
        .filter(kind=EntryKind.SUPPLEMENTARY)
        .aggregate(
            revenue=Sum("amount", filter=Q(financed_by=FinancedBy.REVENUE) & ~counter, default=0),
            revenue_back=Sum("amount", filter=Q(financed_by=FinancedBy.REVENUE) & counter, default=0),
            reserve=Sum("amount", filter=Q(financed_by=FinancedBy.RESERVE) & ~counter, default=0),
            reserve_back=Sum("amount", filter=Q(financed_by=FinancedBy.RESERVE) & counter, default=0),
        )
    )
    return BudgetedResult(
        decided=with_subtotals(result_budget(year))[NET_RESULT],
        frames=-sum(held[unit.pk].amendments for unit in tree.holders if unit.pk in held),
        revenue=paid["revenue"] - paid["revenue_back"],
        reserve=paid["reserve"] - paid["reserve_back"],
    )
