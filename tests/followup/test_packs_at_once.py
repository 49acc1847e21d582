"""Several people send the same dialogue's invitation in the very same moment, each from a thread and a connection of its own."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from threading import Barrier
from typing import Any

import pytest
from django.db import connection
from pytest_django import Settings

from followup.models import Dialogue, DialogueInvitation, DialoguePack
from followup.reports.pack import fingerprint
from sala_styr.errors import EditConflict
from sala_styr.mail.models import Message
from sala_styr.organisation.models import User
from tests.cast import Cast, build_cast
from tests.followup.packs_builders import laid_table, send

SENDERS = 4
pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def cast(transactional_db: None, settings: Settings) -> Cast:
    """The cast, committed, with addresses; what is to be done afterwards stays in the queue."""
    settings.TASKS = {"default": {"BACKEND": "django_tasks.backends.dummy.DummyBackend"}}
    cast = build_cast()
    for user in User.objects.all():
        User.objects.filter(pk=user.pk).update(email=f"{user.username}@prov.example")
    return cast


def at_once(work: Callable[[Barrier], Any]) -> list[Any]:
    """What each of the senders came to, all let loose in the same moment."""
    together = Barrier(SENDERS)

    def own_connection() -> Any:
        try:
            return work(together)
        finally:
            connection.close()

    with ThreadPoolExecutor(SENDERS) as threads:
        return [done.result() for done in [threads.submit(own_connection) for _sender in range(SENDERS)]]


def test_who_send_at_once_freeze_one_version_each_and_no_number_twice(cast: Cast) -> None:
    talk = laid_table(cast).dialogue

    def press(together: Barrier) -> int:
        mine = Dialogue.objects.get(pk=talk.pk)
        together.wait(timeout=30)
        return send(cast, mine).version

    assert sorted(at_once(press)) == list(range(1, SENDERS + 1))
    packs = list(DialoguePack.objects.order_by("version"))
    assert [pack.version for pack in packs] == list(range(1, SENDERS + 1))
    assert all(fingerprint(pack.content) == pack.sha256 for pack in packs)
    assert DialogueInvitation.objects.get().sequence == SENDERS
    keys = Message.objects.values_list("recipient_id", "key")
    assert len(set(keys)) == len(keys) == SENDERS * talk.participants.count(), "each version is told of once"


def test_who_wants_another_day_than_the_one_before_is_told_and_freezes_nothing(cast: Cast) -> None:
    """Each has the page open and chooses a day of their own: one is first, and nobody's choice is written over unseen."""
    talk = laid_table(cast).dialogue
    days = iter(range(1, SENDERS + 1))

    def press(together: Barrier) -> str:
        mine = Dialogue.objects.get(pk=talk.pk)
        day = mine.day + timedelta(days=next(days))
        together.wait(timeout=30)
        try:
            return f"version {send(cast, mine, day=day, version=mine.version).version}"
        except EditConflict:
            return "told"

    assert sorted(at_once(press)) == ["told"] * (SENDERS - 1) + ["version 1"]
    assert DialoguePack.objects.count() == DialogueInvitation.objects.get().sequence == 1
