"""The network is slow: the page has given up waiting and sends the same once more, while the server still works with the first. It is taken once."""

import json
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.urls import reverse

from followup.models import Dialogue
from followup.views import dialogue_room
from tests.cast import build_cast
from tests.followup.builders import dialogue, period

PATIENCE = 30.0
pytestmark = pytest.mark.django_db(transaction=True)


@contextmanager
def slow_first(monkeypatch: pytest.MonkeyPatch) -> Iterator[tuple[threading.Event, threading.Event]]:
    """The first request stops when it has written and before its transaction ends; (it has come so far, it may go on)."""
    written, go = threading.Event(), threading.Event()
    real = dialogue_room.note_presence

    def stop(*args: Any) -> None:
        real(*args)
        if not written.is_set():
            written.set()
            assert go.wait(PATIENCE)

    monkeypatch.setattr(dialogue_room, "note_presence", stop)
    yield written, go
    go.set()


def test_what_is_sent_again_while_the_first_still_runs_is_put_in_once(monkeypatch: pytest.MonkeyPatch) -> None:
    cast = build_cast()
    talk = dialogue(cast, period(), money="Gott.")
    client = cast.client("head_a")
    url = reverse("followup:save_dialogue", args=[talk.pk])
    answers: dict[str, Any] = {}

    def send(name: str, base: str, text: str, stamp: str) -> None:
        own = Client()
        own.cookies = client.cookies
        body = json.dumps({"version": 1, "stamp": stamp, "fields": {"money": {"base": base, "text": text}}})
        try:
            answers[name] = own.post(url, body, content_type="application/json")
        finally:
            connection.close()

    def start(name: str, text: str) -> threading.Thread:
        thread = threading.Thread(target=send, args=(name, "Gott.", text, "k-1"))
        thread.start()
        return thread

    with slow_first(monkeypatch) as (written, go):
        first = start("first", "Gott. Kön minskar.")
        assert written.wait(PATIENCE)
        # The same sending; its words are others here, so that it is seen that they are never put in.
        second = start("second", "Gott. Kön minskar. Två gånger.")
        second.join(1)
        assert second.is_alive(), "it waits for the first"
        go.set()
        first.join(PATIENCE)
        second.join(PATIENCE)
    assert {name: answer.status_code for name, answer in answers.items()} == {"first": 200, "second": 200}
    assert Dialogue.objects.get().money == "Gott. Kön minskar."
    assert answers["second"].json()["fields"]["money"]["text"] == "Gott. Kön minskar."


def test_a_sending_that_came_to_nothing_is_not_remembered_as_taken(monkeypatch: pytest.MonkeyPatch) -> None:
    """Both or neither: what fell after the text was written has left no text, and the same sending is taken the next time."""
    cast = build_cast()
    talk = dialogue(cast, period(), money="Gott.")
    client = cast.client("head_a")
    client.raise_request_exception = False
    url = reverse("followup:save_dialogue", args=[talk.pk])
    body = json.dumps(
        {"version": 1, "stamp": "k-1", "fields": {"money": {"base": "Gott.", "text": "Gott. Kön minskar."}}}
    )
    with monkeypatch.context() as broken:
        real = dialogue_room.saved

        def falls(*args: Any) -> None:
            real(*args)
            raise RuntimeError

        broken.setattr(dialogue_room, "saved", falls)
        assert client.post(url, body, content_type="application/json").status_code == 500
    assert Dialogue.objects.get().money == "Gott."
    assert client.post(url, body, content_type="application/json").status_code == 200
    assert Dialogue.objects.get().money == "Gott. Kön minskar."
