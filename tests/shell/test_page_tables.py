"""A table that the page shows in parts is whole in its file, or says that it is too large."""

from collections.abc import Iterator

import pytest
from django.test import RequestFactory

from sala_styr.errors import RuleBroken
from sala_styr.shell.paging import MOST_TAKEN, page_of
from sala_styr.tables.from_page import taken


@pytest.fixture
def _taken() -> Iterator[None]:
    before = taken.set(True)
    yield
    taken.reset(before)


def test_a_page_has_its_part(rf: RequestFactory) -> None:
    assert list(page_of(rf.get("/?sida=2"), range(120), 50)) == list(range(50, 100))


@pytest.mark.usefixtures("_taken")
def test_a_file_has_all(rf: RequestFactory) -> None:
    assert list(page_of(rf.get("/?sida=2&tabell=1.csv"), range(120), 50)) == list(range(120))


@pytest.mark.usefixtures("_taken")
def test_what_is_too_much_for_a_page_is_said_to_be_so(rf: RequestFactory) -> None:
    with pytest.raises(RuleBroken, match="Välj en del"):
        page_of(rf.get("/?tabell=1.csv"), range(MOST_TAKEN + 1), 50)
