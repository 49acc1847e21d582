"""Decisions, new wordings and endings (invariant 13)."""

import pytest
from django.db import IntegrityError, transaction

from goals import actions
from goals.models import ItemState, PlanItem
from goals.queries import branch_parents, plan_rows, what_belongs_to
from sala_styr import trees
from sala_styr.errors import EditConflict, Refused, RuleBroken
from sala_styr.organisation.actor import system_actor
from tests.cast import Cast
from tests.goals.past import said


def draft(cast: Cast, owner: str = "A", parent: PlanItem | None = None) -> PlanItem:
    above = parent or cast.item("goal", "KF")
    return cast.item("focus", owner, parent=above, state=ItemState.DRAFT, responsible=cast.user("politician_a"))


def test_a_decision_makes_it_decided_for_everybody(cast: Cast) -> None:
    item, decision = draft(cast), cast.decision("A")
    decided = actions.decide_item(cast.actor("chair_a"), item, decision, 1)
    assert (decided.state, decided.decision, decided.version) == (ItemState.DECIDED, decision, 2)
    assert PlanItem.objects.visible_to(cast.actor("outsider")).filter(pk=item.pk).exists()
    who, why = said(item)
    assert who == "chair_a"
    assert str(decision) in why


@pytest.mark.parametrize(
    "name", ["politician_a", "chair_b", "kf_chair", "manager_a", "controller", "auditor", "administrator", "outsider"]
)
def test_only_the_owners_chair_enters_the_decision(cast: Cast, name: str) -> None:
    item = draft(cast)
    with pytest.raises(Refused, match="ordföranden"):
        actions.decide_item(cast.actor(name), item, cast.decision("A"), 1)
    assert PlanItem.objects.get(pk=item.pk).state == ItemState.DRAFT


@pytest.mark.parametrize("body", ["KF", "B", "KS"])
def test_only_the_owners_own_decision_counts(cast: Cast, body: str) -> None:
    with pytest.raises(RuleBroken, match="Nämnd A själv") as broken:
        actions.decide_item(cast.actor("chair_a"), draft(cast), cast.decision(body), 1)
    assert broken.value.field == "decision"


def test_nothing_is_decided_twice(cast: Cast) -> None:
    item = draft(cast)
    actions.decide_item(cast.actor("chair_a"), item, cast.decision("A"), 1)
    with pytest.raises(RuleBroken, match="redan"):
        actions.decide_item(cast.actor("chair_a"), item, cast.decision("A"), 2)


def test_what_stands_above_is_decided_first(cast: Cast) -> None:
    goal = cast.item("goal", "KF", state=ItemState.DRAFT)
    with pytest.raises(RuleBroken, match="först"):
        actions.decide_item(cast.actor("chair_a"), draft(cast, parent=goal), cast.decision("A"), 1)


def nobodys(cast: Cast, parent: PlanItem | None = None) -> PlanItem:
    """A draft that names nobody as responsible."""
    return cast.item("focus", "A", parent=parent or cast.item("goal", "KF"), state=ItemState.DRAFT)


def test_somebody_answers_for_what_is_decided(cast: Cast) -> None:
    item = nobodys(cast)
    with pytest.raises(RuleBroken, match="ingen ansvarig person") as broken:
        actions.decide_item(cast.actor("chair_a"), item, cast.decision("A"), 1)
    assert broken.value.field == "responsible"
    assert PlanItem.objects.get(pk=item.pk).state == ItemState.DRAFT
    decided = actions.decide_item(cast.actor("chair_a"), item, cast.decision("A"), 1, cast.user("politician_a"))
    assert (decided.state, decided.responsible) == (ItemState.DECIDED, cast.user("politician_a"))


def test_who_answers_is_not_changed_by_the_decision(cast: Cast) -> None:
    decided = actions.decide_item(cast.actor("chair_a"), draft(cast), cast.decision("A"), 1, cast.user("chair_a"))
    assert decided.responsible == cast.user("politician_a")


def test_one_person_can_answer_for_all_those_that_name_nobody(cast: Cast) -> None:
    goal, decision, chair = cast.item("goal", "KF"), cast.decision("A"), cast.actor("chair_a")
    drafts = [(draft(cast, parent=goal), 1), (nobodys(cast, goal), 1)]
    with pytest.raises(RuleBroken, match="ingen ansvarig person"):
        actions.decide_items(chair, drafts, decision)
    assert PlanItem.objects.filter(state=ItemState.DRAFT, owner=cast["A"]).count() == 2
    decided = actions.decide_items(chair, drafts, decision, cast.user("chair_a"))
    assert [item.responsible for item in decided] == [cast.user("politician_a"), cast.user("chair_a")]


def test_a_text_that_changed_after_one_read_it_is_not_decided(cast: Cast) -> None:
    item = draft(cast)
    actions.edit_item(cast.actor("politician_a"), item, 1, title="Något annat")
    with pytest.raises(EditConflict):
        actions.decide_item(cast.actor("chair_a"), item, cast.decision("A"), 1)


def test_the_database_itself_wants_a_decision_for_what_is_decided(cast: Cast) -> None:
    item = draft(cast)
    with pytest.raises(IntegrityError), transaction.atomic():
        PlanItem.objects.filter(pk=item.pk).update(state=ItemState.DECIDED)


def test_a_new_wording_begins_as_a_draft_beside_the_old(cast: Cast) -> None:
    chain = cast.chain()
    new = actions.revise_item(cast.actor("politician_a"), chain["focus"], 2027)
    assert (new.state, new.replaces, new.title) == (ItemState.DRAFT, chain["focus"], chain["focus"].title)
    assert (new.first_year, new.last_year, new.parent_id) == (2027, 2027, chain["goal"].pk)
    assert PlanItem.objects.get(pk=chain["focus"].pk).state == ItemState.DECIDED
    assert said(new)[0] == "politician_a"


def test_there_is_one_new_wording_at_a_time(cast: Cast) -> None:
    focus = cast.chain()["focus"]
    actions.revise_item(cast.actor("chair_a"), focus, 2027)
    with pytest.raises(RuleBroken, match="redan ett utkast"):
        actions.revise_item(cast.actor("chair_a"), focus, 2027)


def test_a_new_wording_takes_over_where_the_old_is_in_force(cast: Cast) -> None:
    focus = cast.chain()["focus"]
    for year in (2024, 2029):
        with pytest.raises(RuleBroken) as broken:
            actions.revise_item(cast.actor("chair_a"), focus, year)
        assert broken.value.field == "first_year"
    assert actions.revise_item(cast.actor("chair_a"), focus, 2028).last_year == 2028


def test_only_what_is_decided_gets_a_new_wording(cast: Cast) -> None:
    with pytest.raises(RuleBroken, match="ändra direkt"):
        actions.revise_item(cast.actor("manager_a"), cast.chain()["strategy"], 2026)


def test_a_new_wording_by_others_is_refused(cast: Cast) -> None:
    with pytest.raises(Refused):
        actions.revise_item(cast.actor("chair_b"), cast.chain()["focus"], 2027)


def revised(cast: Cast, first_year: int) -> tuple[dict[str, PlanItem], PlanItem]:
    """A chain whose focus area has got a new, decided wording from ``first_year``."""
    chain = cast.chain()
    new = actions.revise_item(cast.actor("chair_a"), chain["focus"], first_year)
    new = actions.edit_item(cast.actor("chair_a"), new, 1, title="Ny lydelse")
    return chain, actions.decide_item(cast.actor("chair_a"), new, cast.decision("A"), 2, cast.user("chair_a"))


def test_the_decided_wording_ends_the_old_and_takes_over_what_belongs_to_it(cast: Cast) -> None:
    chain, new = revised(cast, 2026)
    old = PlanItem.objects.get(pk=chain["focus"].pk)
    assert (old.state, old.last_year, old.title) == (ItemState.DECIDED, 2025, chain["focus"].title)
    assert old.end_decision == new.decision
    assert PlanItem.objects.get(pk=chain["strategy"].pk).parent_id == new.pk
    assert not trees.check(PlanItem)


def test_each_year_reads_with_the_wording_of_that_year(cast: Cast) -> None:
    chain, new = revised(cast, 2026)
    now = {row.pk: row.parent_id for row in plan_rows(system_actor(), 2026)}
    then = {row.pk: row.parent_id for row in plan_rows(system_actor(), 2025)}
    assert now[chain["strategy"].pk] == new.pk
    assert chain["focus"].pk not in now
    assert then[chain["strategy"].pk] == chain["focus"].pk
    assert new.pk not in then
    assert branch_parents(2025) == then
    assert branch_parents(2026) == now


def test_what_belongs_to_a_wording_is_what_belonged_to_it_that_year(cast: Cast) -> None:
    chain, new = revised(cast, 2026)
    old = PlanItem.objects.select_related("step").get(pk=chain["focus"].pk)
    actor = cast.actor("outsider")
    assert what_belongs_to(old, actor, 2025) == [chain["strategy"]]
    assert what_belongs_to(new, actor, 2026) == [chain["strategy"]]


def test_a_wording_replaced_within_its_first_year_is_left_out_of_the_plan(cast: Cast) -> None:
    chain, new = revised(cast, 2025)
    old = PlanItem.objects.get(pk=chain["focus"].pk)
    assert old.state == ItemState.ENDED
    pks = [row.pk for row in plan_rows(system_actor(), 2025)]
    assert new.pk in pks
    assert old.pk not in pks
    assert len(pks) == 5


def test_a_draft_wording_takes_over_nothing_yet(cast: Cast) -> None:
    chain = cast.chain()
    new = actions.revise_item(cast.actor("chair_a"), chain["focus"], 2026)
    rows = {row.pk: row for row in plan_rows(cast.actor("chair_a"), 2026)}
    assert rows[chain["strategy"].pk].parent_id == chain["focus"].pk
    assert rows[new.pk].state == ItemState.DRAFT
    assert new.pk not in {row.pk for row in plan_rows(cast.actor("chair_b"), 2026)}


def test_officials_work_is_ended_by_a_manager_with_a_reason(cast: Cast) -> None:
    activity = cast.chain()["activity"]
    ended = actions.end_item(cast.actor("manager_a1"), activity, 2026, "Klart i förtid", 1)
    assert (ended.state, ended.last_year, ended.end_decision) == (ItemState.ENDED, 2026, None)
    assert said(activity) == ("manager_a1", "Avslutade: Klart i förtid")
    assert activity.pk in {row.pk for row in plan_rows(system_actor(), 2026)}
    assert activity.pk not in {row.pk for row in plan_rows(system_actor(), 2027)}


def test_what_is_decided_is_ended_by_a_decision_of_its_owner(cast: Cast) -> None:
    focus = cast.item("focus", "A", parent=cast.item("goal", "KF"))
    chair = cast.actor("chair_a")
    with pytest.raises(RuleBroken, match="Välj vilket"):
        actions.end_item(chair, focus, 2026, "Nått", 1)
    with pytest.raises(RuleBroken, match="själv"):
        actions.end_item(chair, focus, 2026, "Nått", 1, cast.decision("KF"))
    decision = cast.decision("A")
    ended = actions.end_item(chair, focus, 2026, "Nått", 1, decision)
    assert (ended.state, ended.end_decision) == (ItemState.ENDED, decision)
    assert ended.decision != decision


def test_nothing_is_ended_while_something_below_goes_on(cast: Cast) -> None:
    chain = cast.chain()
    with pytest.raises(RuleBroken, match="fortsätter efter 2026"):
        actions.end_item(cast.actor("manager_a"), chain["strategy"], 2026, "Slut", 1)
    actions.end_item(cast.actor("manager_a"), chain["activity"], 2026, "Slut", 1)
    assert actions.end_item(cast.actor("manager_a"), chain["strategy"], 2026, "Slut", 1).state == ItemState.ENDED


def test_an_end_lies_within_the_years(cast: Cast) -> None:
    activity = cast.item("activity", "A1")
    for year in (2024, 2028):
        with pytest.raises(RuleBroken) as broken:
            actions.end_item(cast.actor("manager_a1"), activity, year, "Slut", 1)
        assert broken.value.field == "last_year"


def test_a_draft_is_not_ended_and_nothing_is_ended_twice(cast: Cast) -> None:
    with pytest.raises(RuleBroken, match="utkast"):
        actions.end_item(cast.actor("chair_a"), draft(cast), 2026, "Slut", 1, cast.decision("A"))
    ended = cast.item("activity", "A1", state=ItemState.ENDED)
    with pytest.raises(RuleBroken, match="Bara det som gäller"):
        actions.end_item(cast.actor("manager_a1"), ended, 2026, "Slut", 1)


@pytest.mark.parametrize("name", ["staff_a1", "chair_a", "manager_b", "controller", "auditor"])
def test_ending_by_others_is_refused(cast: Cast, name: str) -> None:
    with pytest.raises(Refused):
        actions.end_item(cast.actor(name), cast.item("activity", "A1"), 2026, "Slut", 1)


def test_one_decision_decides_several_drafts_whatever_order_they_are_chosen_in(cast: Cast) -> None:
    vision = cast.item("vision", "KF", state=ItemState.DRAFT)
    goal = cast.item("goal", "KF", parent=vision, state=ItemState.DRAFT)
    decision = cast.decision("KF")
    decided = actions.decide_items(cast.actor("kf_chair"), [(goal, 1), (vision, 1)], decision, cast.user("kf_chair"))
    assert [(item.pk, item.state, item.decision) for item in decided] == [
        (vision.pk, ItemState.DECIDED, decision),
        (goal.pk, ItemState.DECIDED, decision),
    ]
    assert said(goal)[0] == "kf_chair"


def test_several_drafts_are_decided_all_or_none(cast: Cast) -> None:
    goal = cast.item("goal", "KF")
    first, second = draft(cast, parent=goal), draft(cast, parent=goal)
    with pytest.raises(EditConflict):
        actions.decide_items(cast.actor("chair_a"), [(first, 1), (second, 7)], cast.decision("A"))
    assert not PlanItem.objects.filter(pk__in=[first.pk, second.pk], state=ItemState.DECIDED).exists()
    with pytest.raises(RuleBroken, match="Välj"):
        actions.decide_items(cast.actor("chair_a"), [], cast.decision("A"))


def test_nobody_decides_anothers_draft_among_their_own(cast: Cast) -> None:
    goal = cast.item("goal", "KF")
    own, others = draft(cast, parent=goal), draft(cast, "B", parent=goal)
    with pytest.raises(Refused):
        actions.decide_items(cast.actor("chair_a"), [(own, 1), (others, 1)], cast.decision("A"))
    assert PlanItem.objects.get(pk=own.pk).state == ItemState.DRAFT
