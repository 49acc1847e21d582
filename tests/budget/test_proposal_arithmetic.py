"""The arithmetic of budget proposals: base + measures = frames and result, whatever the measures are."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from budget.models import ExemptionKind, ResultLine
from budget.proposals import Base, Effect, Exemption, combine
from budget.queries.income import NET_COST, NET_RESULT

TARGET = Decimal(2)
KS, A = 1, 2
BASE = Base(
    frames={KS: {2027: 2_000, 2028: 2_000}, A: {2027: 10_000, 2028: 10_000}},
    lines={
        ResultLine.REVENUE: {2027: 3_000, 2028: 3_000},
        ResultLine.DEPRECIATION: {2027: -500, 2028: -500},
        ResultLine.TAX: {2027: 9_000, 2028: 9_100},
        ResultLine.GRANTS: {2027: 3_500, 2028: 3_500},
        ResultLine.FINANCIAL_COST: {2027: -250, 2028: -250},
    },
)


def test_the_base_alone() -> None:
    first, second = combine(BASE, (), TARGET)
    assert (first.year, second.year) == (2027, 2028)
    assert first.net_cost == -12_000
    assert first.statement[ResultLine.COST] == -14_500
    assert (first.result, second.result) == (250, 350)
    assert first.share == Decimal(2)
    assert (first.meets_target, first.to_target) == (True, 0)
    assert second.to_target == 350 - 252


def test_a_cost_makes_the_frame_larger_and_the_result_worse() -> None:
    first, second = combine(BASE, [Effect(A, "", {2027: -300})], TARGET)
    assert (first.frames[A], first.result, first.balances) == (10_300, -50, False)
    assert (second.frames[A], second.result) == (10_000, 350)


def test_a_saving_makes_the_frame_smaller_and_the_result_better() -> None:
    first, _second = combine(BASE, [Effect(A, "", {2027: 300})], TARGET)
    assert (first.frames[A], first.result) == (9_700, 550)


def test_a_line_changes_the_result_and_no_frame() -> None:
    first, _second = combine(BASE, [Effect(None, ResultLine.TAX, {2027: 100})], TARGET)
    assert (sum(first.frames.values()), first.result, first.income) == (12_000, 350, 12_600)


def test_a_committee_without_base_gets_its_frame_from_the_measure() -> None:
    first, _second = combine(BASE, [Effect(3, "", {2027: -40})], TARGET)
    assert first.frames[3] == 40


def test_a_result_of_nothing_is_no_surplus() -> None:
    """KL 11:5: revenues are to exceed costs."""
    first, _second = combine(BASE, [Effect(A, "", {2027: -250})], TARGET)
    assert (first.result, first.has_surplus, first.balances) == (0, False, False)


@pytest.mark.parametrize(
    ("kind", "amount", "reason", "balances"),
    [
        (ExemptionKind.RESERVE, 50, "Lågkonjunktur", True),
        (ExemptionKind.RESERVE, 49, "Lågkonjunktur", False),
        (ExemptionKind.RESERVE, 50, "", False),
        (ExemptionKind.SPECIAL, 0, "Nya skolan", True),
        (ExemptionKind.SPECIAL, 0, "", False),
    ],
)
def test_what_the_law_excuses(kind: str, amount: int, reason: str, balances: bool) -> None:
    first, _second = combine(BASE, [Effect(A, "", {2027: -300})], TARGET, {2027: Exemption(kind, amount, reason)})
    assert first.balances is balances


def test_a_frame_below_zero_is_named() -> None:
    first, second = combine(BASE, [Effect(KS, "", {2027: 2_001})], TARGET)
    assert (first.negative_frames, second.negative_frames) == ([KS], [])


def test_what_is_missing_is_never_nothing() -> None:
    (year,) = combine(Base(lines={ResultLine.TAX: {2027: 5}}), (), TARGET)
    assert (year.net_cost, year.statement[ResultLine.GRANTS], year.result) == (None, None, 5)
    assert combine(Base(), (), TARGET) == []


effects = st.builds(
    Effect,
    unit=st.sampled_from([KS, A, 3]),
    line=st.just(""),
    amounts=st.dictionaries(st.sampled_from([2027, 2028]), st.integers(-(10**12), 10**12)),
) | st.builds(
    Effect,
    unit=st.none(),
    line=st.sampled_from([ResultLine.TAX, ResultLine.GRANTS, ResultLine.FINANCIAL_COST, ResultLine.EXTRAORDINARY]),
    amounts=st.dictionaries(st.sampled_from([2027, 2028]), st.integers(-(10**12), 10**12)),
)


@given(st.lists(effects, max_size=12))
def test_every_combination_ties(given_effects: list[Effect]) -> None:
    """The result is the base's and every effect's; the net cost is the frames' sum (invariant 1); the order does not matter."""
    years = combine(BASE, given_effects, TARGET)
    for base, year in zip(combine(BASE, (), TARGET), years, strict=True):
        assert base.result is not None
        assert year.statement[NET_RESULT] == base.result + sum(each.amounts.get(year.year, 0) for each in given_effects)
        assert year.statement[NET_COST] == -sum(year.frames.values())
    assert years == combine(BASE, list(reversed(given_effects)), TARGET)
