"""What the thresholds propose, and that a person decides."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from goals import actions
from goals.actions.indicators import decide_status
from goals.indicator_status import proposed
from goals.models import IndicatorValue, PlanItem
from goals.queries import proposals_for
from sala_styr.errors import EditConflict, Refused, RuleBroken
from tests.cast import Cast
from tests.goals.past import count, said

NUMBERS = st.decimals(min_value=-1000, max_value=1000, places=3)


@pytest.fixture(autouse=True)
def today(monkeypatch: pytest.MonkeyPatch) -> None:
    """It is 2026 in these tests."""
    monkeypatch.setattr(timezone, "localdate", lambda *args: date(2026, 10, 1))


def of(direction: str, outcome: str | None, target: str | None, high: str = "", low: str = "", top: str = "") -> str:
    numbers = [Decimal(text) if text else None for text in (outcome, target, high, low, top)]
    return proposed(direction, *numbers)


@pytest.mark.parametrize(
    ("direction", "outcome", "target", "high", "low", "top", "expected"),
    [
        # Higher is better, with and without a threshold.
        ("higher", "90", "90", "", "80", "", "met"),
        ("higher", "89.999", "90", "", "80", "", "partly"),
        ("higher", "80", "90", "", "80", "", "partly"),
        ("higher", "79.999", "90", "", "80", "", "not_met"),
        ("higher", "89", "90", "", "", "", "not_met"),
        # Below zero and near it: per cent of the target would turn it round.
        ("higher", "-2", "-1", "", "-3", "", "partly"),
        ("higher", "-4", "-1", "", "-3", "", "not_met"),
        ("higher", "-1", "-1", "", "-3", "", "met"),
        ("higher", "0", "0", "", "", "", "met"),
        ("higher", "-0.001", "0", "", "-0.5", "", "partly"),
        # Lower is better.
        ("lower", "7", "7.5", "", "", "8", "met"),
        ("lower", "7.5", "7.5", "", "", "8", "met"),
        ("lower", "8", "7.5", "", "", "8", "partly"),
        ("lower", "8.001", "7.5", "", "", "8", "not_met"),
        ("lower", "0", "0", "", "", "", "met"),
        ("lower", "-5", "-3", "", "", "-1", "met"),
        ("lower", "-2", "-3", "", "", "-1", "partly"),
        ("lower", "0", "-3", "", "", "-1", "not_met"),
        # Within an interval; a side without limit has no "delvis".
        ("within", "1", "1", "2.5", "0", "4", "met"),
        ("within", "2.5", "1", "2.5", "0", "4", "met"),
        ("within", "0", "1", "2.5", "0", "4", "partly"),
        ("within", "4", "1", "2.5", "0", "4", "partly"),
        ("within", "-0.1", "1", "2.5", "0", "4", "not_met"),
        ("within", "4.1", "1", "2.5", "0", "4", "not_met"),
        ("within", "3", "1", "2.5", "0", "", "not_met"),
        ("within", "0.5", "1", "2.5", "", "4", "not_met"),
        ("within", "-1.5", "-2", "-1", "", "", "met"),
        # Nothing to propose: missing is not the same as bad.
        ("higher", None, "90", "", "80", "", ""),
        ("higher", "90", None, "", "80", "", ""),
        ("within", "2", "1", "", "", "", ""),
        ("none", "90", "90", "", "", "", ""),
    ],
)  # fmt: skip
def test_the_thresholds_propose(
    direction: str, outcome: str | None, target: str | None, high: str, low: str, top: str, expected: str
) -> None:
    assert of(direction, outcome, target, high, low, top) == expected


@given(outcome=NUMBERS, target=NUMBERS, limit=NUMBERS)
def test_lower_is_higher_turned_round(outcome: Decimal, target: Decimal, limit: Decimal) -> None:
    assert proposed("higher", outcome, target, None, limit) == proposed("lower", -outcome, -target, None, None, -limit)


@given(better=NUMBERS, worse=NUMBERS, target=NUMBERS, limit=NUMBERS)
def test_a_better_outcome_never_gets_a_worse_proposal(
    better: Decimal, worse: Decimal, target: Decimal, limit: Decimal
) -> None:
    better, worse = max(better, worse), min(better, worse)
    order = ["not_met", "partly", "met"]
    grades = [order.index(proposed("higher", each, target, None, limit)) for each in (worse, better)]
    assert grades == sorted(grades)


def measured(cast: Cast, item: PlanItem, outcome: str = "85", **fields: Any) -> IndicatorValue:
    given = {"name": "Nöjda", "unit_of_measure": "procent", "partly_from": Decimal(80)} | fields
    made = actions.create_indicator(cast.actor("staff_a1"), item, **given)
    return actions.set_value(cast.actor("staff_a1"), made, 2026, Decimal(90), Decimal(outcome))


def test_a_written_outcome_proposes_and_sets_nothing(cast: Cast) -> None:
    value = measured(cast, cast.item("activity", "A1"))
    stored = IndicatorValue.objects.get(pk=value.pk)
    assert (stored.proposed_status, stored.status) == ("partly", "")


def test_a_part_of_the_year_and_a_sex_are_judged_by_the_years_target(cast: Cast) -> None:
    value = measured(cast, cast.item("activity", "A1"), frequency="tertial", by_sex=True)
    staff, one = cast.actor("staff_a1"), value.indicator
    assert actions.set_value(staff, one, 2026, None, Decimal(91), month=8).proposed_status == "met"
    assert actions.set_value(staff, one, 2026, None, Decimal(70), sex="M").proposed_status == "not_met"


def test_a_new_target_changes_what_the_parts_of_the_year_propose(cast: Cast) -> None:
    value = measured(cast, cast.item("activity", "A1"), frequency="tertial")
    staff, one = cast.actor("staff_a1"), value.indicator
    part = actions.set_value(staff, one, 2026, None, Decimal(86), month=8)
    actions.set_value(staff, one, 2026, Decimal(86), Decimal(85))
    part.refresh_from_db()
    assert part.proposed_status == "met"


def test_new_thresholds_change_the_proposals(cast: Cast) -> None:
    value = measured(cast, cast.item("activity", "A1"))
    actions.edit_indicator(cast.actor("staff_a1"), value.indicator, partly_from=Decimal(86))
    value.refresh_from_db()
    assert value.proposed_status == "not_met"


def test_thresholds_in_the_wrong_order_are_refused(cast: Cast) -> None:
    fields = {"direction": "within", "partly_from": Decimal(5), "partly_to": Decimal(4)}
    with pytest.raises(RuleBroken, match="omvänd ordning"):
        measured(cast, cast.item("activity", "A1"), **fields)


def test_a_person_accepts_the_proposal(cast: Cast) -> None:
    value = measured(cast, cast.item("activity", "A1"))
    decide_status(cast.actor("manager_a1"), value, "partly", "", Decimal(85))
    value.refresh_from_db()
    assert (value.status, value.status_reason) == ("partly", "")
    assert said(value) == ("manager_a1", "Tog ställning till Nöjda 2026")


def test_another_status_needs_a_word_of_why(cast: Cast) -> None:
    value = measured(cast, cast.item("activity", "A1"))
    with pytest.raises(RuleBroken, match="några ord") as broken:
        decide_status(cast.actor("manager_a1"), value, "met", "", Decimal(85))
    assert broken.value.field == "reason"
    decide_status(cast.actor("manager_a1"), value, "met", "Få svarade i mars.", Decimal(85))
    value.refresh_from_db()
    assert (value.status, value.status_reason) == ("met", "Få svarade i mars.")


def test_cannot_be_assessed_always_says_why(cast: Cast) -> None:
    value = measured(cast, cast.item("activity", "A1"))
    with pytest.raises(RuleBroken, match="några ord"):
        decide_status(cast.actor("manager_a1"), value, "cannot", "", Decimal(85))


def test_the_same_word_again_leaves_no_trace(cast: Cast) -> None:
    value = measured(cast, cast.item("activity", "A1"))
    for _time in range(2):
        decide_status(cast.actor("manager_a1"), value, "partly", "", Decimal(85))
    assert count(value) == 2


def test_a_missing_outcome_is_not_judged(cast: Cast) -> None:
    value = measured(cast, cast.item("activity", "A1"))
    missing = actions.set_value(cast.actor("staff_a1"), value.indicator, 2025, None, None, "Ingen enkät")
    with pytest.raises(RuleBroken, match="Utan utfall"):
        decide_status(cast.actor("manager_a1"), missing, "met", "", None)


def test_what_is_no_step_of_the_scale_is_refused(cast: Cast) -> None:
    value = measured(cast, cast.item("activity", "A1"))
    with pytest.raises(RuleBroken, match="Välj en av"):
        decide_status(cast.actor("manager_a1"), value, "super", "x", Decimal(85))


def test_one_who_saw_another_figure_looks_again(cast: Cast) -> None:
    value = measured(cast, cast.item("activity", "A1"))
    actions.set_value(cast.actor("staff_a1"), value.indicator, 2026, Decimal(90), Decimal(95))
    with pytest.raises(EditConflict, match="Utfallet har ändrats"):
        decide_status(cast.actor("manager_a1"), value, "partly", "", Decimal(85))


def test_a_new_figure_with_another_proposal_takes_the_word_back(cast: Cast) -> None:
    value = measured(cast, cast.item("activity", "A1"))
    decide_status(cast.actor("manager_a1"), value, "met", "Nära nog.", Decimal(85))
    actions.set_value(cast.actor("staff_a1"), value.indicator, 2026, Decimal(90), Decimal(70))
    value.refresh_from_db()
    assert (value.proposed_status, value.status, value.status_reason) == ("not_met", "", "")


@pytest.mark.parametrize("name", ["chair_a", "manager_b", "auditor", "administrator", "outsider"])
def test_others_do_not_judge(cast: Cast, name: str) -> None:
    value = measured(cast, cast.item("activity", "A1"))
    with pytest.raises(Refused):
        decide_status(cast.actor(name), value, "partly", "", Decimal(85))


def test_proposals_are_gathered_for_an_assessment_by_the_periods_last_day(
    cast: Cast, django_assert_num_queries: Any
) -> None:
    item = cast.item("activity", "A1")
    one = measured(cast, item, frequency="tertial").indicator
    actions.set_value(cast.actor("staff_a1"), one, 2026, None, Decimal(95), month=8)
    two = measured(cast, item, "70").indicator
    actions.create_indicator(cast.actor("staff_a1"), item, name="Utan", unit_of_measure="antal")
    with django_assert_num_queries(1):
        found = {each.indicator: each.key for each in proposals_for(item, 2026, date(2026, 8, 31))}
    assert found == {one: "met", two: "not_met"}
    whole = {each.indicator: each.key for each in proposals_for(item, 2026, date(2026, 12, 31))}
    assert whole == {one: "partly", two: "not_met"}


def test_a_persons_word_goes_before_the_proposal(cast: Cast) -> None:
    item = cast.item("activity", "A1")
    value = measured(cast, item)
    decide_status(cast.actor("manager_a1"), value, "met", "Nära nog.", Decimal(85))
    assert [each.key for each in proposals_for(item, 2026, date(2026, 12, 31))] == ["met"]
