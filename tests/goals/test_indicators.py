"""Indicators and their values. A missing value stays missing (invariant 17)."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from goals import actions
from goals.indicator_chart import alternative, chart_data, draw, value_text
from goals.models import Indicator, IndicatorValue, ItemState, PlanItem
from goals.queries import indicator_rows
from sala_styr.errors import Refused, RuleBroken
from tests.cast import Cast
from tests.goals.past import count, said


@pytest.fixture(autouse=True)
def today(monkeypatch: pytest.MonkeyPatch) -> None:
    """It is 2026 in these tests."""
    monkeypatch.setattr(timezone, "localdate", lambda *args: date(2026, 10, 1))


def indicator(cast: Cast, item: PlanItem, who: str = "staff_a1", **fields: Any) -> Indicator:
    values = {"name": "Behöriga lärare", "unit_of_measure": "procent", "decimals": 1} | fields
    return actions.create_indicator(cast.actor(who), item, **values)


def test_an_indicator_is_added_and_changed_by_the_owner(cast: Cast) -> None:
    made = indicator(cast, cast.item("activity", "A1"))
    assert said(made) == ("staff_a1", "Lade till indikatorn")
    actions.edit_indicator(cast.actor("manager_a1"), made, name="Behöriga", direction="lower")
    stored = Indicator.objects.get(pk=made.pk)
    assert (stored.name, stored.direction, stored.decimals) == ("Behöriga", "lower", 1)
    assert said(made) == ("manager_a1", "Ändrade indikatorn")


def test_a_change_that_changes_nothing_leaves_no_trace(cast: Cast) -> None:
    made = indicator(cast, cast.item("activity", "A1"))
    actions.edit_indicator(cast.actor("staff_a1"), made, name=made.name)
    assert count(made) == 1


@pytest.mark.parametrize("name", ["controller", "manager_b", "chair_a", "auditor"])
def test_others_do_not_decide_what_is_measured(cast: Cast, name: str) -> None:
    with pytest.raises(Refused):
        indicator(cast, cast.item("activity", "A1"), who=name)


def test_nothing_new_is_measured_on_what_is_ended(cast: Cast) -> None:
    with pytest.raises(RuleBroken, match="avslutat"):
        indicator(cast, cast.item("activity", "A1", state=ItemState.ENDED))


def test_target_and_outcome_are_kept_exactly(cast: Cast) -> None:
    made = indicator(cast, cast.item("activity", "A1"))
    value = actions.set_value(cast.actor("staff_a1"), made, 2026, Decimal("92.5"), Decimal("88.125"))
    stored = IndicatorValue.objects.get(pk=value.pk)
    assert (stored.target, stored.outcome) == (Decimal("92.5"), Decimal("88.125"))
    assert said(value) == ("staff_a1", "Ändrade Behöriga lärare 2026")
    actions.set_value(cast.actor("staff_a1"), made, 2026, Decimal("92.500"), Decimal("88.125"))
    assert count(value) == 1


def test_a_missing_outcome_is_none_and_says_why(cast: Cast) -> None:
    made = indicator(cast, cast.item("activity", "A1"))
    value = actions.set_value(cast.actor("staff_a1"), made, 2025, Decimal(90), None, "Mätningen ställdes in")
    assert value.outcome is None
    assert value.missing_reason == "Mätningen ställdes in"


def test_a_year_that_has_passed_needs_an_outcome_or_a_reason(cast: Cast) -> None:
    made = indicator(cast, cast.item("activity", "A1"))
    with pytest.raises(RuleBroken, match="varför") as broken:
        actions.set_value(cast.actor("staff_a1"), made, 2025, Decimal(90), None)
    assert broken.value.field == "missing_reason"
    assert actions.set_value(cast.actor("staff_a1"), made, 2026, Decimal(90), None).outcome is None


def test_zero_is_a_value_and_the_reason_goes_when_it_comes(cast: Cast) -> None:
    made = indicator(cast, cast.item("activity", "A1"))
    value = actions.set_value(cast.actor("staff_a1"), made, 2025, None, Decimal(0), "Gammal orsak")
    assert (value.outcome, value.missing_reason) == (Decimal(0), "")
    with pytest.raises(IntegrityError), transaction.atomic():
        IndicatorValue.objects.filter(pk=value.pk).update(missing_reason="både och")


def test_a_controller_enters_outcomes_but_no_targets(cast: Cast) -> None:
    goal = cast.item("goal", "KF", state=ItemState.DRAFT)
    made = indicator(cast, goal, who="kf_politician")
    actions.set_value(cast.actor("kf_politician"), made, 2026, Decimal(90), None)
    value = actions.set_value(cast.actor("controller"), made, 2026, Decimal(90), Decimal(91))
    assert value.outcome == 91
    with pytest.raises(Refused):
        actions.set_value(cast.actor("controller"), made, 2026, Decimal(80), Decimal(91))


def test_the_target_of_what_is_decided_can_be_added_but_not_changed(cast: Cast) -> None:
    made = indicator(cast, cast.item("focus", "A"), who="chair_a")
    actions.set_value(cast.actor("chair_a"), made, 2026, Decimal(90), None)
    with pytest.raises(RuleBroken, match="beslutat") as broken:
        actions.set_value(cast.actor("chair_a"), made, 2026, Decimal(50), None)
    assert broken.value.field == "target"
    assert IndicatorValue.objects.get(indicator=made).target == 90


@pytest.mark.parametrize("name", ["chair_b", "manager_b", "auditor", "administrator", "outsider"])
def test_others_enter_no_outcomes(cast: Cast, name: str) -> None:
    made = indicator(cast, cast.item("focus", "A"), who="chair_a")
    with pytest.raises(Refused, match="Nämnd A"):
        actions.set_value(cast.actor(name), made, 2026, None, Decimal(1))


def test_a_year_without_a_value_is_a_gap_in_table_chart_and_words(cast: Cast) -> None:
    item = cast.item("activity", "A1", first_year=2023, last_year=2027)
    made = indicator(cast, item)
    for year, outcome in ((2023, "80.04"), (2025, "85")):
        actions.set_value(cast.actor("staff_a1"), made, year, None, Decimal(outcome))
    (row,) = indicator_rows(item, 2026)
    assert row.years == (2023, 2024, 2025, 2026)
    assert [value and value.outcome for value in row.values] == [Decimal("80.040"), None, Decimal(85), None]
    data = chart_data(row)
    assert data.series[0].values == (Decimal("80.0"), None, Decimal("85.0"), None)
    assert [series.name for series in data.series] == ["Utfall"]
    assert "2024: utfall –" in alternative(row)
    assert "80,0" in alternative(row)


def test_a_target_has_its_own_line(cast: Cast) -> None:
    item = cast.item("activity", "A1")
    actions.set_value(cast.actor("staff_a1"), indicator(cast, item), 2026, Decimal(95), None)
    (row,) = indicator_rows(item, 2026)
    assert [series.name for series in chart_data(row).series] == ["Utfall", "Målvärde"]


def test_a_value_outside_the_items_years_is_still_shown(cast: Cast) -> None:
    item = cast.item("activity", "A1", first_year=2025, last_year=2026)
    actions.set_value(cast.actor("staff_a1"), indicator(cast, item), 2022, None, Decimal(1))
    (row,) = indicator_rows(item, 2026)
    assert row.years == (2022, 2023, 2024, 2025, 2026)
    assert row.has_values


def test_figures_are_shown_with_the_indicators_decimals() -> None:
    one = Indicator(decimals=1)
    assert value_text(one, None) == "–"
    assert value_text(one, Decimal("1234.56")) == "1\u00a0234,6"
    assert value_text(Indicator(decimals=0), Decimal(0)) == "0"


def test_the_chart_is_an_image_with_words_and_nothing_a_csp_refuses(cast: Cast) -> None:
    item = cast.item("activity", "A1")
    made = indicator(cast, item, name="Andel <b>nöjda</b>")
    actions.set_value(cast.actor("staff_a1"), made, 2026, Decimal(95), Decimal(90))
    svg = draw(indicator_rows(item, 2026)[0])
    assert 'role="img"' in svg
    assert "<b>" not in svg
    assert "style=" not in svg
    assert "<script" not in svg
