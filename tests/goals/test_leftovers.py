"""Kvar att koppla: what hangs loose (domain §10, 14 and 15)."""

from collections.abc import Iterable
from types import SimpleNamespace
from typing import Any

import pytest

from goals.models import ItemState
from goals.queries import PlanRow, leftovers, plan_rows
from sala_styr.organisation.actor import system_actor
from tests.cast import Cast


def pks(rows: Iterable[PlanRow]) -> list[int]:
    return [row.pk for row in rows]


def test_a_whole_chain_with_a_responsible_person_leaves_nothing(cast: Cast) -> None:
    chain = cast.chain()
    for key in chain:
        type(chain[key]).objects.filter(pk=chain[key].pk).update(responsible=cast.user("manager_a"))
    assert leftovers(2026).count == 0


def test_whatever_is_followed_up_without_a_responsible_person_is_left(cast: Cast) -> None:
    chain = cast.chain()
    keys = ("goal", "focus", "strategy", "activity")
    assert pks(leftovers(2026).without_responsible) == [chain[key].pk for key in keys]


def test_a_goal_that_no_committee_answers_is_left(cast: Cast) -> None:
    chain = cast.chain()
    lonely = cast.item("goal", "KF", parent=chain["vision"])
    priority = cast.item("priority", "KF", parent=chain["vision"])
    assert pks(leftovers(2026).unanswered) == [lonely.pk, priority.pk]


def test_a_draft_is_no_answer(cast: Cast) -> None:
    goal = cast.item("goal", "KF", parent=cast.item("vision", "KF"))
    cast.item("focus", "A", parent=goal, state=ItemState.DRAFT)
    rows = plan_rows(system_actor(), 2026)
    assert pks(leftovers(2026, rows).unanswered) == [goal.pk]


def test_a_focus_area_whose_goal_is_over_hangs_loose(cast: Cast) -> None:
    vision = cast.item("vision", "KF")
    goal = cast.item("goal", "KF", parent=vision, last_year=2025)
    focus = cast.item("focus", "A", parent=goal)
    assert pks(leftovers(2026).loose) == [focus.pk]
    assert pks(leftovers(2025).loose) == []


def test_a_focus_area_without_activity_is_left_but_not_a_priority(cast: Cast) -> None:
    chain = cast.chain()
    idle = cast.item("focus", "A", parent=chain["goal"])
    cast.item("strategy", "verksA", parent=idle)
    priority = cast.item("priority", "KF", parent=chain["vision"])
    cast.item("committee_priority", "A", parent=priority)
    assert pks(leftovers(2026).without_activity) == [idle.pk]


def test_an_ended_activity_does_not_count(cast: Cast) -> None:
    focus = cast.item("focus", "A", parent=cast.item("goal", "KF"))
    strategy = cast.item("strategy", "verksA", parent=focus)
    cast.item("activity", "A1", parent=strategy, state=ItemState.ENDED)
    assert pks(leftovers(2026).without_activity) == [focus.pk]


@pytest.mark.parametrize(
    ("value", "has"),
    [(None, False), (SimpleNamespace(whole_branch=None), False), (SimpleNamespace(whole_branch=0), False),
     (SimpleNamespace(whole_branch=-100), True)],
)  # fmt: skip
def test_a_focus_area_without_money_is_left(cast: Cast, value: Any, has: bool) -> None:
    focus = cast.chain()["focus"]
    left = leftovers(2026, money={} if value is None else {focus.pk: value})
    assert pks(left.without_money) == ([] if has else [focus.pk])


def test_where_money_is_not_known_nothing_is_said_of_it(cast: Cast) -> None:
    cast.chain()
    assert leftovers(2026).without_money == ()


def test_what_everybody_sees_has_no_drafts(cast: Cast) -> None:
    cast.item("goal", "KF", state=ItemState.DRAFT)
    assert leftovers(2026).count == 0


def test_leftovers_of_a_plan_at_hand_cost_no_query(cast: Cast, django_assert_num_queries: Any) -> None:
    cast.chain()
    rows = plan_rows(system_actor(), 2026)
    with django_assert_num_queries(0):
        assert leftovers(2026, rows, {}).count == 5
