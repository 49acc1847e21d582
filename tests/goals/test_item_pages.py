"""The page of one part of the plan and the forms that change it, as each person meets them."""

from decimal import Decimal
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from goals import actions
from goals.models import Indicator, IndicatorValue, ItemState, PlanItem
from sala_styr.organisation.actor import system_actor
from sala_styr.shell import contributions
from sala_styr.shell.contributions import Panel
from tests.cast import Cast

NEW = {"title": "Ny rubrik", "description": "Text", "first_year": "2026", "last_year": "2027", "responsible": ""}


@pytest.fixture(autouse=True)
def alone(monkeypatch: pytest.MonkeyPatch) -> dict[str, Any]:
    """The plan's own page, with only the columns and panels that the test contributes."""
    columns: dict[str, Any] = {}
    monkeypatch.setattr(contributions, "_thread_columns", columns)
    monkeypatch.setitem(contributions._panels, "plan_item", [])
    return columns


def text(client: Client, address: str, status: int = 200) -> str:
    response = client.get(address)
    assert response.status_code == status
    return response.content.decode()


def page(cast: Cast, name: str, item: PlanItem) -> str:
    return text(cast.client(name), f"/mal/{item.pk}/?ar=2026")


def test_the_page_says_where_one_is_and_what_it_is(cast: Cast) -> None:
    chain = cast.chain()
    html = page(cast, "outsider", chain["focus"])
    assert f'<a class="ds-link" href="/mal/{chain["goal"].pk}/">' in html
    assert 'Fokusområde · <a href="/organisation/' in html
    assert str(chain["focus"].decision) in html
    assert "2025–2027" in html
    assert "svarar på kommunfullmäktiges övergripande mål" in html
    assert f'href="/mal/{chain["strategy"].pk}/?ar=2026"' in html
    assert "Historik" in html


def test_a_draft_says_so_and_does_not_exist_for_others(cast: Cast) -> None:
    draft = cast.item("focus", "A", parent=cast.item("goal", "KF"), state=ItemState.DRAFT)
    assert "inte beslutat av Nämnd A ännu" in page(cast, "politician_a", draft)
    for name in ("chair_b", "manager_a", "outsider"):
        text(cast.client(name), f"/mal/{draft.pk}/", status=404)
        text(cast.client(name), f"/mal/{draft.pk}/andra/", status=404)


ACTIONS = ("andra", "flytta", "ta-bort", "besluta", "ny-lydelse", "avsluta", "ny", "indikator")


def offered(cast: Cast, name: str, item: PlanItem) -> set[str]:
    """The actions that the page links to."""
    html = page(cast, name, item)
    return {verb for verb in ACTIONS if f'href="/mal/{item.pk}/{verb}/' in html}


def test_what_one_may_not_do_is_not_offered(cast: Cast) -> None:
    chain = cast.chain()
    draft = cast.item("focus", "A", parent=chain["goal"], state=ItemState.DRAFT)
    assert offered(cast, "chair_a", draft) == {"andra", "flytta", "ta-bort", "besluta", "indikator"}
    assert offered(cast, "politician_a", draft) == {"andra", "flytta", "ta-bort", "indikator"}
    assert offered(cast, "chair_a", chain["focus"]) == {"ny-lydelse", "avsluta", "indikator"}
    assert offered(cast, "manager_a", chain["focus"]) == {"ny"}
    assert offered(cast, "politician_a", chain["goal"]) == {"ny"}
    assert offered(cast, "manager_a1", chain["activity"]) == {"andra", "flytta", "ta-bort", "avsluta", "indikator"}
    for name in ("auditor", "administrator", "controller", "outsider", "chair_b"):
        assert offered(cast, name, chain["activity"]) == set()


@pytest.mark.parametrize("verb", ["andra", "flytta", "ta-bort", "avsluta", "indikator"])
@pytest.mark.parametrize("name", ["chair_a", "manager_b", "controller", "auditor", "outsider"])
def test_what_is_tried_all_the_same_is_refused_with_a_reason(cast: Cast, verb: str, name: str) -> None:
    activity = cast.chain()["activity"]
    client = cast.client(name)
    for response in (client.get(f"/mal/{activity.pk}/{verb}/"), client.post(f"/mal/{activity.pk}/{verb}/", NEW)):
        assert response.status_code == 403
        assert "Det här ägs av Enhet A1" in response.content.decode()
    assert PlanItem.objects.get(pk=activity.pk).version == 1


def test_a_new_activity_from_its_form(cast: Cast) -> None:
    strategy = cast.chain()["strategy"]
    client = cast.client("staff_a1")
    html = text(client, f"/mal/{strategy.pk}/ny/?ar=2026")
    assert "Lägg till: aktivitet" in html
    sent = NEW | {"owner": cast["A1"].pk, "start_date": "2026-02-01", "end_date": "2026-06-30"}
    response = client.post(f"/mal/{strategy.pk}/ny/?ar=2026", sent, follow=True)
    made = PlanItem.objects.get(title="Ny rubrik")
    assert response.redirect_chain[-1][0] == f"/mal/{made.pk}/"
    assert "Det gäller från och med nu" in response.content.decode()
    assert (made.parent_id, made.owner, str(made.end_date)) == (strategy.pk, cast["A1"], "2026-06-30")


def test_the_form_only_offers_owners_that_one_may_write_for(cast: Cast) -> None:
    strategy = cast.chain()["strategy"]
    html = text(cast.client("manager_a"), f"/mal/{strategy.pk}/ny/?ar=2026")
    assert "Enhet A2" in html
    assert "Enhet B1" not in html
    response = cast.client("manager_a").post(f"/mal/{strategy.pk}/ny/?ar=2026", NEW | {"owner": cast["B1"].pk})
    assert response.status_code == 422


def test_a_goal_offers_the_council_nothing_below_and_the_committee_a_focus_area(cast: Cast) -> None:
    chain = cast.chain()
    assert cast.client("kf_chair").get(f"/mal/{chain['goal'].pk}/ny/").status_code == 403
    assert "Lägg till: fokusområde" in text(cast.client("chair_b"), f"/mal/{chain['goal'].pk}/ny/")
    assert "inget till" in cast.client("manager_a").get(f"/mal/{chain['activity'].pk}/ny/").content.decode()


def test_the_vision_offers_both_tracks_by_their_level(cast: Cast) -> None:
    vision = cast.item("vision", "KF")
    html = page(cast, "kf_chair", vision)
    assert "Lägg till: övergripande mål" in html
    assert "Lägg till: övergripande prioritering" in html
    level = cast.levels["priority"].pk
    assert "Lägg till: övergripande prioritering" in text(cast.client("kf_chair"), f"/mal/{vision.pk}/ny/?niva={level}")
    text(cast.client("kf_chair"), f"/mal/{vision.pk}/ny/?niva={cast.levels['activity'].pk}", status=404)


def test_an_empty_plan_begins_with_the_vision(cast: Cast) -> None:
    response = cast.client("kf_chair").post("/mal/ny/?ar=2026", NEW | {"owner": cast["KF"].pk}, follow=True)
    assert response.status_code == 200
    assert PlanItem.objects.get(title="Ny rubrik").step.key == "vision"
    assert cast.client("chair_a").get("/mal/ny/").status_code == 403


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"title": ""}, "Rubrik"),
        ({"last_year": "2025"}, "före det första"),
        ({"first_year": "2031", "last_year": "2032"}, "gemensamt"),
        ({"start_date": "2026-06-01", "end_date": "2026-01-01"}, "Slutdagen"),
        ({"start_date": "i går"}, "år-månad-dag"),
    ],
)
def test_what_needs_to_be_put_right_is_said_at_its_field_and_nothing_is_written(
    cast: Cast, change: dict[str, str], words: str
) -> None:
    strategy = cast.chain()["strategy"]
    sent = NEW | {"owner": cast["A1"].pk} | change
    response = cast.client("staff_a1").post(f"/mal/{strategy.pk}/ny/?ar=2026", sent)
    assert response.status_code == 422
    html = response.content.decode()
    assert words in html
    assert "Det här behöver rättas" in html
    assert "<title>Fel:" in html
    assert PlanItem.objects.count() == 5


def test_a_change_from_its_form(cast: Cast) -> None:
    activity = cast.chain()["activity"]
    client = cast.client("staff_a1")
    assert 'value="Ett aktivitet"' in text(client, f"/mal/{activity.pk}/andra/")
    sent = NEW | {"version": 1, "responsible": cast.user("staff_a1").pk}
    assert client.post(f"/mal/{activity.pk}/andra/", sent)["Location"] == f"/mal/{activity.pk}/"
    stored = PlanItem.objects.get(pk=activity.pk)
    assert (stored.title, stored.responsible, stored.version) == ("Ny rubrik", cast.user("staff_a1"), 2)


def test_the_second_of_two_sees_both_texts_and_may_save_knowingly(cast: Cast) -> None:
    activity = cast.chain()["activity"]
    actions.edit_item(cast.actor("manager_a1"), activity, 1, title="Chefens rubrik")
    client = cast.client("staff_a1")
    response = client.post(f"/mal/{activity.pk}/andra/", NEW | {"version": 1})
    html = response.content.decode()
    assert response.status_code == 409
    assert "Chefens rubrik" in html
    assert "Ny rubrik" in html
    assert 'name="version" value="2"' in html
    assert PlanItem.objects.get(pk=activity.pk).title == "Chefens rubrik"
    client.post(f"/mal/{activity.pk}/andra/", NEW | {"version": 2})
    assert PlanItem.objects.get(pk=activity.pk).title == "Ny rubrik"


def test_a_decided_item_cannot_be_opened_for_change(cast: Cast) -> None:
    focus = cast.chain()["focus"]
    response = cast.client("chair_a").get(f"/mal/{focus.pk}/andra/")
    assert response.status_code == 409
    assert "ny lydelse" in response.content.decode()


def test_a_move_from_its_form_offers_only_the_right_level(cast: Cast) -> None:
    chain = cast.chain()
    other = cast.item("focus", "A", parent=chain["goal"], title="Annat fokus")
    client = cast.client("manager_a")
    html = text(client, f"/mal/{chain['strategy'].pk}/flytta/")
    assert "Annat fokus (Nämnd A)" in html
    assert f'<option value="{chain["goal"].pk}"' not in html
    client.post(f"/mal/{chain['strategy'].pk}/flytta/", {"version": 1, "parent": other.pk})
    assert PlanItem.objects.get(pk=chain["strategy"].pk).parent_id == other.pk


def test_deleting_asks_first(cast: Cast) -> None:
    draft = cast.item("focus", "A", parent=cast.item("goal", "KF"), state=ItemState.DRAFT)
    client = cast.client("politician_a")
    assert "Det går inte att ångra" in text(client, f"/mal/{draft.pk}/ta-bort/")
    assert PlanItem.objects.filter(pk=draft.pk).exists()
    response = client.post(f"/mal/{draft.pk}/ta-bort/", {"version": 1})
    assert response["Location"] == f"/mal/{draft.parent_id}/"
    assert not PlanItem.objects.filter(pk=draft.pk).exists()


def test_deciding_offers_the_bodys_own_decisions_and_the_way_to_register_one(cast: Cast) -> None:
    chair, goal = cast.user("chair_a"), cast.item("goal", "KF")
    draft = cast.item("focus", "A", parent=goal, state=ItemState.DRAFT, responsible=chair)
    own, others = cast.decision("A", title="Fokusområden"), cast.decision("B", title="Andras")
    client = cast.client("chair_a")
    html = text(client, f"/mal/{draft.pk}/besluta/")
    assert f"{own}: Fokusområden" in html
    assert "Andras" not in html
    assert f"/beslut/nytt/?organ={cast['A'].pk}&amp;till=%2Fmal%2F{draft.pk}%2Fbesluta%2F" in html
    assert client.post(f"/mal/{draft.pk}/besluta/", {"version": 1, "decision": others.pk}).status_code == 422
    response = client.post(f"/mal/{draft.pk}/besluta/", {"version": 1, "decision": own.pk}, follow=True)
    assert "kan inte längre ändras" in response.content.decode()
    assert PlanItem.objects.get(pk=draft.pk).decision == own
    assert cast.client("politician_a").get(f"/mal/{draft.pk}/besluta/").status_code == 403


def test_who_will_be_responsible_is_chosen_where_the_decision_is_entered(cast: Cast) -> None:
    draft = cast.item("focus", "A", parent=cast.item("goal", "KF"), state=ItemState.DRAFT)
    client, address, decision = cast.client("chair_a"), f"/mal/{draft.pk}/besluta/", cast.decision("A")
    assert "Ingen är utsedd ännu" in text(client, address)
    assert client.post(address, {"version": 1, "decision": decision.pk}).status_code == 422
    person = cast.user("politician_a")
    client.post(address, {"version": 1, "decision": decision.pk, "responsible": person.pk})
    stored = PlanItem.objects.get(pk=draft.pk)
    assert (stored.state, stored.responsible) == (ItemState.DECIDED, person)


def test_a_meeting_decides_several_drafts_at_once(cast: Cast) -> None:
    goal = cast.item("goal", "KF")
    drafts = [
        cast.item("focus", "A", parent=goal, state=ItemState.DRAFT, title=f"Fokus {n}", responsible=person)
        for n, person in enumerate((None, cast.user("chair_a"), cast.user("chair_a")))
    ]
    cast.item("focus", "B", parent=goal, state=ItemState.DRAFT, title="Andras")
    decision, address = cast.decision("A"), f"/mal/besluta/{cast['A'].pk}/"
    client = cast.client("chair_a")
    html = text(client, address)
    assert "Fokus 2 (fokusområde)" in html
    assert "Andras" not in html
    assert f'href="{address}"' in page(cast, "chair_a", drafts[0])
    assert client.post(address, {"decision": decision.pk}).status_code == 422
    chosen = [f"{draft.pk}-1" for draft in drafts[:2]]
    assert "ingen ansvarig person" in client.post(address, {"decision": decision.pk, "items": chosen}).content.decode()
    sent = {"decision": decision.pk, "items": chosen, "responsible": cast.user("politician_a").pk}
    assert client.post(address, sent)["Location"] == "/mal/"
    states = PlanItem.objects.filter(owner=cast["A"]).order_by("pk").values_list("state", flat=True)
    assert list(states) == [ItemState.DECIDED, ItemState.DECIDED, ItemState.DRAFT]
    for name in ("politician_a", "chair_b", "manager_a", "controller"):
        assert cast.client(name).get(address).status_code == 403


def test_a_new_wording_leads_to_its_draft_and_both_know_each_other(cast: Cast) -> None:
    focus = cast.chain()["focus"]
    response = cast.client("politician_a").post(f"/mal/{focus.pk}/ny-lydelse/", {"first_year": 2027}, follow=True)
    draft = PlanItem.objects.get(replaces=focus)
    assert response.redirect_chain[-1][0] == f"/mal/{draft.pk}/"
    assert "tidigare lydelse" in response.content.decode()
    assert f'href="/mal/{draft.pk}/"' in page(cast, "chair_a", focus)
    assert f'href="/mal/{draft.pk}/"' not in page(cast, "chair_b", focus)
    assert cast.client("chair_a").post(f"/mal/{focus.pk}/ny-lydelse/", {"first_year": 2027}).status_code == 422


def test_ending_from_its_form(cast: Cast) -> None:
    chain = cast.chain()
    manager = cast.client("manager_a1")
    html = text(manager, f"/mal/{chain['activity'].pk}/avsluta/")
    assert 'name="decision"' not in html
    manager.post(f"/mal/{chain['activity'].pk}/avsluta/", {"version": 1, "last_year": 2026, "reason": "Klart"})
    assert PlanItem.objects.get(pk=chain["activity"].pk).state == ItemState.ENDED
    assert 'name="decision"' in text(cast.client("chair_a"), f"/mal/{chain['focus'].pk}/avsluta/")
    sent = {"version": 1, "last_year": 2026, "reason": "Nått", "decision": cast.decision("A").pk}
    response = cast.client("chair_a").post(f"/mal/{chain['focus'].pk}/avsluta/", sent)
    assert response.status_code == 422
    assert "fortsätter efter 2026" in response.content.decode()


def test_the_quick_note_answers_htmx_with_its_own_piece(cast: Cast) -> None:
    activity = cast.chain()["activity"]
    client = cast.client("staff_a1")
    response = client.post(f"/mal/{activity.pk}/genomforande/", {"status": "done"}, headers={"HX-Request": "true"})
    assert response.status_code == 200
    html = response.content.decode()
    assert html.lstrip().startswith("<form")
    assert f'id="lage-{activity.pk}-done"' in html
    assert html.count('aria-pressed="true"') == 1
    assert PlanItem.objects.get(pk=activity.pk).activity_status == "done"


def test_the_quick_note_without_htmx_goes_back_to_where_it_was_made(cast: Cast) -> None:
    activity = cast.chain()["activity"]
    client = cast.client("staff_a1")
    address = f"/mal/{activity.pk}/genomforande/"
    assert client.post(address, {"status": "ongoing"})["Location"] == f"/mal/{activity.pk}/"
    assert client.post(address, {"status": "done", "next": "/?som=chef"})["Location"] == "/?som=chef"
    evil = client.post(address, {"status": "paused", "next": "https://evil.example/"})
    assert evil["Location"] == f"/mal/{activity.pk}/"
    assert client.post(address, {"status": "hittepå"}).status_code == 409
    assert client.get(address).status_code == 405
    assert cast.client("manager_b").post(address, {"status": "done"}).status_code == 403


def test_other_apps_add_their_panels_in_order(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    goal = cast.item("goal", "KF")
    seen: list[Any] = []

    def cost(request: Any, item: PlanItem, year: int) -> Panel:
        seen.append((item.pk, year))
        return Panel("Vad det kostar", "goals/indicator_chart_piece.html", {"svg": "412 mnkr"})

    monkeypatch.setitem(contributions._panels, "plan_item", [(10, cost), (20, lambda *args: None)])
    html = page(cast, "outsider", goal)
    assert "Vad det kostar" in html
    assert "412 mnkr" in html
    assert seen == [(goal.pk, 2026)]


def test_the_year_is_one_of_the_items_own(cast: Cast, alone: dict[str, Any]) -> None:
    goal = cast.item("goal", "KF", first_year=2025, last_year=2025)
    cast.item(
        "focus", "A", parent=goal, first_year=2025, last_year=2025
    )  # the columns are asked for what belongs to it
    years: list[int] = []
    alone["money"] = lambda request, year: years.append(year) or {}
    text(cast.client("outsider"), f"/mal/{goal.pk}/?ar=2027")
    assert years == [2025]


def test_the_page_costs_the_same_queries_whatever_belongs_to_it(cast: Cast) -> None:
    chain = cast.chain()
    counts = []
    for more in (0, 30):
        for number in range(more):
            cast.item("focus", "A", parent=chain["goal"], title=f"Fokus {number}")
        client = cast.client("politician_a")
        with CaptureQueriesContext(connection) as queries:
            page_text = text(client, f"/mal/{chain['goal'].pk}/?ar=2026")
        counts.append(len(queries))
        assert page_text.count("<tr>") == 2 + more
    assert counts[0] == counts[1] <= 20


def value_address(indicator: Indicator, year: int) -> str:
    return f"/mal/indikator/{indicator.pk}/{year}/"


def test_an_indicator_from_its_forms_to_its_table(cast: Cast) -> None:
    activity = cast.chain()["activity"]
    client = cast.client("staff_a1")
    sent = {"name": "Nöjda", "unit_of_measure": "procent", "decimals": 1, "direction": "higher", "source": "Enkät"}
    assert client.post(f"/mal/{activity.pk}/indikator/", sent)["Location"] == f"/mal/{activity.pk}/#indikatorer"
    indicator = Indicator.objects.get()
    for year, outcome, reason in ((2025, "", "Ingen enkät gjordes"), (2026, "1 088,5", "")):
        sent = {"target": "90", "outcome": outcome, "missing_reason": reason}
        assert client.post(value_address(indicator, year), sent).status_code == 302
    html = page(cast, "outsider", activity)
    assert "1\u00a0088,5" in html
    assert "Ingen enkät gjordes" in html
    assert "uppgift saknas" in html
    assert "Visa som diagram" in html
    assert value_address(indicator, 2026) not in html
    client.post(
        f"/mal/indikator/{indicator.pk}/",
        {"name": "Mycket nöjda", "unit_of_measure": "procent", "decimals": 0, "direction": "higher"},
    )
    assert Indicator.objects.get().name == "Mycket nöjda"


@pytest.mark.parametrize(
    ("typed", "words"),
    [("mycket", "Skriv ett tal"), ("1,23456", "tre decimaler"), ("1e99", "för stort"), ("NaN", "för stort")],
)
def test_what_is_not_a_number_is_said_and_kept(cast: Cast, typed: str, words: str) -> None:
    activity = cast.item("activity", "A1")
    indicator = actions.create_indicator(cast.actor("staff_a1"), activity, name="Antal", unit_of_measure="antal")
    response = cast.client("staff_a1").post(value_address(indicator, 2026), {"outcome": typed})
    assert response.status_code == 422
    assert words in response.content.decode()
    assert f'value="{typed}"' in response.content.decode()
    assert not IndicatorValue.objects.exists()


def test_a_controller_finds_the_target_locked_and_enters_the_outcome(cast: Cast) -> None:
    goal = cast.item("goal", "KF")
    indicator = actions.create_indicator(cast.actor("kf_chair"), goal, name="Antal", unit_of_measure="antal")
    actions.set_value(system_actor(), indicator, 2026, None, None)
    client = cast.client("controller")
    assert "disabled" in text(client, value_address(indicator, 2026))
    client.post(value_address(indicator, 2026), {"target": "5", "outcome": "7"})
    value = IndicatorValue.objects.get()
    assert (value.target, value.outcome) == (None, 7)
    assert cast.client("auditor").get(value_address(indicator, 2026)).status_code == 403
    assert cast.client("controller").get(f"/mal/indikator/{indicator.pk}/").status_code == 403


def test_the_chart_is_a_page_and_a_piece(cast: Cast) -> None:
    activity = cast.item("activity", "A1")
    indicator = actions.create_indicator(cast.actor("staff_a1"), activity, name="Antal", unit_of_measure="antal")
    address = f"/mal/indikator/{indicator.pk}/diagram/"
    text(cast.client("outsider"), address, status=404)
    actions.set_value(cast.actor("staff_a1"), indicator, 2026, None, Decimal(5))
    assert "<svg" in text(cast.client("outsider"), address)
    piece = cast.client("outsider").get(address, headers={"HX-Request": "true"}).content.decode()
    assert piece.startswith("<figure")


def test_an_indicator_of_a_draft_that_one_may_not_see_does_not_exist(cast: Cast) -> None:
    draft = cast.item("goal", "KF", state=ItemState.DRAFT)
    indicator = actions.create_indicator(cast.actor("kf_chair"), draft, name="Antal", unit_of_measure="antal")
    for address in (
        value_address(indicator, 2026),
        f"/mal/indikator/{indicator.pk}/",
        f"/mal/indikator/{indicator.pk}/diagram/",
    ):
        text(cast.client("chair_a"), address, status=404)
    text(cast.client("kf_chair"), "/mal/indikator/1/1066/", status=404)
