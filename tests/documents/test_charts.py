"""Charts: the right marks, no marks for what is missing, and nothing that a page or a PDF would refuse."""

import re
from decimal import Decimal
from itertools import pairwise
from xml.etree import ElementTree

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sala_styr.documents.chart_svg import clean_svg
from sala_styr.documents.charts import (
    SERIES_COLOURS,
    STATUS_COLOURS,
    ChartData,
    ChartError,
    Series,
    as_figure,
    bar_chart,
    line_chart,
    stacked_counts,
)
from sala_styr.money import Unit
from tests.documents.builders import chart_data

SVG = "{http://www.w3.org/2000/svg}"
YEARS = ("2021", "2022", "2023", "2024", "2025")


def drawn(svg: str) -> ElementTree.Element:
    return ElementTree.fromstring(svg)


def texts(svg: str) -> list[str]:
    return [element.text or "" for element in drawn(svg).iter(f"{SVG}text")]


def filled(svg: str, colour: str) -> list[ElementTree.Element]:
    """The bars of a colour; the legend's square is left out by its size."""
    paths = [each for each in drawn(svg).iter(f"{SVG}path") if each.get("fill") == colour]
    return [each for each in paths if "h" in each.get("d", "") and not each.get("d", "").startswith("M-")]


def years(*values: int | Decimal | None, unit: Unit | None = Unit.MNKR) -> ChartData:
    return ChartData("År", YEARS, (Series("Resultat", values),), unit, "mnkr")


def statuses(*counts: tuple[int | None, ...]) -> ChartData:
    names = ("● uppfyllt", "◐ delvis", "○ ej uppfyllt", "? kan inte bedömas", "– inte rapporterat")
    return ChartData("Nämnd", ("A", "B"), tuple(Series(name, each) for name, each in zip(names, counts, strict=True)))


def test_a_missing_amount_has_no_bar_and_a_zero_has_one() -> None:
    missing = bar_chart("T", "A", years(10_000_000_00, None, 30_000_000_00, None, 5_000_000_00))
    zero = bar_chart("T", "A", years(10_000_000_00, 0, 30_000_000_00, 0, 5_000_000_00))
    assert len(filled(missing, SERIES_COLOURS[0])) == 3
    assert len(filled(zero, SERIES_COLOURS[0])) == 5
    assert texts(missing).count("–") == 2
    assert texts(zero).count("–") == 0
    assert texts(zero).count("0,0") == 2


def test_a_missing_value_breaks_the_line_and_has_no_point() -> None:
    svg = line_chart("T", "A", years(Decimal("61.5"), Decimal("63"), None, Decimal("66"), Decimal("67"), unit=None))
    line = next(
        each for each in drawn(svg).iter(f"{SVG}path") if each.get("stroke-width") == "2" and each.get("stroke")
    )
    assert line.get("d", "").count("M") == 2
    points = [each for each in drawn(svg).iter(f"{SVG}path") if each.get("fill") == SERIES_COLOURS[0]]
    assert len(points) == 4


def test_a_line_between_two_values_lies_between_them_not_at_zero() -> None:
    svg = line_chart("T", "A", years(Decimal("61.5"), None, Decimal("63"), None, None, unit=None))
    assert "0" not in texts(svg)


def test_a_missing_count_has_no_part_and_no_figure() -> None:
    svg = stacked_counts("T", "A", statuses((31, 47), (None, 13), (0, 22), (17, None), (None, None)))
    assert {"31", "47", "13", "22", "17"} <= set(texts(svg))
    assert "–" not in texts(svg)
    assert [len(filled(svg, colour)) for colour in STATUS_COLOURS] == [2, 1, 2, 1, 0]


def test_categories_keep_their_order_also_when_values_are_missing() -> None:
    svg = bar_chart("T", "A", years(None, None, 3_000_000_00, None, 1_000_000_00), horizontal=False)
    assert [text for text in texts(svg) if text in YEARS] == list(YEARS)


def test_the_figures_in_the_chart_are_those_of_the_table() -> None:
    data = chart_data()
    svg = bar_chart("T", "A", data)
    for series in data.series:
        for value in series.values:
            assert data.text(value) in texts(svg)


def test_numbers_are_swedish() -> None:
    svg = bar_chart("T", "A", chart_data())
    assert "1\u00a0243,0" in texts(svg)
    assert "−19,0" in texts(svg)
    assert "mnkr" in texts(svg)
    assert not re.search(r"\d\.\d{2,}|\d,\d{3}", " ".join(texts(svg)))


@pytest.mark.parametrize("draw", [bar_chart, line_chart])
def test_a_chart_is_one_named_image(draw: object) -> None:
    svg = draw("Titel & mer", "Vad <man> ser.", chart_data())  # type: ignore[operator]
    root = drawn(svg)
    assert root.get("role") == "img"
    assert root.get("aria-label") == "Titel & mer. Vad <man> ser."
    assert [root[0].tag, root[0].text] == [f"{SVG}title", "Titel & mer"]
    assert [root[1].tag, root[1].text] == [f"{SVG}desc", "Vad <man> ser."]


@pytest.mark.parametrize(
    "svg",
    [
        pytest.param(lambda: bar_chart("T", "A", chart_data()), id="bars"),
        pytest.param(lambda: bar_chart("T", "A", chart_data(), horizontal=False), id="upright"),
        pytest.param(lambda: line_chart("T", "A", chart_data()), id="lines"),
        pytest.param(lambda: stacked_counts("T", "A", statuses((3, 4), (1, 1), (0, 2), (1, 0), (0, 0))), id="stack"),
    ],
)
def test_nothing_in_a_chart_needs_an_exception_from_the_csp(svg: object) -> None:
    text = svg()  # type: ignore[operator]
    assert not re.search(r"<script|<style|\sstyle=|\son\w+=|href|url\(|\sid=", text)
    assert {element.tag.removeprefix(SVG) for element in drawn(text).iter()} <= {
        "svg",
        "title",
        "desc",
        "g",
        "path",
        "rect",
        "line",
        "text",
    }


def test_two_charts_on_a_page_share_no_id() -> None:
    assert "id=" not in bar_chart("T", "A", chart_data()) + line_chart("T", "A", chart_data())


def test_text_takes_the_colour_of_the_page() -> None:
    root = drawn(bar_chart("T", "A", chart_data()))
    assert {element.get("fill") for element in root.iter(f"{SVG}text")} == {"currentColor"}
    assert "font-family" in root.attrib
    assert not any("font-family" in element.attrib for element in list(root.iter())[1:])


def test_a_page_can_recolour_the_series() -> None:
    assert 'class="chart-series-1-fill"' in bar_chart("T", "A", chart_data())


def lightness(colour: str) -> float:
    red, green, blue = (int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5))
    return 0.2126 * red**2.2 + 0.7152 * green**2.2 + 0.0722 * blue**2.2


@pytest.mark.parametrize("colours", [SERIES_COLOURS, STATUS_COLOURS])
def test_neighbouring_colours_can_be_told_apart_in_grey(colours: tuple[str, ...]) -> None:
    for one, other in pairwise(colours):
        darker, lighter = sorted((lightness(one), lightness(other)))
        assert (lighter + 0.05) / (darker + 0.05) > 1.4


def test_series_stand_out_from_the_paper() -> None:
    assert all(1.05 / (lightness(colour) + 0.05) >= 3 for colour in SERIES_COLOURS)


def test_user_text_cannot_break_out() -> None:
    data = ChartData('<script>"', ("</text><script>x</script>", "b&b"), (Series("<b>", (1, 2)), Series("c", (3, 4))))
    root = drawn(bar_chart("</title><script>", "<img>", data))
    assert not list(root.iter(f"{SVG}script"))
    assert "</text><script>x</script>" in " ".join(texts(bar_chart("t", "a", data)))


def test_a_long_name_is_set_on_lines_that_stay_inside() -> None:
    name = "Nämnden för hållbart samhällsbyggande och särskild kollektivtrafik"
    svg = bar_chart("T", "A", ChartData("Nämnd", (name, "B"), (Series("x", (1, 2)),)))
    lines = [text for text in texts(svg) if text in name and len(text) > 3]
    assert len(lines) >= 3
    assert " ".join(lines) == name


def test_the_same_chart_is_drawn_once() -> None:
    assert bar_chart("Samma", "A", chart_data()) is bar_chart("Samma", "A", chart_data())


def test_an_element_that_is_not_on_the_list_is_refused() -> None:
    with pytest.raises(ValueError, match="image"):
        clean_svg('<svg xmlns="http://www.w3.org/2000/svg"><image/></svg>', "t", "a", {})


@pytest.mark.parametrize(
    ("categories", "series", "problem"),
    [
        ((), (Series("a", ()),), "needs"),
        (("x",), (), "needs"),
        (("x", "x"), (Series("a", (1, 2)),), "same name"),
        (("x", "y"), (Series("a", (1,)),), "1 values for 2"),
        (("x",), (Series("a", (0.5,)),), "float"),  # type: ignore[arg-type]
    ],
)
def test_data_that_cannot_be_drawn_is_refused(
    categories: tuple[str, ...], series: tuple[Series, ...], problem: str
) -> None:
    with pytest.raises(ChartError, match=problem):
        ChartData("k", categories, series)


def test_more_series_than_can_be_told_apart_are_refused() -> None:
    with pytest.raises(ChartError, match="told apart"):
        bar_chart("T", "A", ChartData("k", ("x",), tuple(Series(str(i), (i,)) for i in range(5))))


def test_counts_are_whole_and_not_negative() -> None:
    with pytest.raises(ChartError, match="whole"):
        stacked_counts("T", "A", ChartData("k", ("x",), (Series("a", (-1,)),)))


def test_a_figure_carries_its_table() -> None:
    data = chart_data()
    figure = as_figure("Titel", "Alternativ", bar_chart("Titel", "Alternativ", data), data)
    assert figure.table.caption == "Titel, siffror"
    assert figure.table.rows[2].cells == ("Vård- och omsorgsnämnden", None, 430_000_000_00)
    assert figure.table.unit == Unit.MNKR


@settings(max_examples=15, deadline=None)
@given(st.lists(st.one_of(st.none(), st.integers(-(10**13), 10**13)), min_size=5, max_size=5))
def test_there_are_as_many_bars_as_values(values: list[int | None]) -> None:
    svg = bar_chart("T", "A", years(*values))
    assert len(filled(svg, SERIES_COLOURS[0])) == sum(value is not None for value in values)
