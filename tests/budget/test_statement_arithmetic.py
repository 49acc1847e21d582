"""The statements' arithmetic on published cases and on random figures (invariants 9 and 10). The cases are copied from public reports (domain §4.6–4.7)."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from budget.models import AdjustmentKind, ResultLine
from budget.queries.balance_requirement import requirement, reserve_room
from budget.queries.balance_sheet import Change, Entity, cash_flow_of, sheet_of
from budget.queries.income import NET_COST, NET_RESULT, OPERATING_RESULT, SUBTOTALS, with_subtotals
from budget.queries.result_lines import BALANCE_GROUPS, balance_group, by_line, result_line
from sala_styr.organisation.models import LegalForm, Unit
from tests.budget.published import REQUIREMENTS, SJOBO, SJOBO_SUMS, mnkr

ORE = st.integers(-(10**13), 10**13)
LINES = [line.value for line in ResultLine]


@pytest.mark.parametrize("column", range(5))
def test_sjobos_published_statement_ties_in_every_column(column: int) -> None:
    values = with_subtotals({line: mnkr(amounts[column]) for line, amounts in SJOBO.items()})
    assert {key: values[key] for key in SJOBO_SUMS} == {key: mnkr(sums[column]) for key, sums in SJOBO_SUMS.items()}


@given(st.dictionaries(st.sampled_from(LINES), ORE, min_size=1))
def test_the_bottom_line_is_the_sum_of_all_lines(amounts: dict[str, int]) -> None:
    assert with_subtotals(amounts)[NET_RESULT] == sum(amounts.values())


def test_a_line_that_is_not_given_is_missing_and_not_nothing() -> None:
    values = with_subtotals({ResultLine.TAX: 500})
    assert values[ResultLine.COST] is None
    assert values[NET_COST] is None
    assert values[OPERATING_RESULT] == 500


def test_no_figures_give_no_result() -> None:
    assert set(with_subtotals({}).values()) == {None}


def test_every_line_is_part_of_exactly_one_subtotal() -> None:
    parts = [part for _label, parts in SUBTOTALS.values() for part in parts if part in LINES]
    assert sorted(parts) == sorted(LINES)


@pytest.mark.parametrize("case", REQUIREMENTS, ids=[f"{case[0]} {case[1]}" for case in REQUIREMENTS])
def test_published_balance_requirements_tie(case: tuple) -> None:
    result, gains, other, adjusted, to_reserve, from_reserve, reasons, balanced = case[2:]
    found = requirement(
        result,
        0,
        {
            AdjustmentKind.CAPITAL_GAINS: gains,
            AdjustmentKind.UNREALISED: other,
            AdjustmentKind.TO_RESERVE: to_reserve,
            AdjustmentKind.FROM_RESERVE: from_reserve,
            AdjustmentKind.SPECIAL_REASONS: reasons,
        },
    )
    assert (found.adjusted, found.balanced) == (adjusted, balanced)


def test_sjobos_requirement_of_2020_ties() -> None:
    found = requirement(
        mnkr("37.9"), 0, {AdjustmentKind.CAPITAL_GAINS: mnkr("-1.6"), AdjustmentKind.TO_RESERVE: mnkr("-22.0")}
    )
    assert (found.adjusted, found.balanced) == (mnkr("36.3"), mnkr("14.3"))


def test_without_a_result_there_is_no_requirement() -> None:
    assert requirement(None, 100, {AdjustmentKind.TO_RESERVE: -5}).balanced is None


def test_malmo_could_set_aside_705_million_in_2016() -> None:
    assert reserve_room(mnkr("881.0"), mnkr("881.0"), mnkr("17600.0")) == mnkr("705.0")


def test_the_lower_of_the_two_results_decides_the_room() -> None:
    assert reserve_room(5_000, 3_000, 100_000) == 2_000
    assert reserve_room(3_000, 5_000, 100_000) == 2_000


def test_negative_equity_doubles_the_threshold() -> None:
    assert reserve_room(5_000, 5_000, 100_000, negative_equity=True) == 3_000


def test_the_reserve_never_passes_five_per_cent() -> None:
    assert reserve_room(50_000, 50_000, 100_000, 4_500) == 500
    assert reserve_room(50_000, 50_000, 100_000, 6_000) == 0


@given(ORE, ORE, st.integers(0, 10**13), st.integers(0, 10**13), st.booleans())
def test_the_room_is_never_negative_and_never_more_than_the_law_gives(
    result: int, adjusted: int, base: int, reserve: int, negative: bool
) -> None:
    room = reserve_room(result, adjusted, base, reserve, negative_equity=negative)
    assert room >= 0
    if room:
        assert 100 * (min(result, adjusted) - room) >= (2 if negative else 1) * base
        assert 100 * (reserve + room) <= 5 * base


@pytest.mark.parametrize(
    ("number", "line"),
    [
        ("3010", ResultLine.REVENUE),
        ("4630", ResultLine.COST),
        ("5010", ResultLine.COST),
        ("7890", ResultLine.COST),
        ("7910", ResultLine.DEPRECIATION),
        ("8010", ResultLine.TAX),
        ("8210", ResultLine.GRANTS),
        ("8410", ResultLine.FINANCIAL_REVENUE),
        ("8510", ResultLine.FINANCIAL_COST),
        ("8710", ResultLine.EXTRAORDINARY),
        ("9010", ResultLine.COST),
        ("8999", None),
        ("1910", None),
    ],
)
def test_each_account_has_its_line(number: str, line: ResultLine | None) -> None:
    assert result_line(number) == line


@given(st.lists(st.tuples(st.from_regex(r"[3-9][0-9]{3}", fullmatch=True), ORE)))
def test_no_result_account_is_lost_among_the_lines(amounts: list[tuple[str, int]]) -> None:
    assert sum(by_line(amounts).values()) == sum(amount for number, amount in amounts if not number.startswith("89"))


@given(st.from_regex(r"[12][0-9]{3}", fullmatch=True))
def test_every_balance_account_has_its_group(number: str) -> None:
    assert number.startswith(balance_group(number).prefixes)


@pytest.mark.parametrize(("number", "key"), [("2210", "pensions"), ("2220", "other_provisions"), ("2310", "long_debt")])
def test_pensions_are_apart_from_other_provisions(number: str, key: str) -> None:
    assert balance_group(number).key == key


@given(
    st.dictionaries(st.sampled_from([group.key for group in BALANCE_GROUPS]), st.tuples(ORE, ORE)), ORE, st.booleans()
)
def test_cash_flow_is_the_change_in_liquid_assets_whenever_the_file_balances(
    groups: dict[str, tuple[int, int]], depreciation: int, booked: bool
) -> None:
    changes = {key: Change(*pair) for key, pair in groups.items()} | {"liquid": Change(0, 0), "equity": Change(0, 0)}
    moved = sum(change.closing - change.opening for change in changes.values())
    result = -moved
    raw = 0 if booked else result
    # The file balances: what the other groups did, liquid assets did the other way, and the result is in equity or still to be booked.
    changes["liquid"] = Change(0, result - sum(c.closing - c.opening for k, c in changes.items() if k != "liquid"))
    if booked:
        changes["equity"] = changes["equity"] + Change(0, -result)
    found = Entity(Unit(legal_form=LegalForm.MUNICIPALITY), 2026, changes, result, raw, depreciation)
    flow = cash_flow_of(found)
    assert flow is not None
    assert flow.ties
    assert sum(row.amount for row in flow.rows if row.is_sum) == 2 * flow.computed


def test_no_balances_give_no_cash_flow() -> None:
    assert cash_flow_of(Entity(Unit(), 2026, {}, 100, 100, 0)) is None


def test_the_balance_sheet_shows_each_side_as_positive_and_ties() -> None:
    groups = {
        "liquid": Change(100, 150),
        "property": Change(50, 40),
        "equity": Change(-120, -120),
        "short_debt": Change(-30, -40),
    }
    sheet = sheet_of(Entity(Unit(), 2026, groups, 30, 30, 0))
    assert (sheet.total_assets.opening, sheet.total_assets.closing) == (150, 190)
    assert (sheet.total_financing.opening, sheet.total_financing.closing) == (150, 190)
    assert sheet.balances


def test_a_balance_sheet_that_does_not_balance_says_so() -> None:
    assert not sheet_of(Entity(Unit(), 2026, {"liquid": Change(0, 10)}, 5, 5, 0)).balances
