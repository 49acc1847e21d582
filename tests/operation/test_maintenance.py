"""Maintenance: announced, reading only, closed; told in words, the administrator let in, and nothing typed lost."""

import io
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from django.db import DatabaseError
from django.test import Client

from sala_styr.operation import maintenance
from sala_styr.operation.models import Maintenance
from tests.cast import Cast

pytestmark = pytest.mark.django_db
HTMX = {"HX-Request": "true"}


@pytest.fixture(autouse=True)
def own_folder(settings, tmp_path: Path) -> Iterator[None]:  # type: ignore[no-untyped-def]
    settings.DATA_DIR = tmp_path
    yield
    maintenance._seen = maintenance.State()


def command(*arguments: str) -> str:
    out = io.StringIO()
    call_command("maintenance", *arguments, stdout=out)
    return out.getvalue().strip()


def test_it_is_set_told_and_taken_away_with_a_history() -> None:
    assert command("on", "--until", "18:00", "--why", "Databasen flyttas.") == (
        "stängt: Underhåll pågår till klockan 18.00. Databasen flyttas."
    )
    assert command("status").startswith("stängt")
    assert command("off") == "öppet"
    [last, first] = Maintenance.history.all()
    assert (first.state, last.state) == ("closed", "off")
    assert "stängt" in first.history_change_reason


def test_closed_keeps_people_out_with_words_and_a_time(cast: Cast) -> None:
    command("on", "--until", "18.00", "--why", "Databasen flyttas.")
    answer = cast.client("manager_a1").get("/")
    assert answer.status_code == 503
    assert 0 < int(answer["Retry-After"]) <= 86_400
    page = answer.content.decode()
    assert "till klockan 18.00" in page
    assert "Databasen flyttas." in page
    assert Client().get("/oppet/").status_code == 503


def test_administrators_machines_and_the_log_in_get_in(cast: Cast) -> None:
    command("on")
    assert cast.client("administrator").get("/").status_code == 200
    for address in ("/halsa/", "/halsa/redo/", "/matt/", "/logga-in/"):
        assert Client().get(address).status_code == 200


def test_reading_goes_on_and_what_was_typed_comes_back(cast: Cast) -> None:
    command("on", "--read-only", "--until", "18:00")
    client = cast.client("manager_a1")
    page = client.get("/mal/")
    assert page.status_code == 200
    assert "det går att läsa men inte att spara" in page.content.decode()
    answer = client.post("/mal/ny/", {"title": "Trygg uppväxt <b>"})
    assert answer.status_code == 503
    assert "Trygg uppväxt &lt;b&gt;" in answer.content.decode()
    assert "Inget har sparats" in answer.content.decode()


def test_htmx_is_told_among_the_messages_and_the_page_stays(cast: Cast) -> None:
    command("on", "--read-only")
    answer = cast.client("manager_a1").post("/mal/ny/", {"title": "x"}, headers=HTMX)
    assert (answer.status_code, answer["HX-Retarget"]) == (503, "#meddelanden")
    assert "<html" not in answer.content.decode()


def test_it_is_announced_on_every_page_and_stops_nobody(cast: Cast) -> None:
    command("on", "--announce", "17:30", "--until", "18:00")
    page = cast.client("manager_a1").get("/")
    assert page.status_code == 200
    assert "klockan 17.30–18.00" in page.content.decode()
    assert cast.client("manager_a1").post("/sprak/", {"language": "sv"}).status_code == 302


def test_an_open_service_asks_nothing_of_it(client: Client, django_assert_num_queries) -> None:  # type: ignore[no-untyped-def]
    with django_assert_num_queries(0):
        assert "band" not in client.get("/logga-in/").content.decode().split("<main")[0].split("<header")[1]


def test_the_file_tells_when_the_database_cannot(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    command("on", "--why", "Databasen lagas.")

    def away(**_wanted: object) -> None:
        raise DatabaseError

    monkeypatch.setattr(Maintenance.objects, "filter", away)
    maintenance._seen = maintenance.State()
    assert maintenance.look().why == "Databasen lagas."
    (Path(maintenance.settings.DATA_DIR) / maintenance.FILE).write_text("trasigt")
    assert maintenance.look().why == "Databasen lagas."


def test_a_time_that_is_none_is_said_so() -> None:
    with pytest.raises(CommandError, match="18:00"):
        command("on", "--until", "snart")
