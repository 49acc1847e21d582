"""To invite stands among the things to do until the invitation is sent, and again when what it said has changed."""

from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from followup.models import Participant
from followup.todo import Todo, todos_of
from sala_styr.history import recording
from sala_styr.organisation.actor import system_actor
from sala_styr.workdays import working_days_before
from tests.cast import PEOPLE, Cast
from tests.followup.builders import dialogue
from tests.followup.packs_builders import laid_table, send


def asked(cast: Cast, name: str) -> list[Todo]:
    return [todo for _kind, todo in todos_of(cast.actor(name), kinds=["dialogue-invite"])]


def test_the_leader_of_the_upper_side_is_asked_and_nobody_else(cast: Cast) -> None:
    table = laid_table(cast)
    assert [name for name, _role, _unit in PEOPLE if asked(cast, name)] == ["manager_a"]
    (todo,) = asked(cast, "manager_a")
    assert (todo.key, todo.title) == (f"dialogue-invite:{table.dialogue.pk}", "Bjud in Enhet A1")
    assert todo.due == working_days_before(table.dialogue.day, 5)


def test_it_leaves_when_it_is_sent_and_comes_back_when_something_has_changed(cast: Cast) -> None:
    table = laid_table(cast)
    send(cast, table.dialogue)
    assert asked(cast, "manager_a") == []
    with recording(system_actor(), "Test"):
        Participant.objects.create(dialogue=table.dialogue, user=cast.user("staff_a1"))
    (todo,) = asked(cast, "manager_a")
    assert todo.key == f"dialogue-invite:{table.dialogue.pk}:1"
    assert "är ändrad" in todo.title
    send(cast, table.dialogue)
    assert asked(cast, "manager_a") == []


@pytest.mark.parametrize("days", [-1, 29])
def test_what_has_been_or_is_far_away_is_not_asked_for(cast: Cast, days: int) -> None:
    table = laid_table(cast)
    with recording(system_actor(), "Test"):
        table.dialogue.day = timezone.localdate() + timedelta(days=days)
        table.dialogue.save()
    assert asked(cast, "manager_a") == []


@pytest.mark.parametrize("size", [1, 6])
def test_it_costs_as_many_questions_however_many_they_are(
    cast: Cast, size: int, django_assert_num_queries: Any
) -> None:
    table = laid_table(cast)
    send(cast, table.dialogue)
    for number in range(size):
        day = timezone.localdate() + timedelta(days=number)
        dialogue(cast, table.period, "verksA", "A2", day)
    actor = cast.actor("manager_a")
    with django_assert_num_queries(2):
        found = todos_of(actor, kinds=["dialogue-invite"])
    assert len(found) == size
