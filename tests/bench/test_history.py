"""The plan of many years that time travel is measured on, and its measurement."""

from datetime import date

import pytest

from followup.bench import history
from followup.bench.seed import seed_plan
from goals.models import PlanItem
from goals.queries import plan_rows
from goals.queries.as_of import items_on
from sala_styr import trees
from sala_styr.organisation.actor import system_actor
from tests.cast import Cast

SMALL = (("vision", 1), ("goal", 2), ("focus", 2), ("strategy", 2), ("activity", 10))
A_YEAR = 1 + 2 + 4 + 8 + 80


@pytest.fixture
def seeded(cast: Cast) -> int:
    for code in ("KF", "A", "B", "KS"):
        cast.decision(code)
    return seed_plan(2024, 3, 5, SMALL)


def test_every_writing_has_its_row_and_the_trees_are_sound(seeded: int) -> None:
    assert seeded == PlanItem.history.count() == 3 * A_YEAR * 5
    assert PlanItem.history.filter(history_type="+").count() == 3 * A_YEAR
    assert trees.check(PlanItem) == []


def test_the_history_alone_knows_what_is_deleted_and_what_was_longer(seeded: int) -> None:
    gone = PlanItem.history.filter(history_type="-").count()
    assert gone > 0
    assert PlanItem.objects.count() == 3 * A_YEAR - gone
    now = len(plan_rows(system_actor(), 2026))
    assert len(plan_rows(system_actor(), 2026, date(2025, 11, 20))) > now


def test_ours_and_raw_sql_find_the_same(seeded: int, monkeypatch: pytest.MonkeyPatch) -> None:
    for day in (date(2025, 10, 1), date(2025, 11, 20), date(2026, 3, 1)):
        monkeypatch.setattr(history, "DAY", day)
        assert sorted(history.by_our_query()) == sorted(history.by_raw_sql()) != []


@pytest.mark.sqlite
def test_the_search_for_a_day_goes_by_the_indexes_and_never_by_a_scan(seeded: int) -> None:
    plan = items_on(system_actor(), 2026, date(2026, 3, 1)).explain()
    assert "item_history_when" in plan
    assert "item_history_years" in plan
    assert f"SCAN {PlanItem.history.model._meta.db_table}" not in plan
