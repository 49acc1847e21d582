"""The wall of the follow-up: every role, every place, every verb (invariant 20)."""

import pytest

from followup import rules
from followup.queries.places import all_places, place_of
from sala_styr.organisation.actor import ANONYMOUS, system_actor
from tests.cast import PEOPLE, Cast

EVERYBODY = [name for name, _role, _unit in PEOPLE]

WRITERS = {
    "KF": {"controller"},
    "KS": set(),
    "A": {"head_a"},
    "kontorA": {"head_a"},
    "verksA": {"head_a", "manager_a"},
    "A1": {"head_a", "manager_a", "manager_a1", "staff_a1"},
    "A2": {"head_a", "manager_a"},
    "B": set(),
    "verksB": {"manager_b"},
    "B1": {"manager_b"},
    "bolaget": set(),
}


@pytest.mark.parametrize("name", EVERYBODY)
def test_only_the_units_own_officials_write_its_assessments(cast: Cast, name: str) -> None:
    actor = cast.actor(name)
    may = {code for code in WRITERS if rules.may_write_assessment(actor, place_of(cast[code]))}
    assert may == {code for code, people in WRITERS.items() if name in people}


@pytest.mark.parametrize("name", EVERYBODY)
def test_staff_draft_but_the_manager_hands_in(cast: Cast, name: str) -> None:
    actor = cast.actor(name)
    may = {code for code in WRITERS if rules.may_submit_assessment(actor, place_of(cast[code]))}
    assert may == {code for code, people in WRITERS.items() if name in people - {"staff_a1"}}


JUDGES_OF_OFFICIALS = {
    "kontorA": {"chair_a", "politician_a"},
    "verksA": {"head_a"},
    "A1": {"head_a", "manager_a"},
    "kontorB": {"chair_b"},
    "verksB": set(),
    "B1": {"manager_b"},
    "ekonomi": set(),
}


@pytest.mark.parametrize("name", EVERYBODY)
def test_the_level_above_judges_what_officials_write_of_their_own(cast: Cast, name: str) -> None:
    actor = cast.actor(name)
    may = {
        code for code in JUDGES_OF_OFFICIALS if rules.may_judge_assessment(actor, place_of(cast[code]), political=False)
    }
    assert may == {code for code, people in JUDGES_OF_OFFICIALS.items() if name in people}


JUDGES_OF_POLITICAL = {
    "KF": {"kf_chair", "kf_politician"},
    "A": {"chair_a", "politician_a"},
    "B": {"chair_b"},
}


@pytest.mark.parametrize("name", EVERYBODY)
def test_the_owning_body_judges_what_is_written_of_its_goals(cast: Cast, name: str) -> None:
    actor = cast.actor(name)
    may = {
        code for code in JUDGES_OF_POLITICAL if rules.may_judge_assessment(actor, place_of(cast[code]), political=True)
    }
    assert may == {code for code, people in JUDGES_OF_POLITICAL.items() if name in people}


@pytest.mark.parametrize("name", ["auditor", "administrator", "outsider"])
def test_auditor_administrator_and_outsider_write_nothing(cast: Cast, name: str) -> None:
    actor = cast.actor(name)
    for place in all_places().values():
        assert not rules.may_write_assessment(actor, place)
        assert not rules.may_submit_assessment(actor, place)
        assert not rules.may_judge_assessment(actor, place, political=True)
        assert not rules.may_judge_assessment(actor, place, political=False)
        assert not rules.may_write_section(actor, place)
    assert not rules.may_steer_periods(actor)
    assert not rules.may_write_judgement(actor)


def test_somebody_not_logged_in_may_nothing(cast: Cast) -> None:
    for place in all_places().values():
        assert not rules.may_write_assessment(ANONYMOUS, place)
        assert not rules.may_read_draft(ANONYMOUS, place)


def test_the_command_line_may_everything(cast: Cast) -> None:
    for place in all_places().values():
        assert rules.may_write_assessment(system_actor(), place)
        assert rules.may_judge_assessment(system_actor(), place, political=False)


READS_DRAFTS_OF_A1 = {"head_a", "manager_a", "manager_a1", "staff_a1", "controller", "auditor", "administrator"}


@pytest.mark.parametrize("name", EVERYBODY)
def test_drafts_are_read_by_those_who_write_and_those_who_read_everything(cast: Cast, name: str) -> None:
    assert rules.may_read_draft(cast.actor(name), place_of(cast["A1"])) == (name in READS_DRAFTS_OF_A1)


@pytest.mark.parametrize("name", EVERYBODY)
def test_only_a_controller_steers_periods_and_writes_the_joint_judgement(cast: Cast, name: str) -> None:
    assert rules.may_steer_periods(cast.actor(name)) == (name == "controller")
    assert rules.may_write_judgement(cast.actor(name)) == (name == "controller")


NEIGHBOURS = {
    ("KF", "KS"),
    ("KF", "A"),
    ("KF", "B"),
    ("KF", "gemensamt"),
    ("KS", "ekonomi"),
    ("KS", "bolaget"),
    ("A", "kontorA"),
    ("kontorA", "verksA"),
    ("verksA", "A1"),
    ("verksA", "A2"),
    ("B", "kontorB"),
    ("kontorB", "verksB"),
    ("verksB", "B1"),
}


def test_a_dialogue_is_between_two_who_meet_in_the_tree(cast: Cast) -> None:
    places = {code: place_of(cast[code]) for code in cast.units}
    pairs = {(a, b) for a in places for b in places if rules.are_neighbours(places[a], places[b])}
    assert pairs == NEIGHBOURS


@pytest.mark.parametrize(
    ("upper", "lower", "for_upper", "for_lower"),
    [
        ("KF", "A", {"kf_chair", "kf_politician"}, {"chair_a", "politician_a"}),
        ("A", "kontorA", {"chair_a", "politician_a"}, {"head_a"}),
        ("kontorA", "verksA", {"head_a"}, {"manager_a"}),
        ("verksA", "A1", {"manager_a", "head_a"}, {"manager_a1", "staff_a1"}),
        ("kontorB", "verksB", set(), {"manager_b"}),
    ],
)
def test_each_side_is_spoken_for_by_its_own_people(
    cast: Cast, upper: str, lower: str, for_upper: set[str], for_lower: set[str]
) -> None:
    above, below = place_of(cast[upper]), place_of(cast[lower])
    assert {n for n in EVERYBODY if rules.speaks_for_upper(cast.actor(n), above, below)} == for_upper
    assert {n for n in EVERYBODY if rules.speaks_for_lower(cast.actor(n), above, below)} == for_lower


@pytest.mark.parametrize(
    ("upper", "lower", "for_upper", "for_lower"),
    [
        ("KF", "A", {"kf_chair"}, {"chair_a"}),
        ("A", "kontorA", {"chair_a"}, {"head_a"}),
        ("verksA", "A1", {"manager_a", "head_a"}, {"manager_a1"}),
    ],
)
def test_a_side_is_confirmed_by_its_chair_or_manager(
    cast: Cast, upper: str, lower: str, for_upper: set[str], for_lower: set[str]
) -> None:
    above, below = place_of(cast[upper]), place_of(cast[lower])
    assert {n for n in EVERYBODY if rules.may_confirm_upper(cast.actor(n), above, below)} == for_upper
    assert {n for n in EVERYBODY if rules.may_confirm_lower(cast.actor(n), above, below)} == for_lower


def test_a_dialogue_is_planned_by_either_side_or_a_controller_and_not_by_staff_or_others(cast: Cast) -> None:
    above, below = place_of(cast["verksA"]), place_of(cast["A1"])
    may = {n for n in EVERYBODY if rules.may_plan_dialogue(cast.actor(n), above, below)}
    assert may == {"manager_a", "head_a", "manager_a1", "controller"}


def test_place_of_one_unit_equals_its_place_among_all(cast: Cast) -> None:
    every = all_places()
    assert all(place_of(cast[code]) == every[cast.units[code].pk] for code in cast.units)
