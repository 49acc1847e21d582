"""A letter is written once, sent once, and says how it went."""

import smtplib
from typing import Any

import pytest
from django.core import mail
from django.core.mail.backends.locmem import EmailBackend
from django.db import transaction
from pytest_django import Settings

from sala_styr.errors import Refused, RuleBroken
from sala_styr.mail.actions import put_aside, say_no, send_again, send_mail_to
from sala_styr.mail.composing import Attachment, message_id
from sala_styr.mail.delivery import deliver
from sala_styr.mail.kinds import MailKind, mail_kinds_from
from sala_styr.mail.models import Message, MessageState
from sala_styr.organisation.models import User
from tests.cast import Cast

pytestmark = pytest.mark.django_db
CALENDAR = Attachment("dialog.ics", b"BEGIN:VCALENDAR\r\nEND:VCALENDAR\r\n", "text/calendar; method=REQUEST")


def write(cast: Cast, *names: str, **options: Any) -> list[Message]:
    people = [cast.user(name) for name in names or ("manager_a1",)]
    for person in people:
        person.email = f"{person.username}@prov.example"
        person.save()
    context = {"body": "Hej <på> dig & välkommen: https://styr.example/x/"}
    return send_mail_to(people, "En\nrad", "message", context, **({"key": "prov:1"} | options))


def test_a_letter_is_sent_with_its_text_its_html_its_file_and_its_name(cast: Cast) -> None:
    (letter,) = write(cast, attachments=[CALENDAR])
    letter.refresh_from_db()
    assert (letter.state, letter.failure) == (MessageState.SENT, "")
    (sent,) = mail.outbox
    assert sent.subject == "En rad"
    assert sent.to == ["manager_a1@prov.example"]
    assert "Hej <på> dig & välkommen" in sent.body
    assert "Hej &lt;på&gt; dig &amp; välkommen" in sent.alternatives[0][0]
    assert '<a href="https://styr.example/x/"' in sent.alternatives[0][0]
    wire = sent.message().as_string()
    assert f"Message-ID: {message_id('prov:1:' + str(letter.recipient_id))}" in wire
    assert 'Content-Type: text/calendar; method="REQUEST"; charset="utf-8"' in wire
    assert "Auto-Submitted: auto-generated" in wire


def test_the_same_key_is_never_written_twice(cast: Cast) -> None:
    assert len(write(cast, "manager_a1", "manager_b")) == 2
    assert write(cast, "manager_b") == []
    assert [each.recipient for each in write(cast, "manager_b", "chair_a")] == [cast.user("chair_a")]
    assert len(mail.outbox) == 3


def test_people_outside_the_system_get_letters_too(cast: Cast) -> None:
    sent = send_mail_to(["revisor@byra.example", "revisor@byra.example"], "Hej", "message", {"body": "x"}, key="ute")
    assert [(each.address, each.recipient) for each in sent] == [("revisor@byra.example", None)]


def test_what_is_undone_around_it_undoes_the_letter(cast: Cast, settings: Settings) -> None:
    settings.TASKS = {"default": {"BACKEND": "django_tasks.backends.dummy.DummyBackend"}}
    with transaction.atomic():
        assert len(write(cast)) == 1
        transaction.set_rollback(True)
    assert not Message.objects.exists()


def test_who_has_said_no_to_the_kind_gets_none(cast: Cast) -> None:
    mail_kinds_from(lambda: [MailKind("prov", "Prov", 1)])
    say_no(cast.user("manager_a1"), "prov")
    say_no(cast.user("manager_a1"), "prov")
    assert [each.recipient for each in write(cast, "manager_a1", "chair_a", kind="prov")] == [cast.user("chair_a")]
    assert len(write(cast, "manager_a1", key="annat")) == 1
    head = mail.outbox[0].message()
    assert head["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    assert head["List-Unsubscribe"].startswith("<http")


def test_writing_to_many_asks_as_few_questions_as_to_few(
    cast: Cast, django_assert_num_queries: Any, settings: Settings
) -> None:
    settings.TASKS = {"default": {"BACKEND": "django_tasks.backends.dummy.DummyBackend"}}
    User.objects.update(email="nagon@prov.example")
    questions = 7
    for number, names in enumerate((["manager_a1"], ["manager_b", "chair_a", "chair_b", "head_a", "manager_a"])):
        people = list(User.objects.filter(username__in=names))
        with django_assert_num_queries(questions):
            send_mail_to(people, "Hej", "message", {"body": "x"}, key=f"antal:{number}", kind="prov")


def test_who_has_no_address_is_shown_with_the_reason(cast: Cast) -> None:
    person = cast.user("manager_a1")
    person.email = ""
    person.save()
    (letter,) = send_mail_to([person], "Hej", "message", {"body": "x"}, key="utan")
    letter.refresh_from_db()
    assert letter.state == MessageState.FAILED
    assert "ingen e-postadress" in letter.failure
    person.email = "ny@prov.example"
    person.save()
    send_again(cast.actor("controller"), letter)
    letter.refresh_from_db()
    assert (letter.state, letter.address) == (MessageState.SENT, "ny@prov.example")


def test_letters_that_come_by_themselves_wait_until_there_is_an_address(cast: Cast) -> None:
    person = cast.user("manager_a1")
    person.email = ""
    person.save()
    assert send_mail_to([person], "Hej", "message", {"body": "x"}, key="vecka:1", kind="prov") == []
    person.email = "ny@prov.example"
    person.save()
    (letter,) = send_mail_to([person], "Hej", "message", {"body": "x"}, key="vecka:1", kind="prov")
    assert letter.address == "ny@prov.example"


class Grumpy(EmailBackend):
    """A mail server that says no in the way the test wants."""

    error: Exception | None = None
    at_opening: Exception | None = None

    def open(self) -> bool:
        if Grumpy.at_opening is not None:
            raise Grumpy.at_opening
        return True

    def send_messages(self, messages: Any) -> int:
        if Grumpy.error is not None:
            raise Grumpy.error
        return super().send_messages(messages)


@pytest.fixture
def grumpy(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> type[Grumpy]:
    monkeypatch.setattr(Grumpy, "error", None)
    monkeypatch.setattr(Grumpy, "at_opening", None)
    monkeypatch.setattr("sala_styr.mail.delivery.get_connection", Grumpy)
    return Grumpy


@pytest.mark.parametrize(
    ("error", "state", "words", "uncertain"),
    [
        (smtplib.SMTPRecipientsRefused({"a@b": (550, b"unknown")}), "failed", "550 unknown", False),
        (smtplib.SMTPRecipientsRefused({"a@b": (451, b"greylisted")}), "queued", "451 greylisted", False),
        (smtplib.SMTPDataError(554, b"spam"), "failed", "554 spam", False),
        (smtplib.SMTPServerDisconnected("borta"), "claimed", "innan e-postservern hade svarat", True),
        (TimeoutError("timed out"), "claimed", "innan e-postservern hade svarat", True),
        (ValueError("dålig adress"), "failed", "gick inte att skriva", False),
    ],
)
def test_each_no_is_told_as_what_it_is(
    cast: Cast, grumpy: type[Grumpy], error: Exception, state: str, words: str, uncertain: bool
) -> None:
    grumpy.error = error
    (letter,) = write(cast)
    letter.refresh_from_db()
    assert (letter.state, letter.is_uncertain) == (state, uncertain)
    assert words in letter.failure
    assert Message.objects.uncertain().exists() is uncertain


def test_a_server_that_cannot_be_reached_is_tried_again_later_and_then_given_up(
    cast: Cast, grumpy: type[Grumpy]
) -> None:
    grumpy.at_opening = ConnectionRefusedError("vägrad")
    (letter,) = write(cast)
    for turn in range(1, 6):
        letter.refresh_from_db()
        assert letter.tries == turn
        assert deliver([letter.pk]) == 0  # its time has not come
        letter.refresh_from_db()
        assert letter.tries == turn
        Message.objects.update(not_before=None)
        deliver([letter.pk])
    letter.refresh_from_db()
    assert (letter.state, letter.tries) == (MessageState.FAILED, 5)
    assert "gick inte att nå" in letter.failure


def test_sending_again_is_the_controllers_and_only_for_what_did_not_arrive(cast: Cast, grumpy: type[Grumpy]) -> None:
    grumpy.error = smtplib.SMTPServerDisconnected("borta")
    (letter,) = write(cast)
    assert deliver([letter.pk]) == 0
    letter.refresh_from_db()
    assert letter.is_uncertain
    with pytest.raises(Refused):
        send_again(cast.actor("manager_a1"), letter)
    put_aside(cast.actor("controller"), letter)
    assert not Message.objects.troubled().exists()
    grumpy.error = None
    before = letter.message_id
    send_again(cast.actor("controller"), letter)
    letter.refresh_from_db()
    assert (letter.state, letter.message_id, letter.attempt) == (MessageState.SENT, before, 2)
    with pytest.raises(RuleBroken):
        send_again(cast.actor("controller"), letter)
    reasons = list(letter.history.order_by("history_id").values_list("history_change_reason", flat=True))
    assert reasons[0] == "Skrev brevet ”En rad”"
    assert reasons[-3:] == ["Skickade brevet igen", "Togs ur kön för att skickas", "Skickades"]
