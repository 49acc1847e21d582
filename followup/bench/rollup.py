"""The budget's sums (quality §1.4, B3): per unit and month and up the organisation, by our own queries, raw GROUP BY, and instances in Python."""

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import NamedTuple

from django.db import connection
from django.db.models import Max

from budget.models import MONTHS, Actual, BatchState, BudgetEntry, DetailLine, Forecast
from budget.queries.follow_up import money_by_unit
from budget.queries.structure import structure
from budget.queries.sums import detail_by_unit, months_by_unit
from followup.bench.bulk import settle
from followup.bench.pages import YEAR
from sala_styr.organisation.models import Unit

THROUGH = 8
LINES = 100_000
"""The size that B3 is to hold at. The example's year has fewer, however large a plan is measured, so its lines are doubled for as long as sums are measured."""


@contextmanager
def as_many_lines(at_least: int = LINES) -> Iterator[int]:
    """The year with so many detail lines or more, each as many times over; gives how many, and takes the copies away afterwards."""
    lines = DetailLine.objects.filter(year=YEAR)
    own, last = lines.count(), DetailLine.objects.aggregate(last=Max("pk"))["last"]
    columns = ", ".join(
        connection.ops.quote_name(str(field.column))
        for field in DetailLine._meta.concrete_fields
        if not field.primary_key
    )
    table = DetailLine._meta.db_table
    with connection.cursor() as cursor:
        for _copy in range(-(-at_least // own) - 1):
            cursor.execute(
                f"INSERT INTO {table} ({columns}) SELECT {columns} FROM {table} WHERE year = %s AND id <= %s",
                [YEAR, last],
            )
    settle()
    try:
        yield lines.count()
    finally:
        with connection.cursor() as cursor:
            cursor.execute(f"DELETE FROM {table} WHERE id > %s", [last])
        settle()


def by_our_query() -> dict[int, tuple[int, int]]:
    """The year and its first eight months of every unit, as the pages get them."""
    return {unit: (found.year, found.phased) for unit, found in detail_by_unit(YEAR, THROUGH).items()}


def by_raw_sql() -> dict[int, tuple[int, int]]:
    """The same in one raw query."""
    months = " + ".join(MONTHS[:THROUGH])
    table = DetailLine._meta.db_table
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT unit_id, SUM(amount), SUM({months}) FROM {table} WHERE year = %s GROUP BY unit_id", [YEAR]
        )
        return {unit: (int(year), int(phased)) for unit, year, phased in cursor.fetchall()}


def by_instances() -> dict[int, tuple[int, int]]:
    """The same by fetching every line and adding in Python."""
    years: Counter[int] = Counter()
    phased: Counter[int] = Counter()
    for line in DetailLine.objects.filter(year=YEAR):
        years[line.unit_id] += line.amount
        phased[line.unit_id] += sum(line.months[:THROUGH])
    return {unit: (amount, phased[unit]) for unit, amount in years.items()}


def months_by_our_query() -> dict[int, tuple[int, ...]]:
    """Each unit's twelve months, as the reconciliation gets them."""
    return {unit: tuple(map(int, months)) for unit, months in months_by_unit(YEAR).items()}


def months_by_raw_sql() -> dict[int, tuple[int, ...]]:
    """The same in one raw query."""
    sums = ", ".join(f"SUM({month})" for month in MONTHS)
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT unit_id, {sums} FROM {DetailLine._meta.db_table} WHERE year = %s GROUP BY unit_id", [YEAR]
        )
        return {unit: tuple(map(int, months)) for unit, *months in cursor.fetchall()}


def months_by_instances() -> dict[int, tuple[int, ...]]:
    """The same by fetching every line and adding in Python."""
    sums: dict[int, list[int]] = defaultdict(lambda: [0] * len(MONTHS))
    for line in DetailLine.objects.filter(year=YEAR):
        row = sums[line.unit_id]
        for place, amount in enumerate(line.months):
            row[place] += amount
    return {unit: tuple(months) for unit, months in sums.items()}


class Rolled(NamedTuple):
    """A unit with all below it: the frame as the net it allows, the detail budget of the year and of its first months, actual, variance; öre."""

    frame: int
    budget: int
    phased: int
    actual: int
    forecast: int | None

    @property
    def variance(self) -> int:
        return self.actual - self.phased


def up_the_organisation() -> dict[int, Rolled]:
    """Frame, budget, actual, forecast and variance of every municipal unit with all below it, as the pages get them."""
    tree = structure()
    found, municipal = money_by_unit(YEAR, THROUGH, tree), set(tree.municipal_ids)
    return {
        pk: Rolled(money.budget or 0, money.detail or 0, money.phased or 0, money.actual or 0, money.forecast)
        for pk, money in found.items()
        if pk in municipal
    }


def sums_by_raw_sql() -> int:
    """The floor of that: the four tables, each by one raw GROUP BY, nothing carried upwards."""
    lines, entries, actuals, forecasts = (model._meta.db_table for model in (DetailLine, BudgetEntry, Actual, Forecast))
    phased = " + ".join(MONTHS[:THROUGH])
    questions = (
        f"SELECT unit_id, SUM(amount), SUM({phased}) FROM {lines} WHERE year = %s GROUP BY unit_id",
        f"SELECT kind, source_id, target_id, SUM(amount) FROM {entries} WHERE year = %s GROUP BY kind, source_id, target_id",
        f"SELECT unit_id, account_id, SUM(amount) FROM {actuals} WHERE year = %s AND period <= {THROUGH} GROUP BY unit_id, account_id",
        f"SELECT unit_id, MAX(month * 1000 + version) FROM {forecasts} WHERE year = %s GROUP BY unit_id",
    )
    rows = 0
    with connection.cursor() as cursor:
        for question in questions:
            cursor.execute(question, [YEAR])
            rows += len(cursor.fetchall())
    return rows


def up_by_instances() -> dict[int, Rolled]:
    """The same by fetching every row of the four tables and carrying each amount up its unit's parents, one by one in Python."""
    units = {unit.pk: unit for unit in Unit.objects.all()}
    columns: tuple[Counter[int], ...] = (Counter(), Counter(), Counter(), Counter())
    frame, budget, phased, actual = columns
    for entry in BudgetEntry.objects.filter(year=YEAR):
        amount = -entry.amount if entry.corrects_id else entry.amount
        source, target = entry.source_id, entry.target_id
        if entry.corrects_id:
            source, target = target, source
        _carry(units, frame, target, -amount)
        _carry(units, frame, source, amount)
    for line in DetailLine.objects.filter(year=YEAR):
        _carry(units, budget, line.unit_id, line.amount)
        _carry(units, phased, line.unit_id, sum(line.months[:THROUGH]))
    figures = Actual.objects.filter(year=YEAR, period__lte=THROUGH, batch__state=BatchState.ACTIVE)
    for figure in figures.select_related("account"):
        if figure.account.account_class != "8":
            _carry(units, actual, figure.unit_id, figure.amount)
    forecasts = {each.unit_id: each.amount for each in Forecast.objects.filter(year=YEAR).order_by("month", "version")}
    return {
        pk: Rolled(frame[pk], budget[pk], phased[pk], actual[pk], forecasts.get(pk))
        for pk, unit in units.items()
        if unit.legal_form == "municipality"
    }


def _carry(units: Mapping[int, Unit], column: Counter[int], unit_id: int | None, amount: int) -> None:
    """Add an amount to a unit and to each one above it in the municipality."""
    while unit_id is not None and units[unit_id].legal_form == "municipality":
        column[unit_id] += amount
        unit_id = units[unit_id].parent_id


def ties_to_the_ore() -> bool:
    """Are the three sums the same, for the year, for its first months and for each month?"""
    months = months_by_our_query() == months_by_raw_sql() == months_by_instances()
    return by_our_query() == by_raw_sql() == by_instances() and months


def ties_upwards() -> bool:
    """Is every unit's frame, budget, actual and variance the same on every level? A unit's own forecast is what was given for it."""
    ours, theirs = up_the_organisation(), up_by_instances()
    if ours.keys() != theirs.keys():
        return False
    return all(ours[pk][:4] == theirs[pk][:4] and ours[pk].variance == theirs[pk].variance for pk in ours)


def levels() -> int:
    """How many levels of the organisation the sums go up."""
    return 1 + max(Unit.objects.values_list("level", flat=True))
