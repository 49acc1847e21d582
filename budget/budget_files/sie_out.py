"""Budget and actuals of a unit with all below it as a SIE 4 file: #PBUDGET a month, account and coding; #RES and #PSALDO what the ledger has said.

Amounts are turned from our report sign to the ledger's (debit +, so cost +). Each account and month has a row without objects, the total, as the standard
wants it, and then the rows that it is made of: together exactly the total. The dimensions are ansvar (1), projekt (6), verksamhet (20) and motpart (21).
"""

import datetime
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace

from django.conf import settings
from django.db.models import Sum
from django.utils.translation import gettext as _

from budget.models import MONTHS, ActivityCode, ActualBatch, BatchState, Counterparty, DetailLine, Project
from budget.queries.structure import Structure, is_municipal
from budget.queries.sums import actuals_of
from budget.sie import Account, SieFile
from budget.sie.fiscal_year import FiscalYear
from budget.sie.model import Objects, PeriodAmount
from sala_styr.organisation.models import Unit

COST_CENTRE, PROJECT, ACTIVITY, COUNTERPARTY = "1", "6", "20", "21"
MODELS = {PROJECT: Project, ACTIVITY: ActivityCode, COUNTERPARTY: Counterparty}
KINDS = {"1": "T", "2": "S", "3": "I", "4": "K", "5": "K", "6": "K", "7": "K"}
"""What #KTYP says by class; 8 and 9 hold both revenues and costs, and are left unsaid."""

_CODES = ("project__code", "activity__code", "counterparty__code")

Sums = Counter[tuple[str, int, Objects]]
"""Öre in ledger sign by account, period (1 is the fiscal year's first month) and objects."""


@dataclass
class _Found:
    """What the file is to hold, as it is gathered."""

    names: dict[str, str] = field(default_factory=dict)
    budget: Sums = field(default_factory=Counter)
    actual: Sums = field(default_factory=Counter)
    results: Counter[str] = field(default_factory=Counter)
    by_month: bool = True
    """Do all actuals have their month? Else only the year is told (#RES): half the movements would not agree with it."""


def budget_sie(tree: Structure, unit: Unit, year: int, today: datetime.date) -> SieFile:
    """The file of a unit with all below it in the same legal entity. Seven queries at most, however large it is."""
    units = {below.pk: below for below in tree.below(unit.pk)}
    return _file(unit, units, year, today)


def municipal_sie(tree: Structure, year: int, today: datetime.date) -> SieFile:
    """The file of the whole municipality: every unit of it, the companies left out."""
    units = {pk: tree.by_id[pk] for pk in tree.municipal_ids}
    top = next(iter(units.values()))
    return replace(_file(top, units, year, today), company=settings.MUNICIPALITY_NAME)


def _file(unit: Unit, units: Mapping[int, Unit], year: int, today: datetime.date) -> SieFile:
    found, fiscal = _Found(), _fiscal_year(unit, year)
    _gather_budget(found, units, year)
    _gather_actuals(found, units, year)
    last = max((period for _account, period, _objects in found.actual), default=None)
    objects = {pair for sums in (found.budget, found.actual) for key in sums for pair in key[2]}
    return SieFile(
        type=4,
        kind="4",
        years={0: fiscal},
        company=unit.name,
        orgnr=unit.organisation_number,
        program="Sala styr",
        program_version="1",
        generated=today,
        through=_last_day(fiscal, last) if last else None,
        accounts={
            number: Account(number, found.names[number], KINDS.get(number[:1], "")) for number in sorted(found.names)
        },
        dimensions=_dimensions({dimension for dimension, _code in objects}),
        objects=_object_names(objects, units.values()),
        results={0: dict(sorted(found.results.items()))} if found.results else {},
        period_balances=tuple(_rows(found.actual, fiscal)),
        period_budgets=tuple(_rows(found.budget, fiscal)),
    )


def _fiscal_year(unit: Unit, year: int) -> FiscalYear:
    """The calendar year; a company's as its newest file has it. One query for a company."""
    if not is_municipal(unit):
        newest = ActualBatch.objects.filter(unit=unit, year=year, state=BatchState.ACTIVE).order_by("-pk").first()
        if newest is not None:
            return FiscalYear(newest.first_day, newest.last_day)
    return FiscalYear(datetime.date(year, 1, 1), datetime.date(year, 12, 31))


def _gather_budget(found: _Found, units: Mapping[int, Unit], year: int) -> None:
    """Lines of the same coding are one. A line of nothing is told by its first month, or it would be lost on the way."""
    coding = ("unit_id", "account__number", "account__name", *_CODES)
    lines = DetailLine.objects.filter(year=year, unit_id__in=units).order_by().values_list(*coding, *MONTHS)
    for unit_id, account, name, project, activity, counterparty, *months in lines.iterator():
        found.names[account] = name
        objects = _objects(units[unit_id], (project, activity, counterparty))
        for number, month in enumerate(months, 1):
            if month or number == 1:
                found.budget[account, number, objects] -= month


def _objects(unit: Unit, codes: Iterable[str | None]) -> Objects:
    """The coding of a row. ``codes``: as _CODES."""
    pairs = zip((PROJECT, ACTIVITY, COUNTERPARTY), codes, strict=True)
    return ((COST_CENTRE, unit.code), *((dimension, code) for dimension, code in pairs if code))


def _gather_actuals(found: _Found, units: Mapping[int, Unit], year: int) -> None:
    figures = actuals_of(year).filter(unit_id__in=units).order_by()
    coding = ("unit_id", "account__number", "account__name", "period", *_CODES)
    for unit_id, account, name, period, *codes, amount in figures.values_list(*coding).annotate(Sum("amount")):
        found.names[account] = name
        found.results[account] -= amount
        if period is None:
            found.by_month = False
        else:
            found.actual[account, period, _objects(units[unit_id], codes)] -= amount
    if not found.by_month:
        found.actual.clear()


def _rows(sums: Sums, fiscal: FiscalYear) -> Iterator[PeriodAmount]:
    """Per account and month the total and then its parts."""
    parts: dict[tuple[str, int], list[tuple[Objects, int]]] = {}
    for account, number, objects in sorted(sums):
        parts.setdefault((account, number), []).append((objects, sums[account, number, objects]))
    for (account, number), made_of in parts.items():
        year, month = fiscal.month_of(number)
        period = year * 100 + month
        yield PeriodAmount(0, period, account, (), sum(amount for _objects, amount in made_of))
        for objects, amount in made_of:
            yield PeriodAmount(0, period, account, objects, amount)


def _dimensions(used: set[str]) -> dict[str, str]:
    names = {COST_CENTRE: _("Ansvar"), PROJECT: _("Projekt"), ACTIVITY: _("Verksamhet"), COUNTERPARTY: _("Motpart")}
    return {dimension: name for dimension, name in names.items() if dimension in used}


def _object_names(objects: set[tuple[str, str]], units: Iterable[Unit]) -> dict[tuple[str, str], str]:
    """What each code is called: one query for each dimension that is used."""
    names = {(COST_CENTRE, unit.code): unit.name for unit in units}
    for dimension, model in MODELS.items():
        codes = [code for each, code in objects if each == dimension]
        if codes:
            found = model._default_manager.filter(code__in=codes).values_list("code", "name")
            names |= {(dimension, code): name for code, name in found}
    return {pair: names[pair] for pair in sorted(objects)}


def _last_day(fiscal: FiscalYear, number: int) -> datetime.date:
    year, month = fiscal.month_of(number)
    following = datetime.date(year + month // 12, month % 12 + 1, 1)
    return min(following - datetime.timedelta(days=1), fiscal.end)
