"""Companies: what the owner asks of the result, what the company budgets, and how it goes. Never part of any sum of frames (domain §10, traps)."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Sum

from budget.models import ResultDemand
from budget.queries.follow_up import difference
from budget.queries.frame_table import is_in_year
from budget.queries.structure import Structure, total
from budget.queries.sums import actuals_of, newest_forecasts
from sala_styr.organisation.models import Unit

AFTER_FINANCIAL = "88"
"""In BAS the result after financial items ends before class 88, bokslutsdispositioner."""


@dataclass(frozen=True, slots=True)
class CompanyRow:
    """A company in a year: öre, + = surplus, the result after financial items. What is not known is None."""

    unit: Unit
    demand: ResultDemand | None
    actual: int | None
    forecast: int | None

    @property
    def asked(self) -> int | None:
        return self.demand.amount if self.demand else None

    @property
    def budget(self) -> int | None:
        return self.demand.budget if self.demand else None

    @property
    def budget_variance(self) -> int | None:
        """The company's own budget less what is asked: + is above the demand."""
        return difference(self.budget, self.asked)

    @property
    def forecast_variance(self) -> int | None:
        """Forecast less what is asked."""
        return difference(self.forecast, self.asked)


def companies(tree: Structure, year: int) -> list[CompanyRow]:
    """Every company that exists in ``year``. Three queries."""
    demands = demands_by_year([year])
    booked = _results(tree, year)
    newest = newest_forecasts(year)
    return [
        CompanyRow(
            unit,
            demands.get((year, unit.pk)),
            booked.get(unit.pk),
            newest[unit.pk].amount if unit.pk in newest else None,
        )
        for unit in tree.companies
        if is_in_year(unit, year)
    ]


def demands_by_year(years: Iterable[int]) -> dict[tuple[int, int], ResultDemand]:
    """(year, company's id) → what is asked. One query."""
    found = ResultDemand.objects.filter(year__in=list(years)).select_related("decision__body")
    return {(each.year, each.unit_id): each for each in found}


def _results(tree: Structure, year: int) -> dict[int, int | None]:
    """Result after financial items so far, by company with what lies below it. One query."""
    rows = (
        actuals_of(year)
        .filter(account__number__gte="3", account__number__lt=AFTER_FINANCIAL)
        .exclude(unit__legal_form="municipality")
        .order_by()
        .values_list("unit_id")
        .annotate(Sum("amount"))
    )
    own = dict(rows)
    return {unit.pk: total(own.get(part.pk) for part in tree.below(unit.pk)) for unit in tree.companies}
