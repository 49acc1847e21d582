"""Plan amendments: a copy beside the plan, and a merge that never overwrites what somebody else has changed unseen."""

from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from goals import actions
from goals.actions import amendments, merge
from goals.models import Amendment, AmendmentChange, AmendmentState, ItemState, PlanItem
from goals.queries.amendments import change_rows, snapshot
from sala_styr import trees
from sala_styr.decisions.models import Decision
from sala_styr.errors import EditConflict, Refused, RuleBroken
from tests.cast import Cast
from tests.goals.past import count, newest, said


def begun(cast: Cast, owner: str = "A", by: str = "politician_a", year: int = 2026) -> Amendment:
    return amendments.open_amendment(
        cast.actor(by), name="Revidering i maj", owner=cast[owner], year=year, reason="Ny lag"
    )


def taken(cast: Cast, amendment: Amendment, item: PlanItem, by: str = "politician_a") -> AmendmentChange:
    return amendments.take_items(cast.actor(by), amendment, [item])[0]


def wording(change: AmendmentChange, **fields: Any) -> dict[str, Any]:
    """All fields of a proposal as a form sends them, with ``fields`` changed."""
    item = change.item
    assert item is not None
    said = {name: getattr(item, name) for name in ("title", "description", "responsible", "area", "parent")}
    years = {name: change.proposed[name] for name in ("first_year", "last_year")}
    return said | years | fields


def proposed(cast: Cast, change: AmendmentChange, by: str = "politician_a", **fields: Any) -> AmendmentChange:
    return amendments.edit_change(cast.actor(by), change, change.version, **wording(change, **fields))


def merged(
    cast: Cast, amendment: Amendment, by: str, decision: Decision | None = None, answers: merge.Answers | None = None
) -> Amendment:
    """Merge having read everything as it is now."""
    amendment = Amendment.objects.get(pk=amendment.pk)
    seen = {row.change.pk: (row.current.pk, row.current.version) for row in change_rows(amendment) if row.current}
    return merge.merge_amendment(cast.actor(by), amendment, amendment.version, seen, answers or {}, decision)


def test_an_amendment_is_prepared_by_the_owners_writers(cast: Cast) -> None:
    amendment = begun(cast)
    assert (amendment.state, amendment.opened_by) == (AmendmentState.OPEN, cast.user("politician_a"))
    assert said(amendment) == ("politician_a", "Påbörjade en planändring")
    for name in ("chair_b", "manager_a", "controller", "auditor", "administrator", "outsider"):
        with pytest.raises(Refused, match="Nämnd A"):
            begun(cast, by=name)
    assert begun(cast, "verksA", "manager_a").owner == cast["verksA"]


def test_what_is_prepared_is_seen_by_its_own_and_by_those_who_read_everything(cast: Cast) -> None:
    amendment = begun(cast)
    for name in ("politician_a", "chair_a", "controller", "auditor"):
        assert Amendment.objects.visible_to(cast.actor(name)).filter(pk=amendment.pk).exists()
    for name in ("chair_b", "manager_a", "outsider"):
        assert not Amendment.objects.visible_to(cast.actor(name)).exists()


def test_taking_an_item_in_copies_it_and_leaves_the_plan_alone(cast: Cast) -> None:
    chain = cast.chain()
    amendment, before = begun(cast), count(chain["focus"])
    change = taken(cast, amendment, chain["focus"])
    assert change.base == snapshot(chain["focus"])
    assert change.proposed == change.base | {"first_year": 2026}
    proposed(cast, change, title="Skarpare")
    assert PlanItem.objects.get(pk=chain["focus"].pk).title == chain["focus"].title
    assert count(chain["focus"]) == before
    assert amendments.take_items(cast.actor("politician_a"), amendment, [chain["focus"]]) == []


def test_only_the_owners_own_can_be_taken_in(cast: Cast) -> None:
    chain = cast.chain()
    with pytest.raises(Refused):
        taken(cast, begun(cast), chain["goal"])
    with pytest.raises(Refused):
        taken(cast, begun(cast), chain["activity"])
    other = cast.item("activity", "B1")
    with pytest.raises(Refused):
        taken(cast, begun(cast, "verksA", "manager_a"), other, "manager_a")
    with pytest.raises(RuleBroken, match="ägs inte av Enhet A1"):
        taken(cast, begun(cast, "A1", "manager_a"), chain["strategy"], "manager_a")


def test_two_work_in_the_same_amendment_and_the_second_of_the_same_change_is_told(cast: Cast) -> None:
    change = taken(cast, begun(cast), cast.chain()["focus"])
    proposed(cast, change, title="Först")
    with pytest.raises(EditConflict):
        proposed(cast, change, by="chair_a", title="Sedan")
    assert AmendmentChange.objects.get(pk=change.pk).proposed["title"] == "Först"


def test_a_decided_item_gets_a_new_wording_with_the_bodys_decision(cast: Cast) -> None:
    chain = cast.chain()
    amendment = begun(cast)
    proposed(cast, taken(cast, amendment, chain["focus"]), title="Skarpare", responsible=cast.user("chair_a"))
    decision = cast.decision("A")
    done = merged(cast, amendment, "chair_a", decision)
    assert (done.state, done.decision) == (AmendmentState.MERGED, decision)
    new = PlanItem.objects.get(replaces=chain["focus"])
    assert (new.title, new.state, new.decision, new.first_year, new.last_year) == (
        "Skarpare", ItemState.DECIDED, decision, 2026, 2027,
    )  # fmt: skip
    old = PlanItem.objects.get(pk=chain["focus"].pk)
    assert (old.title, old.last_year, old.end_decision) == (chain["focus"].title, 2025, decision)
    assert PlanItem.objects.get(pk=chain["strategy"].pk).parent_id == new.pk
    assert count(new) == 1
    assert said(new) == said(old) == ("chair_a", "Planändring: Revidering i maj")
    assert not trees.check(PlanItem)


def test_what_is_decided_is_merged_only_by_the_chair_and_with_a_decision_of_the_body(cast: Cast) -> None:
    chain = cast.chain()
    amendment = begun(cast)
    proposed(cast, taken(cast, amendment, chain["focus"]), title="Skarpare", responsible=cast.user("chair_a"))
    with pytest.raises(Refused, match="ordföranden"):
        merged(cast, amendment, "politician_a", cast.decision("A"))
    with pytest.raises(RuleBroken, match="Välj beslutet") as broken:
        merged(cast, amendment, "chair_a")
    assert broken.value.field == "decision"
    with pytest.raises(RuleBroken, match="själv"):
        merged(cast, amendment, "chair_a", cast.decision("KF"))
    assert not PlanItem.objects.filter(replaces=chain["focus"]).exists()
    assert Amendment.objects.get(pk=amendment.pk).state == AmendmentState.OPEN


def test_somebody_answers_for_what_the_merge_decides(cast: Cast) -> None:
    amendment = begun(cast)
    proposed(cast, taken(cast, amendment, cast.chain()["focus"]), title="Skarpare")
    with pytest.raises(RuleBroken, match="ingen ansvarig person"):
        merged(cast, amendment, "chair_a", cast.decision("A"))


def test_officials_items_are_changed_in_place_with_one_history_row_each(cast: Cast) -> None:
    chain = cast.chain()
    other = cast.item("strategy", "verksA", parent=chain["focus"])
    amendment = begun(cast, "verksA", "manager_a")
    changes = amendments.take_items(cast.actor("manager_a"), amendment, [chain["strategy"], chain["activity"]])
    proposed(cast, changes[0], "manager_a", title="En annan strategi")
    proposed(cast, changes[1], "manager_a", title="Flyttad", parent=other, last_year=2026)
    before = {key: count(chain[key]) for key in ("strategy", "activity")}
    merged(cast, amendment, "manager_a")
    moved = PlanItem.objects.get(pk=chain["activity"].pk)
    assert (moved.title, moved.parent_id, moved.last_year, moved.version) == ("Flyttad", other.pk, 2026, 2)
    assert PlanItem.objects.get(pk=chain["strategy"].pk).title == "En annan strategi"
    for key in ("strategy", "activity"):
        assert count(chain[key]) == before[key] + 1
        assert said(chain[key]) == ("manager_a", "Planändring: Revidering i maj")
    assert newest(moved).title == "Flyttad"
    assert newest(moved).parent_id == other.pk
    assert not trees.check(PlanItem)


def test_what_is_new_and_what_ends_come_with_the_merge(cast: Cast) -> None:
    chain = cast.chain()
    actor = cast.actor("manager_a")
    amendment = begun(cast, "verksA", "manager_a")
    amendments.propose_new(
        actor, amendment, step=cast.levels["strategy"], parent=chain["focus"], title="Ny strategi",
        first_year=2026, last_year=2027,
    )  # fmt: skip
    changes = amendments.take_items(actor, amendment, [chain["strategy"], chain["activity"]])
    for change in changes:
        amendments.propose_end(actor, change, 1, 2026)
    merged(cast, amendment, "manager_a")
    new = PlanItem.objects.get(title="Ny strategi")
    assert (new.owner, new.parent_id, new.state) == (cast["verksA"], chain["focus"].pk, ItemState.ACTIVE)
    for key in ("strategy", "activity"):
        item = PlanItem.objects.get(pk=chain[key].pk)
        assert (item.state, item.last_year) == (ItemState.ENDED, 2026)
    assert AmendmentChange.objects.get(parent=chain["focus"]).item == new


def test_a_new_focus_area_under_a_goal_is_decided_with_the_decision(cast: Cast) -> None:
    goal = cast.item("goal", "KF")
    amendment = begun(cast)
    amendments.propose_new(
        cast.actor("politician_a"), amendment, step=cast.levels["focus"], parent=goal, title="Nytt fokus",
        first_year=2026, last_year=2027, responsible=cast.user("chair_a"),
    )  # fmt: skip
    decision = cast.decision("A")
    merged(cast, amendment, "chair_a", decision)
    new = PlanItem.objects.get(title="Nytt fokus")
    assert (new.state, new.decision, new.parent_id) == (ItemState.DECIDED, decision, goal.pk)


def test_nothing_new_is_proposed_for_others_or_in_the_wrong_place(cast: Cast) -> None:
    chain = cast.chain()
    amendment, actor = begun(cast), cast.actor("politician_a")
    years = {"first_year": 2026, "last_year": 2027}
    with pytest.raises(Refused):
        amendments.propose_new(
            actor, amendment, step=cast.levels["strategy"], parent=chain["focus"], title="X", **years
        )
    with pytest.raises(RuleBroken, match="behöver svara på"):
        amendments.propose_new(actor, amendment, step=cast.levels["focus"], parent=chain["vision"], title="X", **years)


def activity_amendment(cast: Cast, **fields: Any) -> tuple[PlanItem, Amendment, AmendmentChange]:
    """An amendment that wants ``fields`` of an activity."""
    activity = cast.chain()["activity"]
    amendment = begun(cast, "A1", "manager_a1")
    change = proposed(cast, taken(cast, amendment, activity, "manager_a1"), "manager_a1", **fields)
    return activity, amendment, change


def test_what_others_change_in_other_fields_is_kept(cast: Cast) -> None:
    activity, amendment, _change = activity_amendment(cast, title="Ny rubrik")
    actions.edit_item(cast.actor("staff_a1"), activity, 1, description="Deras text", last_year=2026)
    merged(cast, amendment, "manager_a1")
    item = PlanItem.objects.get(pk=activity.pk)
    assert (item.title, item.description, item.last_year) == ("Ny rubrik", "Deras text", 2026)


def test_what_others_change_in_the_same_field_is_asked_about_and_nothing_is_written_before(cast: Cast) -> None:
    activity, amendment, change = activity_amendment(cast, title="Vår rubrik", description="Vår text")
    actions.edit_item(cast.actor("staff_a1"), activity, 1, title="Deras rubrik", description="Deras text")
    with pytest.raises(merge.Unanswered, match="Svara först") as broken:
        merged(cast, amendment, "manager_a1")
    assert broken.value.questions == [(change.pk, "title"), (change.pk, "description")]
    with pytest.raises(merge.Unanswered) as broken:
        merged(cast, amendment, "manager_a1", answers={change.pk: {"title": "Vår rubrik"}})
    assert broken.value.questions == [(change.pk, "description")]
    assert PlanItem.objects.get(pk=activity.pk).title == "Deras rubrik"
    merged(cast, amendment, "manager_a1", answers={change.pk: {"title": "Deras rubrik", "description": "Båda"}})
    item = PlanItem.objects.get(pk=activity.pk)
    assert (item.title, item.description) == ("Deras rubrik", "Båda")


def test_a_plan_that_changes_after_it_was_read_is_asked_about_again(cast: Cast) -> None:
    activity, amendment, change = activity_amendment(cast, title="Vår rubrik")
    amendment = Amendment.objects.get(pk=amendment.pk)
    seen = {change.pk: (activity.pk, 1)}
    actions.edit_item(cast.actor("staff_a1"), activity, 1, description="Meanwhile")
    with pytest.raises(EditConflict, match="Läs igen"):
        merge.merge_amendment(cast.actor("manager_a1"), amendment, amendment.version, seen, {})
    with pytest.raises(EditConflict):
        merge.merge_amendment(cast.actor("manager_a1"), amendment, amendment.version, {}, {})
    with pytest.raises(EditConflict):
        merge.merge_amendment(
            cast.actor("manager_a1"), amendment, amendment.version - 1, {change.pk: (activity.pk, 2)}, {}
        )
    assert PlanItem.objects.get(pk=activity.pk).title == activity.title


def test_the_new_wording_is_made_of_what_stands_now_when_somebody_else_has_revised_it(cast: Cast) -> None:
    chain = cast.chain()
    amendment = begun(cast)
    change = proposed(
        cast, taken(cast, amendment, chain["focus"]), description="Vår text", responsible=cast.user("chair_a")
    )
    chair = cast.actor("chair_a")
    other = actions.revise_item(chair, chain["focus"], 2026)
    other = actions.edit_item(chair, other, 1, title="Andras lydelse", first_year=2026)
    other = actions.decide_item(chair, other, cast.decision("A"), other.version, cast.user("politician_a"))
    with pytest.raises(merge.Unanswered) as broken:
        merged(cast, amendment, "chair_a", cast.decision("A"))
    assert broken.value.questions == [(change.pk, "responsible")]
    answers = {change.pk: {"responsible": cast.user("chair_a").pk}}
    merged(cast, amendment, "chair_a", cast.decision("A"), answers)
    new = PlanItem.objects.get(replaces=other)
    assert (new.title, new.description, new.first_year) == ("Andras lydelse", "Vår text", 2026)
    assert PlanItem.objects.get(pk=chain["strategy"].pk).parent_id == new.pk


def test_what_has_ended_meanwhile_is_taken_out_first(cast: Cast) -> None:
    activity, amendment, change = activity_amendment(cast, title="Vår rubrik")
    actions.end_item(cast.actor("manager_a1"), activity, 2026, "Klart", 1)
    with pytest.raises(RuleBroken, match="har avslutats"):
        merged(cast, amendment, "manager_a1")
    assert change_rows(amendment)[0].is_blocked
    amendments.take_out(cast.actor("manager_a1"), change, change.version)
    with pytest.raises(RuleBroken, match="föreslår inget"):
        merged(cast, amendment, "manager_a1")


def test_a_whole_branch_is_revised_together(cast: Cast) -> None:
    """The goal and the focus area of one body, where the focus area hangs on the goal: it follows to the goal's new wording."""
    vision = cast.item("vision", "KF", responsible=cast.user("kf_chair"))
    goal = cast.item("goal", "KF", parent=vision, responsible=cast.user("kf_chair"))
    amendment = begun(cast, "KF", "kf_politician")
    changes = amendments.take_items(cast.actor("kf_politician"), amendment, [goal, vision])
    for change in changes:
        proposed(cast, change, "kf_politician", title=f"Ny {change.item}")
    merged(cast, amendment, "kf_chair", cast.decision("KF"))
    new_vision, new_goal = PlanItem.objects.get(replaces=vision), PlanItem.objects.get(replaces=goal)
    assert new_goal.parent_id == new_vision.pk
    assert not trees.check(PlanItem)


def test_a_broken_rule_in_one_part_leaves_the_whole_plan_as_it_was(cast: Cast) -> None:
    chain = cast.chain()
    actor = cast.actor("manager_a")
    amendment = begun(cast, "verksA", "manager_a")
    strategy, activity = amendments.take_items(actor, amendment, [chain["strategy"], chain["activity"]])
    proposed(cast, activity, "manager_a", title="Ny rubrik")
    amendments.propose_end(actor, strategy, 1, 2025)
    with pytest.raises(RuleBroken, match="fortsätter efter 2025"):
        merged(cast, amendment, "manager_a")
    assert PlanItem.objects.get(pk=chain["activity"].pk).title == chain["activity"].title
    assert Amendment.objects.get(pk=amendment.pk).state == AmendmentState.OPEN


def test_a_dropped_amendment_stays_readable_and_is_not_changed(cast: Cast) -> None:
    amendment = begun(cast)
    change = taken(cast, amendment, cast.chain()["focus"])
    dropped = amendments.drop_amendment(cast.actor("chair_a"), amendment, 2)
    assert dropped.state == AmendmentState.DROPPED
    assert Amendment.objects.visible_to(cast.actor("politician_a")).filter(pk=amendment.pk).exists()
    for act in (
        lambda: proposed(cast, change, title="Ny"),
        lambda: amendments.take_out(cast.actor("politician_a"), change, 1),
        lambda: amendments.propose_end(cast.actor("politician_a"), change, 1, 2026),
        lambda: merged(cast, amendment, "chair_a", cast.decision("A")),
        lambda: amendments.edit_amendment(cast.actor("chair_a"), dropped, dropped.version, name="X", reason=""),
    ):
        with pytest.raises(RuleBroken, match="nedlagd"):
            act()


def test_the_whole_amendment_is_read_with_few_queries(cast: Cast, django_assert_max_num_queries: Any) -> None:
    chain = cast.chain()
    amendment = begun(cast, "verksA", "manager_a")
    more = [cast.item("activity", "A1", parent=chain["strategy"], responsible=cast.user("staff_a1")) for _n in range(8)]
    taken(cast, amendment, more[0], "manager_a")
    with django_assert_max_num_queries(6) as few:
        assert len(change_rows(amendment)) == 1
    amendments.take_items(cast.actor("manager_a"), amendment, more[1:])
    with django_assert_max_num_queries(6) as many:
        assert len(change_rows(amendment)) == 8
    assert len(few) == len(many)


def questions_of(cast: Cast, amendment: Amendment, answers: merge.Answers) -> set[str] | None:
    """The fields that the merge asks about, none when it went through; None where nothing was proposed."""
    try:
        merged(cast, amendment, "manager_a1", answers=answers)
    except merge.Unanswered as broken:
        return {name for _pk, name in broken.questions}
    except RuleBroken:
        return None
    return set()


TITLES = st.sampled_from(["Ett", "Två", "Tre"])
YEARS = st.sampled_from([2026, 2027, 2028])  # not only closed years
WORDS = st.fixed_dictionaries({"title": TITLES, "description": TITLES, "last_year": YEARS})


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    theirs=WORDS,
    ours=WORDS,
    answers=st.dictionaries(st.sampled_from(["title", "description", "last_year"]), st.just("plan")),
)
def test_no_field_that_somebody_changed_meanwhile_is_overwritten_without_a_choice(
    cast: Cast, theirs: dict[str, Any], ours: dict[str, Any], answers: dict[str, str]
) -> None:
    """Whatever two people write: where both changed a field to different things, the plan's stands until somebody has answered."""
    activity = cast.item("activity", "A1", title="Ett", description="Ett", parent=cast.item("strategy", "verksA"))
    amendment = begun(cast, "A1", "manager_a1")
    change = proposed(cast, taken(cast, amendment, activity, "manager_a1"), "manager_a1", **ours)
    now = actions.edit_item(cast.actor("staff_a1"), activity, 1, **theirs)
    base = {"title": "Ett", "description": "Ett", "last_year": 2027}
    both = {n for n in base if theirs[n] != base[n] and ours[n] not in (base[n], theirs[n])}
    chosen = {change.pk: {name: theirs[name] for name in answers}}
    asked = questions_of(cast, amendment, chosen)
    item = PlanItem.objects.get(pk=activity.pk)
    if ours == base:
        assert asked is None
    elif asked:
        assert asked == both - set(answers)
        assert item.version == now.version
    else:
        assert both <= set(answers)
        for name in base:
            expected = theirs[name] if name in both or ours[name] == base[name] else ours[name]
            assert getattr(item, name) == expected
