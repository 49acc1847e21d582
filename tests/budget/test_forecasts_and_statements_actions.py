"""Forecasts with their comments, and what a controller notes for the statements."""

import pytest

from budget.actions.forecast import give_forecast
from budget.actions.statements import enter_result_budget, note_adjustment
from budget.models import AdjustmentKind, BalanceAdjustment, Forecast, ResultBudget
from budget.queries.follow_up import UnitMoney
from budget.queries.forecasts import forecasts_of, newest_of, round_to
from budget.queries.outlook import proposal_from
from sala_styr.decisions.actions import set_year_state
from sala_styr.errors import RuleBroken
from tests.budget.builders import YEAR, Money, kr


def test_every_forecast_is_kept_and_the_newest_counts(money: Money) -> None:
    actor, unit = money.cast.actor("manager_a1"), money.cast["A1"]
    give_forecast(actor, unit, YEAR, 4, kr(-1_000), "Som budget")
    give_forecast(actor, unit, YEAR, 8, kr(-1_100), "Fler elever")
    second = give_forecast(actor, unit, YEAR, 8, kr(-1_050), "Färre vikarier")
    assert second.version == 2
    assert [(each.month, each.version) for each in forecasts_of(unit, YEAR)] == [(8, 2), (8, 1), (4, 1)]
    assert newest_of([unit.pk], YEAR)[unit.pk] == second
    assert second.made_by == money.cast.user("manager_a1")


@pytest.mark.parametrize(("month", "comment", "field"), [(8, "  ", "comment"), (0, "Så", "month"), (13, "Så", "month")])
def test_a_forecast_says_when_and_why(money: Money, month: int, comment: str, field: str) -> None:
    with pytest.raises(RuleBroken) as broken:
        give_forecast(money.cast.actor("manager_a1"), money.cast["A1"], YEAR, month, 0, comment)
    assert broken.value.field == field
    assert not Forecast.objects.exists()


def test_a_closed_year_takes_no_forecast(money: Money) -> None:
    set_year_state(money.cast.actor("controller"), YEAR, "closed")
    with pytest.raises(RuleBroken, match="avslutat"):
        give_forecast(money.cast.actor("manager_a1"), money.cast["A1"], YEAR, 8, 0, "Så")


def test_the_proposals_are_actual_and_the_rest_and_the_same_pace() -> None:
    proposed = proposal_from(UnitMoney(detail=-1_200, phased=-800, revenue=0, cost=-850), 8)
    assert proposed is not None
    assert (proposed.rest, proposed.going_on, proposed.trend) == (-1_250, -25, -1_275)


@pytest.mark.parametrize(
    ("variance", "through", "going_on"), [(5, 7, 4), (-5, 7, -4), (7, 2, 35), (-9, 12, 0), (1, 8, 1)]
)
def test_the_pace_is_rounded_to_the_ore_with_halves_away_from_zero(variance: int, through: int, going_on: int) -> None:
    proposed = proposal_from(UnitMoney(detail=0, phased=0, revenue=variance, cost=0), through)
    assert proposed is not None
    assert proposed.going_on == going_on


@pytest.mark.parametrize("money_now", [UnitMoney(detail=-1, phased=-1), UnitMoney(revenue=0, cost=-1)])
def test_there_is_no_proposal_without_both_budget_and_actual(money_now: UnitMoney) -> None:
    assert proposal_from(money_now, 8) is None


@pytest.mark.parametrize(("amount", "nearest"), [(149, 100), (150, 200), (-150, -200), (-149, -100), (0, 0)])
def test_a_proposal_is_rounded_away_from_zero(amount: int, nearest: int) -> None:
    assert round_to(amount, 100) == nearest


def test_an_adjustment_is_noted_changed_and_taken_away_with_history(money: Money) -> None:
    actor = money.cast.actor("controller")
    note_adjustment(actor, YEAR, AdjustmentKind.CAPITAL_GAINS, kr(-50), "Mark")
    changed = note_adjustment(actor, YEAR, AdjustmentKind.CAPITAL_GAINS, kr(-60), "Mark")
    assert changed is not None
    assert [row.amount for row in changed.history.all()] == [kr(-60), kr(-50)]
    assert note_adjustment(actor, YEAR, AdjustmentKind.CAPITAL_GAINS, None) is None
    assert not BalanceAdjustment.objects.exists()


def test_noting_the_same_again_changes_nothing(money: Money) -> None:
    actor = money.cast.actor("controller")
    for _ in range(2):
        noted = note_adjustment(actor, YEAR, AdjustmentKind.TO_RESERVE, kr(-5), "Enligt riktlinjerna")
    assert noted is not None
    assert noted.history.count() == 1


@pytest.mark.parametrize(
    ("kind", "amount"),
    [
        (AdjustmentKind.CAPITAL_GAINS, 1),
        (AdjustmentKind.TO_RESERVE, 1),
        (AdjustmentKind.DEFICIT_OPENING, 1),
        (AdjustmentKind.FROM_RESERVE, -1),
        (AdjustmentKind.GAINS_EXEMPT, -1),
        (AdjustmentKind.RESERVE_OPENING, -1),
    ],
)
def test_each_line_keeps_its_sign(money: Money, kind: AdjustmentKind, amount: int) -> None:
    with pytest.raises(RuleBroken) as broken:
        note_adjustment(money.cast.actor("controller"), YEAR, kind, amount)
    assert broken.value.field == "amount"


def test_special_reasons_are_said_in_words(money: Money) -> None:
    with pytest.raises(RuleBroken) as broken:
        note_adjustment(money.cast.actor("controller"), YEAR, AdjustmentKind.SPECIAL_REASONS, 0)
    assert broken.value.field == "note"


def test_the_result_budget_is_the_councils(money: Money) -> None:
    actor = money.cast.actor("controller")
    with pytest.raises(RuleBroken, match="kommunfullmäktige"):
        enter_result_budget(actor, YEAR, {"tax": kr(100)}, money.cast.decision("A"))
    enter_result_budget(actor, YEAR, {"tax": kr(100), "cost": kr(-90)}, money.cast.decision("KF"))
    enter_result_budget(actor, YEAR, {"tax": kr(110)}, money.cast.decision("KF"))
    assert dict(ResultBudget.objects.values_list("line", "amount")) == {"tax": kr(110), "cost": kr(-90)}
