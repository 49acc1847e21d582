"""The sub-steps of an activity."""

from datetime import date

import pytest

from goals import actions
from goals.models import ItemState, PlanItem, SubStep
from sala_styr.errors import EditConflict, Refused, RuleBroken
from tests.cast import Cast


@pytest.fixture
def activity(cast: Cast) -> PlanItem:
    return cast.chain()["activity"]


def texts() -> list[str]:
    return [step.text for step in SubStep.objects.order_by("order")]


def test_steps_are_added_last_changed_ticked_and_removed(cast: Cast, activity: PlanItem) -> None:
    staff = cast.actor("staff_a1")
    one = actions.add_step(staff, activity, " Boka lokal ", date(2026, 3, 1), cast.user("manager_a1"))
    actions.add_step(staff, activity, "Bjuda in")
    assert texts() == ["Boka lokal", "Bjuda in"]
    actions.edit_step(staff, one, was="Boka lokal", text="Boka en stor lokal")
    assert actions.tick_step(staff, one, True).done_on is not None
    before = SubStep.history.count()
    actions.tick_step(staff, one, True)
    assert SubStep.history.count() == before
    assert actions.tick_step(staff, one, False).done_on is None
    actions.remove_step(staff, one)
    assert texts() == ["Bjuda in"]
    row = SubStep.history.filter(id=one.pk).order_by("-history_id").first()
    assert (row.history_type, row.history_change_reason) == ("-", "Tog bort delsteget ”Boka lokal”")


def test_steps_change_places(cast: Cast, activity: PlanItem) -> None:
    staff = cast.actor("staff_a1")
    a, _b, c = (actions.add_step(staff, activity, text) for text in "abc")
    actions.order_step(staff, c, up=True)
    assert texts() == ["a", "c", "b"]
    actions.order_step(staff, a, up=True)
    assert texts() == ["a", "c", "b"]
    actions.order_step(staff, a, up=False)
    assert texts() == ["c", "a", "b"]


def test_the_second_of_two_who_change_a_step_is_told(cast: Cast, activity: PlanItem) -> None:
    step = actions.add_step(cast.actor("staff_a1"), activity, "Boka")
    actions.edit_step(cast.actor("manager_a1"), step, was="Boka", text="Boka sal")
    with pytest.raises(EditConflict, match="Boka sal"):
        actions.edit_step(cast.actor("staff_a1"), step, was="Boka", text="Boka rum")
    actions.remove_step(cast.actor("staff_a1"), step)
    for act in (
        lambda: actions.tick_step(cast.actor("staff_a1"), step, True),
        lambda: actions.order_step(cast.actor("staff_a1"), step, up=True),
        lambda: actions.edit_step(cast.actor("staff_a1"), step, was="Boka", text="Boka"),
    ):
        with pytest.raises(EditConflict, match="tagits bort"):
            act()


def test_an_empty_step_and_steps_of_what_is_no_activity_are_refused(cast: Cast, activity: PlanItem) -> None:
    with pytest.raises(RuleBroken) as broken:
        actions.add_step(cast.actor("staff_a1"), activity, "  ")
    assert broken.value.field == "text"
    with pytest.raises(RuleBroken, match="Bara aktiviteter"):
        actions.add_step(cast.actor("manager_a"), cast.item("strategy", "verksA"), "Nej")
    ended = cast.item("activity", "A1", state=ItemState.ENDED)
    with pytest.raises(RuleBroken, match="avslutad"):
        actions.add_step(cast.actor("staff_a1"), ended, "Nej")


@pytest.mark.parametrize("name", ["chair_a", "manager_b", "controller", "auditor", "outsider"])
def test_others_do_not_touch_the_steps(cast: Cast, activity: PlanItem, name: str) -> None:
    step = actions.add_step(cast.actor("staff_a1"), activity, "Boka")
    actor = cast.actor(name)
    for act in (
        lambda: actions.add_step(actor, activity, "Nej"),
        lambda: actions.tick_step(actor, step, True),
        lambda: actions.edit_step(actor, step, was="Boka", text="Nej"),
        lambda: actions.order_step(actor, step, up=True),
        lambda: actions.remove_step(actor, step),
    ):
        with pytest.raises(Refused):
            act()
    assert texts() == ["Boka"]
