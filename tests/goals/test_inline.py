"""Working in the tree: what the server answers when a row is written in, added and put in order where it stands, and its card."""

import json
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from goals import actions
from goals.models import ItemState, Level, PlanItem
from sala_styr.shell import contributions
from tests.cast import Cast
from tests.goals.big_plan import grow

PAGE = "http://testserver/mal/?ar=2026"


@pytest.fixture(autouse=True)
def alone(monkeypatch: pytest.MonkeyPatch) -> None:
    """The plan alone, without the columns and panels of other apps."""
    monkeypatch.setattr(contributions, "_thread_columns", {})
    monkeypatch.setitem(contributions._panels, "plan_card", [])


def ask(client: Client, method: str, address: str, data: Any = None, page: str = PAGE) -> Any:
    """As htmx asks."""
    headers = {"HX-Request": "true", "HX-Current-URL": page}
    return getattr(client, method)(address, data or {}, headers=headers)


def told(response: Any, event: str = "rad") -> dict[str, Any]:
    found: dict[str, Any] = json.loads(response["HX-Trigger-After-Settle"])[event]
    return found


def test_a_row_becomes_a_form_and_the_row_again(cast: Cast) -> None:
    activity = cast.chain()["activity"]
    client = cast.client("staff_a1")
    html = ask(client, "get", f"/mal/{activity.pk}/rad/andra/").content.decode()
    assert 'value="Ett aktivitet"' in html
    assert 'name="start_date"' in html
    assert 'name="first_year"' not in html
    assert "data-hx-post" in html
    again = ask(client, "get", f"/mal/{activity.pk}/rad/")
    assert again.content.decode().startswith('<div class="thread-row')
    assert f'href="/mal/{activity.pk}/?ar=2026"' in again.content.decode()


def test_what_is_written_in_the_row_is_saved_and_the_row_comes_back(cast: Cast) -> None:
    activity = cast.chain()["activity"]
    sent = {"title": "Läsa", "start_date": "2026-02-01", "end_date": "2026-05-01", "responsible": "", "version": "1"}
    response = ask(cast.client("staff_a1"), "post", f"/mal/{activity.pk}/rad/andra/", sent)
    assert response.status_code == 200
    assert ">Läsa</a>" in response.content.decode()
    assert told(response) == {"pk": activity.pk, "sagt": "Sparat."}
    stored = PlanItem.objects.get(pk=activity.pk)
    assert (stored.title, str(stored.end_date), stored.version, stored.first_year) == ("Läsa", "2026-05-01", 2, 2025)


def test_what_is_wrong_is_told_in_the_row(cast: Cast) -> None:
    activity = cast.chain()["activity"]
    sent = {"title": "", "start_date": "2026-05-01", "end_date": "2026-02-01", "version": "1"}
    response = ask(cast.client("staff_a1"), "post", f"/mal/{activity.pk}/rad/andra/", sent)
    assert response.status_code == 422
    assert "Det här behöver rättas" in response.content.decode()
    sent["title"] = "Läsa"
    response = ask(cast.client("staff_a1"), "post", f"/mal/{activity.pk}/rad/andra/", sent)
    assert "Slutdagen kan inte ligga före startdagen" in response.content.decode()


def test_both_texts_are_shown_when_somebody_was_first(cast: Cast) -> None:
    activity = cast.chain()["activity"]
    actions.edit_item(cast.actor("manager_a1"), activity, 1, title="Chefens", responsible=cast.user("staff_a1"))
    sent = {"title": "Mitt", "start_date": "", "end_date": "", "responsible": "", "version": "1"}
    client = cast.client("staff_a1")
    response = ask(client, "post", f"/mal/{activity.pk}/rad/andra/", sent)
    html = response.content.decode()
    assert response.status_code == 409
    assert "Manager A1 Exempel hann före" in html
    assert "Chefens" in html
    assert 'value="Mitt"' in html
    assert 'name="version" value="2"' in html
    # What the other changed and I did not touch is taken in, so that saving mine does not undo it.
    assert "redan med: Ansvarig" in html
    person = cast.user("staff_a1").pk
    assert f'<option value="{person}" selected>' in html
    assert PlanItem.objects.get(pk=activity.pk).title == "Chefens"
    response = ask(client, "post", f"/mal/{activity.pk}/rad/andra/", sent | {"version": "2", "responsible": person})
    assert response.status_code == 200
    stored = PlanItem.objects.get(pk=activity.pk)
    assert (stored.title, stored.responsible_id) == ("Mitt", person)


def test_the_same_sent_twice_is_saved_and_no_conflict(cast: Cast) -> None:
    activity = cast.chain()["activity"]
    client = cast.client("staff_a1")
    row = {"title": "Mitt", "start_date": "", "end_date": "", "responsible": "", "version": "1"}
    first, second = (ask(client, "post", f"/mal/{activity.pk}/rad/andra/", row) for _ in range(2))
    assert first.status_code == second.status_code == 200
    assert told(second) == {"pk": activity.pk, "sagt": "Sparat."}
    whole = {"title": "Vårt", "description": "", "first_year": "2025", "last_year": "2027", "version": "2"}
    first, second = (client.post(f"/mal/{activity.pk}/andra/", whole) for _ in range(2))
    assert (first.status_code, second.status_code) == (302, 302)
    assert second["Location"] == f"/mal/{activity.pk}/"
    stored = PlanItem.objects.get(pk=activity.pk)
    assert (stored.title, stored.version) == ("Vårt", 3)


def test_a_page_address_that_cannot_be_read_is_as_none(cast: Cast) -> None:
    activity = cast.chain()["activity"]
    client = cast.client("staff_a1")
    here = f"/mal/{activity.pk}"
    for address in (f"{here}/rad/", f"{here}/rad/andra/", f"{here}/kort/", f"/mal/gren/{activity.pk}/"):
        assert ask(client, "get", address, page="//[").status_code == 200, address
    row = {"title": "Mitt", "start_date": "", "end_date": "", "responsible": "", "version": "1"}
    assert ask(client, "post", f"/mal/{activity.pk}/rad/andra/", row, page="//[").status_code == 200


def test_the_form_page_takes_in_what_the_other_changed_too(cast: Cast) -> None:
    activity = cast.chain()["activity"]
    actions.edit_item(cast.actor("manager_a1"), activity, 1, description="Chefens text")
    sent = {"title": "Mitt", "description": "", "first_year": "2025", "last_year": "2027", "version": "1"}
    response = cast.client("staff_a1").post(f"/mal/{activity.pk}/andra/", sent)
    html = response.content.decode()
    assert response.status_code == 409
    assert "det står redan i formuläret: Beskrivning" in html
    assert "Chefens text</textarea>" in html


@pytest.mark.parametrize("name", ["chair_a", "manager_b", "controller", "auditor", "outsider"])
def test_others_get_the_card_and_cannot_save(cast: Cast, name: str) -> None:
    activity = cast.chain()["activity"]
    client = cast.client(name)
    response = ask(client, "get", f"/mal/{activity.pk}/rad/andra/")
    assert response["HX-Retarget"] == "#kort"
    assert "<input" not in response.content.decode()
    assert ask(client, "post", f"/mal/{activity.pk}/rad/andra/", {"title": "Nej", "version": "1"}).status_code == 403
    if name != "manager_b":  # who may add an activity of their own unit there
        assert ask(client, "get", f"/mal/{activity.pk}/rad/ny/?bredvid=ja").status_code == 403
    assert ask(client, "post", f"/mal/{activity.pk}/ordna/", {"hall": "upp"}).status_code == 403
    assert PlanItem.objects.get(pk=activity.pk).title == activity.title


def test_where_there_is_no_room_for_a_card_one_comes_to_the_page(cast: Cast) -> None:
    goal = cast.chain()["goal"]
    response = ask(cast.client("auditor"), "get", f"/mal/{goal.pk}/rad/andra/?smal=ja")
    assert response["HX-Redirect"] == f"/mal/{goal.pk}/"


def test_a_new_row_is_prefilled_and_opens_its_branch(cast: Cast) -> None:
    chain = cast.chain()
    strategy = chain["strategy"]
    client = cast.client("manager_a1")
    html = ask(client, "get", f"/mal/{strategy.pk}/rad/ny/").content.decode()
    me = cast.user("manager_a1").pk
    assert f'<option value="{me}" selected>' in html
    assert f'name="owner" value="{cast["A1"].pk}"' in html
    assert "Enhet B1" not in html
    sent = {
        "title": "Ny",
        "owner": cast["A1"].pk,
        "responsible": me,
        "start_date": "2026-03-01",
        "end_date": "2026-06-30",
    }
    response = ask(client, "post", f"/mal/{strategy.pk}/rad/ny/", sent)
    made = PlanItem.objects.get(title="Ny")
    assert response["HX-Retarget"] == f"#p{strategy.pk}"
    assert f"oppna={strategy.pk}" in response["HX-Replace-Url"]
    assert told(response)["pk"] == made.pk
    assert f'id="p{made.pk}"' in response.content.decode()
    assert (made.parent_id, made.first_year, made.last_year) == (strategy.pk, 2026, 2026)


def test_whom_one_last_made_responsible_is_proposed(cast: Cast) -> None:
    chain = cast.chain()
    actions.edit_item(cast.actor("manager_a1"), chain["activity"], 1, responsible=cast.user("staff_a1"))
    html = ask(cast.client("manager_a1"), "get", f"/mal/{chain['strategy'].pk}/rad/ny/").content.decode()
    assert f'<option value="{cast.user("staff_a1").pk}" selected>' in html


def test_a_sibling_is_of_the_same_kind(cast: Cast) -> None:
    chain = cast.chain()
    client = cast.client("politician_a")
    html = ask(client, "get", f"/mal/{chain['focus'].pk}/rad/ny/?bredvid=ja").content.decode()
    assert "Lägg till: fokusområde" in html
    sent = {"title": "Ett till", "owner": cast["A"].pk, "first_year": "2026", "last_year": "2027", "responsible": ""}
    response = ask(client, "post", f"/mal/{chain['focus'].pk}/rad/ny/?bredvid=ja", sent)
    made = PlanItem.objects.get(title="Ett till")
    assert (made.parent_id, made.state) == (chain["goal"].pk, ItemState.DRAFT)
    assert response["HX-Retarget"] == f"#p{chain['goal'].pk}"


def test_a_new_row_is_seen_though_the_page_is_filtered(cast: Cast) -> None:
    strategy = cast.chain()["strategy"]
    sent = {"title": "Helt annat", "owner": cast["A1"].pk, "responsible": "", "start_date": "", "end_date": ""}
    page = f"{PAGE}&q=strategi"
    response = ask(cast.client("manager_a1"), "post", f"/mal/{strategy.pk}/rad/ny/", sent, page=page)
    assert "Helt annat" in response.content.decode()
    assert "q=strategi" in response["HX-Replace-Url"]


def test_a_row_is_put_before_its_sibling(cast: Cast) -> None:
    chain = cast.chain()
    other = cast.item("activity", "A1", parent=chain["strategy"], title="Den andra")
    client = cast.client("staff_a1")
    response = ask(client, "post", f"/mal/{other.pk}/ordna/", {"hall": "upp"})
    assert told(response) == {"pk": other.pk, "sagt": "Flyttad uppåt."}
    html = response.content.decode()
    assert html.index("Den andra") < html.index("Ett aktivitet")
    again = ask(client, "post", f"/mal/{other.pk}/ordna/", {"hall": "upp"})
    assert told(again)["sagt"] == "Den står redan först."


def test_without_htmx_the_same_leads_to_pages(cast: Cast) -> None:
    chain = cast.chain()
    client = cast.client("manager_a1")
    pk = chain["activity"].pk
    assert client.get(f"/mal/{pk}/rad/")["Location"] == f"/mal/{pk}/"
    assert client.get(f"/mal/{pk}/rad/andra/")["Location"] == f"/mal/{pk}/andra/"
    assert client.get(f"/mal/{chain['strategy'].pk}/rad/ny/")["Location"] == f"/mal/{chain['strategy'].pk}/ny/"
    assert client.get(f"/mal/{pk}/kort/")["Location"] == f"/mal/{pk}/"
    other = cast.item("activity", "A1", parent=chain["strategy"], title="Den andra")
    response = client.post(f"/mal/{other.pk}/ordna/?ar=2026", {"hall": "upp"})
    assert response["Location"] == f"/mal/{other.pk}/?ar=2026"
    children = PlanItem.objects.get(pk=chain["strategy"].pk).get_children()
    assert [each.title for each in children] == ["Den andra", "Ett aktivitet"]


def test_the_card_tells_and_offers_only_what_one_may(cast: Cast) -> None:
    chain = cast.chain()
    pk = chain["activity"].pk
    response = ask(cast.client("manager_a1"), "get", f"/mal/{pk}/kort/?fokus=ja")
    html = response.content.decode()
    assert "svarar på" in html
    assert f'href="/mal/{pk}/andra/"' in html
    assert f'href="/mal/{pk}/kopiera/"' in html
    assert f"valt={pk}" in response["HX-Replace-Url"]
    assert told(response, "kort") == {"pk": pk, "fokus": True}
    html = ask(cast.client("outsider"), "get", f"/mal/{pk}/kort/").content.decode()
    for verb in ("andra", "flytta", "kopiera", "koppla", "ny"):
        assert f'href="/mal/{pk}/{verb}/' not in html
    html = ask(cast.client("manager_a"), "get", f"/mal/{chain['focus'].pk}/kort/").content.decode()
    assert f'href="/mal/{chain["focus"].pk}/ny/' in html
    assert f'href="/mal/{chain["focus"].pk}/andra/"' not in html


def test_a_draft_of_others_has_no_card(cast: Cast) -> None:
    draft = cast.item("focus", "A", state=ItemState.DRAFT)
    assert ask(cast.client("chair_b"), "get", f"/mal/{draft.pk}/kort/").status_code == 404
    html = cast.client("chair_b").get(f"/mal/?ar=2026&valt={draft.pk}").content.decode()
    assert draft.title not in html


@pytest.mark.parametrize("asked", ["", "x", "²", "9" * 30, "987654321"])
def test_a_chosen_row_that_is_not_there_is_no_trouble(cast: Cast, asked: str) -> None:
    cast.chain()
    assert cast.client("auditor").get("/mal/", {"ar": 2026, "valt": asked}).status_code == 200


def test_a_chosen_row_is_shown_in_the_shared_address(cast: Cast) -> None:
    chain = cast.chain()
    html = cast.client("auditor").get(f"/mal/?ar=2026&valt={chain['goal'].pk}").content.decode()
    assert 'class="plan-card"' in html


def test_the_counts_of_queries_are_the_same_whatever_the_size(cast: Cast) -> None:
    small = grow(cast, 1)
    client = cast.client("manager_a")
    counts = []
    for items in (small, grow(cast, 6)):
        strategy = next(each for each in items if each.step.key == "strategy")
        activity = next(each for each in items if each.step.is_activity)
        here = []
        for method, address in (
            ("get", f"/mal/{strategy.pk}/kort/"),
            ("get", f"/mal/{activity.pk}/rad/"),
            ("get", f"/mal/{activity.pk}/rad/andra/"),
            ("get", f"/mal/{strategy.pk}/rad/ny/"),
            ("get", f"/mal/{strategy.pk}/flytta/"),
            ("get", f"/mal/{strategy.pk}/kopiera/"),
        ):
            with CaptureQueriesContext(
                connection,
            ) as asked:
                assert ask(client, method, address).status_code == 200
            here.append(len(asked))
        counts.append(here)
    assert counts[0] == counts[1]


def test_a_choice_among_thousands_is_a_search_and_a_short_list(cast: Cast) -> None:
    items = grow(cast, 6)
    activity = next(each for each in items if each.step.is_activity)
    client = cast.client("staff_a1")
    html = client.get(f"/mal/{activity.pk}/flytta/").content.decode()
    assert html.count('type="radio"') == 20
    assert "till stämmer" in html
    html = client.get(f"/mal/{activity.pk}/flytta/", {"sok": "strategi 5.1.2"}).content.decode()
    assert html.count('type="radio"') == 1
    html = client.get(f"/mal/{activity.pk}/flytta/", {"sok": "xyzzy"}).content.decode()
    assert "Inget stämmer" in html
    target = next(each for each in items if each.title == "Strategi 5.1.2")
    response = client.post(f"/mal/{activity.pk}/flytta/", {"parent": target.pk, "version": "1"})
    assert response.status_code == 302
    assert PlanItem.objects.get(pk=activity.pk).parent_id == target.pk


def test_a_copy_from_its_page(cast: Cast) -> None:
    chain = cast.chain()
    client = cast.client("manager_a")
    html = client.get(f"/mal/{chain['strategy'].pk}/kopiera/").content.decode()
    assert "1 del följer då med." in html
    sent = {"title": "Igen", "parent": chain["focus"].pk, "whole": "on"}
    response = client.post(f"/mal/{chain['strategy'].pk}/kopiera/", sent, follow=True)
    assert "Här är kopian" in response.content.decode()
    copy = PlanItem.objects.get(title="Igen")
    assert copy.get_children().count() == 1


def test_a_link_is_seen_on_both_and_in_the_thread_and_can_be_taken_away(cast: Cast) -> None:
    Level.objects.filter(key="activity").update(many_parents=True)
    chain = cast.chain()
    other = cast.item("strategy", "verksA", parent=chain["focus"], title="En annan strategi")
    client = cast.client("staff_a1")
    pk = chain["activity"].pk
    response = client.post(f"/mal/{pk}/koppla/", {"parent": other.pk}, follow=True)
    assert "Svarar också på:" in response.content.decode()
    assert "Hit svarar också" in client.get(f"/mal/{other.pk}/").content.decode()
    thread = client.get("/mal/?ar=2026&visa=alla").content.decode()
    assert "Hit svarar också:" in thread
    outside = cast.client("chair_b").post(f"/mal/koppling/{chain['activity'].links_up.get().pk}/ta-bort/")
    assert outside.status_code == 403
    link = chain["activity"].links_up.get()
    assert client.post(f"/mal/koppling/{link.pk}/ta-bort/").status_code == 302
    assert "Hit svarar också:" not in client.get("/mal/?ar=2026&visa=alla").content.decode()


def carry(cast: Cast, name: str, item: PlanItem, above: PlanItem, how: str, origin: PlanItem | None = None) -> Any:
    """Put ``item`` down on ``above``, having picked it up where ``origin`` (its parent) was."""
    sent = {"del": item.pk, "hur": how, "fran": origin.pk if origin else item.parent_id}
    return ask(cast.client(name), "post", f"/mal/{above.pk}/rad/hit/", sent)


def test_a_row_is_carried_to_another_and_both_places_are_shown_anew(cast: Cast) -> None:
    chain = cast.chain()
    other = cast.item("strategy", "verksA", parent=chain["focus"], title="En annan strategi")
    response = carry(cast, "manager_a", chain["activity"], other, "flytta")
    assert PlanItem.objects.get(pk=chain["activity"].pk).parent_id == other.pk
    assert response["HX-Retarget"] == f"#p{chain['focus'].pk}"
    assert told(response)["pk"] == chain["activity"].pk
    html = response.content.decode()
    assert html.index("En annan strategi") < html.index("Ett aktivitet")


def test_a_row_is_copied_and_linked_by_carrying_it(cast: Cast) -> None:
    Level.objects.filter(key="activity").update(many_parents=True)
    chain = cast.chain()
    other = cast.item("strategy", "verksA", parent=chain["focus"], title="En annan strategi")
    response = carry(cast, "manager_a", chain["activity"], other, "kopiera")
    copy = PlanItem.objects.get(title="Ett aktivitet (kopia)")
    assert (copy.parent_id, told(response)["pk"]) == (other.pk, copy.pk)
    response = carry(cast, "manager_a", chain["activity"], other, "koppla")
    assert "Hit svarar också:" in response.content.decode()
    assert told(response)["pk"] == other.pk


def test_what_somebody_moved_meanwhile_is_not_moved_again(cast: Cast) -> None:
    chain = cast.chain()
    first, second = (cast.item("strategy", "verksA", parent=chain["focus"], title=title) for title in ("Ett", "Två"))
    actions.move_item(cast.actor("manager_a"), chain["activity"], first, 1)
    response = carry(cast, "manager_a", chain["activity"], second, "flytta", origin=chain["strategy"])
    assert response.status_code == 409
    assert "Någon annan har flyttat" in response.content.decode()
    assert PlanItem.objects.get(pk=chain["activity"].pk).parent_id == first.pk


def test_a_row_is_not_carried_to_where_it_does_not_belong_or_by_others(cast: Cast) -> None:
    chain = cast.chain()
    assert carry(cast, "manager_a", chain["activity"], chain["focus"], "flytta").status_code == 409
    for name in ("chair_a", "manager_b", "controller", "outsider"):
        for how in ("flytta", "kopiera", "koppla"):
            assert carry(cast, name, chain["activity"], chain["strategy"], how).status_code == 403
    assert carry(cast, "manager_a", chain["activity"], chain["strategy"], "hittepå").status_code == 404
    for wrong in ("", "x", "9" * 30, "987654321"):
        sent = {"del": wrong, "hur": "flytta"}
        assert ask(cast.client("manager_a"), "post", f"/mal/{chain['strategy'].pk}/rad/hit/", sent).status_code == 404


def test_a_row_whose_place_is_not_there_this_year_is_carried_too(cast: Cast) -> None:
    chain = cast.chain()
    old = cast.item("strategy", "verksA", parent=chain["focus"], first_year=2024, last_year=2025)
    lifted = cast.item("activity", "A1", parent=old, title="Upplyft", first_year=2025, last_year=2026)
    response = carry(cast, "manager_a", lifted, chain["strategy"], "flytta", origin=chain["focus"])
    assert response.status_code == 200
    assert PlanItem.objects.get(pk=lifted.pk).parent_id == chain["strategy"].pk
