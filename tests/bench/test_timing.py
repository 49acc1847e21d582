"""Measuring an action."""

import pytest

from followup.bench.timing import measure
from sala_styr.organisation.models import Unit

pytestmark = pytest.mark.django_db


def test_queries_are_those_of_one_run_however_many_runs_there_are() -> None:
    timing = measure(Unit.objects.count, runs=4)
    assert timing.queries == 1
    assert len(timing.runs) == 4


def test_the_action_is_warmed_up_and_counted_before_the_clock_starts() -> None:
    called: list[int] = []
    timing = measure(lambda: called.append(1), runs=5)
    assert len(called) == 7
    assert len(timing.runs) == 5
    assert timing.queries == 0
