"""The log: one JSON line a request, with its number; never a word that somebody wrote."""

import io
import json
import logging

import pytest
import structlog
from django.test import Client

from tests.cast import Cast

SECRET = "Hemligheten-Vinterbär-19121212-1212"


def lines(log: io.StringIO) -> list[dict[str, object]]:
    """Every line, each of them JSON."""
    return [json.loads(line) for line in log.getvalue().splitlines()]


def test_a_request_is_one_line_with_its_number_person_and_view(cast: Cast, log: io.StringIO) -> None:
    number = "0123456789abcdef0123456789abcdef"
    answer = cast.client("controller").get("/?q=" + SECRET, headers={"X-Request-ID": number})
    [line] = [line for line in lines(log) if line["event"] == "request_finished"]
    assert answer["X-Request-ID"] == line["request_id"] == number
    assert line["user_id"] == cast.user("controller").pk
    assert (line["request"], line["code"]) == ("GET /", 200)
    assert SECRET not in log.getvalue()


@pytest.mark.parametrize("sent", ["kort", "a" * 65, 'x" onload="', "rad\u2028två", "0123456789abcdef;DROP"])
def test_a_number_that_is_none_is_exchanged(client: Client, db: None, sent: str) -> None:
    given = client.get("/logga-in/", HTTP_X_REQUEST_ID=sent)["X-Request-ID"]
    assert given != sent
    assert len(given) == 32


def test_nothing_that_people_write_reaches_the_log(cast: Cast, log: io.StringIO) -> None:
    """Log-in, form, search, address, header, host, cookie, file name, method, and an error that quotes it all."""
    client = cast.client("controller")
    client.raise_request_exception = False
    client.post("/logga-in/", {"username": SECRET, "password": SECRET})
    Client().post("/logga-in/", {"username": SECRET, "password": SECRET})
    client.get(f"/mal/?q={SECRET}")
    client.get(f"/{SECRET}/")
    client.get("/oppet/", headers={"User-Agent": SECRET, "Referer": f"http://testserver/{SECRET}"})
    client.get("/", headers={"Host": f"{SECRET}.example"})
    client.cookies["styr"] = SECRET
    client.post("/mal/ny/", {"title": SECRET, "description": SECRET})
    Client(enforce_csrf_checks=True).post("/logga-in/", {"username": SECRET})
    client.generic("POST", "/sprak/", b"\xff" + SECRET.encode(), content_type="multipart/form-data; boundary=x")
    # No word of a person who exists either, and not the session.
    assert SECRET not in log.getvalue()
    assert cast.user("controller").last_name not in log.getvalue()
    assert client.cookies["sessionid"].value not in log.getvalue()
    assert len(lines(log)) > 8


def test_an_error_is_told_by_its_class_and_place_and_the_page_by_its_number(
    cast: Cast, log: io.StringIO, monkeypatch: pytest.MonkeyPatch
) -> None:
    def breaks(*args: object) -> None:
        try:
            raise KeyError(SECRET)
        except KeyError as error:
            raise ValueError(f"could not read {SECRET}") from error

    monkeypatch.setattr("sala_styr.shell.views.chosen_role", breaks)
    client = cast.client("controller")
    client.raise_request_exception = False
    answer = client.get("/")
    assert answer.status_code == 500
    assert answer["X-Request-ID"] in answer.content.decode()
    [line] = [line for line in lines(log) if line["event"] == "request_failed"]
    assert [cause["class"] for cause in line["exception"]] == ["builtins.ValueError", "builtins.KeyError"]  # type: ignore[attr-defined]
    assert any("breaks" in place for place in line["exception"][0]["at"])  # type: ignore[index]
    assert line["request_id"] == answer["X-Request-ID"]
    assert SECRET not in log.getvalue()


def test_nobody_can_write_a_line_of_ours(log: io.StringIO) -> None:
    logging.getLogger("sala_styr.prov").warning("name: %s", 'x\n{"event": "admin logged in"}\r\x1b[2J\u2028')
    structlog.get_logger("sala_styr.prov").warning("en\nrad", text="två\nrader")
    assert len(log.getvalue().splitlines()) == len(lines(log)) == 2
    assert "\x1b" not in log.getvalue()
    assert "\u2028" not in log.getvalue()


def test_the_log_asks_the_database_nothing(
    client: Client, db: None, log: io.StringIO, django_assert_num_queries
) -> None:  # type: ignore[no-untyped-def]
    with django_assert_num_queries(0):
        client.get("/favicon.ico")
    assert lines(log)[-1]["event"] == "request_finished"
