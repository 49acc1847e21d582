"""The sums that the pages, reports and checks are made of, one query each: detail budget, actuals and newest forecasts per unit."""

from collections.abc import Callable, Iterable
from datetime import date
from typing import Any, NamedTuple, TypeVar

from django.db import connection
from django.db.models import BigIntegerField, Exists, F, Func, Max, Model, OuterRef, Q, QuerySet, Sum
from django.db.models.functions import Substr

from budget.models import MONTHS, Account, Actual, ActualBatch, BatchState, DetailLine, Forecast
from budget.queries.structure import Structure
from sala_styr.history.as_of import end_of
from sala_styr.kept.remembered import read_kept, read_once
from sala_styr.organisation.models import Unit

T = TypeVar("T")
Models = tuple[type[Model], ...]

WHOLE_YEAR = 12
FINANCE = Q(account__number__gte="8", account__number__lt="9")
"""Class 8: taxes, grants and financial items. They belong to the whole municipality and stand in resultaträkningen, not in driftredovisningen."""

ACCOUNT_CLASS = Substr("account__number", 1, 1)


class DetailSum(NamedTuple):
    """A unit's own detail lines: öre in report sign, the year and its first months."""

    year: int
    phased: int


class ActualSum(NamedTuple):
    """A unit's own actuals: öre in report sign. ``finance`` is class 8."""

    revenue: int
    cost: int
    finance: int


NOTHING_BOOKED = ActualSum(0, 0, 0)


class NewestForecast(NamedTuple):
    """A unit's newest forecast: öre in report sign, judged after ``month``."""

    month: int
    version: int
    amount: int
    comment: str


def months_sum(through_month: int) -> Sum:
    """Σ of the first months of detail lines.

    Where fewer months are left than have gone: the year less those that are left, since the database holds every line's months to sum to its year.
    One expression of many terms, which is made in half the time of one sum within another.
    """
    first, rest = MONTHS[:through_month], MONTHS[through_month:]
    terms, joiner = (first, " + ") if len(first) <= len(rest) else (("amount", *rest), " - ")
    return Sum(Func(*map(F, terms), template="(%(expressions)s)", arg_joiner=joiner, output_field=BigIntegerField()))


def detail_by_unit(year: int, through_month: int = WHOLE_YEAR, as_of: date | None = None) -> dict[int, DetailSum]:
    """Each unit's own detail lines of ``year``, as they stood when ``as_of`` ended; units without lines are left out. One query, the first time a page asks."""
    key = f"detail-{year}-{through_month}-{as_of}"
    return _read(key, as_of, (DetailLine,), lambda: _detail_by_unit(year, through_month, as_of))


def _read(name: str, as_of: date | None, rests_on: Models, ask: Callable[[], T]) -> T:
    """What stands now is kept from page to page. What stood on a day is read out of histories, which are not watched."""
    return read_kept(name, rests_on, ask) if as_of is None else read_once(name, ask)


def _detail_by_unit(year: int, through_month: int, as_of: date | None) -> dict[int, DetailSum]:
    rows = (
        detail_lines(year, as_of)
        .order_by()
        .values_list("unit_id")
        .annotate(whole=Sum("amount"), phased=months_sum(through_month))
    )
    return {unit: DetailSum(whole, phased) for unit, whole, phased in rows}


def detail_lines(year: int, as_of: date | None = None) -> "QuerySet[Any]":
    """The detail lines of a year; of an earlier day what each line's history said last by then, which has the same fields."""
    if as_of is None:
        return DetailLine.objects.filter(year=year)
    history = DetailLine.history.model.objects.filter(history_date__lt=end_of(as_of))
    later = history.filter(id=OuterRef("id")).filter(
        Q(history_date__gt=OuterRef("history_date"))
        | Q(history_date=OuterRef("history_date"), history_id__gt=OuterRef("history_id"))
    )
    return history.filter(~Exists(later), year=year).exclude(history_type="-")


def months_by_unit(year: int) -> dict[int, tuple[int, ...]]:
    """Each unit's own detail lines of ``year`` month by month, January first. One query; units without lines are left out."""
    rows = DetailLine.objects.filter(year=year).order_by().values_list("unit_id").annotate(*map(Sum, MONTHS))
    return {unit: tuple(months) for unit, *months in rows}


def counting_batches(as_of: date | None = None) -> Q:
    """What holds for rows of the files that count: neither replaced nor withdrawn, now or as it was when ``as_of`` ended. One query where a day is asked for.

    A file counted on a day when the newest that its history said by then was that it did.
    """
    if as_of is None:
        return Q(batch__state=BatchState.ACTIVE)
    history = ActualBatch.history.filter(history_date__lt=end_of(as_of)).order_by("history_date", "history_id")
    state: dict[int, str] = dict(history.exclude(history_type="-").values_list("id", "state"))
    return Q(batch__in=[pk for pk, said in state.items() if said == BatchState.ACTIVE])


def actuals_of(
    years: int | Iterable[int], through_month: int = WHOLE_YEAR, as_of: date | None = None
) -> QuerySet[Actual]:
    """The figures that count: those of batches neither replaced nor withdrawn (on a day), through a period of the fiscal year.

    Figures that their file gives for the whole year only belong to no month; they are in the year alone.
    """
    chosen = [years] if isinstance(years, int) else list(years)
    figures = Actual.objects.filter(counting_batches(as_of), year__in=chosen)
    return figures if through_month >= WHOLE_YEAR else figures.filter(period__lte=through_month)


def actual_by_unit(
    tree: Structure, year: int, through_month: int = WHOLE_YEAR, as_of: date | None = None
) -> dict[int, ActualSum]:
    """Each unit's own actuals, of the files that count (on a day); units without figures are left out. ``tree`` is the whole organisation.

    One query, two for a day, the first time a page asks.

    Where a file breaks its figures down by unit, a unit below the file's own that it does not name has had no revenue and no costs: that is 0, not missing.
    """
    key = f"actuals-{year}-{through_month}-{as_of}"
    rests_on = (Actual, ActualBatch, Account, Unit)
    return _read(key, as_of, rests_on, lambda: _actual_by_unit(tree, year, through_month, as_of))


def _actual_by_unit(tree: Structure, year: int, through_month: int, as_of: date | None) -> dict[int, ActualSum]:
    rows = (
        actuals_of(year, through_month, as_of)
        .order_by()
        .values_list("batch__unit_id", "unit_id")
        .annotate(whole=Sum("amount"), revenue=_sum_of_class("3", "4"), finance=_sum_of_class("8", "9"))
    )
    found: dict[int, ActualSum] = {}
    broken_down: set[int] = set()
    for batch_unit, unit, whole, revenue, finance in rows:
        before = found.get(unit, NOTHING_BOOKED)
        income, financial = revenue or 0, finance or 0  # NULL where no row is of the class
        found[unit] = ActualSum(
            before.revenue + income, before.cost + whole - income - financial, before.finance + financial
        )
        if batch_unit != unit:
            broken_down.add(batch_unit)
    for batch_unit in broken_down:
        for covered in tree.below(batch_unit):
            found.setdefault(covered.pk, NOTHING_BOOKED)
    return found


def _sum_of_class(first: str, after: str) -> Sum:
    """NULL where no figure is of the class: the numbers that begin with ``first``, which are those before ``after``.

    Asked as each database is quicker at: LIKE takes SQLite more than twice as long, a range PostgreSQL a sixth longer.
    """
    within = Q(account__number__gte=first, account__number__lt=after)
    begins = Q(account__number__startswith=first)
    return Sum("amount", filter=begins if connection.vendor == "postgresql" else within)


def newest_forecasts(year: int, as_of: date | None = None) -> dict[int, NewestForecast]:
    """Each unit's newest forecast, of those made by the end of a day. One query, the first time a page asks."""
    return _read(f"newest-forecasts-{year}-{as_of}", as_of, (Forecast,), lambda: _newest_forecasts(year, as_of))


def _newest_forecasts(year: int, as_of: date | None) -> dict[int, NewestForecast]:
    rows = Forecast.objects.filter(year=year).order_by("month", "version")
    if as_of is not None:
        rows = rows.filter(made_at__lt=end_of(as_of))
    return {
        unit: NewestForecast(month, version, amount, comment)
        for unit, month, version, amount, comment in rows.values_list(
            "unit_id", "month", "version", "amount", "comment"
        )
    }


def last_period(year: int, as_of: date | None = None) -> int | None:
    """The last period of the year that any figure of the municipality's own belongs to. One query, two for a day, the first time a page asks."""
    rests_on = (Actual, ActualBatch, Unit)
    return _read(f"last-period-{year}-{as_of}", as_of, rests_on, lambda: _last_period(year, as_of))


def _last_period(year: int, as_of: date | None) -> int | None:
    own = actuals_of(year, as_of=as_of).filter(unit__legal_form="municipality")
    found: int | None = own.aggregate(last=Max("period"))["last"]
    return found
