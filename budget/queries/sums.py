"""The sums that the pages, reports and checks are made of, one query each: detail budget, actuals and newest forecasts per unit."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import reduce
from operator import add

from django.db.models import F, Max, Q, QuerySet, Sum

from budget.models import MONTHS, Actual, BatchState, DetailLine, Forecast
from budget.queries.structure import Structure

WHOLE_YEAR = 12
REVENUE = Q(account__number__startswith="3")
FINANCE = Q(account__number__startswith="8")
"""Taxes, grants and financial items: they belong to the whole municipality and stand in resultaträkningen, not in driftredovisningen."""


@dataclass(frozen=True, slots=True)
class DetailSum:
    """A unit's own detail lines: öre in report sign, the year and its first months."""

    year: int
    phased: int


@dataclass(frozen=True, slots=True)
class ActualSum:
    """A unit's own actuals: öre in report sign. ``finance`` is class 8."""

    revenue: int
    cost: int
    finance: int

    def __add__(self, other: "ActualSum") -> "ActualSum":
        return ActualSum(self.revenue + other.revenue, self.cost + other.cost, self.finance + other.finance)


NOTHING_BOOKED = ActualSum(0, 0, 0)


@dataclass(frozen=True, slots=True)
class NewestForecast:
    """A unit's newest forecast: öre in report sign, judged after ``month``."""

    month: int
    version: int
    amount: int
    comment: str


def months_sum(through_month: int) -> Sum:
    """Σ of the first months of detail lines."""
    return Sum(reduce(add, (F(month) for month in MONTHS[:through_month])))


def detail_by_unit(year: int, through_month: int = WHOLE_YEAR) -> dict[int, DetailSum]:
    """Each unit's own detail lines of ``year``. One query; units without lines are left out."""
    rows = (
        DetailLine.objects.filter(year=year)
        .order_by()
        .values_list("unit_id")
        .annotate(whole=Sum("amount"), phased=months_sum(through_month))
    )
    return {unit: DetailSum(whole, phased) for unit, whole, phased in rows}


def actuals_of(years: int | Iterable[int], through_month: int = WHOLE_YEAR) -> QuerySet[Actual]:
    """The figures that count: those of batches neither replaced nor withdrawn, through a period of the fiscal year.

    Figures that their file gives for the whole year only belong to no month; they are in the year alone.
    """
    chosen = [years] if isinstance(years, int) else list(years)
    figures = Actual.objects.filter(year__in=chosen, batch__state=BatchState.ACTIVE)
    return figures if through_month >= WHOLE_YEAR else figures.filter(period__lte=through_month)


def actual_by_unit(tree: Structure, year: int, through_month: int = WHOLE_YEAR) -> dict[int, ActualSum]:
    """Each unit's own actuals. One query; units without figures are left out.

    Where a file breaks its figures down by unit, a unit below the file's own that it does not name has had no revenue and no costs: that is 0, not missing.
    """
    rows = (
        actuals_of(year, through_month)
        .order_by()
        .values_list("batch__unit_id", "unit_id")
        .annotate(
            revenue=Sum("amount", filter=REVENUE, default=0),
            cost=Sum("amount", filter=~REVENUE & ~FINANCE, default=0),
            finance=Sum("amount", filter=FINANCE, default=0),
        )
    )
    found: dict[int, ActualSum] = {}
    for batch_unit, unit, revenue, cost, finance in rows:
        found[unit] = found.get(unit, NOTHING_BOOKED) + ActualSum(revenue, cost, finance)
        if batch_unit != unit:
            for covered in tree.below(batch_unit):
                found.setdefault(covered.pk, NOTHING_BOOKED)
    return found


def newest_forecasts(year: int) -> dict[int, NewestForecast]:
    """Each unit's newest forecast. One query."""
    rows = Forecast.objects.filter(year=year).order_by("month", "version")
    return {
        unit: NewestForecast(month, version, amount, comment)
        for unit, month, version, amount, comment in rows.values_list(
            "unit_id", "month", "version", "amount", "comment"
        )
    }


def last_period(year: int) -> int | None:
    """The last period of the year that any figure of the municipality's own belongs to. One query."""
    return actuals_of(year).filter(unit__legal_form="municipality").aggregate(last=Max("period"))["last"]
