"""The pages of the uppdrag, and what they add to first pages and to the pages of decisions, units and parts of the plan."""

from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from goals.actions import assignments as actions
from goals.models import Assignment, AssignmentReceiver
from tests.cast import Cast
from tests.goals.test_assignments import EVERYBODY, answer, give, late, part_of, today

LIST = "/mal/uppdrag/?ar=2026"


def text(client: Client, address: str, status: int = 200) -> str:
    response = client.get(address)
    assert response.status_code == status
    return response.content.decode()


def page(cast: Cast, name: str, address: str, status: int = 200) -> str:
    return text(cast.client(name), address, status)


def queries_of(cast: Cast, name: str, address: str) -> int:
    client = cast.client(name)
    client.get(address)
    with CaptureQueriesContext(connection) as caught:
        assert client.get(address).status_code == 200
    return len(caught)


def test_the_list_says_when_and_how(cast: Cast) -> None:
    late(cast)
    html = page(cast, "outsider", LIST)
    assert "Utred busshållplatsen" in html
    assert "skulle ha återrapporterats för 12 dagar sedan" in html
    assert "1 uppdrag är försenat." in html
    assert "nytt/" not in html
    for name in ("kf_politician", "chair_a", "controller"):
        assert "/mal/uppdrag/nytt/" in page(cast, name, LIST)


def test_an_empty_list_says_what_comes_there(cast: Cast) -> None:
    html = page(cast, "chair_a", LIST)
    assert "Inga uppdrag pågick 2026" in html
    assert "Skriv in ett uppdrag" in html
    give(cast)
    assert "Inget uppdrag stämmer" in page(cast, "chair_a", f"{LIST}&q=xyzzy")


@pytest.mark.parametrize("sort", ["due", "-due", "number", "-number", "title", "-title", "nonsense"])
def test_the_list_is_sorted(cast: Cast, sort: str) -> None:
    for n in range(1, 12):
        give(cast, title=f"Sak {12 - n:02}", due=today() + timedelta(days=n))
    html = page(cast, "outsider", f"{LIST}&sort={sort}")
    first, last = html.index("KF 2025-1<"), html.index("KF 2025-11<")
    assert (first < last) == (sort in ("due", "number", "-title", "nonsense"))
    assert (html.index("KF 2025-2<") < html.index("KF 2025-10<")) == (first < last)


def test_the_address_narrows_the_list_and_what_it_does_not_know_is_let_go(cast: Cast) -> None:
    late(cast, title="Försenad")
    give(cast, to=("B",), title="I tid")
    assert "I tid" not in page(cast, "outsider", f"{LIST}&lage=forsenade")
    assert "Försenad" not in page(cast, "outsider", f"{LIST}&till={cast['B'].pk}").split("<tbody>")[1]
    assert "I tid" in page(cast, "outsider", f"{LIST}&fran=99999&lage=nonsense&till=x")


def test_the_list_and_the_page_cost_the_same_however_much_there_is(cast: Cast) -> None:
    first = late(cast)
    addresses = [("controller", LIST), ("chair_a", f"/mal/uppdrag/{first.pk}/"), ("kf_chair", "/"), ("head_a", "/")]
    addresses += [("auditor", "/"), ("outsider", f"/beslut/{first.decision_id}/")]
    give(cast, "A", ("kontorA",))
    before = [queries_of(cast, *each) for each in addresses]
    for _n in range(4):
        late(cast, to=("A", "B", "KS"))
        give(cast, "A", ("kontorA", "A1"))
    actions.pass_on(cast.actor("chair_a"), part_of(first, "A"), 1, [cast["kontorA"], cast["A1"], cast["A2"]])
    assert [queries_of(cast, *each) for each in addresses] == before


def test_the_page_offers_what_each_may_do(cast: Cast) -> None:
    uppdrag = give(cast)
    address, part = f"/mal/uppdrag/{uppdrag.pk}/", part_of(uppdrag, "A")
    answering, sending = f"/mal/uppdrag/svar/{part.pk}/", f"/mal/uppdrag/svar/{part.pk}/skicka-tillbaka/"
    for name in sorted(EVERYBODY):
        html = page(cast, name, address)
        assert (f'action="{answering}"' in html) == (name in ("chair_a", "politician_a")), name
        assert (f"{address}avsluta/" in html) == (name in ("kf_chair", "kf_politician", "controller")), name
        assert sending not in html
    answer(cast, "chair_a", uppdrag, "A", "reported", report="Hållplatsen är flyttad.")
    for name in sorted(EVERYBODY):
        html = page(cast, name, address)
        assert (sending in html) == (name in ("kf_chair", "kf_politician")), name
        assert f'action="{answering}"' not in html
        assert "Hållplatsen är flyttad." in html


def test_a_new_one_is_written_in_a_form(cast: Cast) -> None:
    client, decision = cast.client("kf_chair"), cast.decision("KF")
    html = text(client, "/mal/uppdrag/nytt/")
    assert 'value="KF 2026-1"' in html or 'value="KF ' in html
    assert "/beslut/nytt/?organ=" in html
    sent = {"decision": decision.pk, "number": "KF 2026-1", "title": "Utred", "text": "Allt", "due": "2027-01-31",
            "receivers": [cast["A"].pk, cast["B"].pk], "plan_item": ""}  # fmt: skip
    assert client.post("/mal/uppdrag/nytt/", sent | {"receivers": []}).status_code == 422
    response = client.post("/mal/uppdrag/nytt/", sent)
    made = Assignment.objects.get()
    assert response["Location"] == f"/mal/uppdrag/{made.pk}/"
    assert made.receivers.count() == 2
    again = client.post("/mal/uppdrag/nytt/", sent)
    assert again.status_code == 422
    assert "används redan" in again.content.decode()


def test_a_controller_says_for_whom(cast: Cast) -> None:
    html = page(cast, "controller", "/mal/uppdrag/nytt/")
    assert f'href="?organ={cast["A"].pk}"' in html
    assert "Nytt uppdrag från Nämnd A" in page(cast, "controller", f"/mal/uppdrag/nytt/?organ={cast['A'].pk}")
    page(cast, "chair_a", f"/mal/uppdrag/nytt/?organ={cast['B'].pk}", 404)
    for name in ("manager_a", "auditor", "administrator", "outsider"):
        assert "förtroendevalda" in page(cast, name, "/mal/uppdrag/nytt/", 403)


def test_it_is_changed_with_a_word_and_the_second_sees_both(cast: Cast) -> None:
    uppdrag = give(cast)
    client, address = cast.client("kf_chair"), f"/mal/uppdrag/{uppdrag.pk}/andra/"
    assert 'name="reason"' in text(client, address)
    sent = {"version": 1, "number": uppdrag.number, "title": "Min rubrik", "text": "", "due": "2027-01-31",
            "receivers": [cast["A"].pk], "plan_item": "", "reason": "Skrivfel"}  # fmt: skip
    actions.edit_assignment(
        cast.actor("controller"), uppdrag, 1, title="Deras rubrik", due=uppdrag.due, receivers=[cast["A"]], reason="Fel"
    )
    response = client.post(address, sent)
    html = response.content.decode()
    assert response.status_code == 409
    assert "Deras rubrik" in html
    assert "Min rubrik" in html
    assert client.post(address, sent | {"version": 2}).status_code == 302
    assert Assignment.objects.get().title == "Min rubrik"


def test_it_is_closed_in_a_form(cast: Cast) -> None:
    uppdrag = give(cast)
    client, address = cast.client("kf_chair"), f"/mal/uppdrag/{uppdrag.pk}/avsluta/"
    decision = cast.decision("KF", today())
    assert client.post(address, {"version": 1, "decision": decision.pk, "closing_text": ""}).status_code == 422
    sent = {"version": 1, "decision": decision.pk, "closing_text": "Inaktuellt"}
    assert client.post(address, sent).status_code == 302
    html = text(client, f"/mal/uppdrag/{uppdrag.pk}/")
    assert "Inaktuellt" in html
    assert "avsluta/" not in html
    for part in ("andra", "avsluta"):
        assert "avslutat av" in client.get(f"/mal/uppdrag/{uppdrag.pk}/{part}/").content.decode()


def test_the_answer_is_sent_from_the_first_page_and_back_to_it(cast: Cast) -> None:
    uppdrag = give(cast, "A", ("kontorA",))
    part, client = part_of(uppdrag, "kontorA"), cast.client("head_a")
    html = text(client, "/")
    assert f'action="/mal/uppdrag/svar/{part.pk}/"' in html
    sent = {"version": 1, "state": "reported", "report": "Klart nu", "next": "/"}
    assert client.post(f"/mal/uppdrag/svar/{part.pk}/", sent)["Location"] == "/"
    assert f'action="/mal/uppdrag/svar/{part.pk}/"' not in text(client, "/")
    assert part_of(uppdrag, "kontorA").report == "Klart nu"


def test_a_quick_note_leaves_what_it_does_not_send_as_it_is(cast: Cast) -> None:
    uppdrag = give(cast)
    answer(cast, "chair_a", uppdrag, "A", "ongoing", report="Början", responsible=cast.user("head_a"))
    part = part_of(uppdrag, "A")
    cast.client("chair_a").post(f"/mal/uppdrag/svar/{part.pk}/", {"version": part.version, "state": "ongoing"})
    kept = part_of(uppdrag, "A")
    assert (kept.report, kept.responsible) == ("Början", cast.user("head_a"))


def test_the_second_who_answers_sees_both_texts(cast: Cast) -> None:
    uppdrag = give(cast)
    part = part_of(uppdrag, "A")
    answer(cast, "politician_a", uppdrag, "A", "ongoing", report="Först skrivet")
    sent = {"version": 1, "state": "ongoing", "report": "Sedan skrivet"}
    response = cast.client("chair_a").post(f"/mal/uppdrag/svar/{part.pk}/", sent)
    html = response.content.decode()
    assert response.status_code == 409
    assert "Först skrivet" in html
    assert "Sedan skrivet" in html


def test_an_empty_report_is_asked_for_and_nothing_is_lost(cast: Cast) -> None:
    part = part_of(give(cast), "A")
    response = cast.client("chair_a").post(
        f"/mal/uppdrag/svar/{part.pk}/", {"version": 1, "state": "reported", "report": ""}
    )
    assert response.status_code == 422
    assert "Skriv återrapporten först" in response.content.decode()


def test_sending_back_and_passing_on_in_forms(cast: Cast) -> None:
    uppdrag = give(cast)
    part = part_of(uppdrag, "A")
    client = cast.client("chair_a")
    assert "Kontor A" in text(client, f"/mal/uppdrag/svar/{part.pk}/skicka-vidare/")
    sent: dict[str, Any] = {"version": 1, "units": [cast["kontorA"].pk]}
    assert client.post(f"/mal/uppdrag/svar/{part.pk}/skicka-vidare/", sent).status_code == 302
    html = text(client, f"/mal/uppdrag/{uppdrag.pk}/")
    assert "Skickat vidare till:" in html
    answer(cast, "chair_a", uppdrag, "A", "reported", report="Klart")
    council = cast.client("kf_politician")
    sent = {"version": part_of(uppdrag, "A").version, "word": "Vad kostade det?"}
    assert council.post(f"/mal/uppdrag/svar/{part.pk}/skicka-tillbaka/", sent).status_code == 302
    assert "Vad kostade det?" in text(client, f"/mal/uppdrag/{uppdrag.pk}/")
    assert "ingen återrapport" in council.get(f"/mal/uppdrag/svar/{part.pk}/skicka-tillbaka/").content.decode()


def test_the_giver_moves_a_part_in_a_form(cast: Cast) -> None:
    uppdrag = give(cast)
    part, client = part_of(uppdrag, "A"), cast.client("kf_chair")
    address = f"/mal/uppdrag/svar/{part.pk}/flytta/"
    assert address in text(client, f"/mal/uppdrag/{uppdrag.pk}/")
    assert address not in page(cast, "chair_a", f"/mal/uppdrag/{uppdrag.pk}/")
    sent = {"version": 1, "unit": cast["B"].pk, "reason": ""}
    assert client.post(address, sent).status_code == 422
    assert client.post(address, sent | {"reason": "Nämnden upphör"}).status_code == 302
    assert part_of(uppdrag, "B").pk == part.pk


@pytest.mark.parametrize("part", ["", "skicka-vidare/", "skicka-tillbaka/", "flytta/"])
def test_outsiders_are_refused_and_what_is_not_there_is_not_found(cast: Cast, part: str) -> None:
    pk = part_of(give(cast), "A").pk
    for name in ("manager_b", "chair_b", "auditor", "outsider"):
        page(cast, name, f"/mal/uppdrag/svar/{pk}/{part}", 403)
    page(cast, "chair_a", f"/mal/uppdrag/svar/{pk + 999}/{part}", 404)


def test_the_politician_sees_what_waits(cast: Cast) -> None:
    late(cast, title="För sent")
    waits = give(cast, to=("B",), title="Att avsluta")
    give(cast, to=("KS",), title="Kommer")
    answer(cast, "chair_b", waits, "B", "reported", report="Klart")
    html = page(cast, "kf_politician", "/").split('id="uppdrag"')[1]
    assert html.index("Att avsluta") < html.index("För sent") < html.index("Kommer")
    html = page(cast, "chair_a", "/").split('id="uppdrag"')[1]
    assert "Till er, att svara på" in html
    assert "För sent" in html
    assert "Inga uppdrag väntar svar." in page(cast, "chair_b", "/").split('id="uppdrag"')[1]


@pytest.mark.parametrize("name", ["controller", "auditor"])
def test_those_who_read_everything_see_what_is_overdue(cast: Cast, name: str) -> None:
    assert "Inget uppdrag är försenat." in page(cast, name, "/")
    late(cast)
    assert "skulle ha återrapporterats för 12 dagar sedan" in page(cast, name, "/")


def test_it_stands_on_the_pages_of_the_decision_the_units_and_the_part_of_the_plan(cast: Cast) -> None:
    goal = cast.item("goal", "KF")
    uppdrag = give(cast, plan_item=goal)
    link = f"/mal/uppdrag/{uppdrag.pk}/"
    for address in (f"/beslut/{uppdrag.decision_id}/", f"/organisation/{cast['A'].pk}/?ar=2026",
                    f"/organisation/{cast['KF'].pk}/?ar=2026", f"/mal/{goal.pk}/"):  # fmt: skip
        assert link in page(cast, "outsider", address)
    assert link not in page(cast, "outsider", f"/organisation/{cast['B'].pk}/?ar=2026")


def test_the_history_of_an_answer_is_its_writers(cast: Cast) -> None:
    uppdrag = give(cast)
    part = part_of(uppdrag, "A")
    page(cast, "outsider", f"/historik/goals.assignment/{uppdrag.pk}/", 404)
    page(cast, "chair_b", f"/historik/goals.assignment/{uppdrag.pk}/")
    for name, status in (("chair_a", 200), ("auditor", 200), ("chair_b", 404), ("kf_chair", 404)):
        page(cast, name, f"/historik/goals.assignmentreceiver/{part.pk}/", status)
        offered = f"goals.assignmentreceiver/{part.pk}/" in page(cast, name, f"/mal/uppdrag/{uppdrag.pk}/")
        assert offered == (status == 200)


def test_a_responsible_person_finds_it_on_the_first_page(cast: Cast) -> None:
    uppdrag = give(cast)
    answer(cast, "chair_a", uppdrag, "A", "ongoing", responsible=cast.user("manager_b"))
    html = page(cast, "manager_b", "/")
    assert uppdrag.title in html.split('id="att-gora"')[1]
    assert 'value="ongoing"' in html
    assert 'value="reported"' not in html
    assert AssignmentReceiver.objects.count() == 1
