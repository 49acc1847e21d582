"""The sums that the pages, reports and checks are made of, one query each: detail budget, actuals and newest forecasts per unit."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import reduce
from operator import add

from django.db.models import F, Max, Q, QuerySet, Sum
from django.db.models.functions import Substr

from budget.models import MONTHS, Actual, BatchState, DetailLine, Forecast
from budget.queries.structure import Structure

WHOLE_YEAR = 12
FINANCE = Q(account__number__gte="8", account__number__lt="9")
"""Class 8: taxes, grants and financial items. They belong to the whole municipality and stand in resultaträkningen, not in driftredovisningen."""

ACCOUNT_CLASS = Substr("account__number", 1, 1)


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


def months_by_unit(year: int) -> dict[int, tuple[int, ...]]:
    """Each unit's own detail lines of ``year`` month by month, January first. One query; units without lines are left out."""
    rows = DetailLine.objects.filter(year=year).order_by().values_list("unit_id").annotate(*map(Sum, MONTHS))
    return {unit: tuple(months) for unit, *months in rows}


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
        .annotate(account_class=ACCOUNT_CLASS)
        .values_list("batch__unit_id", "unit_id", "account_class")
        .annotate(Sum("amount"))
    )
    found: dict[int, ActualSum] = {}
    broken_down: set[int] = set()
    for batch_unit, unit, account_class, amount in rows:
        found[unit] = found.get(unit, NOTHING_BOOKED) + _of_class(account_class, amount)
        if batch_unit != unit:
            broken_down.add(batch_unit)
    for batch_unit in broken_down:
        for covered in tree.below(batch_unit):
            found.setdefault(covered.pk, NOTHING_BOOKED)
    return found


def _of_class(account_class: str, amount: int) -> ActualSum:
    if account_class == "3":
        return ActualSum(amount, 0, 0)
    return ActualSum(0, 0, amount) if account_class == "8" else ActualSum(0, amount, 0)


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
