"""The committees' money in running text: what driftredovisningen says, in words that tell which year and row, and never a 0 for what is missing."""

import pytest
from pytest_django import DjangoAssertNumQueries

from sala_styr.documents.live import Figures, Scope
from tests.budget.builders import YEAR, Money

pytestmark = pytest.mark.django_db


def test_a_committees_money_is_that_of_the_statement(money: Money) -> None:
    money.frame("A", 90_000_000)
    money.actual("A1", "5010", 1, -32_100_000, batch=money.batch("koncern"))
    unit = money.cast["A"]
    figures = Figures(Scope(YEAR))
    actual, frame = figures(f"budget.committee:{unit.pk}.actual"), figures(f"budget.committee:{unit.pk}.current")
    assert actual is not None
    assert frame is not None
    assert (actual.text, frame.text) == ("−32,1\xa0mnkr", "−90,0\xa0mnkr")
    assert actual.source == f"Nämnd A, nettokostnad {YEAR} (driftredovisningen)"
    assert f"/{unit.pk}/" in actual.origin
    other = Figures(Scope(YEAR, 12, money.cast["B"]))
    assert other(f"budget.committee:{unit.pk}.actual") is None
    assert figures(f"budget.committee:{money.cast['B'].pk}.actual") is None


def test_all_of_them_ask_once(money: Money, django_assert_num_queries: DjangoAssertNumQueries) -> None:
    money.frame("A", 90_000_000)
    figures, unit = Figures(Scope(YEAR)), money.cast["A"]
    figures("budget.committee:total.current")
    with django_assert_num_queries(0):
        assert figures(f"budget.committee:{unit.pk}.current") is not None
        assert figures("budget.committee:1.finns-inte") is None
