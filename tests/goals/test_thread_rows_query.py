"""The plan of a year as one person sees it."""

from typing import Any

import pytest

from goals.models import ItemState, PlanItem
from goals.queries import branch_parents, items_of, items_to_assess, linkable_items, plan_rows, way_up
from sala_styr import trees
from sala_styr.history import recording
from sala_styr.organisation.actor import ANONYMOUS, Actor, system_actor
from tests.cast import Cast
from tests.goals.big_plan import PER_GOAL, grow

ALL = system_actor()


def titles(actor: Actor, year: int = 2026) -> list[tuple[int, str]]:
    return [(row.depth, row.title) for row in plan_rows(actor, year)]


def test_the_plan_is_read_from_the_vision_down(cast: Cast) -> None:
    cast.chain()
    assert titles(ALL) == [
        (0, "Ett vision"), (1, "Ett övergripande mål"), (2, "Ett fokusområde"), (3, "Ett strategi"), (4, "Ett aktivitet"),
    ]  # fmt: skip


def test_a_row_says_everything_the_page_shows(cast: Cast) -> None:
    goal = cast.item("goal", "KF", title="Trygg uppväxt", responsible=cast.user("kf_chair"))
    (row,) = plan_rows(ALL, 2026)
    assert (row.pk, row.step, row.track, row.title) == (goal.pk, "övergripande mål", "goals", "Trygg uppväxt")
    assert (row.owner, row.responsible) == ("Kommunfullmäktige", "Kf Chair Exempel")
    assert row.decision == str(goal.decision)
    assert (row.state, row.is_activity, row.gets_activities, row.has_children) == ("decided", False, True, False)
    assert (row.first_year, row.last_year) == (2025, 2027)


def test_goals_come_before_priorities_whatever_was_added_first(cast: Cast) -> None:
    vision = cast.item("vision", "KF", title="Vision")
    cast.item("priority", "KF", parent=vision, title="Prio")
    cast.item("goal", "KF", parent=vision, title="Mål")
    cast.item("priority", "KF", parent=vision, title="Prio 2")
    assert titles(ALL) == [(0, "Vision"), (1, "Mål"), (1, "Prio"), (1, "Prio 2")]


def test_only_what_is_valid_that_year_is_there(cast: Cast) -> None:
    vision = cast.item("vision", "KF", title="Vision")
    cast.item("goal", "KF", parent=vision, title="Förr", first_year=2024, last_year=2025)
    cast.item("goal", "KF", parent=vision, title="Nu", first_year=2026, last_year=2026)
    assert titles(ALL, 2025) == [(0, "Vision"), (1, "Förr")]
    assert titles(ALL, 2026) == [(0, "Vision"), (1, "Nu")]
    assert titles(ALL, 2031) == []


def test_what_hangs_on_another_year_is_lifted_to_the_nearest_above(cast: Cast) -> None:
    vision = cast.item("vision", "KF", title="Vision")
    goal = cast.item("goal", "KF", parent=vision, last_year=2025)
    focus = cast.item("focus", "A", parent=goal, title="Fokus")
    cast.item("strategy", "verksA", parent=focus, title="Strategi")
    assert titles(ALL) == [(0, "Vision"), (1, "Fokus"), (2, "Strategi")]


def test_what_has_nothing_above_it_comes_to_the_top(cast: Cast) -> None:
    goal = cast.item("goal", "KF", last_year=2025)
    cast.item("focus", "A", parent=goal, title="Fokus")
    assert titles(ALL) == [(0, "Fokus")]


def test_a_draft_is_seen_by_its_own_and_those_who_read_everything(cast: Cast) -> None:
    vision = cast.item("vision", "KF", title="Vision")
    cast.item("goal", "KF", parent=vision, title="Utkast", state=ItemState.DRAFT)
    seen = {name for name in cast.users if (1, "Utkast") in titles(cast.actor(name))}
    assert seen == {"kf_chair", "kf_politician", "controller", "auditor", "administrator"}
    assert titles(ANONYMOUS) == [(0, "Vision")]


def test_what_is_ended_stays_in_its_years(cast: Cast) -> None:
    cast.item("activity", "A1", state=ItemState.ENDED, title="Slut", last_year=2026)
    assert titles(ALL, 2026) == [(0, "Slut")]
    assert titles(ALL, 2027) == []


@pytest.mark.parametrize("goals", [1, 8])
def test_the_number_of_queries_is_the_same_for_any_size(cast: Cast, goals: int, django_assert_num_queries: Any) -> None:
    grow(cast, goals)
    with django_assert_num_queries(3):
        assert len(plan_rows(ALL, 2026)) == 1 + goals * PER_GOAL
    with django_assert_num_queries(1):
        branch_parents(2026)


def test_one_more_query_where_something_is_lifted(cast: Cast, django_assert_num_queries: Any) -> None:
    cast.item("focus", "A", parent=cast.item("goal", "KF", last_year=2025))
    with django_assert_num_queries(4):
        plan_rows(ALL, 2026)


def test_summing_branches_follows_the_same_parents_as_the_page(cast: Cast) -> None:
    cast.chain()
    cast.item("goal", "KF", state=ItemState.DRAFT)
    assert branch_parents(2026) == {
        row.pk: row.parent_id for row in plan_rows(ALL, 2026) if row.state != ItemState.DRAFT
    }


def test_the_way_up_has_the_vision_first(cast: Cast, django_assert_num_queries: Any) -> None:
    chain = cast.chain()
    activity = PlanItem.objects.get(pk=chain["activity"].pk)
    with django_assert_num_queries(1):
        above = way_up(activity)
        assert [item.step.key for item in above] == ["vision", "goal", "focus", "strategy"]
        assert above[2].owner.name == "Nämnd A"


def test_money_may_point_to_what_the_unit_its_bodies_and_its_units_own(cast: Cast) -> None:
    chain = cast.chain()
    other = cast.item("focus", "B", parent=chain["goal"])
    cast.item("activity", "A2", parent=chain["strategy"])
    draft = cast.item("focus", "A", parent=chain["goal"], state=ItemState.DRAFT)
    found = {item.pk for item in linkable_items(cast["A1"], 2026)}
    assert found == {item.pk for item in chain.values()}
    assert not {other.pk, draft.pk} & found
    assert {item.owner.code for item in linkable_items(cast["verksA"], 2026)} == {"KF", "A", "verksA", "A1", "A2"}
    assert not linkable_items(cast["A1"], 2030)


def test_what_a_unit_assesses_is_its_own_decided_and_active_items(cast: Cast) -> None:
    chain = cast.chain()
    cast.item("focus", "A", parent=chain["goal"], state=ItemState.DRAFT)
    assert [item.pk for item in items_to_assess([cast["A"].pk, cast["A1"].pk], 2026)] == [
        chain["focus"].pk,
        chain["activity"].pk,
    ]
    assert [item.step.key for item in items_to_assess([cast["KF"].pk], 2026)] == ["goal"]


def test_a_units_own_part_of_the_plan(cast: Cast) -> None:
    chain = cast.chain()
    draft = cast.item("focus", "A", parent=chain["goal"], state=ItemState.DRAFT)
    assert items_of(cast["A"], 2026, cast.actor("chair_a")) == [chain["focus"], draft]
    assert items_of(cast["A"], 2026, cast.actor("chair_b")) == [chain["focus"]]


def test_moving_and_adding_at_random_keeps_the_tree_sound(cast: Cast) -> None:
    """Sixty of the real actions, with a fixed seed: the numbers always follow from the parents."""
    import random

    from goals import actions
    from sala_styr.errors import RuleBroken

    dice = random.Random(1981)
    grow(cast, 1)
    with recording(ALL, "Test"):
        for number in range(60):
            items = list(PlanItem.objects.select_related("step", "owner"))
            item = dice.choice([each for each in items if not each.step.is_political])
            above = [each for each in items if each.step_id == item.step.parent_id]
            verb = dice.choice(("create", "move", "move", "delete"))
            try:
                if verb == "create":
                    actions.create_item(
                        ALL, step=item.step, owner=item.owner, parent=dice.choice(above), title=f"Ny {number}",
                        first_year=2026, last_year=2026,
                    )  # fmt: skip
                elif verb == "move":
                    actions.move_item(ALL, item, dice.choice(above), item.version)
                else:
                    actions.delete_item(ALL, item, item.version)
            except RuleBroken:
                assert verb == "delete"
            assert not trees.check(PlanItem)
    rows = plan_rows(ALL, 2026)
    assert len(rows) == PlanItem.objects.count()
    assert all(row.parent_id in {each.pk for each in rows} for row in rows if row.parent_id)
