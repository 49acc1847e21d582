"""The invitation: who sends it, what it says, and the appointment that stays one and the same in every calendar."""

from datetime import date, time, timedelta
from typing import Any

import pytest
from django.core import mail
from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from icalendar import Calendar

from followup.dialogue_tasks import make_pack_file
from followup.models import DialogueInvitation, DialoguePack, DialogueState, Participant
from followup.queries.packs import has_changed_since_sent
from sala_styr.errors import EditConflict, Refused, RuleBroken
from sala_styr.history import recording
from sala_styr.mail.models import Message
from sala_styr.organisation.actor import system_actor
from tests.cast import PEOPLE, Cast
from tests.followup.packs_builders import QUESTIONS, Table, laid_table, send


@pytest.fixture
def queued(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """The packs whose file was asked for, in order."""
    found: list[int] = []
    monkeypatch.setattr(type(make_pack_file), "enqueue", lambda _task, pack_id: found.append(pack_id))
    return found


def with_addresses(cast: Cast) -> None:
    with recording(system_actor(), "Test"):
        for user in cast.users.values():
            user.email = f"{user.username}@sala.example"
            user.save()


def event_of(content: bytes | str) -> Any:
    return Calendar.from_ical(content).walk("VEVENT")[0]


SENDERS = {"head_a", "manager_a", "manager_a1", "controller"}


@pytest.mark.parametrize("name", [name for name, _role, _unit in PEOPLE])
def test_either_side_or_a_controller_invites_and_nobody_else(cast: Cast, name: str) -> None:
    table = laid_table(cast)
    if name in SENDERS:
        assert send(cast, table.dialogue, name).version == 1
    else:
        with pytest.raises(Refused):
            send(cast, table.dialogue, name)
        assert not DialoguePack.objects.exists()
        assert not DialogueInvitation.objects.exists()


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"day": date(2020, 1, 2)}, "day"),
        ({"ends": time(9, 0)}, "ends"),
        ({"participants": []}, "participants"),
        ({"questions": ["  ", ""]}, "questions"),
        ({"questions": [f"Fråga {n}?" for n in range(7)]}, "questions"),
    ],
)
def test_what_is_wrong_is_said_and_nothing_is_written(cast: Cast, changes: dict[str, Any], field: str) -> None:
    table = laid_table(cast)
    with pytest.raises(RuleBroken) as broken:
        send(cast, table.dialogue, **changes)
    assert broken.value.field == field
    assert not DialogueInvitation.objects.exists()
    table.dialogue.refresh_from_db()
    assert table.dialogue.place == "Biblioteket"


def test_a_locked_dialogue_is_not_invited_to(cast: Cast) -> None:
    table = laid_table(cast)
    with recording(system_actor(), "Test"):
        found = table.dialogue
        found.state, found.upper_confirmed_at, found.lower_confirmed_at = (
            DialogueState.CONFIRMED,
            timezone.now(),
            timezone.now(),
        )
        found.save()
    with pytest.raises(RuleBroken, match="bekräftad"):
        send(cast, found)


def test_who_sends_on_top_of_what_somebody_else_has_changed_is_told(cast: Cast) -> None:
    table = laid_table(cast)
    send(cast, table.dialogue, place="Rådhuset")
    with pytest.raises(EditConflict):
        send(cast, table.dialogue, "manager_a1", place="Skolan", version=1)
    assert DialoguePack.objects.count() == 1


def test_the_questions_are_copied_and_stay(cast: Cast) -> None:
    table = laid_table(cast)
    send(cast, table.dialogue)
    assert DialogueInvitation.objects.get().question_list == QUESTIONS
    page = cast.client("manager_a1").get(reverse("followup:dialogue", args=[table.dialogue.pk])).content.decode()
    assert all(question in page for question in QUESTIONS)
    assert "Vad behöver ni från oss?" not in page


def test_the_file_is_asked_for_when_all_is_written(
    cast: Cast, queued: list[int], django_capture_on_commit_callbacks: Any
) -> None:
    table = laid_table(cast)
    with django_capture_on_commit_callbacks() as afterwards:
        pack = send(cast, table.dialogue)
    assert queued == []
    for each in afterwards:
        each()
    assert queued == [pack.pk]


def test_each_participant_gets_one_letter_with_the_appointment(cast: Cast) -> None:
    table = laid_table(cast)
    with_addresses(cast)
    send(cast, table.dialogue)
    invitation = DialogueInvitation.objects.get()
    assert [letter.to for letter in mail.outbox] == [["manager_a@sala.example"], ["manager_a1@sala.example"]]
    letter = mail.outbox[0]
    assert "Inbjudan till dialog" in letter.subject
    assert "Hej Manager A!" in letter.body
    assert "Vad fungerar?" in letter.body
    assert "09.00–10.30" in letter.body
    assert reverse("followup:dialogue", args=[table.dialogue.pk]) in letter.body
    assert "Alla är med." not in letter.body, "what is in the pack is never mailed"
    name, content, kind = letter.attachments[0]
    assert (name, kind) == ("dialog.ics", "text/calendar; method=REQUEST")
    assert Calendar.from_ical(content)["method"] == "REQUEST"
    assert str(event_of(content)["uid"]) == invitation.uid
    people = event_of(content)["attendee"]
    assert [str(each) for each in people] == ["mailto:manager_a@sala.example", "mailto:manager_a1@sala.example"]
    assert str(event_of(content)["organizer"]) == "mailto:manager_a@sala.example"


def test_the_appointment_is_the_same_one_each_time_it_is_sent(cast: Cast) -> None:
    table = laid_table(cast)
    with_addresses(cast)
    send(cast, table.dialogue)
    later = table.dialogue.day + timedelta(days=1)
    send(cast, table.dialogue, day=later, starts=time(13, 0), ends=time(14, 0), place="Rådhuset")
    assert len(mail.outbox) == 4
    first, second = (event_of(letter.attachments[0][1]) for letter in (mail.outbox[0], mail.outbox[-1]))
    assert first["uid"] == second["uid"]
    assert (first["sequence"], second["sequence"]) == (0, 1)
    assert second["dtstart"].dt.replace(tzinfo=None).isoformat() == f"{later}T13:00:00"
    assert second["dtstart"].params["TZID"] == "Europe/Stockholm"
    assert str(second["location"]) == "Rådhuset"
    assert "Ändrad dialog" in mail.outbox[-1].subject
    assert "har ändrats" in mail.outbox[-1].body


def test_who_is_left_out_the_next_time_is_told_and_the_meeting_leaves_their_calendar(cast: Cast) -> None:
    table = laid_table(cast)
    with_addresses(cast)
    send(cast, table.dialogue)
    mail.outbox.clear()
    send(cast, table.dialogue, participants=[cast.user("manager_a")])
    assert [letter.to for letter in mail.outbox] == [["manager_a@sala.example"], ["manager_a1@sala.example"]]
    calendar = Calendar.from_ical(mail.outbox[1].attachments[0][1])
    assert calendar["method"] == "CANCEL"
    event = event_of(mail.outbox[1].attachments[0][1])
    assert (str(event["status"]), str(event["uid"])) == ("CANCELLED", DialogueInvitation.objects.get().uid)
    mail.outbox.clear()
    send(cast, table.dialogue, participants=[cast.user("manager_a")])
    assert [letter.to for letter in mail.outbox] == [["manager_a@sala.example"]], "that is said once"


def test_an_invitation_that_is_undone_sends_no_letter(cast: Cast, settings: Any) -> None:
    settings.TASKS = {"default": {"BACKEND": "django_tasks.backends.dummy.DummyBackend"}}
    table = laid_table(cast)
    with_addresses(cast)
    with transaction.atomic():
        send(cast, table.dialogue)
        assert Message.objects.count() == 2
        transaction.set_rollback(True)
    assert not Message.objects.exists()
    assert not DialoguePack.objects.exists()


def test_a_person_without_an_address_is_named_to_who_sends(cast: Cast) -> None:
    table = laid_table(cast)
    with recording(system_actor(), "Test"):
        user = cast.user("manager_a")
        user.email = "a@sala.example"
        user.save()
    client = cast.client("manager_a")
    address = reverse("followup:invitation", args=[table.dialogue.pk])
    assert "Manager A1 Exempel" in client.get(address).content.decode().split("Saknar e-postadress")[1]
    response = client.post(address, form_data(cast, table), follow=True)
    assert "på väg till 1 person" in response.content.decode()
    assert "Säg till Manager A1 Exempel själv" in response.content.decode()


def form_data(cast: Cast, table: Table, **changes: Any) -> dict[str, Any]:
    values = {
        "day": table.dialogue.day.isoformat(),
        "starts": "09:00",
        "ends": "10:30",
        "place": "Biblioteket",
        "questions": "Vad fungerar?\nVad oroar?",
        "message": "",
        "participants": [cast.user("manager_a").pk, cast.user("manager_a1").pk],
        "version": 1,
    }
    return values | changes


def test_the_form_begins_with_the_municipalitys_questions_and_who_takes_part(cast: Cast) -> None:
    table = laid_table(cast)
    response = cast.client("manager_a").get(reverse("followup:invitation", args=[table.dialogue.pk]))
    initial = response.context["form"].initial
    assert initial["questions"].splitlines()[-1] == "Vad behöver ni från oss?"
    assert initial["participants"] == [cast.user("manager_a").pk, cast.user("manager_a1").pk]


def test_what_is_typed_wrong_stays_in_the_form(cast: Cast) -> None:
    table = laid_table(cast)
    client, address = cast.client("manager_a"), reverse("followup:invitation", args=[table.dialogue.pk])
    response = client.post(address, form_data(cast, table, ends="08:00", message="Mina ord"))
    assert response.status_code == 422
    assert "Sluttiden behöver ligga efter starttiden" in response.content.decode()
    assert "Mina ord" in response.content.decode()
    assert not DialoguePack.objects.exists()


def test_the_same_form_sent_twice_freezes_one_pack(cast: Cast) -> None:
    table = laid_table(cast)
    client, address = cast.client("manager_a"), reverse("followup:invitation", args=[table.dialogue.pk])
    data = form_data(cast, table, engang="x-1")
    ways = [client.post(address, data).headers["Location"] for _press in range(2)]
    assert ways[0] == ways[1]
    assert DialoguePack.objects.count() == 1


def test_staff_and_strangers_do_not_open_the_form(cast: Cast) -> None:
    address = reverse("followup:invitation", args=[laid_table(cast).dialogue.pk])
    codes = {
        name: cast.client(name).get(address).status_code for name in ("staff_a1", "auditor", "manager_b", "outsider")
    }
    assert codes == {"staff_a1": 403, "auditor": 403, "manager_b": 404, "outsider": 403}


def test_a_change_after_the_sending_is_shown_until_it_is_sent(cast: Cast) -> None:
    table = laid_table(cast)
    send(cast, table.dialogue)
    found, invitation = table.dialogue, DialogueInvitation.objects.get()
    found.refresh_from_db()
    assert not has_changed_since_sent(found, invitation)
    with recording(system_actor(), "Test"):
        Participant.objects.create(dialogue=found, user=cast.user("staff_a1"))
    assert has_changed_since_sent(found, invitation)
    address = reverse("followup:dialogue", args=[found.pk])
    words = "är ändrade sedan inbjudan skickades"
    assert words in cast.client("manager_a1").get(address).content.decode()
    send(cast, found)
    assert words not in cast.client("manager_a1").get(address).content.decode()


def test_anybody_who_follows_fetches_the_appointment_for_their_calendar(cast: Cast) -> None:
    table = laid_table(cast)
    address = reverse("followup:dialogue_calendar", args=[table.dialogue.pk])
    client = cast.client("staff_a1")
    assert client.get(address).status_code == 404, "no time is settled"
    send(cast, table.dialogue)
    response = client.get(address)
    assert response["Content-Type"] == "text/calendar; charset=utf-8"
    calendar = Calendar.from_ical(response.content)
    assert calendar["method"] == "PUBLISH"
    assert "attendee" not in event_of(response.content), "who takes part is not handed on"
    assert str(event_of(response.content)["summary"]) == "Dialog: Verksamhet A – Enhet A1"
    assert [each.name for each in calendar.subcomponents].count("VTIMEZONE") == 1


def test_the_panel_of_the_dialogues_page_is_for_those_who_follow_it(cast: Cast) -> None:
    table = laid_table(cast)
    send(cast, table.dialogue)
    address = reverse("followup:dialogue", args=[table.dialogue.pk])
    for name, offered in (("manager_a", True), ("staff_a1", False)):
        page = cast.client(name).get(address).content.decode()
        assert "Läs underlaget" in page
        assert ("Ändra och skicka på nytt" in page) == offered
    page = cast.client("chair_b").get(reverse("followup:dialogue", args=[table.before.pk])).content.decode()
    assert "Inför dialogen" not in page
