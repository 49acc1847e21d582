"""What the pages of budget proposals share: which round is asked for, the way here, the years to choose among."""

from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _

from budget.queries.decided import budget_decision
from budget.queries.proposals import budget_years, newest_budget_year
from budget.views.page import page, trail
from sala_styr.decisions.models import Decision
from sala_styr.decisions.queries import year_from


def asked_round_year(request: HttpRequest) -> int:
    """The budget year in the address (``?ar=2028``), else the newest that has a base."""
    return year_from(request) if "ar" in request.GET else newest_budget_year()


def round_address(name: str, year: int) -> str:
    """The address of one of the round's pages."""
    return f"{reverse('budget:' + name)}?ar={year}"


def decision_taken(year: int) -> Decision | None:
    """The decision on the budget of ``year`` when it is taken: a budget made without proposals here has nothing left to begin. One query."""
    found = budget_decision(year)
    return found.decision if found is not None and found.is_decided else None


def proposal_page(request: HttpRequest, year: int, *way: tuple[str, str], **context: Any) -> dict[str, Any]:
    """The context of a page about the budget that begins in ``year``; ``way`` is the rest of the way here. The years on offer are those with a base too."""
    first = (_("Budgetförslag %(year)s") % {"year": year}, round_address("proposals", year) if way else "")
    made = page(request, "proposals", year=year, trail=trail(first, *way), **context)
    return {**made, "years": sorted({*made["years"], *budget_years(), year})}
