"""In which order siblings are read, and who may change it."""

import pytest

from goals import actions
from goals.models import PlanItem
from goals.queries import plan_rows
from sala_styr import trees
from sala_styr.errors import Refused, RuleBroken
from tests.cast import Cast
from tests.goals.past import said


@pytest.fixture
def three(cast: Cast) -> list[PlanItem]:
    strategy = cast.chain()["strategy"]
    PlanItem.objects.filter(step=cast.levels["activity"]).update(title="Ett")
    first = PlanItem.objects.get(title="Ett")
    return [first, *(cast.item("activity", "A1", parent=strategy, title=title) for title in ("Två", "Tre"))]


def titles(cast: Cast) -> list[str]:
    return [row.title for row in plan_rows(cast.actor("auditor"), 2026) if row.is_activity]


def test_a_sibling_is_put_before_and_after(cast: Cast, three: list[PlanItem]) -> None:
    one, _two, three_ = three
    actions.order_item(cast.actor("staff_a1"), three_, one, after=False)
    assert titles(cast) == ["Tre", "Ett", "Två"]
    actions.order_item(cast.actor("staff_a1"), three_, one, after=True)
    assert titles(cast) == ["Ett", "Tre", "Två"]
    assert not trees.check(PlanItem)
    assert said(three_) == ("staff_a1", "Ändrade ordningen")


def test_a_new_order_is_no_new_version(cast: Cast, three: list[PlanItem]) -> None:
    moved = actions.order_item(cast.actor("manager_a1"), three[0], three[2], after=True)
    assert moved.version == 1


def test_what_is_decided_is_ordered_by_its_own_body(cast: Cast) -> None:
    goal = cast.item("goal", "KF", parent=cast.item("vision", "KF"))
    first, second = (cast.item("focus", "A", parent=goal, title=title) for title in ("F1", "F2"))
    actions.order_item(cast.actor("politician_a"), second, first, after=False)
    assert [each.title for each in PlanItem.objects.get(pk=goal.pk).get_children()] == ["F2", "F1"]


@pytest.mark.parametrize("name", ["chair_a", "manager_b", "controller", "auditor", "outsider"])
def test_others_do_not_order(cast: Cast, three: list[PlanItem], name: str) -> None:
    with pytest.raises(Refused):
        actions.order_item(cast.actor(name), three[0], three[1], after=True)


def test_only_siblings_of_the_same_level_are_ordered(cast: Cast, three: list[PlanItem]) -> None:
    elsewhere = cast.item("activity", "A1", parent=cast.item("strategy", "verksA"))
    strategy = PlanItem.objects.get(pk=three[0].parent_id)
    for other in (elsewhere, strategy):
        with pytest.raises(RuleBroken):
            actions.order_item(cast.actor("manager_a"), three[0], other, after=True)
