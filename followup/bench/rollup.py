"""The budget's sums: through our own query, by one raw GROUP BY, and by adding up instances in Python."""

from collections import Counter

from django.db import connection

from budget.models import MONTHS, DetailLine
from budget.queries.follow_up import money_by_unit
from budget.queries.sums import detail_by_unit
from followup.bench.pages import YEAR

THROUGH = 8


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


def up_the_organisation() -> int:
    """Frame, budget, actual, forecast and variance of every unit with all below it: how many units."""
    return len(money_by_unit(YEAR, THROUGH))


def ties_to_the_ore() -> bool:
    """Are the three sums the same?"""
    return by_our_query() == by_raw_sql() == by_instances()
