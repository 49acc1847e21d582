"""Several processes write money at once: the last krona is given away once, the same file comes in once, no forecast is lost."""

from pathlib import Path

import pytest

from budget.models import Actual, ActualBatch, Forecast
from budget.queries.ledger import frames
from tests.budget.builders import YEAR, Money, kr
from tests.budget.writer import PROCESSES
from tests.cast import build_cast
from tests.support.processes import start_python

THERE_IS = 30


def write_at_once(what: str, turns: int, how: str = "locked") -> list[tuple[str, str]]:
    """Let the writers loose and wait for them; each one's output and, if it fell, why."""
    writers = [start_python("-m", "tests.budget.writer", what, str(turns), how) for _ in range(PROCESSES)]
    ended = [(writer, *writer.communicate(timeout=180)) for writer in writers]
    return [(out, err if writer.returncode else "") for writer, out, err in ended]


def planted(there_is: int = THERE_IS) -> Money:
    """A service with so many kronor to pass on."""
    money = Money(build_cast())
    money.allocate("A", "verksA", there_is, decision=money.cast.decision("A"))
    return money


@pytest.mark.django_db(transaction=True)
def test_the_last_krona_is_passed_on_once() -> None:
    money = planted()
    ended = write_at_once("allocate", 15)
    assert not any(why for _made, why in ended), ended
    assert sum(int(made) for made, _why in ended) == THERE_IS
    row = frames(YEAR)[money.cast["verksA"].pk]
    assert (row.allocated, row.unallocated) == (kr(THERE_IS), 0)


@pytest.mark.postgresql
@pytest.mark.django_db(transaction=True)
def test_without_the_lock_more_is_passed_on_than_there_is(tmp_path: Path) -> None:
    """The test above can fail. Each waits before it ends its transaction until all have seen the same krona. (SQLite has one writer at a time anyhow.)"""
    money = planted(1)
    ended = write_at_once("allocate", 1, str(tmp_path))
    assert not any(why for _made, why in ended), ended
    assert frames(YEAR)[money.cast["verksA"].pk].unallocated == kr(1 - PROCESSES)


@pytest.mark.django_db(transaction=True)
def test_the_same_file_at_once_comes_in_once() -> None:
    planted()
    ended = write_at_once("import", 2)
    assert not any(why for _made, why in ended), ended
    assert sum(int(made) for made, _why in ended) == 1
    assert (ActualBatch.objects.count(), Actual.objects.count()) == (1, 1)


@pytest.mark.django_db(transaction=True)
def test_no_forecast_is_lost_or_numbered_twice() -> None:
    planted()
    ended = write_at_once("forecast", 5)
    assert not any(why for _made, why in ended), ended
    versions = sorted(Forecast.objects.values_list("version", flat=True))
    assert versions == list(range(1, PROCESSES * 5 + 1))
