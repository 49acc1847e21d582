"""My reminders, saying no from a letter, and the outbox."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from sala_styr.history import bulk_create, recording
from sala_styr.mail.composing import read_token, unsubscribe_token
from sala_styr.mail.kinds import MailKind, mail_kinds_from
from sala_styr.mail.models import SILENCE, Absence, MailOptOut, Message, MessageContent, MessageState
from sala_styr.organisation.actor import system_actor
from sala_styr.organisation.models import User
from tests.cast import Cast

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def kind(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sala_styr.mail.kinds._sources", [])
    mail_kinds_from(lambda: [MailKind("prov", "Prognoser att lämna", 1), MailKind("annat", "Annat", 2)])


def letters(cast: Cast, count: int, state: str = "failed") -> None:
    old = timezone.now() - SILENCE - timedelta(minutes=1)
    with recording(system_actor(), "Test"):
        rows = [
            Message(
                key=f"{state}:{number}", recipient=cast.user("manager_a1"), address="a@b.se", subject=f"Brev {number}",
                message_id=f"<{number}@x>", state=state, claimed_at=old, failure="550 okänd" if state == "failed" else "",
                sent_at=old if state == "sent" else None,
            )
            for number in range(count)
        ]  # fmt: skip
        made = bulk_create(Message, rows)
    MessageContent.objects.bulk_create([MessageContent(message=each, text="Hej <du>", html="") for each in made])


def test_one_chooses_kinds_and_regrets(cast: Cast) -> None:
    client = cast.client("manager_a1")
    assert "Prognoser att lämna" in client.get(reverse("mail:mine")).content.decode()
    client.post(reverse("mail:choose"), {"kind": ["annat"]})
    assert list(MailOptOut.objects.values_list("user__username", "kind")) == [("manager_a1", "prov")]
    client.post(reverse("mail:choose"), {"kind": ["annat", "prov"]})
    assert not MailOptOut.objects.exists()


def test_the_link_in_a_letter_asks_before_it_does_and_needs_no_login(cast: Cast) -> None:
    user = cast.user("manager_a1")
    address = reverse("mail:unsubscribe", args=[unsubscribe_token(user.pk, "prov")])
    stranger = Client(enforce_csrf_checks=True)
    assert "Vill du sluta få de här breven?" in stranger.get(address).content.decode()
    assert not MailOptOut.objects.exists()
    for _turn in range(2):
        assert stranger.post(address, {"List-Unsubscribe": "One-Click"}).status_code == 200
    assert MailOptOut.objects.get().user == user
    assert "som förut" in stranger.post(address, {"igen": "1"}).content.decode()
    assert not MailOptOut.objects.exists()


def test_a_link_that_is_not_ours_leads_nowhere(cast: Cast) -> None:
    token = unsubscribe_token(cast.user("manager_a1").pk, "prov")
    assert read_token(token) == (cast.user("manager_a1").pk, "prov")
    for wrong in (token[:-1] + ("a" if token[-1] != "a" else "b"), "x", unsubscribe_token(999_999, "prov")):
        assert Client().post(reverse("mail:unsubscribe", args=[wrong])).status_code == 404
    assert not MailOptOut.objects.exists()


def test_being_away_is_noted_and_taken_back(cast: Cast) -> None:
    client, stand_in = cast.client("manager_a1"), cast.user("staff_a1")
    days = {"first_day": "2026-07-01", "last_day": "2026-08-12", "stand_in": stand_in.pk}
    assert client.post(reverse("mail:mine"), days).status_code == 302
    again = client.post(reverse("mail:mine"), days)
    assert again.status_code == 422
    assert "Du har redan skrivit" in again.content.decode()
    turned = {"first_day": "2026-09-02", "last_day": "2026-09-01"}
    assert "före den första" in client.post(reverse("mail:mine"), turned).content.decode()
    mine = Absence.objects.get()
    assert (mine.user, mine.stand_in, mine.last_day) == (cast.user("manager_a1"), stand_in, date(2026, 8, 12))
    assert cast.client("manager_b").post(reverse("mail:back", args=[mine.pk])).status_code == 404
    client.post(reverse("mail:back", args=[mine.pk]))
    assert not Absence.objects.exists()


def test_the_outbox_shows_the_reason_and_sends_again(cast: Cast) -> None:
    letters(cast, 1)
    type(cast.user("manager_a1")).objects.filter(username="manager_a1").update(email="a1@prov.example")
    client = cast.client("controller")
    page = client.get(reverse("mail:outbox"), {"lage": "kom-inte-fram"}).content.decode()
    assert "550 okänd" in page
    assert "Skicka igen" in page
    letter = Message.objects.get()
    client.post(reverse("mail:again", args=[letter.pk]))
    letter.refresh_from_db()
    assert letter.state == MessageState.SENT
    shown = client.get(reverse("mail:letter", args=[letter.pk])).content.decode()
    assert "Hej &lt;du&gt;" in shown
    assert "Skicka igen" not in shown


def test_an_old_claim_is_called_uncertain_and_can_be_put_aside(cast: Cast) -> None:
    letters(cast, 1, "claimed")
    client, letter = cast.client("controller"), Message.objects.get()
    assert "osäkert: kan ha gått iväg" in client.get(reverse("mail:outbox"), {"lage": "osakert"}).content.decode()
    client.post(reverse("mail:aside", args=[letter.pk]))
    assert "stämmer med det du sökte" in client.get(reverse("mail:outbox"), {"lage": "kom-inte-fram"}).content.decode()
    client.post(reverse("mail:aside", args=[letter.pk]), {"fram": "1"})
    assert Message.objects.troubled().count() == 1


@pytest.mark.parametrize("person", ["manager_a1", "chair_a", "auditor", "outsider"])
def test_others_do_not_see_the_outbox(cast: Cast, person: str) -> None:
    letters(cast, 1)
    client, letter = cast.client(person), Message.objects.get()
    for name in ("letter", "again", "aside"):
        answer = client.generic("GET" if name == "letter" else "POST", reverse(f"mail:{name}", args=[letter.pk]))
        assert answer.status_code == 403
    assert client.get(reverse("mail:outbox")).status_code == 403
    letter.refresh_from_db()
    assert letter.state == MessageState.FAILED


def test_a_long_outbox_asks_as_few_questions_as_a_short_one(cast: Cast, django_assert_num_queries: Any) -> None:
    client = cast.client("controller")
    letters(cast, 3)
    client.get(reverse("mail:outbox"))
    with CaptureQueriesContext(connection) as few:
        client.get(reverse("mail:outbox"))
    letters(cast, 120, "sent")
    with django_assert_num_queries(len(few)):
        client.get(reverse("mail:outbox"))
    assert "Visar 51–100 av 123" in client.get(reverse("mail:outbox"), {"sida": 2}).content.decode()
    file = client.get(reverse("mail:outbox"), {"som": "csv"})
    assert file.status_code == 200


def test_the_outbox_says_once_who_has_no_address_and_the_administrator_adds_it(cast: Cast) -> None:
    User.objects.exclude(username="manager_a1").update(email="nagon@prov.example")
    shown = cast.client("controller").get(reverse("mail:outbox")).content.decode()
    assert "1 person saknar e-postadress" in shown
    assert "Systemförvaltaren kan lägga till" in shown
    person = cast.user("manager_a1")
    address = reverse("organisation:person_edit", args=[person.pk])
    assert address not in shown
    assert cast.client("controller").post(address, {"email": "x@y.se"}).status_code == 403
    client = cast.client("administrator")
    assert address in client.get(reverse("mail:outbox")).content.decode()
    facts = {"first_name": person.first_name, "last_name": person.last_name}
    assert client.post(address, facts | {"email": "inte en adress"}).status_code == 422
    assert client.post(address, facts | {"email": "a1@prov.example"}).status_code == 302
    assert "saknar e-postadress" not in client.get(reverse("mail:outbox")).content.decode()
    assert (
        "Ändrade namn eller e-postadress"
        in client.get(reverse("organisation:person", args=[person.pk])).content.decode()
    )
