"""Every address, by whoever may most, asked in ways that no page of ours asks, and for things that are not there."""

import logging
from collections.abc import Callable, Iterator

import pytest
from django.db import models
from django.test import Client

from tests.cast import Cast
from tests.walk.matrix.cells import Answer, Door, ask, doors, nothing_drawn
from tests.walk.matrix.objects import Owners

pytestmark = [pytest.mark.django_db, pytest.mark.sqlite]
NOWHERE = 9_999_999
UNUSED = ("PUT", "DELETE")
OF_LIBRARIES = {"login", "account_login", "password_ask", "password_change"}
"""Log-in pages that take any way of asking as one of theirs, and answer with the form or lead away."""
PEOPLE = ("controller", "administrator")


class Nothing(Owners):
    """In the place of every object: a number that none has."""

    def of(self, model: type[models.Model]) -> dict[str, int]:
        return {"missing": NOWHERE}


@pytest.fixture(autouse=True)
def quiet() -> Iterator[None]:
    """Thousands of refusals are what is looked for: no line in the log for each."""
    logging.disable(logging.ERROR)
    yield
    logging.disable(logging.NOTSET)


def client_of(cast: Cast, name: str) -> Client:
    client = cast.client(name) if name else Client()
    client.raise_request_exception = False
    return client


def answers(client: Client, methods: tuple[str, ...]) -> Iterator[tuple[Door, str, Answer]]:
    """Each address of ours, asked in each way. Django's admin is the library's."""
    with nothing_drawn():
        for door in doors(Nothing()):
            if not door.name.startswith("admin:"):
                for method in methods:
                    yield door, method, ask(client, door.path, method)


@pytest.mark.parametrize("name", PEOPLE)
def test_ways_of_asking_that_no_page_uses_do_nothing(
    cast: Cast, name: str, record_property: Callable[[str, object], None]
) -> None:
    asked, faults = 0, set()
    for door, method, answer in answers(client_of(cast, name), UNUSED):
        asked += 1
        taken = answer.allowed and door.name not in OF_LIBRARIES
        if answer.wrote or answer.status >= 500 or taken:
            faults.add(f"{door.name} {method} {answer.status} {answer.wrote}")
    assert faults == set(), "\n".join(sorted(faults))
    record_property("figure", f"{name}: {asked} frågor med andra metoder, inget skrevs")


@pytest.mark.parametrize("name", PEOPLE)
def test_what_is_not_there_is_not_found(cast: Cast, name: str, record_property: Callable[[str, object], None]) -> None:
    asked, faults = 0, set()
    for door, method, answer in answers(client_of(cast, name), ("GET", "POST")):
        if door.owner:
            asked += 1
            if answer.status >= 500 or answer.allowed or answer.wrote:
                faults.add(f"{door.name} {method} {answer.status} {answer.wrote}")
    assert faults == set(), "\n".join(sorted(faults))
    record_property("figure", f"{name}: {asked} frågor efter det som inte finns")
