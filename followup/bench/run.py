"""The whole measurement, from an empty database to the table."""

import platform
from collections.abc import Callable, Iterator
from dataclasses import dataclass

import django
from django.db import connection

from budget.models import DetailLine
from followup.bench import grid, rollup, thread_floors, thread_ways
from followup.bench.database import fill, temporary_database
from followup.bench.history import run_history
from followup.bench.imports import run_imports
from followup.bench.pages import (
    YEAR,
    Browser,
    branch_address,
    budget_address,
    gzipped,
    thread_address,
)
from followup.bench.reports import run_reports
from followup.bench.sections import run_sections
from followup.bench.table import Measured, Promise, table, times
from followup.bench.timing import Timing, count_queries, measure
from followup.bench.todos import run_todos
from goals.models import PlanItem


@dataclass(frozen=True)
class Settings:
    """``size`` of the large database (see ``demo --size``); ``runs`` with the clock."""

    size: int
    runs: int


def run(settings: Settings) -> Iterator[str]:
    """Measure and say so, line by line."""
    with temporary_database():
        yield f"Python {platform.python_version()}, Django {django.get_version()}, {connection.display_name}"
        yield f"Median och 95:e percentil av {settings.runs} körningar efter uppvärmning. Frågor: i den lilla / i den stora databasen."
        fill(1)
        yield _what_there_is("Liten databas")
        small = {name: count_queries(action) for name, action in _pages(Browser()).items()}
        fill(settings.size)
        yield _what_there_is("Stor databas")
        browser = Browser()
        yield from table("B1–B2 Röda tråden", _thread(browser, small, settings.runs))
        yield from table("B3 Budgetens summor", _sums(browser, small, settings.runs))
        yield from run_imports(max(1, settings.runs // 3))
        yield from run_history(settings.runs)
        yield from run_sections(settings.runs)
        yield from run_reports()
        yield from run_todos(settings.runs)


def _what_there_is(name: str) -> str:
    items = PlanItem.objects.in_year(YEAR).count()
    return f"{name}: {items} delar av planen {YEAR}, {DetailLine.objects.count()} rader i detaljbudgeten."


def _pages(browser: Browser) -> dict[str, Callable[[], bytes]]:
    page = f"https://localhost{thread_address()}"
    return {
        "thread": browser.reader_of(thread_address(everything=True)),
        "collapsed": browser.reader_of(thread_address()),
        "branch": browser.reader_of(branch_address(), HX_Request="true", HX_Current_URL=page),
        "budget": browser.reader_of(budget_address()),
    }


def _thread(browser: Browser, small: dict[str, int], runs: int) -> Iterator[Measured]:
    pages = _pages(browser)
    share = PlanItem.objects.in_year(YEAR).count() / thread_ways.SAMPLE
    floor = measure(thread_floors.by_raw_sql, runs)
    values = measure(lambda: browser.way("values"), runs)
    instances = measure(lambda: browser.way("instances"), runs)
    each = measure(lambda: browser.way("each"), 1, share)
    full = measure(pages["thread"], runs)
    yield Measured("(a) golvet: rå SQL och ihopsatt text", floor)
    yield Measured("(b) values_list och Jinja2", values, ratio=_to(values, floor, "a"))
    yield Measured("(c) objekt och Djangos mallspråk", instances, ratio=_to(instances, floor, "a"))
    yield Measured("(d) en fråga per rad, mätt på 500 rader och uppräknat", each, ratio=_to(each, floor, "a"))
    yield Measured(
        "Röda tråden, allt öppet",
        full,
        small["thread"],
        _to(full, floor, "a"),
        (
            Promise("≤ 3 × (a)", full.median <= 3 * floor.median),
            Promise("snabbare än (b)", full.median < values.median),
            Promise("≥ 6 × snabbare än (c)", instances.median >= 6 * full.median),
            Promise("≥ 100 × snabbare än (d)", each.median >= 100 * full.median),
            Promise("≤ 15 frågor, lika många", small["thread"] == full.queries <= 15),
            Promise("median < 150 ms", full.median < 150),
            Promise("p95 < 300 ms", full.p95 < 300),
        ),
    )
    null = measure(browser.null, runs)
    closed = measure(pages["collapsed"], runs)
    branch = measure(pages["branch"], runs)
    size = gzipped(browser.get(thread_address()))
    yield Measured("Tom sida, inloggad", null)
    yield Measured(
        f"Röda tråden, hopfälld ({size} kB packad)",
        closed,
        small["collapsed"],
        _to(closed, null, "tom sida"),
        (
            Promise("≤ 12 frågor, lika många", small["collapsed"] == closed.queries <= 12),
            Promise("< 60 ms", closed.median < 60),
            Promise("< 60 kB packad", size < 60),
        ),
    )
    yield Measured(
        "En öppnad gren",
        branch,
        small["branch"],
        _to(branch, null, "tom sida"),
        (Promise("< 30 ms", branch.median < 30), Promise("lika många frågor", small["branch"] == branch.queries)),
    )


def _sums(browser: Browser, small: dict[str, int], runs: int) -> Iterator[Measured]:
    few = max(1, runs // 5)
    with rollup.as_many_lines() as lines:
        yield from _year(runs, few, lines)
        yield from _months_and_levels(runs, few)
    page = measure(_pages(browser)["budget"], runs)
    yield Measured(
        "En enhets detaljbudget, sidan",
        page,
        small["budget"],
        promises=(
            Promise("median < 150 ms", page.median < 150),
            Promise("lika många frågor", small["budget"] == page.queries),
        ),
    )
    task = grid.prepare()
    bare = measure(lambda: grid.by_raw_sql(task), runs)
    saved = measure(lambda: grid.by_our_action(task), runs)
    yield Measured(f"{grid.ROWS} rader: en UPDATE var, utan regler och historik", bare)
    yield Measured(f"Rutnätet sparar {grid.ROWS} ändrade rader", saved, ratio=_to(saved, bare, "UPDATE"))


def _year(runs: int, few: int, lines: int) -> Iterator[Measured]:
    """The year and its first months of every unit."""
    raw = measure(rollup.by_raw_sql, runs)
    ours = measure(rollup.by_our_query, runs)
    instances = measure(rollup.by_instances, few)
    yield Measured(f"(a) rå GROUP BY av {lines} rader: år och åtta månader", raw)
    yield Measured(
        "Summor per enhet, år och åtta månader",
        ours,
        None,
        _to(ours, raw, "a"),
        (
            Promise("≤ 1,3 × (a)", ours.median <= 1.3 * raw.median),
            Promise("≥ 15 × snabbare än objekt", instances.median >= 15 * ours.median),
            Promise("samma öre", rollup.ties_to_the_ore()),
        ),
    )
    yield Measured("Objekt summerade i Python", instances, ratio=_to(instances, raw, "a"))


def _months_and_levels(runs: int, few: int) -> Iterator[Measured]:
    """Unit × month, and frame, budget, forecast, actual and variance carried up the organisation."""
    raw_months = measure(rollup.months_by_raw_sql, runs)
    months = measure(rollup.months_by_our_query, runs)
    month_instances = measure(rollup.months_by_instances, few)
    yield Measured("(b) rå GROUP BY: enhet × tolv månader", raw_months)
    yield Measured(
        "Summor per enhet och månad",
        months,
        None,
        _to(months, raw_months, "b"),
        (
            Promise("≤ 1,3 × (b)", months.median <= 1.3 * raw_months.median),
            Promise("≥ 15 × snabbare än objekt", month_instances.median >= 15 * months.median),
        ),
    )
    yield Measured(
        "Objekt summerade i Python, månad för månad", month_instances, ratio=_to(month_instances, raw_months, "b")
    )
    floor = measure(rollup.sums_by_raw_sql, runs)
    upwards = measure(rollup.up_the_organisation, runs)
    carried = measure(rollup.up_by_instances, few)
    yield Measured("(c) fyra råa GROUP BY: ram, budget, utfall, prognos", floor)
    yield Measured(
        f"Ram, budget, prognos, utfall, avvikelse {rollup.levels()} led upp",
        upwards,
        None,
        _to(upwards, floor, "c"),
        (
            Promise("≤ 1,3 × (c)", upwards.median <= 1.3 * floor.median),
            Promise("≥ 15 × snabbare än objekt", carried.median >= 15 * upwards.median),
            Promise("samma öre i alla led", rollup.ties_upwards()),
        ),
    )
    yield Measured("Objekt burna uppåt i Python", carried, ratio=_to(carried, floor, "c"))


def _to(timing: Timing, floor: Timing, name: str) -> str:
    return f"{times(timing.median / floor.median)} ({name})"
