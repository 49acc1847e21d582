"""A form that makes something is sent twice: one thing comes of it, and the second answer is the first one's."""

import re
import threading
from typing import Any

import pytest
from django.db import connection
from django.test import Client

from goals.models import Amendment, PlanItem, SteeringModel, SubStep
from sala_styr.shell.once import ONCE_FIELD, REMEMBERED, new_token
from tests.cast import Cast

ROW = {"description": "", "first_year": "2026", "last_year": "2026"}


def token_in(html: str) -> str:
    found = re.search(rf'name="{ONCE_FIELD}" value="([^"]+)"', html)
    assert found
    return found[1]


def sent_from(client: Client, cast: Cast, title: str) -> tuple[str, dict[str, Any]]:
    """The form for a new activity under the chain's strategy, as it is sent."""
    address = f"/mal/{cast.chain()['strategy'].pk}/ny/"
    token = token_in(client.get(address).content.decode())
    return address, ROW | {"title": title, "owner": str(cast.units["A1"].pk), ONCE_FIELD: token}


def test_a_form_that_is_sent_twice_makes_one_and_leads_to_it_both_times(cast: Cast) -> None:
    client = cast.client("manager_a1")
    address, sent = sent_from(client, cast, "En gång")
    first, second = client.post(address, sent), client.post(address, sent)
    made = PlanItem.objects.get(title="En gång")
    assert (first.status_code, second.status_code) == (302, 302)
    assert first["Location"] == second["Location"] == f"/mal/{made.pk}/"


def test_what_is_written_anew_after_back_is_another_thing(cast: Cast) -> None:
    client = cast.client("manager_a1")
    address, sent = sent_from(client, cast, "En gång")
    client.post(address, sent)
    client.post(address, sent | {"title": "En till"})
    assert PlanItem.objects.filter(title__in=("En gång", "En till")).count() == 2


def test_a_form_without_a_token_works_as_ever(cast: Cast) -> None:
    client = cast.client("manager_a1")
    address, sent = sent_from(client, cast, "Skriptets")
    del sent[ONCE_FIELD]
    client.post(address, sent)
    client.post(address, sent)
    assert PlanItem.objects.filter(title="Skriptets").count() == 2


def test_what_had_to_be_put_right_is_not_remembered_as_made(cast: Cast) -> None:
    client = cast.client("manager_a1")
    address, sent = sent_from(client, cast, "")
    assert client.post(address, sent).status_code == client.post(address, sent).status_code == 422


def test_a_step_added_twice_in_the_page_is_one_and_the_page_is_read_again(cast: Cast) -> None:
    activity = cast.chain()["activity"]
    client = cast.client("staff_a1")
    token = token_in(client.get(f"/mal/{activity.pk}/").content.decode())
    htmx = {"HX-Request": "true", "HX-Current-URL": f"http://testserver/mal/{activity.pk}/"}
    sent = {"text": "Ringa", "due": "", ONCE_FIELD: token}
    first, second = (client.post(f"/mal/{activity.pk}/delsteg/", sent, headers=htmx) for _ in range(2))
    assert first.status_code == second.status_code == 200
    assert second["HX-Refresh"] == "true"
    assert SubStep.objects.filter(text="Ringa").count() == 1


def test_a_new_row_in_the_tree_sent_twice_is_one(cast: Cast) -> None:
    strategy = cast.chain()["strategy"]
    client = cast.client("manager_a1")
    address = f"/mal/{strategy.pk}/rad/ny/"
    htmx = {"HX-Request": "true", "HX-Current-URL": "http://testserver/mal/?ar=2026"}
    token = token_in(client.get(address, headers=htmx).content.decode())
    sent = {"title": "Raden", "owner": str(cast.units["A1"].pk), ONCE_FIELD: token}
    first, second = (client.post(address, sent, headers=htmx) for _ in range(2))
    assert first.status_code == second.status_code == 200
    assert second["HX-Refresh"] == "true"
    assert PlanItem.objects.filter(title="Raden").count() == 1


def test_an_amendment_is_begun_once(cast: Cast) -> None:
    cast.chain()
    client, address = cast.client("manager_a"), "/mal/andringar/ny/?ar=2026"
    token = token_in(client.get(address).content.decode())
    sent = {"name": "Vårens", "reason": "", "year": "2026", "owner": str(cast["verksA"].pk), ONCE_FIELD: token}
    first, second = client.post(address, sent), client.post(address, sent)
    assert first["Location"] == second["Location"] == f"/mal/andringar/{Amendment.objects.get().pk}/"


def test_every_page_that_makes_something_has_a_token(cast: Cast) -> None:
    chain, model = cast.chain(), SteeringModel.objects.get()
    pages = {
        "controller": [
            f"/mal/uppdrag/nytt/?organ={cast['A'].pk}",
            "/beslut/nytt/",
        ],
        "administrator": [f"/organisation/{cast['verksA'].pk}/ny/", f"/mal/styrmodell/{model.pk}/niva/"],
    }
    pages["staff_a1"] = [f"/mal/{chain['activity'].pk}/indikator/"]
    for who, addresses in pages.items():
        for address in addresses:
            response = cast.client(who).get(address)
            assert response.status_code == 200, address
            assert token_in(response.content.decode())


def test_the_session_keeps_only_the_last_ones(cast: Cast) -> None:
    client = cast.client("manager_a1")
    session = client.session
    session["once"] = {f"old{number}": "/mal/" for number in range(REMEMBERED)}
    session.save()
    address, sent = sent_from(client, cast, "Den nyaste")
    client.post(address, sent)
    kept = client.session["once"]
    assert len(kept) == REMEMBERED
    assert "old0" not in kept


def test_every_form_has_a_token_of_its_own() -> None:
    assert new_token() != new_token()


@pytest.mark.postgresql
@pytest.mark.django_db(transaction=True)
def test_two_at_the_same_time_wait_for_each_other(cast: Cast) -> None:
    client = cast.client("manager_a1")
    address, sent = sent_from(client, cast, "Samtidigt")
    answers: list[str] = []
    together = threading.Barrier(4)

    def send() -> None:
        own = Client()
        own.cookies = client.cookies
        together.wait()
        answers.append(own.post(address, sent)["Location"])
        connection.close()

    threads = [threading.Thread(target=send) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    made = PlanItem.objects.get(title="Samtidigt")
    assert answers == [f"/mal/{made.pk}/"] * 4
