"""Nobody reads or writes what their appointment does not allow: each kind of person at every door. A minute a person, so asked for by its name."""

import logging
from collections.abc import Callable, Iterator

import pytest

from tests.walk.matrix.people import OWN_THINGS, PEOPLE, Person
from tests.walk.matrix.table import FILE, rows_of
from tests.walk.matrix.trying import add_people, try_person

TABLE = rows_of(FILE.read_text())
PLACE = {person.key: place for place, person in enumerate(PEOPLE)}
IN_EACH_RUN = {
    "nobody",
    "outsider",
    "school_chair",
    "school_manager",
    "care_manager",
    "controller",
    "auditor",
    "administrator",
}
"""The columns that every run of the tests tries; ``python -m tests.walk.matrix`` tries all of them."""
READERS = {"nobody", "outsider", "auditor"}


@pytest.fixture(scope="package")
def people(example: None, django_db_blocker: object) -> None:
    """Those that the example municipality does not have."""
    with django_db_blocker.unblock():  # type: ignore[attr-defined]
        add_people()


@pytest.fixture(autouse=True)
def quiet() -> Iterator[None]:
    """Thousands of refusals are what is looked for: no line in the log for each."""
    logging.disable(logging.ERROR)
    yield
    logging.disable(logging.NOTSET)


@pytest.mark.django_db
@pytest.mark.sqlite
@pytest.mark.usefixtures("people")
@pytest.mark.parametrize("person", [each for each in PEOPLE if each.key in IN_EACH_RUN], ids=lambda person: person.key)
def test_every_door_answers_as_the_table_says(person: Person, record_property: Callable[[str, object], None]) -> None:
    tried = try_person(person)
    wanted = {door: signs[PLACE[person.key]] for door, signs in TABLE.items()}
    unlike = {
        door: f"{wanted.get(door, 'saknas')} → {sign}" for door, sign in tried.signs.items() if wanted.get(door) != sign
    }
    assert unlike == {}, "run python -m tests.walk.matrix and read what has changed"
    assert set(wanted) == set(tried.signs), "doors in the table that are no more"
    assert tried.broken == set()
    assert tried.wrote_by_reading == set()
    assert tried.wrote_though_refused == set()
    if person.key in READERS:
        assert {table for _door, table in tried.wrote} <= set(OWN_THINGS)
    record_property("figure", f"matrisen, {person.what}: {tried.cells} rutor, ingen öppen")
