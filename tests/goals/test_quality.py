"""Quality factors of a grunduppdrag: said, ordered, measured and taken away by those who answer for the work."""

import pytest

from goals import actions as plan_actions
from goals.actions import quality as actions
from goals.models import CoreMission, QualityFactor
from sala_styr.errors import EditConflict, Refused, RuleBroken
from tests.cast import PEOPLE, Cast
from tests.goals.past import count, said

WRITERS = {"head_a", "manager_a", "manager_a1"}


@pytest.fixture
def mission(cast: Cast) -> CoreMission:
    return plan_actions.set_statutory(cast.actor("manager_a1"), cast["A1"], "Förskola", [], 0)


def names(mission: CoreMission) -> list[str]:
    return [factor.name for factor in mission.quality_factors.order_by("order", "pk")]


def test_they_come_in_the_order_they_are_said_and_can_be_moved(cast: Cast, mission: CoreMission) -> None:
    manager = cast.actor("manager_a1")
    first, _second, last = [actions.add_factor(manager, mission, name) for name in ("A", "B", "C")]
    assert names(mission) == ["A", "B", "C"]
    actions.move_factor(manager, last, -1)
    assert names(mission) == ["A", "C", "B"]
    actions.move_factor(manager, first, -1)
    assert names(mission) == ["A", "C", "B"]
    actions.move_factor(manager, first, 1)
    assert names(mission) == ["C", "A", "B"]
    assert said(last) == ("manager_a1", "Ordnade kvalitetsfaktorerna")


@pytest.mark.parametrize("name", sorted({name for name, _role, _unit in PEOPLE} - WRITERS))
def test_others_do_not_write_them(cast: Cast, mission: CoreMission, name: str) -> None:
    factor = actions.add_factor(cast.actor("manager_a"), mission, "Trygghet")
    actor = cast.actor(name)
    for act in (
        lambda: actions.add_factor(actor, mission, "Mer"),
        lambda: actions.edit_factor(actor, factor, 1, "Annat", ""),
        lambda: actions.move_factor(actor, factor, 1),
        lambda: actions.remove_factor(actor, factor),
    ):
        with pytest.raises(Refused, match="chef för Enhet A1"):
            act()
    assert names(mission) == ["Trygghet"]


def test_the_second_of_two_is_told_and_the_same_again_writes_nothing(cast: Cast, mission: CoreMission) -> None:
    factor = actions.add_factor(cast.actor("manager_a1"), mission, "Trygghet")
    assert actions.edit_factor(cast.actor("manager_a1"), factor, 1, "Trygghet", "").version == 1
    assert actions.edit_factor(cast.actor("manager_a1"), factor, 1, "Trygghet och ro", "Text").version == 2
    assert count(factor) == 2
    with pytest.raises(EditConflict):
        actions.edit_factor(cast.actor("manager_a"), factor, 1, "Annat", "")


@pytest.mark.parametrize("name", ["", "  ", "trygghet"])
def test_a_name_is_needed_once(cast: Cast, mission: CoreMission, name: str) -> None:
    actions.add_factor(cast.actor("manager_a1"), mission, "Trygghet")
    with pytest.raises(RuleBroken) as broken:
        actions.add_factor(cast.actor("manager_a1"), mission, name)
    assert broken.value.field == "name"


def test_what_is_measured_stays(cast: Cast, mission: CoreMission) -> None:
    manager = cast.actor("manager_a1")
    factor, other = actions.add_factor(manager, mission, "Trygghet"), actions.add_factor(manager, mission, "Ro")
    plan_actions.create_indicator(manager, factor, name="Andel", unit_of_measure="procent")
    with pytest.raises(RuleBroken, match="mäts av indikatorer"):
        actions.remove_factor(manager, factor)
    actions.remove_factor(manager, other)
    assert names(mission) == ["Trygghet"]
    for act in (lambda: actions.remove_factor(manager, other), lambda: actions.edit_factor(manager, other, 1, "X", "")):
        with pytest.raises(RuleBroken, match="Någon annan har tagit bort"):
            act()


def test_the_pages(cast: Cast, mission: CoreMission) -> None:
    client = cast.client("manager_a1")
    page, create = f"/mal/grunduppdrag/{cast['A1'].pk}/", f"/mal/grunduppdrag/{cast['A1'].pk}/kvalitet/"
    assert "Inga kvalitetsfaktorer ännu" in client.get(page).content.decode()
    assert client.post(create, {"name": "", "text": ""}).status_code == 422
    assert client.post(create, {"name": "Trygghet", "text": "Barnen vågar"})["Location"] == f"{page}#kvalitet"
    factor = QualityFactor.objects.get()
    client.post(create, {"name": "Ro", "text": ""})
    plan_actions.create_indicator(cast.actor("manager_a1"), factor, name="Andel trygga", unit_of_measure="procent")
    html = client.get(page).content.decode()
    for words in ("Trygghet", "Barnen vågar", "Andel trygga", "uppgift saknas", "Flytta ned"):
        assert words in html
    outsider = cast.client("outsider").get(page).content.decode()
    assert "Andel trygga" in outsider
    assert "Flytta ned" not in outsider
    edit = f"/mal/grunduppdrag/kvalitet/{factor.pk}/"
    assert client.post(edit, {"name": "Trygghet!", "text": "", "version": 1}).status_code == 302
    conflict = client.post(edit, {"name": "Annat", "text": "", "version": 1})
    assert conflict.status_code == 409
    assert "Trygghet!" in conflict.content.decode()
    client.post(f"{edit}flytta/", {"vart": "ned"})
    assert names(mission) == ["Ro", "Trygghet!"]
    ro = mission.quality_factors.get(name="Ro")
    client.post(f"/mal/grunduppdrag/kvalitet/{ro.pk}/ta-bort/")
    assert names(mission) == ["Trygghet!"]
    for part in ("", "flytta/", "ta-bort/"):
        assert cast.client("chair_a").post(f"{edit}{part}").status_code == 403
    assert cast.client("head_a").get(f"/mal/grunduppdrag/{cast['A2'].pk}/kvalitet/").status_code == 404
