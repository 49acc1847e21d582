"""Grunduppdraget: two parts, two owners."""

import pytest

from goals import actions
from goals.laws import Law
from goals.models import CoreMission
from goals.queries import core_missions_below, deciding_body, mission_of, mission_rows
from sala_styr.errors import EditConflict, Refused, RuleBroken
from tests.cast import Cast
from tests.goals.past import count, said


def test_the_manager_writes_the_statutory_part(cast: Cast) -> None:
    mission = actions.set_statutory(
        cast.actor("manager_a1"), cast["A1"], "Förskola", [Law("skollagen", "2010:800", "1", "4"), Law("Lpfö 18")], 0
    )
    assert mission.law_list == ["skollagen (2010:800) 1 kap. 4 §", "Lpfö 18"]
    assert mission.version == 1
    assert said(mission) == ("manager_a1", "Ändrade grunduppdragets lagstadgade del")
    assert count(mission) == 1


@pytest.mark.parametrize(
    "name", ["staff_a1", "manager_b", "chair_a", "politician_a", "controller", "auditor", "outsider"]
)
def test_others_do_not_write_the_statutory_part(cast: Cast, name: str) -> None:
    with pytest.raises(Refused, match="chef för Enhet A1"):
        actions.set_statutory(cast.actor(name), cast["A1"], "Något", [], 0)
    assert not CoreMission.objects.exists()


def test_the_body_above_decides_the_local_part(cast: Cast) -> None:
    decision = cast.decision("A")
    mission = actions.set_local(cast.actor("politician_a"), cast["A1"], "Öppet till 18", decision, 0)
    assert (mission.local, mission.local_decision) == ("Öppet till 18", decision)
    who, why = said(mission)
    assert who == "politician_a"
    assert str(decision) in why


@pytest.mark.parametrize("name", ["chair_b", "kf_chair", "manager_a1", "controller", "administrator", "outsider"])
def test_others_do_not_write_the_local_part(cast: Cast, name: str) -> None:
    with pytest.raises(Refused, match="Nämnd A"):
        actions.set_local(cast.actor(name), cast["A1"], "Något", cast.decision("A"), 0)


@pytest.mark.parametrize("body", ["KF", "B", None])
def test_the_local_part_needs_that_bodys_decision(cast: Cast, body: str | None) -> None:
    decision = cast.decision(body) if body else None
    with pytest.raises(RuleBroken, match="beslut av Nämnd A") as broken:
        actions.set_local(cast.actor("chair_a"), cast["A1"], "Något", decision, 0)
    assert broken.value.field == "decision"


def test_the_two_parts_do_not_overwrite_each_other(cast: Cast) -> None:
    actions.set_statutory(cast.actor("manager_a1"), cast["A1"], "Lagen", [], 0)
    mission = actions.set_local(cast.actor("chair_a"), cast["A1"], "Vi", cast.decision("A"), 1)
    assert (mission.statutory, mission.local, mission.version) == ("Lagen", "Vi", 2)


def test_the_second_of_two_is_told(cast: Cast) -> None:
    actions.set_statutory(cast.actor("manager_a1"), cast["A1"], "Först", [], 0)
    for version in (0, 7):
        with pytest.raises(EditConflict):
            actions.set_statutory(cast.actor("manager_a"), cast["A1"], "Sedan", [], version)
    assert CoreMission.objects.get(unit=cast["A1"]).statutory == "Först"


def test_a_political_body_has_no_grunduppdrag(cast: Cast) -> None:
    from sala_styr.organisation.actor import system_actor

    with pytest.raises(RuleBroken, match="inte en verksamhet"):
        actions.set_statutory(system_actor(), cast["A"], "Något", [], 0)


@pytest.mark.parametrize(("unit", "body"), [("A1", "A"), ("ekonomi", "KS"), ("A", "A"), ("bolaget", "KF")])
def test_the_nearest_political_body_answers_for_a_unit(cast: Cast, unit: str, body: str) -> None:
    assert deciding_body(cast[unit]) == cast[body]


def test_the_grunduppdrag_below_a_unit_come_in_the_organisations_order(cast: Cast) -> None:
    for code in ("A2", "A1", "B1", "verksA"):
        actions.set_statutory(cast.actor("manager_a" if code != "B1" else "manager_b"), cast[code], code, [], 0)
    assert [mission.unit.code for mission in core_missions_below(cast["A"])] == ["verksA", "A1", "A2"]
    assert [mission.unit.code for mission in core_missions_below(cast["A1"])] == ["A1"]
    assert mission_of(cast["kontorA"]) is None


def test_every_unit_that_ought_to_have_one_is_listed(cast: Cast, django_assert_num_queries: object) -> None:
    actions.set_statutory(cast.actor("manager_a1"), cast["A1"], "Förskola", [], 0)
    with django_assert_num_queries(2):  # type: ignore[operator]
        rows = {row.unit.code: row for row in mission_rows(2026)}
    assert set(rows) == {"ekonomi", "kontorA", "verksA", "A1", "A2", "kontorB", "verksB", "B1", "bolaget"}
    assert rows["A1"].body == cast["A"]
    assert (rows["kontorA"].depth, rows["A1"].depth, rows["bolaget"].depth) == (0, 2, 0)
    assert rows["A1"].mission is not None
    assert rows["A2"].mission is None
