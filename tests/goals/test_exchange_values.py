"""The indicators' values out and in again: missing stays missing, and what somebody else wrote meanwhile is not overwritten."""

from decimal import Decimal
from typing import Any

import pytest

from goals import actions
from goals.exchange.value_kind import bring_in_values, understand_values, value_columns, year_values
from goals.models import Indicator, IndicatorValue
from sala_styr.errors import RuleBroken
from sala_styr.tables import Listing, Sheet, read_table
from sala_styr.tables.out import CSV, XLSX, written
from tests.cast import Cast

YEAR = 2026
NAMES = list(value_columns())


@pytest.fixture
def indicator(cast: Cast) -> Indicator:
    item = cast.chain()["strategy"]
    return actions.create_indicator(
        cast.actor("manager_a"), item, name="Läsande elever", unit_of_measure="procent", decimals=1
    )


def file_of(listing: Listing, format_: str = CSV) -> Sheet:
    with written(listing, format_) as file:
        return read_table(file.read())


def exported(cast: Cast, person: str) -> list[dict[str, Any]]:
    return [dict(zip(NAMES, row, strict=True)) for row in year_values(cast.actor(person), YEAR).rows]


def sheet(rows: list[dict[str, Any]]) -> Sheet:
    return file_of(
        Listing("Värden", tuple(value_columns().values()), [tuple(row.get(n) for n in NAMES) for row in rows])
    )


@pytest.mark.parametrize("format_", [CSV, XLSX])
def test_what_was_taken_out_changes_nothing(cast: Cast, indicator: Indicator, format_: str) -> None:
    actions.set_value(cast.actor("manager_a"), indicator, YEAR, Decimal("90.5"), None)
    understood = understand_values(
        cast.actor("manager_a"), file_of(year_values(cast.actor("manager_a"), YEAR), format_)
    )
    assert [line.state.value for line in understood] == ["unchanged"]


def test_an_indicator_without_values_has_an_empty_row_that_can_be_filled_in(cast: Cast, indicator: Indicator) -> None:
    rows = exported(cast, "manager_a")
    assert (rows[0]["outcome"], rows[0]["target"]) == (None, None)
    rows[0] |= {"target": Decimal(90), "outcome": Decimal(0)}
    understood = understand_values(cast.actor("manager_a"), sheet(rows))
    assert [line.state.value for line in understood] == ["new"]
    assert not IndicatorValue.objects.exists(), "the preview writes nothing"
    bring_in_values(cast.actor("manager_a"), sheet(rows), "värden.csv")
    value = IndicatorValue.objects.get()
    assert (value.target, value.outcome, value.year, value.month) == (90, 0, YEAR, 12)
    assert IndicatorValue.history.get().history_change_reason == "Läste in indikatorvärden ur värden.csv"


def test_a_value_that_somebody_changed_meanwhile_is_told(cast: Cast, indicator: Indicator) -> None:
    actions.set_value(cast.actor("manager_a"), indicator, YEAR, None, Decimal(5))
    rows = exported(cast, "manager_a")
    actions.set_value(cast.actor("manager_a"), indicator, YEAR, None, Decimal(6))
    rows[0]["outcome"] = Decimal(7)
    line = understand_values(cast.actor("manager_a"), sheet(rows)).lines[0]
    assert "Någon annan har ändrat värdet" in line.problems[0].text
    assert [(change.before, change.after) for change in line.changes] == [("6", "7")]
    with pytest.raises(RuleBroken):
        bring_in_values(cast.actor("manager_a"), sheet(rows), "x.csv")


def test_nobody_else_enters_them(cast: Cast, indicator: Indicator) -> None:
    rows = exported(cast, "manager_b")
    rows[0]["outcome"] = Decimal(7)
    line = understand_values(cast.actor("manager_b"), sheet(rows)).lines[0]
    assert "skrivs in av Verksamhet A" in line.problems[0].text
    assert not IndicatorValue.objects.exists()


@pytest.mark.parametrize(
    ("fault", "text"),
    [
        ({"id": "999999"}, "Det finns ingen indikator"),
        ({"id": ""}, "Det finns ingen indikator"),
        ({"month": Decimal(13)}, "från 1 till 12"),
        ({"sex": "okänt"}, "alla, kvinnor eller män"),
        ({"outcome": Decimal("1.2345")}, "fler än tre decimaler"),
        ({"missing_reason": "x" * 201}, "längre än 200"),
        ({"year": None}, "Året saknas"),
    ],
)
def test_each_fault_is_told(cast: Cast, indicator: Indicator, fault: dict[str, Any], text: str) -> None:
    rows = exported(cast, "manager_a")
    rows[0] |= {"outcome": Decimal(1)} | fault
    line = understand_values(cast.actor("manager_a"), sheet(rows)).lines[0]
    assert text in " ".join(problem.text for problem in line.problems)


def test_the_same_period_twice_is_told(cast: Cast, indicator: Indicator) -> None:
    rows = exported(cast, "manager_a")
    line = understand_values(cast.actor("manager_a"), sheet([*rows, *rows])).lines[1]
    assert "står redan på rad 2" in line.problems[0].text


def test_a_file_costs_the_same_number_of_queries_whatever_its_size(
    cast: Cast, indicator: Indicator, django_assert_num_queries: Any
) -> None:
    actor = cast.actor("manager_a")
    for size in (0, 12):
        for number in range(size):
            actions.create_indicator(actor, indicator.item, name=f"Nr {number}", unit_of_measure="antal", decimals=0)
        with django_assert_num_queries(11):
            file = file_of(year_values(actor, YEAR))
            understand_values(actor, file)
