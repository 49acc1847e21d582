"""Kolada's pages: files in three steps, a fetch in the background, and what went wrong where people see it."""

from datetime import date
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone

from goals import actions
from goals.kolada.tasks import fetch_kolada
from goals.models import KoladaFetch, KoladaKpi, KoladaValue
from goals.queries.kolada import LONGEST_FETCH
from tests.cast import Cast
from tests.goals.kolada_server import OWN, kolada_server

HOME, CHOOSE = "/mal/kolada/", "/mal/kolada/las-in/"


@pytest.fixture(autouse=True)
def today(monkeypatch: pytest.MonkeyPatch) -> None:
    """It is 2026 in these tests."""
    monkeypatch.setattr(timezone, "localdate", lambda *args: date(2026, 10, 1))


@pytest.fixture(autouse=True)
def media(settings: Any, tmp_path: Any) -> None:
    settings.MEDIA_ROOT = tmp_path


def files(*names: str) -> list[SimpleUploadedFile]:
    return [SimpleUploadedFile(f"{name}.json", (OWN / f"{name}.json").read_bytes()) for name in names]


def sent(client: Client, *names: str) -> str:
    response = client.post(CHOOSE, {"documents": files(*names)})
    assert response.status_code == 302
    return response.headers["Location"]


def text(client: Client, address: str) -> str:
    response = client.get(address)
    assert response.status_code == 200
    return response.content.decode()


def measured(cast: Cast) -> None:
    fields = {"name": "Behöriga", "unit_of_measure": "procent", "source_kind": "kolada", "kolada_id": "N15428"}
    actions.create_indicator(cast.actor("staff_a1"), cast.item("activity", "A1"), **fields)


def test_files_come_in_by_three_steps(cast: Cast) -> None:
    measured(cast)
    client = cast.client("controller")
    review = sent(client, "kpi", "municipality", "municipality_groups", "data")
    html = text(client, review)
    for said in (
        "kpi.json, municipality.json",
        "Behöriga",
        "<dd>48</dd>",
        "<dd>43</dd>",
        "<dd>5</dd>",
        "Källa: Kolada",
    ):
        assert said in html
    assert not KoladaValue.objects.exists()
    done = client.post(review)
    assert done.status_code == 302
    html = text(client, done.headers["Location"])
    assert 'aria-current="step">Klart' in html
    assert KoladaValue.objects.count() == 48
    assert "inläst" in text(client, HOME)


def test_values_without_their_definition_are_pointed_out(cast: Cast) -> None:
    client = cast.client("administrator")
    assert "kom värden men ingen definition" in text(client, sent(client, "data"))


def test_the_same_files_again_are_said_to_be_here(cast: Cast) -> None:
    client = cast.client("controller")
    for _time in range(2):
        review = sent(client, "kpi", "data")
        html = text(client, review)
        client.post(review)
    assert "redan inlästa" in html
    assert KoladaFetch.objects.count() == 1


@pytest.mark.parametrize(
    ("content", "told"),
    [(b"inget", "är inte JSON"), (b'{"values": []}', "är tom"), (b'{"values": [{"a": 1}]}', "varken nyckeltal")],
)
def test_what_cannot_be_read_is_said_at_the_field(cast: Cast, content: bytes, told: str) -> None:
    response = cast.client("controller").post(CHOOSE, {"documents": SimpleUploadedFile("fil.json", content)})
    assert response.status_code == 422
    assert told in response.content.decode()


def test_no_file_is_said(cast: Cast) -> None:
    assert cast.client("controller").post(CHOOSE, {}).status_code == 422


def test_files_are_the_senders_own(cast: Cast) -> None:
    review = sent(cast.client("controller"), "data")
    assert cast.client("administrator").get(review).headers["Location"] == CHOOSE
    assert cast.client("administrator").post(review).headers["Location"] == CHOOSE
    assert not KoladaValue.objects.exists()


@pytest.mark.parametrize("name", ["manager_a", "chair_a", "auditor", "outsider"])
def test_others_have_no_business_here(cast: Cast, name: str) -> None:
    client = cast.client(name)
    for address in (HOME, CHOOSE, f"{CHOOSE}abc/", f"{HOME}1/"):
        assert client.get(address).status_code == 403
    assert client.post(f"{HOME}hamta/").status_code == 403
    assert client.post(CHOOSE, {"documents": files("data")}).status_code == 403


def test_a_fetch_is_asked_for_and_shows_in_the_list(
    cast: Cast, settings: Any, django_capture_on_commit_callbacks: Any
) -> None:
    measured(cast)
    client = cast.client("controller")
    with kolada_server() as server, django_capture_on_commit_callbacks(execute=True):
        server.page = 50
        settings.SALA_KOLADA_URL = server.address
        response = client.post(f"{HOME}hamta/", follow=True)
    assert "Hämtningen är beställd" in response.content.decode()
    assert KoladaKpi.objects.filter(kpi_id="N15428").exists()
    assert server.address in text(client, HOME)


def test_a_fetch_that_failed_says_so_where_people_look(
    cast: Cast, settings: Any, django_capture_on_commit_callbacks: Any
) -> None:
    measured(cast)
    client = cast.client("controller")
    with kolada_server() as server, django_capture_on_commit_callbacks(execute=True):
        settings.SALA_KOLADA_URL = server.address
        server.troubles.append("404")
        client.post(f"{HOME}hamta/")
    html = text(client, HOME)
    assert "inget hämtat" in html
    assert "Kolada svarade med fel 404" in html
    fetch = KoladaFetch.objects.get()
    assert "Inget hämtades" in text(client, f"{HOME}{fetch.pk}/")


def test_without_an_indicator_there_is_nothing_to_ask_for(cast: Cast) -> None:
    response = cast.client("controller").post(f"{HOME}hamta/", follow=True)
    assert "Ingen indikator hämtar sina utfall" in response.content.decode()


def test_the_first_visit_says_what_to_do(cast: Cast) -> None:
    assert "Inget har kommit från Kolada ännu" in text(cast.client("administrator"), HOME)


def test_a_fetch_that_waits_is_shown_and_not_asked_for_twice(
    cast: Cast, settings: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings.TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}
    measured(cast)
    client = cast.client("controller")
    fetch_kolada.using(backend="default").enqueue(None)
    assert "En hämtning är beställd" in text(client, HOME)
    assert "redan beställd" in client.post(f"{HOME}hamta/", follow=True).content.decode()
    assert "bakgrundsarbetaren" not in text(client, HOME)
    later = timezone.now() + LONGEST_FETCH * 2
    monkeypatch.setattr("goals.queries.kolada.timezone.now", lambda: later)
    assert "bakgrundsarbetaren" in text(client, HOME)
