"""Swedish order and letter case, the same on both databases."""

import pytest

from sala_styr.history import recording
from sala_styr.organisation.actor import system_actor
from sala_styr.organisation.models import User
from sala_styr.swedish import sort_key, swedish

WORDS = ["éclair", "ek", "val", "Wal", "Zeta", "zon", "ål", "ås", "äl", "Ärla", "öl", "Öst"]


@pytest.fixture
def people(db: None) -> None:
    with recording(system_actor(), "Test"):
        for number, word in enumerate(reversed(WORDS)):
            User.objects.create(username=f"p{number}", last_name=word)


def test_the_database_sorts_as_a_swede(people: None) -> None:
    assert list(User.objects.order_by(swedish("last_name"), "pk").values_list("last_name", flat=True)) == WORDS


@pytest.mark.parametrize(("text", "found"), [("ÅL", {"ål"}), ("äR", {"Ärla"}), ("ÖS", {"Öst"}), ("ek", {"ek"})])
def test_search_knows_large_and_small_letters(people: None, text: str, found: set[str]) -> None:
    assert set(User.objects.filter(last_name__icontains=text).values_list("last_name", flat=True)) == found


@pytest.mark.parametrize("text", ["%", "_", "100%", "a_b"])
def test_signs_of_patterns_are_only_signs(people: None, text: str) -> None:
    assert not User.objects.filter(last_name__icontains=text).exists()
    with recording(system_actor(), "Test"):
        User.objects.create(username="tecken", last_name=f"x{text}y")
    assert User.objects.filter(last_name__icontains=text).count() == 1


def test_the_key_sorts_like_the_database() -> None:
    assert sorted(set(WORDS), key=lambda word: (sort_key(word), word)) == WORDS
