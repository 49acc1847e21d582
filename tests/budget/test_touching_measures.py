"""On a part of the plan and on a unit: the measures of open budget proposals that would touch it, and nothing of a party's draft to others."""

import pytest
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from budget.actions.measures import withdraw_measure
from budget.actions.proposals import choose_measures, submit_proposal
from budget.models import Measure
from budget.queries.structure import structure
from budget.queries.touching_measures import touching_item, touching_unit
from goals.models import PlanItem
from tests.budget.builders import Money, kr
from tests.budget.proposal_round import ROUND, Round, laid

pytestmark = pytest.mark.django_db


@pytest.fixture
def budget(money: Money) -> Round:
    return laid(money)


@pytest.fixture
def goal(money: Money) -> PlanItem:
    return money.cast.item("focus", "A", title="Fler läser")


def titles(budget: Round, unit: str, by: str = "controller") -> list[str]:
    found = touching_unit(budget.actor(by), budget.money.cast[unit], structure())
    return [each.measure.title for each in found]


def test_a_unit_sees_what_would_touch_it_or_what_lies_below(budget: Round, goal: PlanItem) -> None:
    budget.measure("Mer till A", -900, -950)
    budget.measure("Mindre till B", 300, unit="B", consequence="Mindre")
    budget.measure("Skatten", 100, unit="", line="tax", plan_item=goal)
    assert titles(budget, "A") == ["Mer till A", "Skatten"]
    assert titles(budget, "B") == ["Mindre till B"]
    assert titles(budget, "KF") == ["Mer till A", "Mindre till B", "Skatten"]
    assert titles(budget, "A1") == []
    (first, _second) = touching_unit(budget.actor(), budget.money.cast["A"], structure())
    assert (first.amount, dict(first.later), first.proposals) == (kr(-900), {2028: kr(-950)}, ())


def test_a_part_of_the_plan_sees_what_is_about_it_or_below_it(budget: Round, goal: PlanItem) -> None:
    below = budget.money.cast.item("strategy", "verksA", title="Läslust", parent=goal)
    budget.measure("Bokbuss", -900, plan_item=below)
    goal.refresh_from_db()  # its place in the tree has grown
    for item in (goal, below):
        assert [each.measure.title for each in touching_item(budget.actor(), item)] == ["Bokbuss"]


def test_nobody_sees_anothers_draft(budget: Round) -> None:
    offered = budget.measure("Till alla", -10)
    draft = budget.proposal("Hemligt", by="politician_a")
    choose_measures(budget.actor("politician_a"), draft, {offered.pk}, set())
    budget.measure("Vår egen", -5, owner=draft, by="politician_a")
    assert titles(budget, "A", "politician_a") == ["Till alla", "Vår egen"]
    assert titles(budget, "A", "chair_b") == ["Till alla"]
    actors = {
        name: touching_unit(budget.actor(name), budget.money.cast["A"], structure())
        for name in ("politician_a", "chair_b")
    }
    assert [each.name for each in actors["politician_a"][0].proposals] == ["Hemligt"]
    assert actors["chair_b"][0].proposals == ()
    page = budget.money.cast.client("chair_b").get(reverse("organisation:unit", args=[budget.money.cast["A"].pk]))
    assert "Hemligt" not in page.content.decode()
    assert "Till alla" in page.content.decode()


def test_what_is_handed_in_is_seen_by_all_and_what_is_over_by_none(budget: Round) -> None:
    measure = budget.measure("Sparsamt", 300, consequence="Mindre")
    proposal = budget.proposal("Ett inlämnat", by="chair_b")
    choose_measures(budget.actor("chair_b"), proposal, {measure.pk}, set())
    submit_proposal(budget.actor("chair_b"), proposal)
    (found,) = touching_unit(budget.actor("manager_a1"), budget.money.cast["A"], structure())
    assert [each.name for each in found.proposals] == ["Ett inlämnat"]
    other = budget.measure("Tas tillbaka", -1)
    withdraw_measure(budget.actor(), other)
    assert titles(budget, "A") == ["Sparsamt"]
    Measure.objects.filter(pk=measure.pk).update(budget_year=ROUND - 10)
    assert titles(budget, "A") == []


def test_the_pages_show_it(budget: Round, goal: PlanItem) -> None:
    budget.measure("Bokbuss", -900, plan_item=goal)
    client = budget.money.cast.client("controller")
    for address in (
        reverse("goals:item", args=[goal.pk]),
        reverse("organisation:unit", args=[budget.money.cast["A"].pk]),
    ):
        page = client.get(address).content.decode()
        assert "I öppna budgetförslag" in page
        assert "Bokbuss" in page


def test_the_questions_are_as_many_however_many_measures(
    budget: Round, goal: PlanItem, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    tree, actor = structure(), budget.actor()
    touching_item(actor, goal)  # what the person holds is known from here on
    for size in (1, 5):
        for number in range(size):
            budget.measure(f"Åtgärd {size} {number}", -900, plan_item=goal)
        with django_assert_num_queries(4):
            touching_item(actor, goal)
        with django_assert_num_queries(5):
            touching_unit(actor, budget.money.cast["A"], tree)
