"""Several people save in the same dialogue in the very same moment, each from a thread and a connection of its own: every word is there."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.db import connection

from followup.actions.dialogues import write_texts
from followup.actions.presence import note_presence
from followup.models import DialoguePresence
from sala_styr.organisation.actor import Actor
from sala_styr.text_merge import Typed
from tests.cast import build_cast
from tests.followup.builders import dialogue, period

ROUNDS = 6


@pytest.mark.django_db(transaction=True)
def test_two_who_save_at_the_same_time_lose_no_word_and_leave_a_history_of_each_writing() -> None:
    cast = build_cast()
    talk = dialogue(cast, period(), reflection="Vi började.")
    together = Barrier(2)

    def write(actor: Actor, name: str) -> None:
        try:
            base = text = "Vi började."
            for number in range(ROUNDS):
                together.wait(timeout=30)
                text += f"\n{name} {number}."
                base = text = write_texts(actor, talk, {"reflection": Typed(base, text)}).texts["reflection"].text
                note_presence(actor, talk, "reflection")
        finally:
            connection.close()

    people = [(cast.actor("chair_a"), "Nämnden"), (cast.actor("head_a"), "Kontoret")]
    with ThreadPoolExecutor(2) as threads:
        for done in [threads.submit(write, actor, name) for actor, name in people]:
            done.result()
    talk.refresh_from_db()
    lines = talk.reflection.split("\n")
    expected = {"Vi började."} | {f"{name} {number}." for _actor, name in people for number in range(ROUNDS)}
    assert sorted(lines) == sorted(expected)
    assert talk.history.count() == 1 + 2 * ROUNDS
    assert DialoguePresence.objects.count() == 2
