"""What is held about a person is told, can be taken away without bending the history, and is weeded when its time is out."""

import json
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.apps import apps
from django.core.management import call_command
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from public.models import Feedback
from sala_styr.access.models import AccessEvent, EventKind
from sala_styr.errors import Refused, RuleBroken
from sala_styr.history import recording
from sala_styr.mail.models import Message, MessageState
from sala_styr.organisation.actions import end_appointment, set_active
from sala_styr.organisation.actor import system_actor
from sala_styr.organisation.models import Appointment, User
from sala_styr.privacy.actions import keep_for, make_pseudonym, take_extract
from sala_styr.privacy.held import held_about, places
from sala_styr.privacy.models import Kept, RetentionRule, Weeding
from sala_styr.privacy.retention import months, waiting, weed
from sala_styr.seal.models import Cause
from sala_styr.seal.sealing import seal
from tests.cast import Cast
from tests.seal.conftest import faults

pytestmark = pytest.mark.django_db


def gone(cast: Cast, name: str = "manager_a1") -> User:
    """Somebody who has left: no appointments, the log-in closed."""
    admin, person = cast.actor("administrator"), cast.user(name)
    for each in Appointment.objects.filter(user=person):
        each.valid_from = timezone.localdate() - timedelta(days=30)
        each.save()
        end_appointment(admin, each, timezone.localdate() - timedelta(days=1))
    return set_active(admin, person, False)


def test_every_column_that_points_at_a_person_is_a_place() -> None:
    pointing = {
        (model, field.name)
        for model in apps.get_models(include_auto_created=True)
        for field in model._meta.concrete_fields
        if field.remote_field is not None and field.remote_field.model is User
    }
    assert {(place.model, place.column) for place in places()} == pointing
    assert len({place.label for place in places() if place.is_own}) == sum(place.is_own for place in places())


def test_an_extract_has_ones_own_rows_whole_and_no_key(cast: Cast) -> None:
    person = cast.user("manager_a1")
    AccessEvent.objects.create(kind=EventKind.LOGIN, user=person, address="192.0.2.7")
    with recording(cast.actor("manager_a1"), "Skrev"):
        cast["A1"].save()
    taken = take_extract(cast.actor("manager_a1"), person)
    assert taken["person"]["username"] == "manager_a1"
    assert taken["person"]["password"] == "(hemligt)"
    assert "192.0.2.7" in json.dumps(taken["egna_rader"])
    assert any("Enhet" in key or "enhet" in key for key in taken["i_historiken"])
    assert person.password not in json.dumps(taken)
    assert AccessEvent.objects.filter(kind=EventKind.EXTRACTED, user=person, by=person).count() == 1


def test_only_the_person_and_an_administrator_get_it(cast: Cast) -> None:
    person = cast.user("manager_a1")
    with pytest.raises(Refused, match="systemförvaltaren"):
        take_extract(cast.actor("controller"), person)
    take_extract(cast.actor("administrator"), person)
    assert cast.client("controller").get(reverse("privacy:person", args=[person.pk])).status_code == 403
    file = cast.client("staff_a1").post(reverse("privacy:mine"))
    assert json.loads(file.content)["person"]["username"] == "staff_a1"


def test_what_is_held_is_counted_with_as_many_questions_however_much_it_is(
    cast: Cast, django_assert_num_queries: Any
) -> None:
    person = cast.user("manager_a1")
    questions = -(-len(places()) // 200)
    with django_assert_num_queries(questions):
        before = {held.place.label: held.rows for held in held_about(person)}
    AccessEvent.objects.bulk_create([AccessEvent(kind=EventKind.LOGIN, user=person) for _each in range(50)])
    with django_assert_num_queries(questions):
        after = {held.place.label: held.rows for held in held_about(person)}
    assert sum(after.values()) == sum(before.values()) + 50


def test_no_password_is_remembered_in_the_history(cast: Cast) -> None:
    person = cast.user("manager_a1")
    person.set_password("åtta gröna cyklar")
    with recording(cast.actor("administrator"), "Bytte"):
        person.save()
    assert "password" not in {field.name for field in User.history.model._meta.get_fields()}
    assert User.objects.get(pk=person.pk).check_password("åtta gröna cyklar")


def test_who_has_left_becomes_a_pseudonym_and_the_history_is_still_whole(cast: Cast) -> None:
    person = gone(cast)
    AccessEvent.objects.create(kind=EventKind.LOGIN, user=person, address="192.0.2.7")
    letter, others = old_letter(cast, 2, "manager_a1"), old_letter(cast, 3)
    seal(Cause.BY_HAND)
    with recording(cast.actor("controller"), "Skrev"):
        cast["A1"].save()
    written = cast["A1"].history.count()
    found = make_pseudonym(cast.actor("administrator"), person, "manager_a1")
    assert str(found).startswith("Tidigare medarbetare ")
    assert (found.email, found.has_usable_password(), found.is_active) == ("", False, False)
    assert not User.history.filter(id=person.pk, username="manager_a1").exists()
    assert set(User.history.filter(id=person.pk).values_list("username", flat=True)) == {found.username}
    assert cast["A1"].history.count() == written
    assert not AccessEvent.objects.filter(user=person, address__isnull=False).exists()
    assert list(Message.objects.all()) == [others]
    assert {(row.history_type, row.address, row.subject) for row in Message.history.filter(id=letter.pk)} == {
        ("-", "", "")
    }
    seal(Cause.BY_HAND)
    assert faults() == []


@pytest.mark.parametrize(
    ("who", "whom", "words"),
    [("administrator", "administrator", "annan systemförvaltare"), ("administrator", "staff_a1", "Stäng inloggningen")],
)
def test_nobody_who_is_here_is_taken_away(cast: Cast, who: str, whom: str, words: str) -> None:
    with pytest.raises(RuleBroken, match=words):
        make_pseudonym(cast.actor(who), cast.user(whom), whom)


def test_the_wrong_name_takes_nobody_away_and_others_may_not(cast: Cast) -> None:
    person = gone(cast)
    with pytest.raises(RuleBroken, match="manager_a1"):
        make_pseudonym(cast.actor("administrator"), person, "manager_a2")
    with pytest.raises(Refused):
        make_pseudonym(cast.actor("controller"), person, "manager_a1")
    address = reverse("privacy:erase", args=[person.pk])
    assert cast.client("controller").post(address, {"confirmed": "manager_a1"}).status_code == 403
    client = cast.client("administrator")
    assert client.post(address, {"confirmed": ""}).status_code == 422
    assert "står kvar" in client.get(address).content.decode().lower()
    assert client.post(address, {"confirmed": "manager_a1"}).status_code == 302
    assert not User.objects.filter(username="manager_a1").exists()


def old_letter(cast: Cast, months_ago: int, to: str = "staff_a1") -> Message:
    sent = timezone.now() - timedelta(days=31 * months_ago)
    with recording(system_actor(), "Test"):
        return Message.objects.create(
            key=f"k{months_ago}", recipient=cast.user(to), address="a@example.org", subject="Hemligt ämne",
            message_id=f"<{months_ago}@x>", state=MessageState.SENT, queued_at=sent, sent_at=sent,
        )  # fmt: skip


def test_what_is_past_its_time_is_taken_away_with_its_words_in_the_history(cast: Cast) -> None:
    old, new = old_letter(cast, 25), old_letter(cast, 3)
    with recording(system_actor(), "Test"):
        Feedback.objects.create(
            message="Ring mig", email="x@example.org", answered_at=timezone.now() - timedelta(days=900),
            answered_by=cast.user("controller"), outcome="Ringde",
        )  # fmt: skip
    seal(Cause.BY_HAND)
    assert waiting() == {Kept.LETTERS: 1, Kept.FEEDBACK: 1}
    assert [(done.what, done.removed) for done in weed(system_actor())] == [(Kept.LETTERS, 1), (Kept.FEEDBACK, 1)]
    assert list(Message.objects.all()) == [new]
    kept = Message.history.get(id=old.pk)
    assert (kept.history_type, kept.subject, kept.address) == ("-", "", "")
    assert "Gallrade" in kept.history_change_reason
    assert Feedback.history.get().message == ""
    seal(Cause.BY_HAND)
    assert faults() == []
    assert weed(system_actor()) == []


def test_how_long_is_said_by_an_administrator_within_limits(cast: Cast) -> None:
    with pytest.raises(Refused):
        keep_for(cast.actor("controller"), Kept.LETTERS, 12)
    for wrong in (2, 121):
        with pytest.raises(RuleBroken, match="mellan 3 och 120"):
            keep_for(cast.actor("administrator"), Kept.LETTERS, wrong)
    client, address = cast.client("administrator"), reverse("privacy:retention")
    assert client.post(address, {"letters": "1", "feedback": "24"}).status_code == 422
    assert client.post(address, {"letters": "12", "feedback": "24"}).status_code == 302
    assert months() == {Kept.LETTERS: 12, Kept.FEEDBACK: 24}
    assert RetentionRule.objects.get().history.get().history_user == cast.user("administrator")
    Weeding.objects.create(what=Kept.LETTERS, older_than=timezone.now(), removed=3)
    assert "Gallringar" in client.get(address).content.decode()
    assert cast.client("controller").get(address).status_code == 403


def test_the_commands(cast: Cast, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    old_letter(cast, 25)
    call_command("weed", "--dry-run")
    assert "skickade brev och påminnelser: 1" in capsys.readouterr().out
    call_command("weed")
    assert Message.objects.count() == 0
    call_command("person_extract", "staff_a1", "--out", str(tmp_path / "u.json"))
    assert json.loads((tmp_path / "u.json").read_text())["person"]["username"] == "staff_a1"
    assert AccessEvent.objects.filter(kind=EventKind.EXTRACTED).count() == 1


def test_the_open_page_says_what_is_kept_and_only_needed_cookies_are_set(cast: Cast, client: Client) -> None:
    page = client.get(reverse("privacy:about")).content.decode()
    assert "Kakor" in page
    assert "24 månader" in page
    assert set(client.cookies) <= {"csrftoken"}, "what guards the form that changes the language"
    inside = cast.client("administrator")
    for name in ("start", "organisation:people", "privacy:mine", "audit:room", "privacy:about"):
        inside.get(reverse(name))
    inside.post(reverse("set_language"), {"language": "en"})
    assert set(inside.cookies) <= {"sessionid", "styr-senast", "csrftoken", "django_language"}
