"""A page that has read the whole plan does not ask again for what hangs on what; and gets the same answer as if it had asked."""

from collections.abc import Iterator

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from goals.models import ItemState
from goals.queries import branch_parents, plan_rows
from sala_styr.kept import remembered
from sala_styr.organisation.actor import system_actor
from tests.cast import Cast

YEAR = 2026


@pytest.fixture
def reading() -> Iterator[None]:
    """As while a page is read."""
    remembered.begin(environ={"REQUEST_METHOD": "GET"})
    yield
    remembered.end()


@pytest.fixture
def plan(cast: Cast) -> dict[str, int]:
    """A chain, a draft beside it, and what is lifted over a year it is not in."""
    chain = cast.chain()
    cast.item("goal", "KF", parent=chain["vision"], state=ItemState.DRAFT)
    return {name: item.pk for name, item in chain.items()}


def asked() -> tuple[dict[int, int | None], int]:
    with CaptureQueriesContext(connection) as queries:
        found = branch_parents(YEAR)
    return found, len(queries)


def test_what_was_read_for_the_page_is_not_asked_again(plan: dict[str, int], reading: None) -> None:
    fresh, before = asked()
    plan_rows(system_actor(), YEAR)
    again, after = asked()
    assert (before, after) == (1, 0)
    assert again == fresh
    assert again[plan["focus"]] == plan["goal"]


def test_what_hangs_on_a_draft_is_asked_for(cast: Cast, plan: dict[str, int], reading: None) -> None:
    """A draft that is to replace a goal stands in for nothing before it is decided."""
    newer = cast.item("goal", "KF", state=ItemState.DRAFT)
    cast.item("focus", "A", parent=newer)
    fresh, _number = asked()
    plan_rows(system_actor(), YEAR)
    again, number = asked()
    assert number > 0
    assert again == fresh


def test_nothing_is_kept_where_something_may_be_written(plan: dict[str, int]) -> None:
    remembered.begin(environ={"REQUEST_METHOD": "POST"})
    try:
        plan_rows(system_actor(), YEAR)
        assert asked()[1] == 1
    finally:
        remembered.end()
