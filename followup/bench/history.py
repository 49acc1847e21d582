"""Time travel (quality §1.4, B8): the plan of a year as it stood on a day, out of a million rows of history, beside raw SQL and simple-history's own way."""

from collections.abc import Callable, Iterator
from datetime import date

from django.db import connection
from django.urls import reverse

from followup.bench import moves, plan_views
from followup.bench.bulk import settle
from followup.bench.database import fill
from followup.bench.pages import YEAR, Browser
from followup.bench.seed import seed_plan
from followup.bench.table import Measured, Promise, table, times
from followup.bench.timing import Timing, count_queries, measure
from goals.models import PlanItem
from goals.queries import plan_rows
from goals.queries.as_of import moment_of
from goals.queries.changes import changes_between
from goals.queries.year_opening import opening_of
from sala_styr.history.as_of import end_of
from sala_styr.organisation.actor import system_actor

DAY = date(2026, 3, 1)
YEARS, VERSIONS = 10, 20
SMALL_SHAPE = (("vision", 1), ("goal", 3), ("focus", 4), ("strategy", 5), ("activity", 7))
SIMPLE_SAMPLE = 200
"""So many items are read by simple-history's own way, and the time multiplied: it asks the database for each."""

# Restricted as ours is: first which items have ever been in the year, then the newest row of each. The plus: see goals/queries/as_of.py.
EVER = "SELECT DISTINCT +id FROM {table} WHERE first_year IN ({years}) AND last_year >= {year}"
WINDOW = """
SELECT id, title FROM (
    SELECT id, title, history_type, first_year, last_year,
           row_number() OVER (PARTITION BY id ORDER BY history_date DESC, history_id DESC) AS place
    FROM {table} WHERE history_date < %s AND id IN ({ever})
) newest WHERE place = 1 AND history_type <> '-' AND first_year <= {year} AND last_year >= {year}
"""
DISTINCT_ON = """
SELECT id, title FROM (
    SELECT DISTINCT ON (id) id, title, history_type, first_year, last_year
    FROM {table} WHERE history_date < %s AND id IN ({ever}) ORDER BY id, history_date DESC, history_id DESC
) newest WHERE history_type <> '-' AND first_year <= {year} AND last_year >= {year}
"""


def by_raw_sql() -> list[tuple[int, str]]:
    """Number and title of every item of the year on the day: DISTINCT ON on PostgreSQL, a window on SQLite."""
    sql = DISTINCT_ON if connection.vendor == "postgresql" else WINDOW
    name = PlanItem.history.model._meta.db_table
    years = ", ".join(str(year) for year in range(1990, YEAR + 1))
    ever = EVER.format(table=name, years=years, year=YEAR)
    with connection.cursor() as cursor:
        cursor.execute(sql.format(table=name, ever=ever, year=YEAR), [moment_of(end_of(DAY))])
        return cursor.fetchall()


def by_our_query() -> list[tuple[int, str]]:
    """The whole rows of the page: the tree put together, every name as it was."""
    return [(row.pk, row.title) for row in plan_rows(system_actor(), YEAR, DAY)]


def by_simple_history() -> int:
    """``as_of`` of the year's first items: instances, each with a query for the fields that are not in the history."""
    items = PlanItem.history.as_of(end_of(DAY)).filter(first_year__lte=YEAR, last_year__gte=YEAR)
    return len(list(items[:SIMPLE_SAMPLE]))


def pages(browser: Browser) -> dict[str, Callable[[], bytes]]:
    """The pages of the past, whose number of queries is the same in a small and a large database."""
    thread = f"{reverse('goals:thread')}?ar={YEAR}&dag={DAY}"
    return {
        "collapsed": browser.reader_of(thread),
        "whole": browser.reader_of(f"{thread}&visa=alla"),
        "changes": browser.reader_of(f"{reverse('goals:changes')}?ar={YEAR}&sedan=2026-06-01&till=2026-06-30"),
    }


def run_history(runs: int) -> Iterator[str]:
    """Fill the database anew, pour ten years into it, and measure."""
    fill(1)
    seed_plan(YEAR - YEARS + 1, YEARS, 2, SMALL_SHAPE)  # a tenth of the large one, with the same odd ones in it
    small = {name: count_queries(action) for name, action in pages(Browser()).items()}
    small_views = {name: count_queries(action) for name, (_words, action) in plan_views.pages(Browser()).items()}
    fill(1)
    rows = seed_plan(YEAR - YEARS + 1, YEARS, VERSIONS)
    settle()
    yield f"Tio år: {PlanItem.objects.count()} delar, {rows} rader historik; {PlanItem.objects.in_year(YEAR).count()} delar i planen {YEAR}."
    yield from table(f"B8 Planen som den var {DAY}", _measured(small, runs))
    yield from table("Planens sidor med tio år i databasen", plan_views.measured(small_views, runs))
    yield from table("B6 Grenar flyttas", moves.measured(runs))


def _measured(small: dict[str, int], runs: int) -> Iterator[Measured]:
    raw = measure(by_raw_sql, runs)
    ours = measure(by_our_query, runs)
    there = len(by_our_query())
    simple = measure(by_simple_history, 1, there / SIMPLE_SAMPLE)
    yield Measured("(a) rå DISTINCT ON eller fönster, bara nummer och rubrik", raw)
    yield Measured(
        "Planens rader, hela trädet med namn som de var",
        ours,
        None,
        _to(ours, raw),
        (
            Promise("≤ 2 × (a)", ours.median <= 2 * raw.median),
            Promise("median < 300 ms", ours.median < 300),
            Promise("samma delar som (a)", sorted(by_our_query()) == sorted(by_raw_sql())),
        ),
    )
    yield Measured(f"simple-history as_of, mätt på {SIMPLE_SAMPLE} delar", simple, ratio=_to(simple, raw))
    shown = pages(Browser())
    for name, words in (
        ("collapsed", "Röda tråden en gången dag, hopfälld"),
        ("whole", "Röda tråden en gången dag, allt öppet"),
    ):
        page = measure(shown[name], runs)
        promises = (
            Promise("median < 400 ms", page.median < 400),
            Promise("lika många frågor", small[name] == page.queries),
        )
        yield Measured(words, page, small[name], _to(page, raw), promises)
    yield from _beside(small, shown, raw, runs)


def _beside(small: dict[str, int], shown: dict[str, Callable[[], bytes]], raw: Timing, runs: int) -> Iterator[Measured]:
    """What else stands on the same history: what has changed in a month, and the next year's preview."""
    month = measure(lambda: changes_between(system_actor(), YEAR, date(2026, 6, 1), date(2026, 6, 30)), runs)
    page = measure(shown["changes"], runs)
    opening = measure(lambda: opening_of(YEAR + 1), runs)
    yield Measured("Vad har ändrats på en månad", month, ratio=_to(month, raw))
    yield Measured(
        "Vad har ändrats, sidan",
        page,
        small["changes"],
        _to(page, raw),
    )
    yield Measured("Förslaget till nästa år", opening, promises=(Promise("median < 1 s", opening.median < 1000),))


def _to(timing: Timing, floor: Timing) -> str:
    return f"{times(timing.median / floor.median)} (a)"
