"""Never the same letter twice: whoever is killed wherever, and however many work at once. In real processes, on the database in force."""

import os
import re
import signal
import time
from datetime import timedelta
from pathlib import Path

import pytest
from django.utils import timezone
from pytest_django import Settings

from followup.actions.reminders import send_left_behind
from followup.models import Reminded
from sala_styr.mail.actions import send_again, send_mail_to
from sala_styr.mail.models import SILENCE, Message, MessageState
from sala_styr.organisation.models import User
from tests.cast import Cast, build_cast
from tests.support.processes import start_python

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def people(transactional_db: None, settings: Settings, tmp_path: Path) -> Cast:
    """The cast, committed, each with an address; letters stay in the queue, and those that leave become files."""
    settings.TASKS = {"default": {"BACKEND": "django_tasks.backends.dummy.DummyBackend"}}
    settings.EMAIL_BACKEND = "django.core.mail.backends.filebased.EmailBackend"
    settings.EMAIL_FILE_PATH = str(tmp_path / "post")
    cast = build_cast()
    for user in User.objects.exclude(username="outsider"):
        User.objects.filter(pk=user.pk).update(email=f"{user.username}@prov.example")
        user.refresh_from_db()
        cast.users[user.username] = user
    return cast


def delivered(tmp_path: Path) -> list[str]:
    """The Message-IDs of all letters that reached the mail server, in no order; a letter that was sent twice is there twice."""
    return re.findall(
        r"^Message-ID: (\S+)$", "".join(path.read_text() for path in (tmp_path / "post").glob("*")), re.MULTILINE
    )


def environment(tmp_path: Path) -> dict[str, str]:
    (tmp_path / "post").mkdir(exist_ok=True)
    return {"SALA_EMAIL_URL": f"filemail:///{tmp_path / 'post'}", "SALA_TEST_GO": str(tmp_path / "go")}


def queued(people: Cast, count: int = 1) -> list[Message]:
    addresses = [f"nr{number}@prov.example" for number in range(count)]
    return send_mail_to(addresses, "Hej", "message", {"body": "x"}, key="krasch")


@pytest.mark.parametrize(("where", "left"), [("before", 0), ("after", 1)])
@pytest.mark.parametrize("how", ["die", "hang"])
def test_a_worker_that_dies_leaves_a_letter_that_only_a_person_sends_again(
    people: Cast, tmp_path: Path, how: str, where: str, left: int
) -> None:
    (letter,) = queued(people)
    child = start_python("-m", "tests.mail.children", f"{how}-{where}", str(letter.pk), **environment(tmp_path))
    if how == "hang":
        assert child.stdout is not None
        assert child.stdout.readline() == "HANGS\n"
        os.kill(child.pid, signal.SIGKILL)
    child.communicate(timeout=60)
    assert child.returncode == (9 if how == "die" else -signal.SIGKILL)
    assert len(delivered(tmp_path)) == left
    letter.refresh_from_db()
    assert letter.state == MessageState.CLAIMED

    # However often it is asked for, nothing more leaves by itself.
    Message.objects.update(claimed_at=timezone.now() - SILENCE - timedelta(minutes=1), queued_at=letter.queued_at)
    for hours in (0, 1, 100):
        assert send_left_behind(timezone.now() + timedelta(hours=hours)) == 0
    assert queued(people) == []
    assert len(delivered(tmp_path)) == left
    assert list(Message.objects.uncertain()) == [letter]

    # A person decides; the second copy bears the same name.
    send_again(people.actor("controller"), letter)
    assert send_left_behind(timezone.now() + timedelta(hours=1)) == 1
    assert delivered(tmp_path) == [letter.message_id] * (left + 1)
    letter.refresh_from_db()
    assert letter.state == MessageState.SENT


def test_a_crash_leaves_the_other_letters_of_the_task_in_the_queue(people: Cast, tmp_path: Path) -> None:
    letters = queued(people, 3)
    ids = [str(each.pk) for each in letters]
    child = start_python("-m", "tests.mail.children", "die-after", *ids, **environment(tmp_path))
    child.communicate(timeout=60)
    assert Message.objects.waiting().count() == 2
    assert send_left_behind(timezone.now() + timedelta(hours=1)) == 2
    assert sorted(delivered(tmp_path)) == sorted(each.message_id for each in letters)


def together(tmp_path: Path, *arguments: str) -> None:
    """Two processes that begin at the same moment; both end well."""
    extra = environment(tmp_path)
    children = [start_python("-m", "tests.mail.children", *arguments, **extra) for _number in range(2)]
    for child in children:
        assert child.stdout is not None
        assert child.stdout.readline() == "READY\n"
    time.sleep(0.05)
    (tmp_path / "go").touch()
    for child in children:
        _said, complained = child.communicate(timeout=120)
        assert child.returncode == 0, complained


def test_two_workers_at_once_send_each_letter_once(people: Cast, tmp_path: Path) -> None:
    letters = queued(people, 30)
    together(tmp_path, "deliver", *[str(each.pk) for each in letters])
    assert sorted(delivered(tmp_path)) == sorted(each.message_id for each in letters)
    assert Message.objects.filter(state=MessageState.SENT).count() == 30


def test_two_timers_at_once_write_each_letter_once(people: Cast, tmp_path: Path) -> None:
    together(tmp_path, "run-due")
    # Everybody with an appointment has one thing to do; the children's tasks send at once.
    assert Message.objects.filter(key__startswith="week:2026-10").count() == 13
    assert Message.objects.count() == 13
    assert Reminded.objects.filter(occasion="soon").count() == 13
    assert len(delivered(tmp_path)) == len(set(delivered(tmp_path))) == 13
