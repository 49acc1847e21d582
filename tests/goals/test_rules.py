"""Who may do what with the plan: the whole matrix of people and verbs."""

import pytest

from goals import rules
from goals.models import ItemState, PlanItem
from tests.cast import PEOPLE, Cast

EVERYBODY = [name for name, _role, _unit in PEOPLE]
ELECTED_A = {"chair_a", "politician_a"}
ELECTED_KF = {"kf_chair", "kf_politician"}
OVER_A1 = {"head_a", "manager_a", "manager_a1", "staff_a1"}
OVER_SERVICE_A = {"head_a", "manager_a"}


def those(cast: Cast, may: object) -> set[str]:
    """Everybody for whom ``may`` says yes."""
    return {name for name in EVERYBODY if may(cast.actor(name))}  # type: ignore[operator]


@pytest.mark.parametrize(
    ("step", "owner", "writers"),
    [
        ("vision", "KF", ELECTED_KF),
        ("goal", "KF", ELECTED_KF),
        ("priority", "KF", ELECTED_KF),
        ("focus", "A", ELECTED_A),
        ("focus", "B", {"chair_b"}),
        ("committee_priority", "A", ELECTED_A),
        ("strategy", "verksA", OVER_SERVICE_A),
        ("service_priority", "verksA", OVER_SERVICE_A),
        ("activity", "A1", OVER_A1),
        ("activity", "A2", OVER_SERVICE_A),
        ("activity", "B1", {"manager_b"}),
    ],
)
def test_the_wall_between_elected_and_officials(cast: Cast, step: str, owner: str, writers: set[str]) -> None:
    may = those(cast, lambda actor: rules.may_write(actor, cast.levels[step], cast.units[owner].pk))
    assert may == writers


@pytest.mark.parametrize(
    ("step", "owner", "deciders"),
    [
        ("goal", "KF", {"kf_chair"}),
        ("focus", "A", {"chair_a"}),
        ("focus", "B", {"chair_b"}),
        ("strategy", "verksA", set()),
    ],
)
def test_only_the_owners_chair_enters_its_decision(cast: Cast, step: str, owner: str, deciders: set[str]) -> None:
    assert those(cast, lambda actor: rules.may_decide(actor, cast.levels[step], cast.units[owner].pk)) == deciders


def test_what_is_decided_is_ended_by_the_chair_and_officials_work_by_a_manager(cast: Cast) -> None:
    assert those(cast, lambda a: rules.may_end(a, cast.levels["focus"], cast.units["A"].pk)) == {"chair_a"}
    assert those(cast, lambda a: rules.may_end(a, cast.levels["activity"], cast.units["A1"].pk)) == OVER_A1 - {
        "staff_a1"
    }


def test_an_outcome_may_be_entered_by_a_controller_but_not_by_others_bodies(cast: Cast) -> None:
    may = those(cast, lambda a: rules.may_record_outcome(a, cast.levels["goal"], cast.units["KF"].pk))
    assert may == {*ELECTED_KF, "controller"}


def test_the_statutory_part_is_the_managers_and_the_local_part_the_bodys(cast: Cast) -> None:
    statutory = those(cast, lambda a: rules.may_edit_statutory(a, cast.units["A1"].pk))
    assert statutory == {"head_a", "manager_a", "manager_a1"}
    assert those(cast, lambda a: rules.may_edit_local(a, cast.units["A"].pk)) == ELECTED_A
    assert not those(cast, lambda a: rules.may_edit_local(a, None))


def test_the_steering_model_is_the_administrators(cast: Cast) -> None:
    assert those(cast, rules.may_load_steering_model) == {"administrator"}


@pytest.mark.parametrize(
    ("step", "owner", "readers"),
    [
        ("goal", "KF", {*ELECTED_KF, "controller", "auditor", "administrator"}),
        ("focus", "A", {*ELECTED_A, "controller", "auditor", "administrator"}),
        ("focus", "B", {"chair_b", "controller", "auditor", "administrator"}),
    ],
)
def test_a_draft_is_read_by_its_own_body_and_those_who_read_everything(
    cast: Cast, step: str, owner: str, readers: set[str]
) -> None:
    draft = cast.item(step, owner, state=ItemState.DRAFT)
    assert those(cast, lambda actor: rules.may_see(actor, draft)) == readers
    found = {name for name in EVERYBODY if PlanItem.objects.visible_to(cast.actor(name)).filter(pk=draft.pk).exists()}
    assert found == readers


def test_what_is_decided_is_read_by_everybody(cast: Cast) -> None:
    goal = cast.item("goal", "KF")
    assert those(cast, lambda actor: rules.may_see(actor, goal)) == set(EVERYBODY)


def test_a_refusal_says_who_may(cast: Cast) -> None:
    assert "förtroendevalda" in rules.who_may_write(cast.levels["focus"], cast["A"])
    assert "chefer och medarbetare" in rules.who_may_write(cast.levels["activity"], cast["A1"])
    assert "ordföranden" in rules.who_may_decide(cast["A"])
    assert "ordföranden" in rules.who_may_end(cast.levels["focus"], cast["A"])
    assert "chef" in rules.who_may_end(cast.levels["activity"], cast["A1"])


def offered(cast: Cast, name: str, item: PlanItem) -> set[str]:
    offer = rules.offered(cast.actor(name), item)
    return {verb for verb in offer.__dataclass_fields__ if getattr(offer, verb)}


def test_a_draft_offers_its_chair_everything_but_what_comes_after_a_decision(cast: Cast) -> None:
    draft = cast.item("focus", "A", parent=cast.item("goal", "KF"), state=ItemState.DRAFT)
    writing = {"edit", "move", "delete", "order", "copy", "indicators", "outcomes"}
    assert offered(cast, "chair_a", draft) == writing | {"decide"}
    assert offered(cast, "politician_a", draft) == writing


def test_what_is_decided_offers_a_new_wording_and_an_end_but_no_change(cast: Cast) -> None:
    focus = cast.item("focus", "A")
    assert offered(cast, "chair_a", focus) == {"revise", "end", "indicators", "outcomes"}
    assert offered(cast, "politician_a", focus) == {"revise", "indicators", "outcomes"}


def test_an_activity_offers_its_people_the_quick_note(cast: Cast) -> None:
    activity = cast.item("activity", "A1")
    mine = {"edit", "move", "delete", "status", "steps", "indicators", "outcomes"}
    assert offered(cast, "staff_a1", activity) == mine
    assert offered(cast, "manager_a1", activity) == mine | {"end"}


def test_the_top_of_the_chain_cannot_be_moved(cast: Cast) -> None:
    vision = cast.item("vision", "KF", state=ItemState.DRAFT)
    assert "move" not in offered(cast, "kf_chair", vision)


def test_what_is_ended_offers_nothing_but_its_outcomes(cast: Cast) -> None:
    ended = cast.item("activity", "A1", state=ItemState.ENDED)
    assert offered(cast, "manager_a1", ended) == {"outcomes"}


@pytest.mark.parametrize("name", ["auditor", "administrator", "outsider", "chair_b", "manager_b", "kf_chair"])
def test_others_are_offered_nothing(cast: Cast, name: str) -> None:
    for step, owner in (("focus", "A"), ("strategy", "verksA"), ("activity", "A1")):
        assert offered(cast, name, cast.item(step, owner)) == set()


def test_what_is_only_of_closed_years_offers_its_correction_instead_of_a_change(cast: Cast) -> None:
    activity = cast.item("activity", "A1", first_year=2025, last_year=2025)
    offer = rules.offered(cast.actor("manager_a1"), activity, closed=True)
    assert offer.correct
    assert offer.outcomes
    assert not any(getattr(offer, name) for name in ("edit", "move", "delete", "end", "link"))
    assert not rules.offered(cast.actor("manager_b"), activity, closed=True).correct
