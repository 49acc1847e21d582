"""What the benchmark compares with does the same work as the pages, or the ratios would say nothing."""

import re
from collections.abc import Callable

import pytest
from django.urls import reverse

from budget.models import DetailLine
from budget.queries.thread import kronor_by_item
from followup.bench import grid, replay, rollup, sections, thread_floors, thread_ways, todos
from followup.bench.pages import READER, YEAR, Browser, PageFailed, branch_address, budget_address, thread_address
from followup.bench.timing import count_queries
from followup.models import Period
from goals.models import PlanItem
from sala_styr.organisation.actor import actor_for
from sala_styr.organisation.models import User

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("example")]


def _read(html: bytes) -> dict[str, list[str]]:
    """What is read in each row, cell by cell, and where it leads."""
    found: dict[str, list[str]] = {}
    for part in html.decode().split('<li id="')[1:]:
        name, _, row = part.partition('"')
        row = row.partition("<ul>")[0].partition("</div>")[0]
        links = re.findall(r'class="thread-name"[^>]* href="([^"]*)"', row)
        spans = re.split(r'<span class="thread-(?:title|owner|status|amount)">', row)[1:]
        cells = [" ".join(re.sub("<[^>]*>", " ", cell).split()) for cell in spans]
        found[name] = [*links, *cells, "med" if "thread-toggle" in row else "utan"]
    return found


@pytest.mark.parametrize("way", ["values", "instances"])
def test_the_other_ways_write_the_rows_that_the_page_writes(way: str) -> None:
    browser = Browser()
    rows = _read(browser.get(thread_address(everything=True)))
    assert len(rows) == PlanItem.objects.in_year(YEAR).visible_to(actor_for(User.objects.get(username=READER))).count()
    assert _read(browser.way(way)) == rows


def test_the_floor_writes_a_row_for_each_item_of_the_year() -> None:
    assert thread_floors.by_raw_sql().count("<li") == PlanItem.objects.in_year(YEAR).count()


def test_the_naive_way_asks_for_each_row() -> None:
    html = Browser().way("each")
    assert html.count(b"<li") == min(thread_ways.SAMPLE, PlanItem.objects.in_year(YEAR).count())


def test_the_floor_has_the_same_kronor_as_the_page() -> None:
    money = kronor_by_item(YEAR)
    for row in thread_floors.raw_rows():
        found = money.get(row.pk)
        assert row.amount == (found.whole_branch if found else None)


def test_the_three_ways_to_sum_the_budget_agree_to_the_ore() -> None:
    assert rollup.ties_to_the_ore()
    assert len(rollup.by_our_query()) > 80
    assert rollup.ties_upwards()
    assert len(rollup.up_the_organisation()) > 80


def test_the_measured_pages_answer_and_say_what_they_are_about() -> None:
    browser = Browser()
    everything, collapsed = browser.get(thread_address(everything=True)), browser.get(thread_address())
    assert everything.count(b'class="thread-row') > collapsed.count(b'class="thread-row')
    assert b"Detaljbudget" in browser.get(budget_address())
    page = f"https://localhost{thread_address()}"
    assert b"thread-row" in browser.get(branch_address(), HX_Request="true", HX_Current_URL=page)
    assert browser.null() == b"True"


def test_a_page_that_does_not_answer_is_not_measured() -> None:
    with pytest.raises(PageFailed, match="404"):
        Browser().get("/finns-inte/")


@pytest.mark.parametrize("write", [grid.by_raw_sql, grid.by_our_action])
def test_both_ways_to_save_the_grid_write_every_row(
    write: Callable[[grid.Task], None], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(grid, "ROWS", 10)
    task = grid.prepare()
    before = {line.pk: line.amount for line in task.lines}
    write(task)
    after = dict(DetailLine.objects.filter(pk__in=before).values_list("pk", "amount"))
    assert sum(before[pk] != after[pk] for pk in before) >= 9


def test_the_grid_of_answers_is_as_large_as_it_says() -> None:
    during = Period.objects.filter(year=YEAR, is_open=True).order_by("last_day")[0]
    assert sections.grow(during, units=130, sections=8) == (130, 8)
    page = Browser().get(reverse("followup:sections", args=[during.pk])).decode()
    assert page.count("Mätenhet") >= 10
    assert page.count('href="#symbol-') > 130
    assert page.count('name="vem"') > 100, "the buttons that remind are measured too"


def test_the_floor_of_a_page_asks_what_the_page_asks() -> None:
    read = Browser(todos.PERSON).reader_of(reverse("followup:todo"))
    read()
    asked = replay.questions_of(read)
    assert len(asked) == count_queries(read) > 20
    assert count_queries(replay.bare(read)) == len(asked), "the page only reads"


def test_the_person_has_as_much_to_do_as_the_benchmark_says() -> None:
    before = todos.grow(0)
    assert todos.grow(before + 50) >= before + 50
    page = Browser(todos.PERSON).get(reverse("followup:todo") + "?slag=assignment").decode()
    assert page.count("data-todo ") >= 10
