"""What the matrix says is held against what must be true whatever it says, and a new address without a row fails."""

from collections.abc import Callable

from tests.house.addresses import every_address
from tests.house.test_addresses import PUBLIC
from tests.walk.matrix.people import PEOPLE
from tests.walk.matrix.table import FILE, rows_of

TABLE = rows_of(FILE.read_text())
PLACE = {person.key: place for place, person in enumerate(PEOPLE)}


def names_where(may: Callable[[str], bool], *people: str) -> set[str]:
    """The names of the doors where ``may(sign)`` holds for any of ``people``."""
    return {door.split()[0] for door, signs in TABLE.items() if any(may(signs[PLACE[who]]) for who in people)}


def enters(sign: str) -> bool:
    return sign != "·"


def test_every_address_has_its_row(record_property: Callable[[str, object], None]) -> None:
    named = {door.split()[0] for door in TABLE}
    assert {address.name for address in every_address()} - named == set(), "run python -m tests.walk.matrix and read it"
    assert {len(signs) for signs in TABLE.values()} == {len(PEOPLE)}, "a person has no column"
    cells = len(TABLE) * len(PEOPLE)
    record_property("figure", f"matrisen: {len(TABLE)} dörrar × {len(PEOPLE)} personer = {cells} rutor, ingen oprövad")


def test_a_stranger_enters_only_what_is_open_to_all() -> None:
    assert names_where(enters, "nobody") <= set(PUBLIC) | {"logout"}


def test_whoever_is_shut_out_is_a_stranger() -> None:
    assert {door for door, signs in TABLE.items() if signs[PLACE["nobody"]] != signs[PLACE["disabled"]]} == set()


def test_nobody_but_the_administrator_keeps_house() -> None:
    others = [person.key for person in PEOPLE if person.key != "administrator"]
    assert {name for name in names_where(enters, *others) if name.startswith("admin:")} <= {"admin:logout"}
