"""Why a frame is what it is, on any day; the frames of the council's horizon; and what changes do to the budgeted result."""

from datetime import date
from typing import Any

import pytest

from budget.actions.ledger import correct_entry
from budget.models import BudgetPolicy, CentralPot, EntryKind, FinancedBy, FrameCause, PotDecider, ResultDemand
from budget.queries.budgeted_result import budgeted_result
from budget.queries.companies import companies
from budget.queries.frame_changes import FrameChange, frame_change
from budget.queries.frame_table import frame_table, horizon
from budget.queries.ledger import frames
from budget.queries.structure import structure
from sala_styr.history import recording
from sala_styr.organisation.actor import system_actor
from tests.budget.builders import YEAR, Money, kr
from tests.budget.conftest import SPRING, SUMMER, give_frames

NEXT = YEAR + 1
DECIDED = date(YEAR, 11, 16)


def step(money: Money, cause: str, amount: int, **fields: Any) -> None:
    """A step of A's frame of next year: kronor, + raises."""
    ends = (None, "A") if amount > 0 else ("A", None)
    values = {"year": NEXT, "cause": cause, "permanent": True, "day": DECIDED} | fields
    money.entry(EntryKind.FRAME, *ends, abs(amount), **values)


def tied(found: FrameChange) -> bool:
    """Does the arithmetic that the page writes out hold?"""
    original = (found.start or 0) + found.lapsed + found.explained + found.unexplained
    current = original + sum(change.amount for change in found.amendments)
    return (original, current) == (found.frame.original, found.frame.current)


@pytest.fixture
def explained(money: Money) -> Money:
    """A's frame: 1 000 and 30 for good and 20 for the year only; next year 1 030 + 26 − 5 = 1 051."""
    money.frame("A", 1_000)
    money.entry(EntryKind.SUPPLEMENTARY, None, "A", 30, day=SPRING, permanent=True)
    money.entry(EntryKind.SUPPLEMENTARY, None, "A", 20, day=SUMMER)
    step(money, FrameCause.BASE, 1_030)
    step(money, FrameCause.EFFICIENCY, -5)
    step(money, FrameCause.COMPENSATION, 26)
    return money


def test_last_years_frame_and_each_change_make_this_years(explained: Money) -> None:
    found = frame_change(explained.cast["A"], NEXT)
    assert (found.previous, found.lapsed, found.frame.original) == (kr(1_050), kr(-20), kr(1_051))
    assert [(each.entry.cause, each.amount) for each in found.changes] == [
        ("compensation", kr(26)),
        ("efficiency", kr(-5)),
    ]
    assert found.unexplained == 0
    assert tied(found)


def test_what_no_cause_explains_is_said_and_nothing_is_made_up(explained: Money) -> None:
    step(explained, "", 7)
    found = frame_change(explained.cast["A"], NEXT)
    assert found.unexplained == kr(7)
    assert tied(found)


def test_a_late_change_of_last_year_is_seen_as_unexplained(explained: Money) -> None:
    explained.entry(EntryKind.TECHNICAL, "A", None, 4, day=date(YEAR, 12, 10), permanent=True)
    assert frame_change(explained.cast["A"], NEXT).unexplained == kr(4)
    assert frame_change(explained.cast["A"], NEXT, date(YEAR, 12, 9)).unexplained == 0


def test_changes_during_the_year_stand_after_the_original(explained: Money) -> None:
    explained.entry(EntryKind.REALLOCATION, "A", "B", 11, year=NEXT, day=date(NEXT, 4, 1))
    found = frame_change(explained.cast["A"], NEXT)
    assert [change.amount for change in found.amendments] == [kr(-11)]
    assert (found.frame.original, found.frame.current) == (kr(1_051), kr(1_040))
    assert tied(found)


def test_what_was_taken_back_is_no_change_and_the_arithmetic_holds(explained: Money) -> None:
    controller = explained.cast.actor("controller")
    wrong = explained.entry(EntryKind.FRAME, None, "A", 500, year=NEXT, cause=FrameCause.VOLUME, day=DECIDED)
    correct_entry(controller, wrong, "Fel belopp")
    found = frame_change(explained.cast["A"], NEXT)
    assert [each.entry.cause for each in found.changes] == ["compensation", "efficiency"]
    assert found.unexplained == 0
    assert tied(found)


def test_a_frame_that_is_wholly_taken_back_is_not_decided(money: Money) -> None:
    correct_entry(money.cast.actor("controller"), money.frame("A", 100), "Fel nämnd")
    assert frame_change(money.cast["A"], YEAR).is_decided is False


def test_a_one_year_initiative_falls_away_and_a_frame_without_cause_does_not(money: Money) -> None:
    money.frame("A", 100)
    money.entry(EntryKind.FRAME, None, "A", 9, cause=FrameCause.INITIATIVE)
    step(money, FrameCause.BASE, 100)
    found = frame_change(money.cast["A"], NEXT)
    assert (found.previous, found.lapsed, found.unexplained) == (kr(109), kr(-9), 0)


def test_without_last_year_in_the_ledger_it_starts_where_the_decision_says(money: Money) -> None:
    step(money, FrameCause.BASE, 90)
    step(money, FrameCause.VOLUME, 10)
    found = frame_change(money.cast["A"], NEXT)
    assert (found.previous, found.start, found.unexplained) == (None, kr(90), 0)


def test_a_year_without_frame_explains_nothing(money: Money) -> None:
    found = frame_change(money.cast["A"], NEXT)
    assert (found.is_decided, found.start, found.unexplained) == (False, None, 0)


@pytest.mark.parametrize("day", [date(2025, 11, 23), date(2025, 11, 24), SPRING, SUMMER, DECIDED, date(NEXT, 6, 1)])
def test_any_day_is_the_entries_up_to_it_read_again(explained: Money, day: date) -> None:
    found = frame_change(explained.cast["A"], NEXT, day)
    rows = frames(YEAR, day), frames(NEXT, day)
    before, now = (held.get(explained.cast["A"].pk) for held in rows)
    assert found.previous == (before.current if before else None)
    assert found.frame.current == (now.current if now else 0)
    assert tied(found)


def test_a_frame_is_explained_by_one_query(explained: Money, django_assert_num_queries: Any) -> None:
    unit = explained.cast["A"]
    for _size in range(2):
        with django_assert_num_queries(1):
            found = frame_change(unit, NEXT)
            assert [str(change.entry.decision) for change in (*found.changes, *found.amendments)]
        for _number in range(9):
            step(explained, FrameCause.VOLUME, 1)


def set_up_policy(**values: Any) -> None:
    with recording(system_actor(), "Test"):
        BudgetPolicy.objects.create(**values)


def test_the_horizon_is_the_councils_and_the_usual_one_without(money: Money) -> None:
    assert horizon(YEAR) == (2025, 2026, 2027, 2028, 2029)
    set_up_policy(first_year=2026, plan_years=2)
    set_up_policy(first_year=2028, plan_years=5)
    assert horizon(YEAR) == (2025, 2026, 2027, 2028)
    assert horizon(2025)[-1] == 2028
    assert horizon(2030)[-1] == 2035


@pytest.fixture
def with_pot(money: Money) -> Money:
    """The frames of the whole small year; the common posts are a pot."""
    with recording(system_actor(), "Test"):
        CentralPot.objects.create(unit=money.cast["gemensamt"], decider=PotDecider.BOARD, purpose="Oförutsett")
    give_frames(money)
    return money


def test_committees_common_posts_and_pots_make_the_net_cost(with_pot: Money) -> None:
    with_pot.result_budget(revenue=3_000, cost=-20_000, depreciation=-1_000, tax=20_000)
    table = frame_table(structure(), YEAR)
    this_year = table.years.index(YEAR)
    sums = {str(group.label): group.sums[this_year] for group in table.groups}
    assert sums == {"Nämnder": kr(17_500), "Centrala potter": kr(800)}
    assert table.current[this_year] == kr(18_300)
    assert table.original[this_year] == kr(18_000) == table.net_cost[this_year]
    assert table.differences[this_year] == 0
    assert table.differences[this_year + 1] is None


def test_the_common_posts_are_a_part_of_their_own_and_companies_none(money: Money) -> None:
    give_frames(money)
    found = {
        str(group.label): [line.unit.code for line in group.lines] for group in frame_table(structure(), YEAR).groups
    }
    assert found == {"Nämnder": ["KF", "KS", "A", "B"], "Finansförvaltningen": ["gemensamt"]}


def test_the_frames_of_an_earlier_day(with_pot: Money) -> None:
    table = frame_table(structure(), YEAR, SPRING)
    assert table.amendments[table.years.index(YEAR)] == 0
    assert frame_table(structure(), YEAR, date(2025, 1, 1)).current[1] is None


def test_the_table_costs_three_queries(with_pot: Money, django_assert_num_queries: Any) -> None:
    tree = structure()
    for _size in range(2):
        with django_assert_num_queries(3):
            frame_table(tree, YEAR)
        for number in range(9):
            with_pot.frame("B", 1, year=2027 + number)


def test_a_supplement_lowers_the_result_unless_revenue_or_another_frame_pays(money: Money) -> None:
    for unit in ("A", "B"):
        money.frame(unit, 1_000)
    money.result_budget(cost=-2_000, tax=2_100)
    for source, amount, paid in (
        (None, 10, FinancedBy.RESULT),
        (None, 7, FinancedBy.RESERVE),
        (None, 20, FinancedBy.REVENUE),
        ("B", 40, FinancedBy.FRAME),
    ):
        money.entry(EntryKind.SUPPLEMENTARY, source, "A", amount, financed_by=paid, day=SPRING)
    found = budgeted_result(structure(), YEAR)
    assert (found.decided, found.frames, found.revenue, found.reserve) == (kr(100), kr(-37), kr(20), kr(7))
    assert found.current == kr(83)
    before = budgeted_result(structure(), YEAR, date(2026, 1, 1))
    assert before.current == kr(100)
    assert before.after(kr(10), FinancedBy.RESULT).current == kr(90)
    assert before.after(kr(10), FinancedBy.REVENUE).current == kr(100)
    assert before.after(kr(10), FinancedBy.FRAME) == before


def test_without_a_result_budget_the_result_is_missing_and_not_nothing(money: Money) -> None:
    money.frame("A", 10)
    assert budgeted_result(structure(), YEAR).current is None


def test_a_company_is_measured_by_its_result_and_stays_out_of_the_frames(
    money: Money, django_assert_num_queries: Any
) -> None:
    company = money.cast["bolaget"]
    with recording(system_actor(), "Test"):
        ResultDemand.objects.create(
            unit=company, year=YEAR, amount=kr(50), budget=kr(60), decision=money.cast.decision("KF")
        )
    batch = money.batch("bolaget")
    for account, amount in (("3010", 500), ("5010", -430), ("8410", -30), ("8910", -9)):
        money.actual("bolaget", account, 3, amount, batch=batch, chart="bas")
    money.forecast("bolaget", 8, 45)
    tree = structure()
    with django_assert_num_queries(3):
        (row,) = companies(tree, YEAR)
    assert (row.asked, row.budget, row.actual, row.forecast) == (kr(50), kr(60), kr(40), kr(45))
    assert (row.budget_variance, row.forecast_variance) == (kr(10), kr(-5))
    assert frame_table(tree, YEAR).current == (None,) * 5
