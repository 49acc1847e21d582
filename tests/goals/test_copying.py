"""Copying a part of the plan: the words come along, what has happened does not."""

from datetime import date

import pytest

from goals import actions
from goals.actions.copying import what_is_copied
from goals.models import ItemState, PlanItem, SubStep
from sala_styr import trees
from sala_styr.errors import Refused, RuleBroken
from tests.cast import Cast
from tests.goals.past import said


def test_a_copy_has_the_words_and_none_of_what_happened(cast: Cast) -> None:
    chain = cast.chain()
    manager = cast.actor("manager_a1")
    actions.edit_item(manager, chain["activity"], 1, end_date=date(2026, 6, 30), responsible=cast.user("staff_a1"))
    actions.set_activity_status(manager, chain["activity"], "done")
    step = actions.add_step(manager, chain["activity"], "Boka lokal")
    actions.tick_step(manager, step, True)
    copy = actions.copy_item(manager, chain["activity"], chain["strategy"], "Igen")
    assert (copy.title, copy.end_date, copy.responsible) == ("Igen", date(2026, 6, 30), cast.user("staff_a1"))
    assert (copy.state, copy.activity_status, copy.copied_from_id) == ("active", "not_started", chain["activity"].pk)
    again = SubStep.objects.get(item=copy)
    assert (again.text, again.done_on) == ("Boka lokal", None)
    assert said(copy) == ("manager_a1", "Kopierade aktivitet")
    assert not trees.check(PlanItem)


def test_what_was_decided_becomes_a_draft(cast: Cast) -> None:
    chain = cast.chain()
    copy = actions.copy_item(cast.actor("politician_a"), chain["focus"], chain["goal"], "Fokus igen")
    assert (copy.state, copy.decision, copy.replaces) == (ItemState.DRAFT, None, None)


def test_a_whole_branch_is_copied_but_for_what_belongs_to_others(cast: Cast) -> None:
    chain = cast.chain()
    cast.item("activity", "B1", parent=chain["strategy"], title="Grannens")
    cast.item("activity", "A2", parent=chain["strategy"], title="Avslutad", state=ItemState.ENDED)
    strategy = PlanItem.objects.get(pk=chain["strategy"].pk)
    plan = what_is_copied(cast.actor("manager_a"), strategy, whole=True)
    assert ([each.title for each in plan.taken], plan.left_out) == (["Ett strategi", "Ett aktivitet"], 1)
    copy = actions.copy_item(cast.actor("manager_a"), chain["strategy"], chain["focus"], "Strategi två", whole=True)
    assert [each.title for each in copy.get_children()] == ["Ett aktivitet"]
    assert not trees.check(PlanItem)


def test_officials_do_not_copy_what_politicians_own(cast: Cast) -> None:
    chain = cast.chain()
    for name in ("manager_a", "controller", "auditor", "chair_b"):
        with pytest.raises(Refused):
            actions.copy_item(cast.actor(name), chain["focus"], chain["goal"], "Nej")
    with pytest.raises(Refused):
        actions.copy_item(cast.actor("chair_a"), chain["activity"], chain["strategy"], "Nej")


def test_a_copy_stands_where_its_level_belongs(cast: Cast) -> None:
    chain = cast.chain()
    with pytest.raises(RuleBroken):
        actions.copy_item(cast.actor("manager_a"), chain["activity"], chain["focus"], "Fel plats")


def test_nothing_is_copied_into_closed_years(cast: Cast) -> None:
    chain = cast.chain()
    over = cast.item("activity", "A1", parent=chain["strategy"], title="Förra årets", first_year=2025, last_year=2025)
    with pytest.raises(RuleBroken, match="Åren är avslutade"):
        actions.copy_item(cast.actor("manager_a1"), over, chain["strategy"], "Igen")
    copy = actions.copy_item(cast.actor("manager_a"), chain["strategy"], chain["focus"], "Strategi två", whole=True)
    assert [each.title for each in copy.get_children()] == ["Ett aktivitet"]
