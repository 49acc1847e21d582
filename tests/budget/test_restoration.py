"""Deficits and what restores them (KL 11:12–13), and the reserve's ceiling at its edges (KL 11:14, domain §4.7)."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from budget.actions.figures import ColumnKey, write_figures
from budget.models import AdjustmentKind, Statement
from budget.queries import balance_requirement
from budget.queries.balance_requirement import reserve_room
from budget.queries.restoration import DeficitState, DeficitStory, Restored, restoration
from tests.budget.builders import Money, kr
from tests.budget.published import REQUIREMENTS


def test_malmo_restored_the_deficit_of_2014_the_year_after() -> None:
    assert restoration({2013: 227, 2014: -193, 2015: 355}, {}, 2014) == (DeficitStory(2014, -193),)
    (story,) = restoration({2013: 227, 2014: -193, 2015: 355}, {}, 2015)
    assert (story.restored, story.left, story.due) == ((Restored(2015, 193),), 0, 2017)


def test_the_oldest_deficit_is_restored_first_and_a_small_surplus_goes_as_far_as_it_does() -> None:
    stories = restoration({2020: -100, 2021: -50, 2022: 120, 2023: 10}, {}, 2023)
    assert [(story.left, story.restored) for story in stories] == [
        (0, (Restored(2022, 100),)),
        (-20, (Restored(2022, 20), Restored(2023, 10))),
    ]


def test_a_deficit_brought_in_counts_as_the_year_befores() -> None:
    stories = restoration({2024: -5, 2025: 12}, {2024: -10}, 2025)
    assert [(story.year, story.left, story.due) for story in stories] == [(2023, 0, 2026), (2024, -3, 2027)]


@pytest.mark.parametrize(
    ("year", "state"),
    [
        (2022, DeficitState.OPEN),
        (2024, DeficitState.OPEN),
        (2025, DeficitState.DUE),
        (2026, DeficitState.OVERDUE),
    ],
)
def test_a_deficit_is_due_three_years_after_its_own(year: int, state: DeficitState) -> None:
    assert DeficitStory(2022, -5).state(year) == state
    assert DeficitStory(2022, -5, (Restored(2023, 5),)).state(year) == DeficitState.RESTORED


@given(st.lists(st.integers(-1000, 1000), max_size=12), st.integers(-500, 0))
def test_what_is_left_and_what_was_restored_make_what_arose(results: list[int], brought: int) -> None:
    by_year = dict(enumerate(results, 2000))
    last = 2000 + len(results)
    stories = restoration(by_year, {2000: brought}, last)
    assert all(story.left <= 0 for story in stories)
    surplus = sum(result for result in results if result > 0)
    restored = sum(each.amount for story in stories for each in story.restored)
    assert 0 <= restored <= surplus
    assert sum(story.amount for story in stories) == sum(result for result in results if result < 0) + brought
    assert [story.year for story in stories] == sorted(story.year for story in stories)
    # Nothing younger is restored while something older is left.
    for older, younger in pairwise(stories):
        assert not older.left or all(each.year <= younger.year for each in younger.restored)


S = 100_000  # taxes, general grants and equalisation


@pytest.mark.parametrize(
    ("result", "adjusted", "reserve", "negative", "room"),
    [
        (1_000, 1_000, 0, False, 0),  # exactly 1 %
        (1_001, 1_001, 0, False, 1),
        (999, 5_000, 0, False, 0),  # the lower of the two decides, and is below
        (5_000, 1_001, 0, False, 1),
        (2_000, 2_000, 0, True, 0),  # exactly 2 %
        (2_001, 2_001, 0, True, 1),
        (2_000, 2_000, 0, False, 1_000),
        (-500, 4_000, 0, False, 0),
        (4_000, -500, 0, False, 0),
        (6_000, 6_000, 0, False, 5_000),  # exactly to the ceiling of 5 %
        (6_001, 6_001, 0, False, 5_000),
        (9_000, 9_000, 4_999, False, 1),
        (9_000, 9_000, 5_000, False, 0),  # full
        (9_000, 9_000, 7_000, False, 0),  # more than full since taxes fell
        (1_500, 1_500, 4_600, False, 400),  # both limits near: the ceiling is the lower
        (1_500, 1_500, 4_400, False, 500),  # the room is the lower
    ],
)
def test_the_ceiling_at_its_edges(result: int, adjusted: int, reserve: int, negative: bool, room: int) -> None:
    assert reserve_room(result, adjusted, S, reserve, negative_equity=negative) == room


def test_no_more_than_the_law_gives_when_the_percent_is_no_whole_ore() -> None:
    # 1 % of 150 is 1.5 and 5 % is 7.5: what is above 1.5 is at most 8, and the ceiling is 7.
    assert reserve_room(9, 9, 150) == 7
    assert reserve_room(3, 3, 150) == 1


def test_the_older_reserve_had_no_ceiling() -> None:
    assert reserve_room(9_000, 9_000, S, 7_000, with_ceiling=False) == 8_000


@pytest.mark.parametrize("place", range(len(REQUIREMENTS)), ids=[f"{case[0]} {case[1]}" for case in REQUIREMENTS])
def test_every_published_case_entered_as_data_is_reproduced(money: Money, place: int) -> None:
    """The year's result alone is published, so it is written in on one line."""
    name = REQUIREMENTS[place][0]
    for other, year, result, gains, rest, _adjusted, to, used, reasons, _balanced in REQUIREMENTS:
        if other != name:
            continue
        line = "revenue" if result > 0 else "cost"
        write_figures(
            money.cast.actor("controller"),
            ColumnKey(year, Statement.INCOME),
            {line: kr(result)},
            source="Årsredovisning",
        )
        for kind, amount in (
            (AdjustmentKind.CAPITAL_GAINS, gains),
            (AdjustmentKind.UNREALISED, rest),
            (AdjustmentKind.TO_RESERVE, to),
            (AdjustmentKind.FROM_RESERVE, used),
            (AdjustmentKind.SPECIAL_REASONS, reasons),
        ):
            if amount:
                money.adjustment(kind, amount, year, "Publicerat")
    _name, year, result, *_between, adjusted, _to, _used, _reasons, balanced = REQUIREMENTS[place]
    found = balance_requirement(year)
    assert (found.sums.result, found.sums.adjusted, found.balanced) == (kr(result), kr(adjusted), kr(balanced))
    if (name, year) == ("Malmö", 2015):
        # −193 carried, 355 − 193 = 162 left of the surplus when it is restored.
        assert (found.opening_deficit, found.restored, found.closing_deficit) == (kr(-193), kr(193), 0)
        assert found.balanced is not None
        assert found.balanced - found.restored == kr(162)


def book(money: Money, year: int, tax: int) -> None:
    money.actual("gemensamt", "8010", 12, tax, batch=money.batch("gemensamt", year=year))


def test_reserves_of_the_two_kinds_are_kept_apart(money: Money) -> None:
    for year in (2023, 2024, 2026):
        book(money, year, 1_000)
    money.adjustment(AdjustmentKind.TO_RESERVE, -100, 2023)  # RUR, before 2024
    money.adjustment(AdjustmentKind.TO_RESERVE, -20, 2024)  # RER
    money.adjustment(AdjustmentKind.FROM_OLD_RESERVE, 30, 2026)
    money.adjustment(AdjustmentKind.FROM_RESERVE, 5, 2026)
    found = balance_requirement(2026)
    assert (found.old_reserve.opening, found.old_reserve.closing) == (kr(100), kr(70))
    assert (found.reserve.opening, found.reserve.closing) == (kr(20), kr(15))
    assert found.balanced == kr(1_035)
    assert found.reserves_suffice
    before = balance_requirement(2023)
    assert (before.opening_reserve, before.closing_reserve) == (0, kr(100))
    # No ceiling of 5 % then: 1 000 less 1 %.
    assert (before.room, found.room) == (kr(990), kr(30))


def test_more_than_there_is_in_a_reserve_cannot_be_used(money: Money) -> None:
    book(money, 2026, 1_000)
    money.adjustment(AdjustmentKind.FROM_OLD_RESERVE, 1)
    assert not balance_requirement(2026).reserves_suffice


def test_a_deficit_that_must_be_restored_this_year_presses(money: Money) -> None:
    book(money, 2023, -100)
    book(money, 2026, 40)
    found = balance_requirement(2026)
    assert [(story.year, story.left, story.state(2026)) for story in found.pressing] == [
        (2023, kr(-60), DeficitState.DUE)
    ]
    assert balance_requirement(2025).pressing == ()
    assert balance_requirement(2027).pressing[0].state(2027) == DeficitState.OVERDUE


def test_special_reasons_lift_the_years_own_deficit(money: Money) -> None:
    book(money, 2026, -100)
    money.adjustment(AdjustmentKind.SPECIAL_REASONS, 100, note="Stark finansiell ställning")
    found = balance_requirement(2026)
    assert (found.balanced, found.stories) == (0, ())


def test_equity_in_full_follows_from_the_balance_sheet_where_nothing_is_noted(money: Money) -> None:
    book(money, 2026, 1_000)
    write_figures(
        money.cast.actor("controller"),
        ColumnKey(2026, Statement.BALANCE),
        {"liquid": kr(500), "other_equity": kr(-500), "pension_obligation": kr(501)},
        source="Bokslut",
    )
    found = balance_requirement(2026)
    assert (found.equity_in_full, found.negative_equity, found.room) == (kr(-1), True, kr(50))
    money.adjustment(AdjustmentKind.EQUITY_IN_FULL, 3)
    assert not balance_requirement(2026).negative_equity
