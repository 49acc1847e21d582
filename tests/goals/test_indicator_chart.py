"""What the chart shows and says: missing is a gap, never 0, in the drawing, in the words, in the mean and in the report (invariant 17)."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from django.utils import timezone

from goals import actions, blocks
from goals.indicator_chart import alternative, chart_data, draw, draw_sexes, in_words, sexes_data, target_text
from goals.indicator_source import source_line
from goals.models import Indicator, IndicatorValue, PlanItem
from goals.queries import indicator_rows
from goals.queries.kolada import Peers
from sala_styr.documents.charts import as_figure
from tests.cast import Cast


@pytest.fixture(autouse=True)
def today(monkeypatch: pytest.MonkeyPatch) -> None:
    """It is 2026 in these tests."""
    monkeypatch.setattr(timezone, "localdate", lambda *args: date(2026, 10, 1))


def made(cast: Cast, item: PlanItem, figures: dict[int, str | None], **fields: Any) -> Indicator:
    values = {"name": "Nöjda", "unit_of_measure": "procent", "decimals": 1} | fields
    one = actions.create_indicator(cast.actor("staff_a1"), item, **values)
    for year, figure in figures.items():
        outcome = None if figure is None else Decimal(figure)
        actions.set_value(cast.actor("staff_a1"), one, year, None, outcome, "" if figure else "Ingen enkät")
    return one


def test_missing_is_a_gap_in_the_line_and_a_dash_in_words_and_table(cast: Cast) -> None:
    item = cast.item("activity", "A1", first_year=2023)
    made(cast, item, {2023: "80", 2024: None, 2025: "82"})
    (row,) = indicator_rows(item, 2026)
    data = chart_data(row)
    assert data.series[0].values == (Decimal("80.0"), None, Decimal("82.0"), None)
    assert "2024: utfall –;" in alternative(row)
    table = as_figure("Nöjda", alternative(row), draw(row), data).table
    assert [line.cells[1] for line in table.rows] == [Decimal("80.0"), None, Decimal("82.0"), None]
    # Two points on either side of the gap and no line between them: a path with a single point draws nothing.
    assert draw(row).count("<path") >= 2


def test_missing_is_a_dash_with_its_reason_in_the_report(cast: Cast) -> None:
    item = cast.item("activity", "A1", first_year=2023)
    made(cast, item, {2024: "80", 2025: None}, source_kind="kolada", kolada_id="N15428")
    table = blocks.indicators_table("Indikatorer", [item], 2025)
    assert table is not None
    assert table.rows[0].cells == ("Nöjda", "procent", Decimal("80.0"), None, None, "Ingen enkät")
    assert table.note == "Källa: Kolada (N15428) (Nöjda)."


def test_missing_is_left_out_of_the_peers_line(cast: Cast) -> None:
    item = cast.item("activity", "A1", first_year=2024)
    made(cast, item, {2024: "80", 2025: "81"})
    (row,) = indicator_rows(item, 2026)
    peers = Peers("Liknande", ("Kumla",), {2024: Decimal("79.44"), 2025: None}, {2024: None, 2025: None})
    data = chart_data(row, peers)
    assert [each.name for each in data.series] == ["Utfall", "Median, jämförda"]
    assert data.series[1].values == (Decimal("79.4"), None, None)
    assert "median, jämförda 79,4" in alternative(row, peers)


def test_an_interval_is_a_band(cast: Cast) -> None:
    item = cast.item("activity", "A1", first_year=2025)
    one = made(cast, item, {2025: "2"}, direction="within")
    actions.set_value(cast.actor("staff_a1"), one, 2025, Decimal(1), Decimal(2), target_high=Decimal("2.5"))
    (row,) = indicator_rows(item, 2026)
    data = chart_data(row)
    assert [each.name for each in data.series] == ["Utfall"]
    assert data.band is not None
    assert data.band.low.values == (Decimal("1.0"), None)
    assert "målvärde, högst 2,5" in alternative(row)
    assert "chart-band-" in draw(row)
    assert target_text(one, row.values[0]) == "1,0 till 2,5"
    table = blocks.indicators_table("Indikatorer", [item], 2025)
    assert table is not None
    assert table.rows[0].cells[3] == "1,0 till 2,5"


def test_an_interval_that_lacks_a_side_is_refused(cast: Cast) -> None:
    one = made(cast, cast.item("activity", "A1"), {}, direction="within")
    staff = cast.actor("staff_a1")
    with pytest.raises(Exception, match="både ett lägsta och ett högsta"):
        actions.set_value(staff, one, 2026, Decimal(1), None)
    with pytest.raises(Exception, match="lägre än det lägsta"):
        actions.set_value(staff, one, 2026, Decimal(2), None, target_high=Decimal(1))


def test_the_sexes_have_a_chart_of_their_own(cast: Cast) -> None:
    item = cast.item("activity", "A1", first_year=2025)
    one = made(cast, item, {2025: "80"}, by_sex=True)
    assert draw_sexes(indicator_rows(item, 2026)[0]) is None
    actions.set_value(cast.actor("staff_a1"), one, 2025, None, Decimal(84), sex="K")
    (row,) = indicator_rows(item, 2026)
    data = sexes_data(row)
    assert data is not None
    assert in_words(one, data) == "procent. 2025: kvinnor 84,0, män –; 2026: kvinnor –, män –."
    assert "kvinnor och män" in str(draw_sexes(row))


@pytest.mark.parametrize(
    ("fields", "line"),
    [
        ({"source_kind": "kolada", "kolada_id": "N15428"}, "Källa: Kolada (N15428)"),
        ({"source_kind": "kolada", "kolada_id": "N1", "source": "Kolada N1 (exempel)"}, "Källa: Kolada N1 (exempel)"),
        ({"source_kind": "kolada", "kolada_id": "N1", "source": "enkäten"}, "Källa: Kolada (N1), enkäten"),
        ({"source_kind": "scb", "source": "registret"}, "Källa: SCB, registret"),
        ({"source_kind": "own"}, "Källa: egen mätning"),
        ({"source_kind": "own", "source": "Egen enkät"}, "Källa: Egen enkät"),
        ({"source_kind": "other"}, ""),
    ],
)
def test_the_source_is_named(fields: dict[str, str], line: str) -> None:
    assert source_line(Indicator(**fields)) == line


def test_a_target_that_is_missing_is_a_dash() -> None:
    assert target_text(Indicator(), None) == "–"
    assert target_text(Indicator(), IndicatorValue()) == "–"
