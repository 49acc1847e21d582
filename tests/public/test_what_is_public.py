"""What the queries of the open pages tell, and what they keep to themselves."""

from datetime import date

import pytest
from pytest_django import DjangoAssertNumQueries

from followup.actions.periods import set_period_open
from goals.models import ItemState
from public.queries import (
    budget_years,
    indicators_until,
    my_tax,
    plan_years,
    public_budget,
    public_goal,
    public_periods,
    public_plan,
    statuses_in,
    tax_rate,
)
from sala_styr.history import recording
from sala_styr.organisation.actor import system_actor
from tests.public.world import SECRET, World


def test_the_plan_holds_what_is_decided_and_nothing_else(world: World) -> None:
    plan = public_plan(2026)
    assert [(each.title, each.depth) for each in plan] == [
        ("En kommun för alla", 0),
        ("Trygg uppväxt", 1),
        ("Fler når målen i skolan", 2),
        ("Läsning först", 1),
    ]
    assert SECRET not in str(plan)
    assert plan_years() == [2027, 2026, 2025]


def test_a_decision_counts_from_its_own_day(world: World) -> None:
    later = world.items["later"].decision
    with recording(system_actor(), "Test"):
        later.date = date(2026, 1, 1)
        later.save()
    assert world.items["later"].pk in [each.pk for each in public_plan(2026)]


def test_a_new_wording_keeps_the_address_of_the_first(world: World) -> None:
    old = world.items["goal"]
    with recording(system_actor(), "Test"):
        old.refresh_from_db()
        old.state, old.last_year, old.end_decision = ItemState.ENDED, 2025, world.cast.decision("KF")
        old.save()
    new = world.cast.item(
        "goal", "KF", parent=world.items["vision"], title="Trygga barn", first_year=2026, replaces=old
    )
    goal = public_goal(old.pk)
    assert goal is not None
    assert (goal.number, goal.item.title) == (old.pk, "Trygga barn")
    assert [each.title for each in goal.earlier] == ["Trygg uppväxt"]
    assert [each.title for each in goal.below] == ["Fler når målen i skolan"]
    by_the_new = public_goal(new.pk)
    assert by_the_new is not None
    assert by_the_new.number == old.pk
    assert [each.number for each in public_plan(2026) if each.title == "Trygga barn"] == [old.pk]


@pytest.mark.parametrize("name", ["draft", "later", "strategy", "activity", "reworded"])
def test_what_is_not_decided_has_no_page(world: World, name: str) -> None:
    assert public_goal(world.items[name].pk) is None


def test_a_goal_tells_what_is_published_of_it(world: World) -> None:
    goal = public_goal(world.items["goal"].pk)
    assert goal is not None
    assert [(each.period, each.look.word, each.look.written_by) for each in goal.statuses] == [
        (world.periods["published"], "delvis uppfyllt", "")
    ]
    assert [row.indicator.name for row in goal.indicators] == ["Andel nöjda"]
    assert SECRET not in str(goal)
    assert "123456" not in str([row.every for row in goal.indicators] + [row.years for row in goal.indicators])


def test_only_published_closed_periods_are_told(world: World) -> None:
    published = world.periods["published"]
    assert list(public_periods()) == [published]
    assert set(statuses_in(published)) == {world.items["goal"].pk}
    assert statuses_in(world.periods["closed"]) == statuses_in(world.periods["withdrawn"]) == {}
    set_period_open(system_actor(), published, True)
    assert list(public_periods()) == []
    assert statuses_in(published) == {}


def test_figures_after_the_period_are_not_told(world: World) -> None:
    rows = indicators_until(world.periods["published"], [world.items["goal"]])
    assert [value.year for row in rows for value in row.every] == [2025]


def test_the_budget_is_told_when_its_decision_is_of_the_past(world: World) -> None:
    assert budget_years() == [2026]
    assert public_budget(2025) is None
    assert public_budget(2027) is None
    budget = public_budget(2026)
    assert budget is not None
    assert [(area.unit.name, area.original, area.current) for area in budget.areas] == [
        ("Kommunstyrelsen", 200_000, 200_000),
        ("Nämnd A", 1_000_000, 1_000_000),
        ("Nämnd B", 500_000, 530_000),
        ("Gemensamma poster", 100_000, 100_000),
    ]
    assert (budget.original, budget.current, budget.is_changed) == (1_800_000, 1_830_000, True)
    assert sum(area.hundred or 0 for area in budget.areas) == 10_000
    assert [area.hundred for area in budget.paying] == [5_556, 2_778, 1_111, 555]
    assert {row.key: row.amount for row in budget.result}["net_cost"] == -1_800_000


def test_my_tax_makes_the_whole_to_the_ore(world: World) -> None:
    budget = public_budget(2026)
    rate = tax_rate(2026)
    assert (budget is not None, rate) == (True, 2_231)
    tax, shares = my_tax(3_000_033, rate or 0, budget)  # type: ignore[arg-type]
    assert tax == 669_307
    assert sum(each.amount for each in shares) == tax
    assert tax_rate(2025) is None


def test_the_queries_are_as_many_whatever_there_is(
    world: World, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    with django_assert_num_queries(2):
        public_plan(2026)
    for number in range(5):
        world.cast.item("focus", "B", parent=world.items["goal"], title=f"Fokus {number}")
    with django_assert_num_queries(2):
        assert len(public_plan(2026)) == 9
    with django_assert_num_queries(4):
        public_budget(2026)
