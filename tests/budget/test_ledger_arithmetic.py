"""The ledger's arithmetic, on random histories: whatever is entered, the sums hold (invariants 2, 5, 6)."""

from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from budget.models import EntryKind
from budget.queries.ledger import EMPTY, Flow, FrameRow, fold

UNITS = st.integers(1, 6)
AMOUNTS = st.integers(1, 10**12)


@st.composite
def flows(draw: st.DrawFn) -> list[Flow]:
    """A history of entries between units and the common financing; some of them are taken back by a counter-entry."""
    history: list[Flow] = []
    for _ in range(draw(st.integers(0, 30))):
        kind = draw(st.sampled_from(EntryKind.values))
        source, target = draw(st.none() | UNITS), draw(st.none() | UNITS)
        if source == target or (kind == EntryKind.ALLOCATION and None in (source, target)):
            continue
        entry = Flow(kind, source, target, False, draw(AMOUNTS))
        history.append(entry)
        if draw(st.booleans()):
            history.append(Flow(kind, target, source, True, entry.amount))
    return history


def flowed_in(history: list[Flow]) -> int:
    """What has left the common financing, by the entries as they are written."""
    return sum((f.source is None) * f.amount - (f.target is None) * f.amount for f in history)


@given(flows())
def test_what_all_units_have_left_is_what_has_left_the_common_financing(history: list[Flow]) -> None:
    assert sum(row.unallocated for row in fold(history).values()) == flowed_in(history)


@given(flows(), st.randoms())
def test_the_order_of_entries_does_not_matter(history: list[Flow], random: object) -> None:
    shuffled = list(history)
    random.shuffle(shuffled)  # type: ignore[attr-defined]
    assert fold(shuffled) == fold(history)


@given(flows(), st.integers(0, 30))
def test_any_earlier_day_and_what_came_after_make_today(history: list[Flow], cut: int) -> None:
    before, after, today = fold(history[:cut]), fold(history[cut:]), fold(history)
    for unit, row in today.items():
        a, b = before.get(unit, EMPTY), after.get(unit, EMPTY)
        assert row == FrameRow(a.original + b.original, a.amendments + b.amendments, a.allocated + b.allocated)


@given(flows())
def test_an_entry_and_its_counter_entry_leave_no_trace_in_the_sums(history: list[Flow]) -> None:
    taken_back = [Flow(f.kind, f.target, f.source, True, f.amount) for f in history if not f.counter]
    originals = [f for f in history if not f.counter]
    assert all(row == FrameRow() for row in fold(originals + taken_back).values())


@given(flows())
def test_reallocations_sum_to_nothing_over_the_units(history: list[Flow]) -> None:
    moved = [f for f in history if f.kind == EntryKind.REALLOCATION and None not in (f.source, f.target)]
    assert sum(row.amendments for row in fold(moved).values()) == 0


@given(flows())
def test_an_allocation_leaves_the_givers_frame_as_it_is(history: list[Flow]) -> None:
    passed_on = [f for f in history if f.kind == EntryKind.ALLOCATION]
    without = [f for f in history if f.kind != EntryKind.ALLOCATION]
    for unit, row in fold(without).items():
        given_to = sum(f.amount for f in passed_on if f.target == unit and not f.counter)
        taken_back = sum(f.amount for f in passed_on if f.source == unit and f.counter)
        assert fold(history)[unit].current == row.current + given_to - taken_back


def test_current_is_original_and_amendments_and_what_is_left_is_current_less_passed_on() -> None:
    row = FrameRow(original=1_000, amendments=-50, allocated=700)
    assert (row.current, row.unallocated) == (950, 250)


def test_nothing_entered_is_nobody_holding_anything() -> None:
    assert fold([]) == {}


def allocated(target: int, amount: int, day: date | None, **more: Any) -> Flow:
    return Flow(EntryKind.ALLOCATION, 1, target, False, amount, day)._replace(**more)


MAY, JUNE = date(2026, 5, 4), date(2026, 6, 1)


@pytest.mark.parametrize(
    ("flows", "original", "amendments"),
    [
        ([allocated(2, 100, None), allocated(2, 20, MAY)], 100, 20),
        ([allocated(2, 100, MAY), allocated(2, 30, MAY)], 130, 0),
        ([allocated(2, 20, JUNE), allocated(2, 100, MAY)], 100, 20),
        ([allocated(2, 100, None), Flow(EntryKind.RETURN, 2, 1, False, 40, MAY)], 100, -40),
        ([allocated(2, 100, None), Flow(EntryKind.RETURN, 2, 1, False, 40)], 60, 0),
        ([allocated(2, 100, None), allocated(2, 20, MAY), Flow(EntryKind.ALLOCATION, 2, 1, True, 20, MAY)], 100, 0),
    ],
    ids=[
        "after the budget",
        "the same day",
        "whatever the order",
        "returned in the year",
        "returned before",
        "taken back",
    ],
)
def test_what_is_allocated_after_a_units_budget_is_an_amendment(
    flows: list[Flow], original: int, amendments: int
) -> None:
    """Domain §4.3: the original is never overwritten. The giver's own frame is as it was."""
    rows = fold(flows)
    assert (rows[2].original, rows[2].amendments) == (original, amendments)
    assert (rows[1].original, rows[1].amendments, rows[1].allocated) == (0, 0, original + amendments)
    assert sum(row.kept_original for row in rows.values()) == sum(row.kept_amendments for row in rows.values()) == 0
