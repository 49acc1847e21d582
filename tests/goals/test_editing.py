"""Changing, moving and deleting parts of the plan."""

import pytest

from goals import actions
from goals.models import ItemState, PlanItem
from sala_styr import trees
from sala_styr.errors import EditConflict, Refused, RuleBroken
from tests.cast import Cast
from tests.goals.past import count, newest, said


def test_a_change_is_written_with_who_and_why(cast: Cast) -> None:
    activity = cast.chain()["activity"]
    changed = actions.edit_item(cast.actor("staff_a1"), activity, 1, title="Läsa tillsammans", last_year=2026)
    assert (changed.title, changed.last_year, changed.version) == ("Läsa tillsammans", 2026, 2)
    assert PlanItem.objects.get(pk=activity.pk).title == "Läsa tillsammans"
    assert said(activity) == ("staff_a1", "Ändrade aktivitet")
    assert newest(activity).title == "Läsa tillsammans"


def test_a_change_that_changes_nothing_leaves_no_trace(cast: Cast) -> None:
    activity = cast.chain()["activity"]
    before = count(activity)
    same = actions.edit_item(cast.actor("staff_a1"), activity, 1, title=activity.title)
    assert (same.version, count(activity)) == (1, before)


def test_the_second_of_two_is_told_and_nothing_is_lost(cast: Cast) -> None:
    activity = cast.chain()["activity"]
    actions.edit_item(cast.actor("manager_a1"), activity, 1, title="Först")
    with pytest.raises(EditConflict, match="Först"):
        actions.edit_item(cast.actor("staff_a1"), activity, 1, title="Sedan")
    assert PlanItem.objects.get(pk=activity.pk).title == "Först"


def test_a_decided_text_is_changed_by_nobody(cast: Cast) -> None:
    focus = cast.item("focus", "A")
    for name in ("chair_a", "politician_a"):
        with pytest.raises(RuleBroken, match="ny lydelse"):
            actions.edit_item(cast.actor(name), focus, 1, title="Annat")
    assert PlanItem.objects.get(pk=focus.pk).title == focus.title


def test_the_system_itself_does_not_change_a_decided_text(cast: Cast) -> None:
    from sala_styr.organisation.actor import system_actor

    with pytest.raises(RuleBroken):
        actions.edit_item(system_actor(), cast.item("focus", "A"), 1, title="Annat")


def test_what_is_ended_is_not_changed(cast: Cast) -> None:
    with pytest.raises(RuleBroken, match="avslutat"):
        actions.edit_item(
            cast.actor("manager_a1"), cast.item("activity", "A1", state=ItemState.ENDED), 1, title="Annat"
        )


@pytest.mark.parametrize("name", ["chair_a", "manager_b", "controller", "auditor", "administrator", "outsider"])
def test_others_do_not_change_an_activity(cast: Cast, name: str) -> None:
    activity = cast.item("activity", "A1")
    with pytest.raises(Refused, match="Enhet A1"):
        actions.edit_item(cast.actor(name), activity, 1, title="Annat")


def test_only_the_named_fields_can_be_changed(cast: Cast) -> None:
    activity = cast.item("activity", "A1")
    actions.edit_item(cast.actor("staff_a1"), activity, 1, title="Nytt", state=ItemState.ENDED, owner=cast["B1"])
    stored = PlanItem.objects.get(pk=activity.pk)
    assert (stored.title, stored.state, stored.owner) == ("Nytt", ItemState.ACTIVE, cast["A1"])


def test_years_and_days_are_checked_when_changed_too(cast: Cast) -> None:
    activity = cast.chain()["activity"]
    with pytest.raises(RuleBroken):
        actions.edit_item(cast.actor("staff_a1"), activity, 1, first_year=2028, last_year=2029)
    with pytest.raises(RuleBroken):
        actions.edit_item(cast.actor("staff_a1"), activity, 1, last_year=2024)


def test_a_move_takes_all_below_with_it(cast: Cast) -> None:
    chain = cast.chain()
    other = cast.item("focus", "A", parent=chain["goal"])
    moved = actions.move_item(cast.actor("manager_a"), chain["strategy"], other, 1)
    assert moved.parent_id == other.pk
    tree = PlanItem.objects.get(pk=other.pk)
    assert [item.pk for item in tree.get_descendants()] == [chain["strategy"].pk, chain["activity"].pk]
    assert not trees.check(PlanItem)
    assert said(moved) == ("manager_a", "Flyttade strategi")
    assert moved.version == 2


def test_a_move_is_only_to_the_right_level(cast: Cast) -> None:
    chain = cast.chain()
    with pytest.raises(RuleBroken, match="fokusområde"):
        actions.move_item(cast.actor("manager_a"), chain["strategy"], chain["goal"], 1)


def test_a_move_cannot_go_below_itself(cast: Cast) -> None:
    chain = cast.chain()
    with pytest.raises(RuleBroken):
        actions.move_item(cast.actor("manager_a"), chain["strategy"], chain["activity"], 1)
    assert not trees.check(PlanItem)


def test_a_decided_item_is_not_moved(cast: Cast) -> None:
    chain = cast.chain()
    with pytest.raises(RuleBroken, match="ny lydelse"):
        actions.move_item(cast.actor("chair_a"), chain["focus"], cast.item("goal", "KF"), 1)


def test_a_move_by_others_is_refused(cast: Cast) -> None:
    chain = cast.chain()
    with pytest.raises(Refused):
        actions.move_item(cast.actor("manager_b"), chain["strategy"], chain["focus"], 1)


def test_a_move_of_an_old_version_is_told(cast: Cast) -> None:
    chain = cast.chain()
    other = cast.item("focus", "A", parent=chain["goal"])
    with pytest.raises(EditConflict):
        actions.move_item(cast.actor("manager_a"), chain["strategy"], other, 7)


def test_a_draft_is_deleted_and_the_history_remembers_it(cast: Cast) -> None:
    draft = cast.item("focus", "A", parent=cast.item("goal", "KF"), state=ItemState.DRAFT)
    pk = draft.pk
    actions.delete_item(cast.actor("politician_a"), draft, 1)
    assert not PlanItem.objects.filter(pk=pk).exists()
    row = PlanItem.history.filter(id=pk).order_by("-history_id").first()
    assert (row.history_type, row.history_user.username) == ("-", "politician_a")


def test_what_is_decided_is_not_deleted(cast: Cast) -> None:
    with pytest.raises(RuleBroken):
        actions.delete_item(cast.actor("chair_a"), cast.item("focus", "A"), 1)


def test_what_has_something_below_it_is_not_deleted(cast: Cast) -> None:
    chain = cast.chain()
    with pytest.raises(RuleBroken, match="under"):
        actions.delete_item(cast.actor("manager_a"), chain["strategy"], 1)


def test_what_is_used_is_ended_instead_of_deleted(cast: Cast) -> None:
    activity = cast.item("activity", "A1")
    actions.create_indicator(cast.actor("staff_a1"), activity, name="Antal", unit_of_measure="antal")
    with pytest.raises(RuleBroken, match="Avsluta"):
        actions.delete_item(cast.actor("manager_a1"), activity, 1)
    assert PlanItem.objects.filter(pk=activity.pk).exists()


def test_deleting_by_others_is_refused(cast: Cast) -> None:
    draft = cast.item("focus", "A", state=ItemState.DRAFT)
    for name in ("chair_b", "manager_a", "controller", "administrator"):
        with pytest.raises(Refused):
            actions.delete_item(cast.actor(name), draft, 1)


def test_the_quick_note_is_written_and_the_same_again_is_not(cast: Cast) -> None:
    activity = cast.item("activity", "A1")
    changed = actions.set_activity_status(cast.actor("staff_a1"), activity, "delayed")
    assert changed.activity_status == "delayed"
    assert said(activity) == ("staff_a1", "Noterade: försenad")
    before = count(activity)
    actions.set_activity_status(cast.actor("manager_a1"), activity, "delayed")
    assert count(activity) == before


def test_the_quick_note_is_only_for_activities_in_force(cast: Cast) -> None:
    with pytest.raises(RuleBroken, match="Bara det som genomförs"):
        actions.set_activity_status(cast.actor("manager_a"), cast.item("strategy", "verksA"), "done")
    ended = cast.item("activity", "A1", state=ItemState.ENDED)
    with pytest.raises(RuleBroken, match="är avslutat"):
        actions.set_activity_status(cast.actor("manager_a1"), ended, "done")
    with pytest.raises(RuleBroken, match="Välj"):
        actions.set_activity_status(cast.actor("manager_a1"), cast.item("activity", "A1"), "hittepå")


@pytest.mark.parametrize("name", ["chair_a", "manager_b", "controller", "auditor", "outsider"])
def test_the_quick_note_is_the_units_own(cast: Cast, name: str) -> None:
    with pytest.raises(Refused):
        actions.set_activity_status(cast.actor(name), cast.item("activity", "A1"), "done")
