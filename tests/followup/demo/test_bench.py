"""What the benchmark compares with does the same work as the pages, or the ratios would say nothing."""

import pytest

from budget.queries.thread import kronor_by_item
from followup.bench import rollup, thread_floors
from followup.bench.pages import YEAR, Browser, PageFailed, branch_address, budget_address, thread_address
from goals.models import PlanItem

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("example")]


def test_every_floor_writes_a_row_for_each_item_of_the_year() -> None:
    count = PlanItem.objects.in_year(YEAR).count()
    rows = thread_floors.template()
    for write in (thread_floors.by_raw_sql, thread_floors.by_values_list(), thread_floors.by_instances(rows)):
        assert write().count("<li") == count


def test_the_naive_way_asks_for_each_row() -> None:
    html = thread_floors.by_query_each(thread_floors.template())()
    assert html.count("<li") == min(thread_floors.SAMPLE, PlanItem.objects.in_year(YEAR).count())


def test_the_floor_has_the_same_kronor_as_the_page() -> None:
    money = kronor_by_item(YEAR)
    for row in thread_floors.raw_rows():
        found = money.get(row.pk)
        assert row.amount == (found.whole_branch if found else None)


def test_the_three_ways_to_sum_the_budget_agree_to_the_ore() -> None:
    assert rollup.ties_to_the_ore()
    assert len(rollup.by_our_query()) > 80
    assert rollup.up_the_organisation() == 119


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
