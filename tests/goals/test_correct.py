"""A closed year can be corrected: as a new wording, with a reason, and the old one still there to read."""

from typing import Any

import pytest

from goals import actions
from goals.actions.correct import correct_item
from goals.models import Indicator, ItemState, PlanItem
from goals.queries import branch_parents, plan_rows
from sala_styr import trees
from sala_styr.errors import EditConflict, Refused, RuleBroken
from sala_styr.organisation.actor import system_actor
from tests.cast import Cast
from tests.goals.past import count, said

CLOSED = {"first_year": 2025, "last_year": 2025}


def closed_chain(cast: Cast) -> dict[str, PlanItem]:
    """A thread of which the focus area and all below it are only valid in 2025, which is closed."""
    vision = cast.item("vision", "KF")
    goal = cast.item("goal", "KF", parent=vision)
    focus = cast.item("focus", "A", parent=goal, responsible=cast.user("chair_a"), **CLOSED)
    strategy = cast.item("strategy", "verksA", parent=focus, **CLOSED)
    activity = cast.item("activity", "A1", parent=strategy, **CLOSED)
    return {"goal": goal, "focus": focus, "strategy": strategy, "activity": activity}


def test_what_is_only_of_closed_years_is_not_changed_in_the_ordinary_way(cast: Cast) -> None:
    chain = closed_chain(cast)
    activity, actor = chain["activity"], cast.actor("manager_a1")
    for act in (
        lambda: actions.edit_item(actor, activity, 1, title="Annat"),
        lambda: actions.move_item(actor, activity, chain["strategy"], 1),
        lambda: actions.delete_item(actor, activity, 1),
    ):
        with pytest.raises(RuleBroken, match="Rätta det som en ny lydelse"):
            act()
    assert count(activity) == 1


def test_an_item_that_goes_on_in_an_open_year_is_changed_as_before(cast: Cast) -> None:
    item = cast.item("activity", "A1", first_year=2025, last_year=2026)
    assert actions.edit_item(cast.actor("manager_a1"), item, 1, title="Nytt").title == "Nytt"
    with pytest.raises(RuleBroken, match="år som inte är avslutade"):
        correct_item(cast.actor("manager_a1"), item, 2, "Fel", title="Rätt")


def test_a_correction_is_a_new_wording_in_the_same_years_with_the_reason(cast: Cast) -> None:
    chain = closed_chain(cast)
    new = correct_item(cast.actor("manager_a"), chain["strategy"], 1, "Fel siffra i texten", title="Rätt text")
    assert (new.title, new.state, new.replaces, new.first_year, new.last_year) == (
        "Rätt text", ItemState.ACTIVE, chain["strategy"], 2025, 2025,
    )  # fmt: skip
    old = PlanItem.objects.get(pk=chain["strategy"].pk)
    assert (old.title, old.state) == (chain["strategy"].title, ItemState.ENDED)
    assert said(new) == said(old) == ("manager_a", "Rättade i efterhand: Fel siffra i texten")
    assert PlanItem.objects.get(pk=chain["activity"].pk).parent_id == new.pk
    rows = {row.pk: row for row in plan_rows(system_actor(), 2025)}
    assert new.pk in rows
    assert old.pk not in rows
    assert branch_parents(2025)[chain["activity"].pk] == new.pk
    assert not trees.check(PlanItem)


def test_what_a_body_has_decided_is_corrected_by_its_chair_with_a_decision(cast: Cast) -> None:
    focus = closed_chain(cast)["focus"]
    with pytest.raises(Refused, match="ordföranden"):
        correct_item(cast.actor("politician_a"), focus, 1, "Fel", cast.decision("A"), title="Rätt")
    chair = cast.actor("chair_a")
    with pytest.raises(RuleBroken, match="Välj vilket") as broken:
        correct_item(chair, focus, 1, "Fel", title="Rätt")
    assert broken.value.field == "decision"
    with pytest.raises(RuleBroken, match="själv"):
        correct_item(chair, focus, 1, "Fel", cast.decision("KF"), title="Rätt")
    decision = cast.decision("A")
    new = correct_item(chair, focus, 1, "Fel", decision, title="Rätt")
    assert (new.state, new.decision, new.responsible) == (ItemState.DECIDED, decision, cast.user("chair_a"))
    assert PlanItem.objects.get(pk=focus.pk).end_decision == decision


@pytest.mark.parametrize("name", ["chair_a", "manager_b", "controller", "auditor", "administrator", "outsider"])
def test_others_do_not_correct_it(cast: Cast, name: str) -> None:
    with pytest.raises(Refused):
        correct_item(cast.actor(name), closed_chain(cast)["activity"], 1, "Fel", title="Rätt")


def test_indicators_and_steps_follow_and_an_outcome_can_still_come(cast: Cast) -> None:
    activity = closed_chain(cast)["activity"]
    actor = cast.actor("manager_a1")
    indicator = actions.create_indicator(actor, activity, name="Andel", unit_of_measure="procent")
    step = actions.add_step(actor, activity, "Första steget")
    new = correct_item(actor, activity, 1, "Fel", title="Rätt")
    indicator = Indicator.objects.get(pk=indicator.pk)
    assert indicator.item == new
    step.refresh_from_db()
    assert step.item_id == new.pk
    assert "Rättade i efterhand" in said(indicator)[1]


def test_what_was_ended_in_a_closed_year_stays_ended_when_it_is_corrected(cast: Cast) -> None:
    activity = cast.item("activity", "A1", state=ItemState.ENDED, **CLOSED)
    new = correct_item(cast.actor("manager_a1"), activity, 1, "Fel", title="Rätt")
    assert new.state == ItemState.ENDED


def test_only_the_newest_wording_is_corrected_and_only_when_something_differs(cast: Cast) -> None:
    activity = closed_chain(cast)["activity"]
    actor = cast.actor("manager_a1")
    with pytest.raises(RuleBroken, match="Inget skiljer"):
        correct_item(actor, activity, 1, "Fel", title=activity.title)
    with pytest.raises(EditConflict):
        correct_item(actor, activity, 7, "Fel", title="Rätt")
    correct_item(actor, activity, 1, "Fel", title="Rätt")
    with pytest.raises(RuleBroken, match="redan ersatts"):
        correct_item(actor, activity, 2, "Fel", title="Rättare")


def test_a_draft_is_simply_changed(cast: Cast) -> None:
    draft = cast.item("focus", "A", parent=cast.item("goal", "KF"), state=ItemState.DRAFT, **CLOSED)
    assert actions.edit_item(cast.actor("chair_a"), draft, 1, title="Nytt").title == "Nytt"
    with pytest.raises(RuleBroken, match="utkast"):
        correct_item(cast.actor("chair_a"), draft, 2, "Fel", cast.decision("A"), title="Rätt")


def html_of(cast: Cast, name: str, item: PlanItem, verb: str = "") -> str:
    response: Any = cast.client(name).get(f"/mal/{item.pk}/{verb}")
    assert response.status_code == 200
    return str(response.content.decode())


def test_the_page_says_that_the_year_is_closed_and_offers_the_correction(cast: Cast) -> None:
    chain = closed_chain(cast)
    activity = chain["activity"]
    html = html_of(cast, "manager_a1", activity)
    assert "Året är avslutat." in html
    assert f"/mal/{activity.pk}/ratta/" in html
    assert f'href="/mal/{activity.pk}/andra/"' not in html
    assert f"/mal/{activity.pk}/ratta/" not in html_of(cast, "outsider", activity)
    assert f"/mal/{chain['focus'].pk}/ratta/" in html_of(cast, "chair_a", chain["focus"])
    assert f"/mal/{chain['focus'].pk}/ratta/" not in html_of(cast, "politician_a", chain["focus"])
    assert "avslutat." not in html_of(cast, "manager_a1", cast.item("activity", "A1"))


def test_it_is_corrected_from_its_form(cast: Cast) -> None:
    activity = closed_chain(cast)["activity"]
    client, address = cast.client("manager_a1"), f"/mal/{activity.pk}/ratta/"
    assert "Varför det rättas" in html_of(cast, "manager_a1", activity, "ratta/")
    assert client.post(address, {"version": 1, "title": "Rätt"}).status_code == 422
    response = client.post(address, {"version": 1, "title": "Rätt", "reason": "Skrivfel"}, follow=True)
    assert "Den tidigare lydelsen finns kvar" in response.content.decode()
    new = PlanItem.objects.get(replaces=activity)
    html = html_of(cast, "outsider", new, "lydelser/")
    assert "Rättade i efterhand: Skrivfel" in html
    assert client.get(f"/mal/{new.pk}/andra/").status_code == 409
    assert cast.client("outsider").get(f"/mal/{new.pk}/ratta/").status_code == 403


def test_the_decided_is_corrected_from_its_form_with_a_decision(cast: Cast) -> None:
    focus = closed_chain(cast)["focus"]
    client, decision = cast.client("chair_a"), cast.decision("A")
    sent = {"version": 1, "title": "Rätt", "responsible": cast.user("chair_a").pk, "reason": "Skrivfel"}
    assert client.post(f"/mal/{focus.pk}/ratta/", sent).status_code == 422
    client.post(f"/mal/{focus.pk}/ratta/", sent | {"decision": decision.pk})
    assert PlanItem.objects.get(replaces=focus).decision == decision


def test_what_is_only_of_closed_years_is_not_ended_or_linked_either(cast: Cast) -> None:
    activity = closed_chain(cast)["activity"]
    with pytest.raises(RuleBroken, match="behöver inte avslutas"):
        actions.end_item(cast.actor("manager_a1"), activity, 2025, "Slut", 1)
    html = html_of(cast, "manager_a1", activity)
    for verb in ("avsluta", "flytta", "ta-bort", "koppla"):
        assert f'href="/mal/{activity.pk}/{verb}/' not in html
