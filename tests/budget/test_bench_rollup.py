"""What the measurement of the sums compares is the same sums, and it would see an öre."""

import pytest

from followup.bench import rollup
from tests.budget.builders import YEAR, Money


@pytest.fixture
def measured_year(whole_year: Money, monkeypatch: pytest.MonkeyPatch) -> Money:
    monkeypatch.setattr(rollup, "YEAR", YEAR)
    return whole_year


def test_the_ways_to_the_sums_agree_to_the_ore(measured_year: Money) -> None:
    assert rollup.ties_to_the_ore()
    assert rollup.ties_upwards()
    top = rollup.up_the_organisation()[measured_year.cast["koncern"].pk]
    assert (top.frame, top.budget) == (-1_830_000, -1_830_000)
    assert top.variance == top.actual - top.phased != 0
    assert rollup.levels() == 6


def test_an_ore_beside_would_be_seen(measured_year: Money, monkeypatch: pytest.MonkeyPatch) -> None:
    months, upwards = rollup.months_by_unit, rollup.up_by_instances
    monkeypatch.setattr(
        rollup, "months_by_unit", lambda year: {unit: (each[0] + 1, *each[1:]) for unit, each in months(year).items()}
    )
    assert not rollup.ties_to_the_ore()
    top = measured_year.cast["koncern"].pk
    found = upwards()
    monkeypatch.setattr(
        rollup, "up_by_instances", lambda: found | {top: found[top]._replace(actual=found[top].actual + 1)}
    )
    assert not rollup.ties_upwards()
