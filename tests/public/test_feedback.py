"""The accessibility statement, and anybody's word about what does not work."""

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from pytest_django import Settings

from public.actions import settle_feedback, tell_us
from public.actions.feedback import MOST_IN_AN_HOUR
from public.models import Feedback
from sala_styr.errors import Refused, RuleBroken
from sala_styr.mail.models import Message
from tests.cast import Cast
from tests.public.world import csv_of

ADDRESS = "/oppet/tillganglighet/"
WORDS = {"message": "Tabellen går inte att läsa.", "page": "/oppet/plan/2026/", "email": "anna@example.org"}


def test_the_statement_says_what_the_law_asks(cast: Cast) -> None:
    page = Client().get(ADDRESS).content.decode()
    for said in (
        "2018:1937",
        "delvis förenliga",
        "Digg",
        "digg.se/tdosanmalan",
        "Så har vi testat",
        "27 november 2026",
    ):
        assert said in page


def test_anybody_can_tell_us_and_the_municipality_gets_a_letter(cast: Cast, settings: Settings) -> None:
    settings.CONTACT_EMAIL = "kommun@example.org"
    assert Client().post(ADDRESS, WORDS).status_code == 302
    told = Feedback.objects.get()
    assert (told.message, told.page, told.email) == tuple(WORDS.values())
    letter = Message.objects.get()
    assert letter.address == "kommun@example.org"
    assert "Tabellen går inte att läsa." in letter.content.text


def test_nothing_is_sent_where_there_is_no_address(cast: Cast) -> None:
    Client().post(ADDRESS, WORDS)
    assert (Feedback.objects.count(), Message.objects.count()) == (1, 0)


def test_a_machine_that_fills_in_everything_is_thanked_and_forgotten(cast: Cast) -> None:
    assert Client().post(ADDRESS, WORDS | {"webbplats": "https://spam.example"}).status_code == 302
    assert not Feedback.objects.exists()


@pytest.mark.parametrize("wrong", [{"message": "  "}, {"email": "inte en adress"}, {"message": "x" * 4001}])
def test_what_cannot_be_taken_is_said_beside_its_field(cast: Cast, wrong: dict[str, str]) -> None:
    answer = Client().post(ADDRESS, WORDS | wrong)
    assert answer.status_code == 422
    assert "Det här behöver rättas" in answer.content.decode()
    assert not Feedback.objects.exists()


def test_the_same_words_twice_are_kept_once(cast: Cast) -> None:
    assert tell_us("Samma") == tell_us("Samma")


def test_more_than_people_write_is_refused_for_an_hour(cast: Cast) -> None:
    for number in range(MOST_IN_AN_HOUR):
        tell_us(f"Nummer {number}")
    with pytest.raises(RuleBroken, match="om en timme"):
        tell_us("En till")
    assert Client().post(ADDRESS, WORDS).status_code == 422
    Feedback.objects.update(written_at=timezone.now() - timedelta(hours=2))
    assert tell_us("En till").pk


def test_those_who_answer_read_and_settle(cast: Cast) -> None:
    told = tell_us(**WORDS)
    client = cast.client("administrator")
    assert WORDS["message"] in client.get(reverse("public:feedback")).content.decode()
    assert client.post(reverse("public:settle", args=[told.pk]), {"outcome": ""}).status_code == 422
    assert client.post(reverse("public:settle", args=[told.pk]), {"outcome": "Tabellen är rättad."}).status_code == 302
    assert "Tabellen är rättad." in client.get(reverse("public:feedback")).content.decode()
    assert WORDS["email"] in "".join(csv_of(client, reverse("public:feedback")))


@pytest.mark.parametrize("person", ["politician_a", "manager_a", "auditor", "outsider"])
def test_others_do_not(cast: Cast, person: str) -> None:
    told = tell_us(**WORDS)
    assert cast.client(person).get(reverse("public:feedback")).status_code == 403
    with pytest.raises(Refused):
        settle_feedback(cast.actor(person), told, "Nej")
