"""Investments (domain §4.5): decided total, budget by year, carry-over, actual, forecast. Öre in report sign (expenditure −); None is missing, never 0.

A carry-over is money that was given once and not used: it stands in both years' budgets, and is counted once in what is ``planned`` in all.
"""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from typing import Any

from django.db.models import QuerySet, Sum

from budget.models import (
    InvestmentActual,
    InvestmentEntry,
    InvestmentEntryKind,
    InvestmentForecast,
    InvestmentKind,
    InvestmentProject,
    InvestmentState,
)
from budget.queries.booked_projects import booked_by_project
from budget.queries.follow_up import difference
from budget.queries.structure import Structure, structure, total
from budget.queries.sums import WHOLE_YEAR
from sala_styr.organisation.models import Unit


@dataclass(frozen=True, slots=True)
class InvestmentYear:
    """A project's money of a year. ``through``: the month that ``actual`` reaches. ``carried_out`` is what left for a later year, with its own sign (−).

    ``actual`` is what the ledger says where it says anything (``booked``), else what has been noted (``noted``, through ``noted_through``).
    """

    year: int
    original: int | None = None
    amendments: int | None = None
    carried_in: int | None = None
    carried_out: int | None = None
    actual: int | None = None
    income: int | None = None
    through: int | None = None
    forecast: int | None = None
    booked: int | None = None
    noted: int | None = None
    noted_through: int | None = None

    @property
    def has_both(self) -> bool:
        """Is the outcome both booked and noted?"""
        return self.booked is not None and self.noted is not None

    @property
    def is_comparable(self) -> bool:
        """Do the two reach the same month, so that they ought to be the same?"""
        return self.has_both and self.noted_through == self.through

    @property
    def off(self) -> int | None:
        """Booked − noted: what the ledger has that was not noted (− is more spent). None unless both are there."""
        return difference(self.booked, self.noted)

    @property
    def current(self) -> int | None:
        """The year's current budget: original, amendments and what was carried into it."""
        return total((self.original, self.amendments, self.carried_in))

    @property
    def variance(self) -> int | None:
        """Actual − current budget: + is money left."""
        return difference(self.actual, self.current)

    @property
    def forecast_variance(self) -> int | None:
        """Forecast − current budget."""
        return difference(self.forecast, self.current)

    @property
    def planned(self) -> int | None:
        """The current budget less what went on to a later year: money counted once."""
        return None if self.current is None else self.current - (self.carried_out or 0)

    @property
    def is_closed(self) -> bool:
        """Is the outcome known for the whole year?"""
        return self.through == WHOLE_YEAR

    @property
    def unused(self) -> int | None:
        """What may still be carried over (− to spend, + overspent): budget not used and not carried yet. None without budget or actual."""
        return difference(self.planned, self.actual)


@dataclass(frozen=True, slots=True)
class ProjectMoney:
    """A project with all its years, and through ``year`` when the question was about one (then later years do not count in what is accumulated)."""

    project: InvestmentProject
    approved: int | None
    years: Mapping[int, InvestmentYear]
    forecast: InvestmentForecast | None
    year: int | None = None

    def of(self, year: int) -> InvestmentYear:
        """A year's money; without anything known when it has none."""
        return self.years.get(year) or InvestmentYear(year)

    @property
    def now(self) -> InvestmentYear:
        """The year that was asked about."""
        return self.of(self.year or 0)

    @property
    def accumulated(self) -> int | None:
        """Σ actuals of the years, through the year that was asked about."""
        return total(each.actual for each in self._counted)

    @property
    def income(self) -> int | None:
        """What of the accumulated is grants and other income."""
        return total(each.income for each in self._counted)

    @property
    def planned(self) -> int | None:
        """Σ budgets of all years, what was carried over counted once."""
        return total(each.planned for each in self.years.values())

    @property
    def left(self) -> int | None:
        """What is left of the decided total: accumulated − decided, + is money left."""
        return None if self.approved is None else (self.accumulated or 0) - self.approved

    @property
    def state(self) -> InvestmentState:
        """How it stood in the year that was asked about: one that cost money after it was not done yet."""
        return InvestmentState.ONGOING if self._goes_on else InvestmentState(self.project.state)

    @property
    def estimated(self) -> int | None:
        """What the project is judged to cost in all: what it cost when it is done, else the newest forecast. None when nobody has judged."""
        if self.state == InvestmentState.DONE:
            return self.accumulated
        return self.forecast.total if self.forecast else None

    @property
    def variance_total(self) -> int | None:
        """Estimated − decided total: + is money left (domain §4.5)."""
        return difference(self.estimated, self.approved)

    @property
    def completion_year(self) -> int | None:
        """When it is ready, by the newest forecast, else as it was planned."""
        return self.forecast.completion_year if self.forecast else self.project.completion_year

    @property
    def has_money(self) -> bool:
        return self.approved is not None or bool(self.years)

    @property
    def _counted(self) -> list[InvestmentYear]:
        return [each for each in self.years.values() if self.year is None or each.year <= self.year]

    @property
    def _goes_on(self) -> bool:
        """Has it cost anything after the year that was asked about?"""
        return any(each.year > (self.year or each.year) and each.actual for each in self.years.values())


@dataclass(frozen=True, slots=True)
class InvestmentSum:
    """Several projects added up, each amount over those that have one. ``without_forecast``: how many have none."""

    unit: Unit | None
    projects: int
    approved: int | None
    accumulated: int | None
    current: int | None
    actual: int | None
    variance: int | None
    forecast: int | None
    estimated: int | None
    variance_total: int | None
    without_forecast: int
    of: tuple[int, ...] = ()
    """The ids of the projects."""


@dataclass(frozen=True)
class CommitteeInvestments:
    """The projects of a committee (None: of no committee) and their sum."""

    unit: Unit | None
    rows: tuple[ProjectMoney, ...]
    sum: InvestmentSum


@dataclass(frozen=True)
class InvestmentStatement:
    """Investeringsredovisningen of a year. Exploatering is accounted for separately (domain §4.5) and is not in ``total``."""

    year: int
    groups: tuple[CommitteeInvestments, ...]
    total: InvestmentSum
    development: tuple[ProjectMoney, ...]
    development_sum: InvestmentSum

    @property
    def rows(self) -> tuple[ProjectMoney, ...]:
        return tuple(row for group in self.groups for row in group.rows) + self.development


@dataclass(frozen=True, slots=True)
class NetInvestments:
    """The municipality's net investments of a year, exploatering apart: öre, report sign (normally −). None when nobody knows.

    ``assumed`` counts the projects without forecast whose budget stands in for it.
    """

    budget: int | None
    actual: int | None
    forecast: int | None
    assumed: int = 0


def investments(
    year: int | None = None, as_of: date | None = None, projects: "QuerySet[InvestmentProject] | None" = None
) -> list[ProjectMoney]:
    """Every project with its money, by code. Six queries; seven for a day, four where there are no projects.

    ``year``: totals as they were decided by its end, judgements no later than it. ``as_of``: only what was decided, noted, brought in and judged by that day.
    """
    chosen = InvestmentProject.objects.all() if projects is None else projects
    found = list(chosen.select_related("project", "unit").order_by("project__code"))
    approved, years = _decided(found, year, as_of)
    _add_noted(years, found, as_of)
    _add_booked(years, found, as_of)
    newest = _add_forecasts(years, found, year, as_of)
    return [
        ProjectMoney(
            each, approved.get(each.pk), dict(sorted(years.get(each.pk, {}).items())), newest.get(each.pk), year
        )
        for each in found
    ]


def project_money(project: InvestmentProject, year: int | None = None, as_of: date | None = None) -> ProjectMoney:
    """One project with its money. Six queries; seven for a day."""
    return investments(year, as_of, InvestmentProject.objects.filter(pk=project.pk))[0]


Years = dict[int, dict[int, InvestmentYear]]
COLUMNS = {
    InvestmentEntryKind.BUDGET.value: "original",
    InvestmentEntryKind.SUPPLEMENTARY.value: "amendments",
    InvestmentEntryKind.REALLOCATION.value: "amendments",
    InvestmentEntryKind.CARRY_OVER.value: "carried_in",
}


def _decided(projects: list[InvestmentProject], year: int | None, as_of: date | None) -> tuple[dict[int, int], Years]:
    """The decided totals, and each year's budget. One query."""
    entries = InvestmentEntry.objects.filter(project__in=[each.pk for each in projects]).order_by()
    if as_of is not None:
        entries = entries.filter(booked_on__lte=as_of)
    approved: dict[int, int] = {}
    years: Years = {}
    rows = entries.values_list("project_id", "kind", "year", "from_year", "booked_on__year").annotate(Sum("amount"))
    for project, kind, of_year, from_year, booked, amount in rows:
        if kind == InvestmentEntryKind.TOTAL:
            if year is None or booked <= year:
                approved[project] = approved.get(project, 0) + amount
            continue
        _add(years, project, of_year, COLUMNS[kind], amount)
        if from_year is not None:
            _add(years, project, from_year, "carried_out", amount)
    return approved, years


def _add(years: Years, project: int, year: int, column: str, amount: int) -> None:
    found = years.setdefault(project, {}).get(year) or InvestmentYear(year)
    change: dict[str, Any] = {column: (getattr(found, column) or 0) + amount}
    years[project][year] = replace(found, **change)


def _set(years: Years, project: int, year: int, **values: Any) -> None:
    found = years.setdefault(project, {}).get(year) or InvestmentYear(year)
    years[project][year] = replace(found, **values)


def _add_noted(years: Years, projects: list[InvestmentProject], as_of: date | None) -> None:
    """What each year's outcome is noted to be: that of the last month noted and not taken back. It counts until something is booked. One query."""
    noted = InvestmentActual.objects.filter(project__in=[each.pk for each in projects])
    if as_of is not None:
        noted = noted.filter(noted_at__date__lte=as_of)
    newest: dict[tuple[int, int, int], tuple[int | None, int | None]] = {}
    fields = ("project_id", "year", "month", "amount", "income")
    for project, year, month, amount, income in noted.order_by("month", "version").values_list(*fields):
        newest[project, year, month] = (amount, income)
    for (project, year, month), (amount, income) in newest.items():
        if amount is not None:
            noted_too = {"noted": amount, "noted_through": month}
            _set(years, project, year, actual=amount, income=income, through=month, **noted_too)


def _add_booked(years: Years, projects: list[InvestmentProject], as_of: date | None) -> None:
    """What the ledger says goes before what is noted. Two queries, three for a day."""
    by_code = {each.project_id: each.pk for each in projects}
    for (code, year), found in booked_by_project(by_code, as_of).items():
        project, outcome = by_code[code], {"actual": found.amount, "through": found.through}
        noted = years.get(project, {}).get(year)
        # A ledger may book a grant against the asset itself: what of the net is income then stands in the note of the same months.
        same = noted is not None and noted.noted_through == found.through and found.income is None
        income = noted.income if noted is not None and same else found.income
        _set(years, project, year, booked=found.amount, income=income, **outcome)


def _add_forecasts(
    years: Years, projects: list[InvestmentProject], year: int | None, as_of: date | None
) -> dict[int, InvestmentForecast]:
    """Each year's newest forecast; returns each project's newest. One query."""
    given = InvestmentForecast.objects.filter(project__in=[each.pk for each in projects])
    if as_of is not None:
        given = given.filter(made_at__date__lte=as_of)
    newest: dict[int, InvestmentForecast] = {}
    for forecast in given.order_by("year", "month", "version"):
        if year is None or forecast.year <= year:
            newest[forecast.project_id] = forecast
        _set(years, forecast.project_id, forecast.year, forecast=forecast.year_amount)
    return newest


def sum_of(rows: Iterable[ProjectMoney], unit: Unit | None = None) -> InvestmentSum:
    """Projects added up, for the year that they were asked for."""
    rows = list(rows)
    return InvestmentSum(
        unit=unit,
        projects=len(rows),
        approved=total(row.approved for row in rows),
        accumulated=total(row.accumulated for row in rows),
        current=total(row.now.current for row in rows),
        actual=total(row.now.actual for row in rows),
        variance=total(row.now.variance for row in rows),
        forecast=total(row.now.forecast for row in rows),
        estimated=total(row.estimated for row in rows),
        variance_total=total(row.variance_total for row in rows),
        without_forecast=sum(row.estimated is None for row in rows),
        of=tuple(row.project.pk for row in rows),
    )


def by_committee(rows: Iterable[ProjectMoney], tree: Structure) -> tuple[CommitteeInvestments, ...]:
    """The projects under the committee that answers for them, in the organisation's order; those of no committee last."""
    held: dict[int | None, list[ProjectMoney]] = {}
    for row in rows:
        held.setdefault(tree.holder_of.get(row.project.unit_id), []).append(row)
    holders: list[Unit | None] = [*tree.holders, None]
    found = [(unit, held.get(unit.pk if unit else None, [])) for unit in holders]
    return tuple(CommitteeInvestments(unit, tuple(mine), sum_of(mine, unit)) for unit, mine in found if mine)


def is_of_year(row: ProjectMoney, year: int) -> bool:
    """Does the project belong in a year's statement: is anything decided, spent or judged for it, or has it begun and is still under way?"""
    begun = row.approved is not None or any(each <= year for each in row.years)
    return year in row.years or (begun and row.project.is_open)


def investment_statement(
    year: int, as_of: date | None = None, units: Collection[int] | None = None
) -> InvestmentStatement:
    """Investeringsredovisningen: every project of the year by committee, or those of ``units`` (ids) alone. Seven queries; eight for a day."""
    rows = [row for row in investments(year, as_of) if is_of_year(row, year)]
    if units is not None:
        rows = [row for row in rows if row.project.unit_id in units]
    ordinary = [row for row in rows if row.project.kind != InvestmentKind.DEVELOPMENT]
    development = tuple(row for row in rows if row.project.kind == InvestmentKind.DEVELOPMENT)
    groups = by_committee(ordinary, structure())
    return InvestmentStatement(year, groups, sum_of(ordinary), development, sum_of(development))


def net_investments(year: int, as_of: date | None = None) -> NetInvestments:
    """The year's net investments: budget, actual and forecast, each None when nothing is known. Six queries."""
    ordinary = [row for row in investments(year, as_of) if row.project.kind != InvestmentKind.DEVELOPMENT]
    years = [row.of(year) for row in ordinary]
    judged = any(each.forecast is not None for each in years)
    expected = [each.forecast if each.forecast is not None else each.current for each in years]
    return NetInvestments(
        budget=total(each.current for each in years),
        actual=total(each.actual for each in years),
        forecast=total(expected) if judged else None,
        assumed=sum(each.forecast is None and each.current is not None for each in years) if judged else 0,
    )


def self_financing(result: int | None, depreciation: int | None, net: int | None) -> Decimal | None:
    """Självfinansieringsgrad: (årets resultat + avskrivningar) / nettoinvesteringar, 1 = all of it paid without loans (domain §4.5).

    All in report sign as they stand in the statements: ``depreciation`` and ``net`` are costs, so negative. None when any is missing or nothing is invested.
    """
    if result is None or depreciation is None or not net:
        return None
    return Decimal(result - depreciation) / Decimal(-net)


def entries_of(project: InvestmentProject, as_of: date | None = None) -> list[InvestmentEntry]:
    """The project's ledger, oldest first, with decisions and what corrects what. One query."""
    found = project.entries.select_related("decision__body", "recorded_by", "corrected_by", "corrects")
    return list(found.filter(booked_on__lte=as_of) if as_of else found)


def forecasts_of(project: InvestmentProject) -> list[InvestmentForecast]:
    """Every judgement, the newest first. One query."""
    return list(project.forecasts.select_related("made_by"))


def actuals_of_project(project: InvestmentProject) -> list[InvestmentActual]:
    """Everything that was noted, the newest first. One query."""
    return list(project.actuals.select_related("noted_by").order_by("-year", "-month", "-version"))


@dataclass(frozen=True, slots=True)
class RunningCost:
    """What finished investments cost to run in a year: öre, report sign."""

    year: int
    amount: int


def running_costs(rows: Iterable[ProjectMoney], first_year: int, count: int) -> list[RunningCost]:
    """Σ of the running costs of the projects that are ready by each of ``count`` years. Cancelled projects cost nothing to run."""
    known = [
        (row.completion_year, row.project.running_cost)
        for row in rows
        if row.project.state != InvestmentState.CANCELLED
    ]
    return [
        RunningCost(
            year, sum(cost for ready, cost in known if cost is not None and ready is not None and ready <= year)
        )
        for year in range(first_year, first_year + count)
    ]
