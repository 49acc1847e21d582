"""The server's half of a form that saves itself: what is read, what is put together, and how it says no."""

import json
from types import SimpleNamespace
from typing import Any

import pytest
from django.contrib.sessions.backends.db import SessionStore
from django.http import HttpRequest, HttpResponse
from django.test import RequestFactory

from sala_styr.errors import Refused, RuleBroken
from sala_styr.organisation.actor import Actor
from sala_styr.shell.autosave import Typed, autosaving, saved, sent_bases, typed_fields
from sala_styr.text_merge import Merged

pytestmark = pytest.mark.django_db


def sending(body: Any, user: int = 7) -> HttpRequest:
    raw = body if isinstance(body, str) else json.dumps(body)
    request = RequestFactory().post("/", raw, content_type="application/json")
    request.actor = Actor(user=SimpleNamespace(pk=user))  # type: ignore[attr-defined]
    request.session = SessionStore()
    return request


def test_what_was_typed_is_read_with_what_it_began_from() -> None:
    fields = typed_fields(
        sending({"user": "7", "fields": {"money": {"base": "", "text": "Ett\r\ntvå\x00"}}}), {"money"}
    )
    assert fields == {"money": Typed("", "Ett\ntvå")}


@pytest.mark.parametrize(
    "body",
    [
        "",
        "[]",
        "{}",
        {"fields": []},
        {"fields": {"money": "x"}},
        {"fields": {"money": {"base": "", "text": 3}}},
        {"fields": {}},
    ],
)
def test_what_cannot_be_read_is_said(body: Any) -> None:
    with pytest.raises(RuleBroken, match="Ladda om sidan"):
        typed_fields(sending(body), {"money"})


def test_a_field_that_is_not_the_persons_is_refused() -> None:
    with pytest.raises(RuleBroken, match="kan inte sparas av dig"):
        typed_fields(sending({"fields": {"secret": {"base": "", "text": "x"}}}), {"money"})


def test_nobody_saves_in_the_name_of_who_was_logged_in_before() -> None:
    with pytest.raises(RuleBroken, match="inloggad som någon annan"):
        typed_fields(sending({"user": "8", "fields": {"money": {"base": "", "text": "x"}}}), {"money"})


def test_the_longest_text_is_said() -> None:
    with pytest.raises(RuleBroken, match="Högst 10 tecken"):
        typed_fields(sending({"fields": {"money": {"base": "", "text": "x" * 11}}}), {"money"}, longest=10)


def test_sent_twice_is_put_in_once() -> None:
    """The answer was lost on its way: the page sends the same once more, and meanwhile somebody else has written."""
    request = sending({"stamp": "k3-1", "fields": {"money": {"base": "Gott.", "text": "Gott. Kön minskar."}}})
    stands = typed_fields(request, {"money"})["money"].onto("Gott.\n\nBussarna går.").text
    assert stands == "Gott. Kön minskar.\n\nBussarna går."
    saved(request, 2, {})
    assert typed_fields(request, {"money"})["money"].onto(stands + " Snart.") == Merged(stands + " Snart.")


def test_two_who_type_sign_by_sign_in_the_same_empty_box_both_stand_there_once() -> None:
    """Each sends when the other has, from what it had itself, as the page does: no half words are left behind."""
    stands, clashes = "", 0
    texts = {"Anna skriver om skolan.": ["", ""], "Bo skriver om bussen.": ["", ""]}  # words: [base, box]
    for end in range(1, 26, 3):
        for words, state in texts.items():
            base, box = state
            had = words[: max(0, end - 3)]
            box = box.replace(had, words[:end], 1) if had and had in box else box + words[:end]
            merged = Typed(base, box).onto(stands)
            stands, clashes = merged.text, clashes + len(merged.clashes)
            state[:] = [stands, stands]
    assert sorted(stands.split("\n")) == sorted(texts)


def test_bases_come_with_an_ordinary_sending() -> None:
    assert sent_bases({"bas-money": "a\r\nb", "money": "c"}) == {"money": "a\nb"}


def test_the_answers_of_a_view() -> None:
    @autosaving
    def view(request: HttpRequest, what: str) -> HttpResponse:
        if what == "ja":
            return saved(request, 4, {"money": Merged("x", (("a", "b"),))})
        raise (Refused if what == "nej" else RuleBroken)("Därför.")

    yes = json.loads(view(sending({}), "ja").content)
    assert yes["version"] == 4
    assert yes["fields"] == {"money": {"text": "x", "clashes": [["a", "b"]]}}
    assert (view(sending({}), "nej").status_code, view(sending({}), "regel").status_code) == (403, 409)
    assert json.loads(view(sending({}), "nej").content) == {"fault": "Därför."}
    assert view(RequestFactory().get("/"), "ja").status_code == 405
