"""Charts: one small interface over Vega-Lite. The same SVG stands in the page and in the PDF.

A chart is drawn from ``ChartData``, which also gives the table that must stand beside it. Amounts are exact öre; labels are formatted by the same
functions as tables, so a chart never shows another number. A missing value is a gap, never a zero (domain §10, 17). Colours differ in lightness
and lines in dash and point, so that a grey copy can be read. The SVG holds no script, no style and no id (see ``chart_svg``).
"""

import json
import textwrap
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache
from typing import Any

from django.utils.safestring import SafeString, mark_safe

from sala_styr.documents.cells import number_text
from sala_styr.documents.chart_svg import DRAWN_LARGER, clean_svg
from sala_styr.documents.model import Column, ColumnKind, Figure, Row, Table
from sala_styr.money import MISSING, Unit, format_amount

WIDTH = 640
MOST_SERIES = 4
SERIES_COLOURS = ("#24405c", "#7d96ab", "#9a5630", "#0f1a24")
STATUS_COLOURS = ("#24405c", "#8fa6ba", "#9a5630", "#c5ced6", "#ffffff")
"""In the order of the follow-up's scale: uppfyllt, delvis, ej uppfyllt, kan inte bedömas, inte rapporterat."""
_LINE = "#8795a1"
_FAINT = "#d5dce2"
_BAND = "#e1e8ee"
_TEXT = 12 * DRAWN_LARGER
_LINE_HEIGHT = 16
_LONGEST_LINE = 30
_BESIDE = 230  # about what names beside the axis take
_AXIS = {Unit.KR: (100, ",.0f"), Unit.TKR: (100_000, ",.0f"), Unit.MNKR: (100_000_000, ",.1~f")}
_SWEDISH = {"decimal": ",", "thousands": "\u00a0", "grouping": [3], "currency": ["", "\u00a0kr"], "minus": "\u2212"}

Value = int | Decimal | None


class ChartError(ValueError):
    """The data cannot be drawn as this chart. A programmer's error."""


@dataclass(frozen=True)
class Series:
    """One line or one colour of bars: a value for each category, None where it is missing."""

    name: str
    values: tuple[Value, ...]


@dataclass(frozen=True)
class Band:
    """What lies between two values of each category, drawn as an area behind the lines (an interval to be within)."""

    low: Series
    high: Series


@dataclass(frozen=True)
class ChartData:
    """What a chart shows. With ``unit`` all values are int öre, shown in that unit; without it they are plain numbers.

    ``label`` says what the categories are ("Nämnd", "Månad"); ``unit_note`` says unit and sign for the table's head ("mnkr, + är överskott").
    """

    label: str
    categories: tuple[str, ...]
    series: tuple[Series, ...]
    unit: Unit | None = None
    unit_note: str = ""
    band: Band | None = None

    def __post_init__(self) -> None:
        if not self.categories or not self.series:
            raise ChartError("a chart needs categories and series")
        if len(set(self.categories)) != len(self.categories):
            raise ChartError("two categories have the same name")
        for series in self.all_series:
            if len(series.values) != len(self.categories):
                raise ChartError(
                    f"series {series.name!r} has {len(series.values)} values for {len(self.categories)} categories"
                )
            if any(isinstance(value, float) for value in series.values):
                raise ChartError(f"series {series.name!r} holds a float")

    @property
    def all_series(self) -> tuple[Series, ...]:
        """The lines or bars, and the two edges of the band."""
        return (*self.series, self.band.low, self.band.high) if self.band else self.series

    def text(self, value: Value) -> str:
        """A value as people read it: in the unit, or as a plain number; missing is "–"."""
        if value is None:
            return MISSING
        return number_text(value) if self.unit is None else format_amount(int(value), self.unit)

    def table(self, caption: str) -> Table:
        """The same figures as a table."""
        kind = ColumnKind.NUMBER if self.unit is None else ColumnKind.AMOUNT
        return Table(
            caption=caption,
            columns=(Column(self.label), *(Column(series.name, kind) for series in self.all_series)),
            rows=tuple(
                Row((category, *(series.values[i] for series in self.all_series)))
                for i, category in enumerate(self.categories)
            ),
            unit=self.unit or Unit.KR,
            unit_note=self.unit_note,
        )


def bar_chart(title: str, alternative: str, data: ChartData, *, horizontal: bool = True) -> SafeString:
    """Bars per category, grouped by series, each with its figure. ``horizontal`` leaves room for long Swedish names; upright suits years."""
    _at_most(data, MOST_SERIES)
    return _draw(title, alternative, json.dumps(_bars(data, horizontal)))


def line_chart(title: str, alternative: str, data: ChartData) -> SafeString:
    """Lines over ordered categories (months, years). The line is broken where a value is missing."""
    _at_most(data, MOST_SERIES)
    return _draw(title, alternative, json.dumps(_lines(data)))


def stacked_counts(title: str, alternative: str, data: ChartData) -> SafeString:
    """How many of each status per category, in the order of the scale, each part with its count. Counts are ints ≥ 0."""
    _at_most(data, len(STATUS_COLOURS))
    if data.unit or any(not isinstance(v, int | None) or (v or 0) < 0 for series in data.series for v in series.values):
        raise ChartError("counts are whole numbers without a unit")
    return _draw(title, alternative, json.dumps(_stack(data)))


def as_figure(title: str, alternative: str, svg: str, data: ChartData) -> Figure:
    """The chart with its text alternative and its table, as a block for a report."""
    return Figure(svg=svg, title=title, alternative=alternative, table=data.table(f"{title}, siffror"))


@lru_cache(maxsize=256)
def _draw(title: str, alternative: str, specification: str) -> SafeString:
    """Draw once per process and input. The import is slow and takes 100 MB, so it waits until something is drawn."""
    import vl_convert

    drawn = vl_convert.vegalite_to_svg(specification, format_locale=_SWEDISH, allowed_base_urls=[])
    return mark_safe(clean_svg(drawn, title, alternative, _PALETTE))


_PALETTE = {colour: f"chart-series-{i}" for i, colour in enumerate(SERIES_COLOURS, start=1)} | {
    colour: f"chart-status-{i}" for i, colour in enumerate(STATUS_COLOURS, start=1) if colour not in SERIES_COLOURS
}
_PALETTE[_BAND] = "chart-band"


def _at_most(data: ChartData, most: int) -> None:
    if len(data.series) > most:
        raise ChartError(f"{len(data.series)} series in one chart cannot be told apart; at most {most}")


def _rows(data: ChartData) -> list[dict[str, Any]]:
    """One row per value. ``at`` is where the label stands; only the label of a missing value stands at 0."""
    return [
        {
            "category": _wrapped(category),
            "series": series.name,
            "value": _plain(series.values[i]),
            "at": _plain(series.values[i]) or 0,
            "text": data.text(series.values[i]),
        }
        for i, category in enumerate(data.categories)
        for series in data.series
    ]


def _wrapped(category: str) -> str:
    return "\n".join(textwrap.wrap(category, _LONGEST_LINE, break_on_hyphens=True)) or category


def _plain(value: Value) -> int | float | None:
    """Only indicators are Decimals; amounts stay whole öre all the way into the drawing."""
    return float(value) if isinstance(value, Decimal) else value


def _value_axis(data: ChartData) -> dict[str, Any]:
    divisor, pattern = (1, ",.2~f") if data.unit is None else _AXIS[data.unit]
    return {
        "title": data.unit.value if data.unit else None,
        "titleAnchor": "end",
        "titleFontWeight": 400,
        "grid": True,
        "gridColor": {"condition": {"test": "datum.value === 0", "value": _LINE}, "value": _FAINT},
        "domain": False,
        "ticks": False,
        "tickCount": 5,
        "labelExpr": f"format(datum.value / {divisor}, '{pattern}')",
    }


_CATEGORY_AXIS = {
    "title": None,
    "labelExpr": "split(datum.label, '\\n')",
    "labelLimit": 300,
    "labelLineHeight": _LINE_HEIGHT,
    "labelPadding": 6,
    "labelAngle": 0,
    "ticks": False,
    "domain": False,
}


def _colour(data: ChartData, colours: tuple[str, ...]) -> dict[str, Any]:
    return {
        "field": "series",
        "type": "nominal",
        "sort": None,
        "scale": {"domain": [series.name for series in data.series], "range": list(colours[: len(data.series)])},
        "legend": {**_legend(data), "symbolType": "square"} if len(data.series) > 1 else None,
    }


def _legend(data: ChartData) -> dict[str, Any]:
    """Above the chart, in as many columns as surely fit: Vega would cut the last name instead of wrapping."""
    widest = max(len(series.name) for series in data.series) * 8 + 34
    return {"orient": "top", "title": None, "columnPadding": 14, "columns": max(1, (WIDTH - _BESIDE) // widest)}


def _frame(data: ChartData, **parts: Any) -> dict[str, Any]:
    return {
        "width": WIDTH,
        "autosize": {"type": "fit-x", "contains": "padding"},
        "background": None,
        "data": {"values": _rows(data)},
        **parts,
        "config": {
            "font": "Arial",
            "view": {"stroke": None},
            "axis": {"labelFontSize": _TEXT, "titleFontSize": _TEXT, "labelColor": "black", "titleColor": "black"},
            "axisY": {"titleAngle": 0, "titleAlign": "right", "titleY": -8},
            "legend": {"labelFontSize": _TEXT, "labelColor": "black", "labelLimit": 600, "symbolStrokeWidth": 1}
            | {"layout": {"top": {"anchor": "start", "bounds": "full"}}},
            "text": {"fontSize": _TEXT, "color": "black"},
            "header": {"labelFontSize": _TEXT},
        },
    }


def _category(data: ChartData, **scale: Any) -> dict[str, Any]:
    """The axis of categories in the order given, those without values too."""
    domain = [_wrapped(category) for category in data.categories]
    return {"field": "category", "type": "nominal", "axis": _CATEGORY_AXIS, "scale": {"domain": domain, **scale}}


def _row_height(data: ChartData, bars: int) -> int:
    """Room for the longest label and for the bars of one category."""
    lines = max(_wrapped(category).count("\n") + 1 for category in data.categories)
    return max(bars * 19 + 12, lines * _LINE_HEIGHT + 8, 34)


def _bars(data: ChartData, horizontal: bool) -> dict[str, Any]:
    along, across = ("x", "y") if horizontal else ("y", "x")
    offset = {f"{across}Offset": {"field": "series", "sort": None}} if len(data.series) > 1 else {}
    label: dict[str, Any] = {"align": "center", "dy": {"expr": "datum.at < 0 ? 9 : -9"}}
    if horizontal:
        label = {"align": {"expr": "datum.at < 0 ? 'right' : 'left'"}, "dx": {"expr": "datum.at < 0 ? -4 : 4"}}
    layers = [
        {
            "mark": {"type": "bar"},
            "encoding": {along: _measure("value", data), "color": _colour(data, SERIES_COLOURS), **offset},
        },
        {
            "mark": {"type": "text", "baseline": "middle", **label},
            "encoding": {along: _measure("at", data), "text": {"field": "text"}, **offset},
        },
    ]
    height = _row_height(data, len(data.series)) * len(data.categories) if horizontal else 240
    return _frame(
        data, height=height, encoding={across: _category(data, paddingInner=0.3, paddingOuter=0.15)}, layer=layers
    )


def _label_room(data: ChartData) -> int:
    """Pixels for the longest figure beyond the end of its bar, so that it never meets the names beside the axis."""
    return 8 * max(len(data.text(value)) for series in data.series for value in series.values) + 8


def _measure(field: str, data: ChartData) -> dict[str, Any]:
    return {"field": field, "type": "quantitative", "axis": _value_axis(data), "scale": {"padding": _label_room(data)}}


def _lines(data: ChartData) -> dict[str, Any]:
    names = [series.name for series in data.series]
    dashes = {
        "field": "series",
        "sort": None,
        "scale": {"domain": names, "range": [[1, 0], [6, 4], [2, 3], [8, 3, 2, 3]]},
        "legend": None,
    }
    shapes = {
        "field": "series",
        "sort": None,
        "scale": {"domain": names, "range": ["circle", "square", "triangle-up", "diamond"]},
    }
    colour = _colour(data, SERIES_COLOURS)
    if colour["legend"]:
        colour["legend"] = shapes["legend"] = _legend(data)
    else:
        shapes["legend"] = None
    value = {
        "field": "value",
        "type": "quantitative",
        "axis": _value_axis(data),
        "scale": {"zero": False, "padding": 12},
    }
    layers = [
        *_band_layers(data, value),
        {"mark": {"type": "line", "strokeWidth": 2}, "encoding": {"y": value, "color": colour, "strokeDash": dashes}},
        {
            "mark": {"type": "point", "filled": True, "size": 46, "opacity": 1},
            "encoding": {"y": value, "color": colour, "shape": shapes},
        },
    ]
    return _frame(data, height=230, encoding={"x": _category(data, type="point", padding=0.3)}, layer=layers)


def _band_layers(data: ChartData, value: dict[str, Any]) -> list[dict[str, Any]]:
    """The band's area, for each run of categories that have both edges."""
    if data.band is None:
        return []
    rows = [
        {"category": _wrapped(category), "low": _plain(low), "high": _plain(high)}
        for category, low, high in zip(data.categories, data.band.low.values, data.band.high.values, strict=True)
    ]
    encoding = {"y": {**value, "field": "low"}, "y2": {"field": "high"}}
    # A category with neighbours that lack an edge has no area: a broad stroke shows it too.
    marks = ({"type": "area", "color": _BAND, "opacity": 1}, {"type": "rule", "color": _BAND, "strokeWidth": 14})
    return [{"data": {"values": rows}, "mark": mark, "encoding": encoding} for mark in marks]


def _stack(data: ChartData) -> dict[str, Any]:
    order = {"field": "rank", "type": "quantitative"}
    x = {
        "field": "value",
        "type": "quantitative",
        "stack": "zero",
        "axis": {**_value_axis(data), "tickMinStep": 1, "format": "d"},
    }
    names = json.dumps([series.name for series in data.series], ensure_ascii=False)
    layers = [
        {
            "mark": {"type": "bar", "stroke": _LINE, "strokeWidth": 0.75},
            "encoding": {"x": x, "order": order, "color": _colour(data, STATUS_COLOURS)},
        },
        {
            "transform": [{"filter": "datum.value > 0"}],
            "mark": {"type": "text", "baseline": "middle"},
            "encoding": {
                "x": {**x, "bandPosition": 0.5},
                "order": order,
                "detail": {"field": "series"},
                "text": {"field": "text"},
                "color": {
                    "condition": {"test": "datum.rank == 0 || datum.rank == 2", "value": "white"},
                    "value": "#1b2733",
                },
            },
        },
    ]
    ranked = [{"calculate": f"indexof({names}, datum.series)", "as": "rank"}]
    height = _row_height(data, 1) * len(data.categories)
    return _frame(
        data, height=height, transform=ranked, encoding={"y": _category(data, paddingInner=0.3)}, layer=layers
    )
