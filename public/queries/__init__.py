"""What anybody may read, and nothing else: every open page, file and data set asks here and nowhere else.

The plan and the budget are public by their decision: it exists, and its day has come. What is said of how it goes, and reports, are public
when they have been published and as long as they are not withdrawn. The condition is part of each query. No person's name is in any answer.
"""

from public.queries.followup import (
    PublicStatus,
    indicators_until,
    latest_period,
    public_period,
    public_periods,
    statuses_in,
)
from public.queries.goal import PublicGoal, public_goal
from public.queries.money import (
    AreaCost,
    PublicBudget,
    TaxShare,
    budget_years,
    decided_budgets,
    my_tax,
    public_budget,
    tax_rate,
)
from public.queries.plan import PublicItem, decided_items, lasting_address, plan_years, public_plan
from public.queries.reports import public_correction, public_report, public_reports
from public.queries.withdrawn import withdrawn_period, withdrawn_report

__all__ = [
    "AreaCost",
    "PublicBudget",
    "PublicGoal",
    "PublicItem",
    "PublicStatus",
    "TaxShare",
    "budget_years",
    "decided_budgets",
    "decided_items",
    "indicators_until",
    "lasting_address",
    "latest_period",
    "my_tax",
    "plan_years",
    "public_budget",
    "public_correction",
    "public_goal",
    "public_period",
    "public_periods",
    "public_plan",
    "public_report",
    "public_reports",
    "statuses_in",
    "tax_rate",
    "withdrawn_period",
    "withdrawn_report",
]
