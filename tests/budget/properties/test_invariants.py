"""Any sequence of what people may do with money keeps invariants 1–12; and a rule taken away is noticed."""

from collections import Counter
from collections.abc import Callable
from importlib import import_module
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.stateful import run_state_machine_as_test

from budget import curves
from budget.actions import decided, detail, imports, ledger
from budget.curves import WEIGHTS, months_of
from budget.models import BatchState, Curve, CurveKind
from sala_styr.money import spread
from tests.budget.builders import Money
from tests.budget.properties.machine import ACCOUNTS, MoneyMachine
from tests.budget.properties.oracle import shares
from tests.budget.properties.parts import LOOKS, PARTS, every_step, only
from tests.budget.properties.profiles import BRIEF, LONG, UNTIL_FOUND, USUAL

CASES = settings(max_examples=20_000 if LONG else 300, derandomize=not LONG, database=None, deadline=None)
ORE = st.integers(-(10**15), 10**15)
ANY_WEIGHTS = st.lists(st.integers(0, 10**6), min_size=12, max_size=12).filter(any)


@pytest.fixture
def machine(money: Money, monkeypatch: pytest.MonkeyPatch) -> type[MoneyMachine]:
    """The machine in the small municipality, which is made once, with its accounts, for all sequences."""
    for number in ACCOUNTS:
        money.account(number)
    monkeypatch.setattr(MoneyMachine, "money", money, raising=False)
    monkeypatch.setattr(MoneyMachine, "done", Counter(), raising=False)
    return MoneyMachine


def test_any_sequence_keeps_the_invariants(machine: type[MoneyMachine]) -> None:
    run_state_machine_as_test(machine, settings=USUAL)


@pytest.mark.parametrize("part", PARTS)
def test_any_sequence_of_one_part_keeps_them_too(machine: type[MoneyMachine], part: str) -> None:
    run_state_machine_as_test(only(machine, part), settings=USUAL if LONG else BRIEF)
    if LONG:
        print(f"\n{part}: {sum(machine.done.values())} steps, {dict(machine.done)}")  # noqa: T201
        never = {name for name, _expected in machine.done} - {name for name, expected in machine.done if expected}
        assert not never - NEVER_DONE, "all that was tried was refused: nothing is proved by that"


NEVER_DONE = {"nothing_is_written_in_a_closed_year"}


def test_no_step_is_left_out_of_the_parts() -> None:
    assert every_step() - LOOKS == set().union(*PARTS.values()) & every_step()


def nothing(*_args: Any, **_more: Any) -> None:
    """Does not do what it should."""


def loses_an_ore(amount: int, weights: Any) -> list[int]:
    months = spread(amount, weights)
    return [months[0] + 1, *months[1:]]


def counters_count_as_new(patch: pytest.MonkeyPatch) -> None:
    questions = import_module("budget.queries.ledger")
    fold = questions.fold
    patch.setattr(questions, "fold", lambda flows: fold(flow._replace(counter=False) for flow in flows))


def the_old_file_counts_too(patch: pytest.MonkeyPatch) -> None:
    class State:
        REPLACED = ACTIVE = BatchState.ACTIVE
        WITHDRAWN = BatchState.WITHDRAWN

    patch.setattr(imports, "BatchState", State)


BROKEN: dict[str, Callable[[pytest.MonkeyPatch], None]] = {
    "nobody asks whether there is enough": lambda patch: patch.setattr(ledger, "_require_enough", nothing),
    "a locked budget stays locked when its frame changes": lambda patch: patch.setattr(
        ledger, "reopen_for_new_frame", nothing
    ),
    "a locked budget takes new lines": lambda patch: patch.setattr(detail, "require_open", nothing),
    "an öre is lost on the way to the months": lambda patch: patch.setattr(curves, "spread", loses_an_ore),
    "the council decides whatever the sums say": lambda patch: patch.setattr(decided, "_require_ties", nothing),
    "what is decided can be changed": lambda patch: patch.setattr(ledger, "require_budget_open", nothing),
    "a counter-entry is one more entry": counters_count_as_new,
    "a new file does not replace the old one": the_old_file_counts_too,
}


QUICKLY = (
    "nobody asks whether there is enough",
    "an öre is lost on the way to the months",
    "a new file does not replace the old one",
)
"""What a few sequences are enough to see; the others are for the long run."""


@pytest.mark.parametrize("rule", BROKEN if LONG else QUICKLY)
def test_a_rule_that_is_taken_away_is_noticed(
    machine: type[MoneyMachine], monkeypatch: pytest.MonkeyPatch, rule: str
) -> None:
    """The machine can fail: that is what shows that it sees anything."""
    BROKEN[rule](monkeypatch)
    with pytest.raises(AssertionError):
        run_state_machine_as_test(machine, settings=UNTIL_FOUND)


@CASES
@given(ORE, ANY_WEIGHTS)
def test_a_spread_is_exact_and_each_part_within_an_ore(amount: int, weights: list[int]) -> None:
    parts = spread(amount, weights)
    assert sum(parts) == amount
    assert parts == shares(amount, tuple(weights))
    assert all(
        abs(part * sum(weights) - amount * weight) < sum(weights) for part, weight in zip(parts, weights, strict=True)
    )


@CASES
@given(ORE, st.sampled_from(sorted(WEIGHTS)), st.none() | ANY_WEIGHTS)
def test_every_curve_makes_twelve_months_that_are_the_year(amount: int, kind: str, own: list[int] | None) -> None:
    curve = Curve(name="Egen", weights=own) if own else None
    months = months_of(amount, CurveKind.OWN if own else kind, curve)
    assert len(months) == 12
    assert months == shares(amount, tuple(own or WEIGHTS[kind]))


@CASES
@given(ORE, st.lists(ORE, min_size=12, max_size=12))
def test_month_by_month_keeps_the_sum_whatever_stood_there(amount: int, before: list[int]) -> None:
    assert sum(months_of(amount, CurveKind.MANUAL, None, before)) == amount
