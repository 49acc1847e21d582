"""The pages of a plan amendment: what is offered to whom, the whole as a difference, and the merge's questions."""

from typing import Any

import pytest

from goals import actions
from goals.actions import amendments
from goals.models import Amendment, AmendmentChange, AmendmentState, PlanItem
from sala_styr.history import recording
from sala_styr.organisation.actor import system_actor
from tests.cast import Cast

PAGE = "/mal/andringar/"


def begun(cast: Cast, owner: str = "A1", by: str = "manager_a1") -> Amendment:
    return amendments.open_amendment(
        cast.actor(by), name="Revidering i maj", owner=cast[owner], year=2026, reason="Ny lag"
    )


def with_activity(cast: Cast, **fields: Any) -> tuple[PlanItem, Amendment, AmendmentChange]:
    activity = cast.chain()["activity"]
    amendment = begun(cast)
    change = amendments.take_items(cast.actor("manager_a1"), amendment, [activity])[0]
    values = {
        "title": activity.title,
        "description": "",
        "parent": activity.parent,
        "first_year": 2025,
        "last_year": 2027,
    }
    change = amendments.edit_change(cast.actor("manager_a1"), change, 1, **(values | fields))
    return activity, amendment, change


def text(cast: Cast, name: str, address: str, status: int = 200) -> str:
    response = cast.client(name).get(address)
    assert response.status_code == status, (address, response.status_code)
    return response.content.decode()


def test_an_amendment_is_begun_prepared_and_let_in_through_its_pages(cast: Cast) -> None:
    activity = cast.chain()["activity"]
    client = cast.client("manager_a1")
    assert "Inga planändringar" in text(cast, "manager_a1", PAGE)
    sent = {"name": "Revidering", "owner": cast["A1"].pk, "year": 2026, "reason": "Ny lag"}
    page = client.post(f"{PAGE}ny/", sent)["Location"]
    assert "Planändringen är tom" in text(cast, "manager_a1", page)
    assert client.post(f"{page}ta-in/", {"items": [activity.pk]})["Location"] == page
    change = AmendmentChange.objects.get()
    assert "inget föreslaget ännu" in text(cast, "manager_a1", page)
    html = text(cast, "manager_a1", f"{page}{change.pk}/")
    assert activity.title in html
    sent = {
        "version": 1,
        "title": "En skarp aktivitet",
        "parent": activity.parent_id,
        "first_year": 2025,
        "last_year": 2027,
    }
    assert client.post(f"{page}{change.pk}/", sent)["Location"] == page
    html = text(cast, "manager_a1", page)
    assert "[tillagt: </span>En skarp<" in html
    assert PlanItem.objects.get(pk=activity.pk).title == activity.title
    html = text(cast, "manager_a1", f"{page}infor/")
    assert "Ingen annan har ändrat samma sak" in html
    seen = f"{change.pk}:{activity.pk}-1"
    version = Amendment.objects.get().version
    assert client.post(f"{page}infor/", {"version": version, "seen": seen})["Location"] == page
    assert PlanItem.objects.get(pk=activity.pk).title == "En skarp aktivitet"
    html = text(cast, "outsider", page)
    assert "införd" in html
    assert "Ändra texten" not in html


def test_something_new_is_proposed_in_two_steps(cast: Cast) -> None:
    chain = cast.chain()
    amendment = begun(cast, "verksA", "manager_a")
    page, client = f"{PAGE}{amendment.pk}/", cast.client("manager_a")
    strategy = cast.levels["strategy"]
    assert chain["focus"].title in text(cast, "manager_a", f"{page}nytt/")
    assert client.post(f"{page}nytt/", {"place": "999-1"}).status_code == 422
    step = client.post(f"{page}nytt/", {"place": f"{strategy.pk}-{chain['focus'].pk}"})["Location"]
    sent = {"title": "Ny strategi", "first_year": 2026, "last_year": 2027, "version": 1}
    assert client.post(step, sent)["Location"] == page
    assert "Ny strategi" in text(cast, "manager_a", page)
    assert not PlanItem.objects.filter(title="Ny strategi").exists()
    change = AmendmentChange.objects.get()
    assert client.post(f"{page}{change.pk}/ta-ut/", {"version": 1})["Location"] == page
    assert not AmendmentChange.objects.exists()


def test_an_ending_is_proposed_and_said(cast: Cast) -> None:
    _activity, amendment, change = with_activity(cast)
    page = f"{PAGE}{amendment.pk}/"
    client = cast.client("manager_a1")
    assert client.post(f"{page}{change.pk}/avsluta/", {"version": change.version, "last_year": 2040}).status_code == 422
    client.post(f"{page}{change.pk}/avsluta/", {"version": change.version, "last_year": 2026})
    assert "avslutas efter 2026" in text(cast, "manager_a1", page)


@pytest.mark.parametrize("name", ["chair_a", "manager_b", "outsider"])
def test_what_is_prepared_is_not_there_for_others(cast: Cast, name: str) -> None:
    _activity, amendment, change = with_activity(cast, title="Ny")
    assert "Revidering i maj" not in text(cast, name, PAGE)
    for verb in ("", "ta-in/", "infor/", f"{change.pk}/"):
        text(cast, name, f"{PAGE}{amendment.pk}/{verb}", status=404)


@pytest.mark.parametrize("name", ["controller", "auditor"])
def test_those_who_read_everything_are_offered_nothing_to_do(cast: Cast, name: str) -> None:
    _activity, amendment, change = with_activity(cast, title="Ny")
    html = text(cast, name, f"{PAGE}{amendment.pk}/")
    for verb in ("infor/", "ta-in/", "lagg-ned/", f"{change.pk}/"):
        assert f'href="{PAGE}{amendment.pk}/{verb}"' not in html
        text(cast, name, f"{PAGE}{amendment.pk}/{verb}", status=403)


def test_only_the_chair_is_offered_to_let_in_what_is_decided(cast: Cast) -> None:
    focus = cast.chain()["focus"]
    amendment = begun(cast, "A", "politician_a")
    change = amendments.take_items(cast.actor("politician_a"), amendment, [focus])[0]
    values = {"title": "Ny", "description": "", "parent": focus.parent, "first_year": 2026, "last_year": 2027}
    amendments.edit_change(cast.actor("politician_a"), change, 1, **values, responsible=cast.user("chair_a"))
    page = f"{PAGE}{amendment.pk}/"
    html = text(cast, "politician_a", page)
    assert f"{page}infor/" not in html
    assert "Den förs in av ordföranden i Nämnd A" in html
    text(cast, "politician_a", f"{page}infor/", status=403)
    decision = cast.decision("A")
    assert str(decision) in text(cast, "chair_a", f"{page}infor/")
    version = Amendment.objects.get().version
    sent = {"version": version, "seen": f"{change.pk}:{focus.pk}-1"}
    client = cast.client("chair_a")
    assert client.post(f"{page}infor/", sent).status_code == 422
    assert client.post(f"{page}infor/", sent | {"decision": decision.pk})["Location"] == page
    assert PlanItem.objects.get(replaces=focus).title == "Ny"


def in_conflict(cast: Cast) -> tuple[PlanItem, Amendment, AmendmentChange]:
    """Both have changed the title: the plan to "Deras", the amendment to "Vår"."""
    activity, amendment, change = with_activity(cast, title="Vår rubrik", last_year=2026)
    actions.edit_item(cast.actor("staff_a1"), activity, 1, title="Deras rubrik", description="Deras text")
    return activity, Amendment.objects.get(pk=amendment.pk), change


def test_both_texts_are_shown_and_nothing_is_written_until_there_is_an_answer(cast: Cast) -> None:
    activity, amendment, change = in_conflict(cast)
    page = f"{PAGE}{amendment.pk}/"
    html = text(cast, "manager_a1", page)
    assert "ni får välja" in html
    assert "behålls" in html
    html = text(cast, "manager_a1", f"{page}infor/")
    for words in (
        "Deras rubrik",
        "Vår rubrik",
        "Behåll det som står i planen nu",
        "Ta planändringens",
        "Skriv något tredje",
    ):
        assert words.split()[0] in html
    client = cast.client("manager_a1")
    sent = {
        "version": amendment.version,
        "seen": f"{change.pk}:{activity.pk}-2",
        f"nu-{change.pk}-title": '"Deras rubrik"',
    }
    answer = client.post(f"{page}infor/", sent)
    assert answer.status_code == 422
    assert "Välj vad som ska gälla" in answer.content.decode()
    assert PlanItem.objects.get(pk=activity.pk).title == "Deras rubrik"
    third = {f"svar-{change.pk}-title": "egen", f"eget-{change.pk}-title": ""}
    assert client.post(f"{page}infor/", sent | third).status_code == 422
    third[f"eget-{change.pk}-title"] = "En gemensam rubrik"
    assert client.post(f"{page}infor/", sent | third)["Location"] == page
    item = PlanItem.objects.get(pk=activity.pk)
    assert (item.title, item.description, item.last_year) == ("En gemensam rubrik", "Deras text", 2026)


@pytest.mark.parametrize(("answer", "title"), [("plan", "Deras rubrik"), ("var", "Vår rubrik")])
def test_the_answer_decides(cast: Cast, answer: str, title: str) -> None:
    activity, amendment, change = in_conflict(cast)
    sent = {
        "version": amendment.version,
        "seen": f"{change.pk}:{activity.pk}-2",
        f"nu-{change.pk}-title": '"Deras rubrik"',
        f"svar-{change.pk}-title": answer,
    }
    cast.client("manager_a1").post(f"{PAGE}{amendment.pk}/infor/", sent)
    assert PlanItem.objects.get(pk=activity.pk).title == title


def test_a_plan_that_changes_while_one_reads_is_shown_anew_and_the_answer_to_the_old_question_is_let_go(
    cast: Cast,
) -> None:
    activity, amendment, change = in_conflict(cast)
    page, client = f"{PAGE}{amendment.pk}/infor/", cast.client("manager_a1")
    sent = {
        "version": amendment.version,
        "seen": f"{change.pk}:{activity.pk}-2",
        f"nu-{change.pk}-title": '"Deras rubrik"',
        f"svar-{change.pk}-title": "var",
    }
    actions.edit_item(cast.actor("staff_a1"), activity, 2, title="Deras nya rubrik")
    response = client.post(page, sent)
    assert response.status_code == 409
    html = response.content.decode()
    assert "Planen ändrades medan du läste" in html
    assert "nya " in html
    assert f'value="{change.pk}:{activity.pk}-3"' in html
    assert " checked" not in html
    assert PlanItem.objects.get(pk=activity.pk).title == "Deras nya rubrik"
    assert Amendment.objects.get().state == AmendmentState.OPEN


def test_a_page_that_is_not_whole_is_answered_calmly(cast: Cast) -> None:
    _activity, amendment, _change = in_conflict(cast)
    response = cast.client("manager_a1").post(f"{PAGE}{amendment.pk}/infor/", {"version": 1, "seen": "hittepå"})
    assert response.status_code == 422
    assert "inte hel" in response.content.decode()


def test_the_second_of_two_who_write_the_same_proposal_loses_nothing(cast: Cast) -> None:
    activity, amendment, change = with_activity(cast, title="Först")
    sent = {"version": 1, "title": "Sedan", "parent": activity.parent_id, "first_year": 2025, "last_year": 2027}
    response = cast.client("staff_a1").post(f"{PAGE}{amendment.pk}/{change.pk}/", sent)
    assert response.status_code == 409
    html = response.content.decode()
    assert "Först" in html
    assert "Sedan" in html
    assert cast.client("staff_a1").post(f"{PAGE}{amendment.pk}/{change.pk}/", sent | {"version": 2}).status_code == 302


def test_laid_aside_it_can_still_be_read_but_not_changed(cast: Cast) -> None:
    _activity, amendment, change = with_activity(cast, title="Ny")
    page = f"{PAGE}{amendment.pk}/"
    version = Amendment.objects.get().version
    assert cast.client("staff_a1").post(f"{page}lagg-ned/", {"version": version})["Location"] == page
    assert "nedlagd" in text(cast, "staff_a1", page)
    text(cast, "staff_a1", f"{page}{change.pk}/", status=409)
    text(cast, "staff_a1", f"{page}namn/", status=409)


def test_the_page_costs_as_many_queries_for_many_changes_as_for_one(
    cast: Cast, django_assert_max_num_queries: Any
) -> None:
    activity, amendment, _change = with_activity(cast, title="Ny")
    client = cast.client("manager_a1")
    client.get(f"{PAGE}{amendment.pk}/")
    with django_assert_max_num_queries(40) as one:
        client.get(f"{PAGE}{amendment.pk}/")
    more = [cast.item("activity", "A1", parent=activity.parent) for _n in range(6)]
    amendments.take_items(cast.actor("manager_a1"), amendment, more)
    with django_assert_max_num_queries(40) as many:
        client.get(f"{PAGE}{amendment.pk}/")
    assert len(many) == len(one)


def test_a_level_that_may_stand_by_itself_can_be_proposed_at_the_top(cast: Cast) -> None:
    cast.item("vision", "KF")
    focus = cast.levels["focus"]
    with recording(system_actor(), "Test"):
        focus.parent_required = False
        focus.save()
    amendment = begun(cast, "A", "politician_a")
    page, client = f"{PAGE}{amendment.pk}/", cast.client("politician_a")
    assert "Överst i planen" in text(cast, "politician_a", f"{page}nytt/")
    step = client.post(f"{page}nytt/", {"place": f"{focus.pk}-0"})["Location"]
    sent = {"title": "Eget fokus", "first_year": 2026, "last_year": 2027, "version": 1}
    assert client.post(step, sent)["Location"] == page
    change = AmendmentChange.objects.get()
    assert (change.parent, change.proposed["parent"]) == (None, None)
    assert client.post(f"{page}{change.pk}/", sent | {"title": "Ett annat fokus"})["Location"] == page


def test_an_items_page_tells_its_own_that_a_change_is_prepared(cast: Cast) -> None:
    activity, amendment, _change = with_activity(cast, title="Ny")
    address = f'href="{PAGE}{amendment.pk}/"'
    assert address in text(cast, "staff_a1", f"/mal/{activity.pk}/")
    assert address not in text(cast, "outsider", f"/mal/{activity.pk}/")
    amendments.drop_amendment(cast.actor("manager_a1"), amendment, Amendment.objects.get().version)
    assert address not in text(cast, "staff_a1", f"/mal/{activity.pk}/")


def test_a_decisions_page_leads_to_the_amendment_that_rests_on_it(cast: Cast) -> None:
    goal, decision = cast.item("goal", "KF"), cast.decision("A")
    amendment = begun(cast, "A", "politician_a")
    amendments.propose_new(
        cast.actor("politician_a"), amendment, step=cast.levels["focus"], parent=goal, title="Nytt fokus",
        first_year=2026, last_year=2027, responsible=cast.user("chair_a"),
    )  # fmt: skip
    sent = {"version": Amendment.objects.get().version, "seen": "", "decision": decision.pk}
    assert cast.client("chair_a").post(f"{PAGE}{amendment.pk}/infor/", sent).status_code == 302
    html = text(cast, "outsider", f"/beslut/{decision.pk}/")
    assert "Revidering i maj" in html
    assert "Nytt fokus" in html
