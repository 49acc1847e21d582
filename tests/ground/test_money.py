"""Money is exact: reading, showing and splitting it."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sala_styr.money import MINUS, MoneyError, Unit, format_amount, parse_kronor, spread

ORE = st.integers(-(10**15), 10**15)


@pytest.mark.parametrize(
    ("text", "ore"),
    [
        ("1250", 125_000),
        ("1 250", 125_000),
        ("1\u00a0250,50", 125_050),
        ("1\u202f250,5", 125_050),
        ("−3 000", -300_000),
        ("-3000.05", -300_005),
        ("–7", -700),
        ("+12", 1_200),
        ("0", 0),
        ("0,01", 1),
    ],
)
def test_swedish_and_plain_amounts_are_read(text: str, ore: int) -> None:
    assert parse_kronor(text) == ore


@pytest.mark.parametrize("text", ["", " ", "abc", "1,2,3", "1e5", "NaN", "Infinity", "12 kr", "--3", "١٢"])
def test_what_is_not_an_amount_is_named(text: str) -> None:
    with pytest.raises(MoneyError, match="går inte att läsa"):
        parse_kronor(text)


def test_more_than_whole_ore_is_refused_and_never_rounded() -> None:
    with pytest.raises(MoneyError, match="hela ören"):
        parse_kronor("1,005")


def test_an_absurd_amount_is_refused() -> None:
    for nines in (17, 21):
        with pytest.raises(MoneyError, match="större än"):
            parse_kronor("9" * nines)


@pytest.mark.parametrize(
    ("text", "unit", "ore"), [("1,25", Unit.TKR, 125_000), ("3,4", Unit.MNKR, 340_000_000), ("0,00001", Unit.TKR, 1)]
)
def test_an_amount_may_be_given_in_larger_units(text: str, unit: Unit, ore: int) -> None:
    assert parse_kronor(text, unit) == ore


@pytest.mark.parametrize(
    ("ore", "unit", "text"),
    [
        (12_430_000, "tkr", "124"),
        (-12_430_000, "tkr", f"{MINUS}124"),
        (123_456_789_00, "kr", "123\u00a0456\u00a0789"),
        (165_040_000_000, "mnkr", "1\u00a0650,4"),
        (50_000, "tkr", "1"),
        (-50_000, "tkr", f"{MINUS}1"),
        (49_999, "tkr", "0"),
        (-49_999, "tkr", "0"),
        (None, "tkr", "–"),
        (0, "tkr", "0"),
    ],
)
def test_amounts_are_shown_the_swedish_way(ore: int | None, unit: str, text: str) -> None:
    assert format_amount(ore, unit) == text


def test_a_surplus_gets_its_plus_only_when_asked_for() -> None:
    assert format_amount(500_000, "tkr", sign=True) == "+5"
    assert format_amount(500_000, "tkr") == "5"
    assert format_amount(0, "tkr", sign=True) == "0"


@given(ORE)
def test_what_is_shown_with_ore_reads_back_the_same(ore: int) -> None:
    assert parse_kronor(format_amount(ore, Unit.KR, decimals=2)) == ore


@given(ORE)
def test_rounding_is_never_off_by_more_than_half_a_unit(ore: int) -> None:
    shown = Decimal(format_amount(ore, Unit.TKR).replace("\u00a0", "").replace(MINUS, "-"))
    assert abs(shown * 100_000 - ore) <= 50_000


@given(ORE, st.lists(st.integers(0, 10**6), min_size=1, max_size=20).filter(any))
def test_a_split_always_sums_to_the_whole(total: int, weights: list[int]) -> None:
    assert sum(spread(total, weights)) == total


@given(ORE, st.lists(st.integers(0, 10**6), min_size=1, max_size=20).filter(any))
def test_no_part_of_a_split_is_an_ore_from_its_share(total: int, weights: list[int]) -> None:
    for part, weight in zip(spread(total, weights), weights, strict=True):
        assert abs(Decimal(part) - Decimal(total) * weight / sum(weights)) < 1


@given(ORE)
def test_a_split_of_a_cost_mirrors_that_of_a_revenue(total: int) -> None:
    assert spread(-total, [1] * 12) == [-part for part in spread(total, [1] * 12)]


def test_a_weightless_part_gets_nothing() -> None:
    assert spread(100, [0, 1, 0]) == [0, 100, 0]


@pytest.mark.parametrize("weights", [[], [0, 0], [1, -1]])
def test_a_split_needs_weights(weights: list[int]) -> None:
    with pytest.raises(ValueError, match="weights"):
        spread(100, weights)
