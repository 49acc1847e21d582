"""How well forecasts said what the year ended at, and how much of the budget is used."""

from decimal import Decimal

import pytest
from django.urls import reverse

from budget.actions.forecast import give_forecast
from budget.queries.follow_up import OwnMoney
from budget.queries.forecasts import aims_of, used_share
from budget.queries.structure import structure
from tests.budget.builders import YEAR, Money, kr
from tests.budget.conftest import book_actuals, give_frames, write_detail

pytestmark = pytest.mark.django_db


def forecasts(money: Money) -> None:
    """Two of manager A1's: after April and, twice, after August."""
    actor, unit = money.cast.actor("manager_a1"), money.cast["A1"]
    for month, amount in ((4, -6_400), (8, -6_700), (8, -6_650)):
        give_forecast(actor, unit, YEAR, month, kr(amount), "Så ser det ut.")


def test_a_year_with_all_its_months_says_how_far_off_each_forecast_was(money: Money) -> None:
    book_actuals(money, months=12)
    forecasts(money)
    aims = aims_of(structure(), money.cast["A1"], YEAR)
    assert [(aim.forecast.month, aim.forecast.version, aim.outcome, aim.miss) for aim in aims] == [
        (4, 1, kr(-6_600), kr(-200)),
        (8, 1, kr(-6_600), kr(100)),
        (8, 2, kr(-6_600), kr(50)),
    ]
    page = money.cast.client("controller").get(
        f"{reverse('budget:follow_up', args=[money.cast['A1'].pk])}?ar={YEAR + 1}"
    )
    assert "Så träffade prognoserna" in page.content.decode()


def test_an_unfinished_year_says_nothing_yet(money: Money) -> None:
    book_actuals(money, months=8)
    forecasts(money)
    assert aims_of(structure(), money.cast["A1"], YEAR) == []


def test_the_share_used_is_of_the_whole_years_budget_and_missing_without_one(money: Money) -> None:
    give_frames(money)
    write_detail(money)
    book_actuals(money, months=8)
    rolled = OwnMoney(structure(), YEAR, 8).rolled_up()
    assert used_share(rolled[money.cast["A1"].pk]) == Decimal("67.7")
    assert used_share(rolled[money.cast["verksB"].pk]) is not None
    assert used_share(OwnMoney(structure(), YEAR + 1, 8).rolled_up()[money.cast["A1"].pk]) is None
