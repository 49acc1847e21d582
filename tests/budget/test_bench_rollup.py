"""What the measurement of the sums compares is the same sums, and it would see an öre."""

import pytest

from budget.models import MONTHS, DetailLine
from budget.queries.sums import DetailSum, detail_by_unit
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


@pytest.mark.parametrize("through", range(1, 13))
def test_the_first_months_are_the_same_however_they_are_added(measured_year: Money, through: int) -> None:
    """Late in the year they are the year less the months that are left."""
    unit = measured_year.cast["A1"]
    lines = DetailLine.objects.filter(unit=unit, year=YEAR)
    months = {name: 10**place for place, name in enumerate(MONTHS)}
    lines.update(amount=sum(months.values()), **months)
    by_hand = DetailSum(sum(line.amount for line in lines), sum(sum(line.months[:through]) for line in lines))
    assert detail_by_unit(YEAR, through)[unit.pk] == by_hand


def test_the_sums_are_measured_on_as_many_lines_as_the_promise_is_for(
    measured_year: Money, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(rollup, "settle", lambda: None)  # VACUUM runs in no transaction, and a test is one
    before = list(DetailLine.objects.order_by("pk").values_list())
    with rollup.as_many_lines(at_least=100) as lines:
        assert lines == DetailLine.objects.filter(year=YEAR).count() >= 100
        assert rollup.ties_to_the_ore()
    assert list(DetailLine.objects.order_by("pk").values_list()) == before
