"""An indicator over its years as a chart, in words and as a table: outcome, target (a line, or a band for an interval), and those we are compared with.

A year without outcome is a gap, never a zero (invariant 17). The sexes have a chart of their own: more than four lines cannot be told apart.
"""

from collections.abc import Iterable
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from goals.models import Direction, Indicator, IndicatorValue, Sex
from goals.queries.indicators import IndicatorRow
from goals.queries.kolada import Peers
from sala_styr.documents.cells import number_text
from sala_styr.documents.charts import Band, ChartData, Series, line_chart
from sala_styr.money import MISSING

Figures = tuple[Decimal | None, ...]


def value_text(indicator: Indicator, value: Decimal | None) -> str:
    """The value with the indicator's number of decimals, in Swedish dress; None → "–"."""
    figure = rounded(indicator, value)
    return MISSING if figure is None else number_text(figure)


def target_text(indicator: Indicator, value: IndicatorValue | None) -> str:
    """``90``, or ``4–6`` for an interval; "–" where there is none."""
    if value is None or value.target is None:
        return MISSING
    low = value_text(indicator, value.target)
    if indicator.direction != Direction.WITHIN or value.target_high is None:
        return low
    return _("%(low)s till %(high)s") % {"low": low, "high": value_text(indicator, value.target_high)}


def chart_data(row: IndicatorRow, peers: Peers | None = None) -> ChartData:
    """Outcome and target of each year, and the peers' median and the country where they are known. Only lines that have a figure."""
    indicator = row.indicator
    series = [Series(_("Utfall"), _figures(indicator, row.values, "outcome"))]
    targets, highs = _figures(indicator, row.values, "target"), _figures(indicator, row.values, "target_high")
    band = None
    if indicator.direction == Direction.WITHIN and _any(targets) and _any(highs):
        band = Band(Series(_("Målvärde, lägst"), targets), Series(_("Målvärde, högst"), highs))
    elif _any(targets):
        series.append(Series(_("Målvärde"), targets))
    if peers is not None:
        median = tuple(rounded(indicator, peers.median.get(year)) for year in row.years)
        country = tuple(rounded(indicator, peers.country.get(year)) for year in row.years)
        series += [
            Series(name, each) for name, each in ((_("Median, jämförda"), median), (_("Riket"), country)) if _any(each)
        ]
    return ChartData(_("År"), tuple(str(year) for year in row.years), tuple(series), band=band)


def sexes_data(row: IndicatorRow) -> ChartData | None:
    """Women and men beside each other; None when there is no figure for either."""
    if not row.indicator.by_sex:
        return None
    sexes = ((_("Kvinnor"), Sex.WOMEN), (_("Män"), Sex.MEN))
    series = [Series(name, _figures(row.indicator, row.of_sex(sex), "outcome")) for name, sex in sexes]
    if not any(_any(each.values) for each in series):
        return None
    return ChartData(_("År"), tuple(str(year) for year in row.years), tuple(series))


def in_words(indicator: Indicator, data: ChartData) -> str:
    """What the chart says: every year with each of its figures."""
    years = []
    for place, year in enumerate(data.categories):
        figures = [
            f"{each.name[:1].lower()}{each.name[1:]} {data.text(each.values[place])}" for each in data.all_series
        ]
        years.append(f"{year}: {', '.join(figures)}")
    return f"{indicator.unit_of_measure}. {'; '.join(years)}."


def alternative(row: IndicatorRow, peers: Peers | None = None) -> str:
    """The chart's text alternative."""
    return in_words(row.indicator, chart_data(row, peers))


def draw(row: IndicatorRow, peers: Peers | None = None) -> SafeString:
    """The chart as inline SVG with its text alternative. Slow the first time in a process; remembered after that."""
    data = chart_data(row, peers)
    return line_chart(row.indicator.name, in_words(row.indicator, data), data)


def draw_sexes(row: IndicatorRow) -> SafeString | None:
    """Women and men as a chart; None where the indicator is not split or has no figures for them."""
    data = sexes_data(row)
    if data is None:
        return None
    title = _("%(name)s, kvinnor och män") % {"name": row.indicator.name}
    return line_chart(title, in_words(row.indicator, data), data)


def _figures(indicator: Indicator, values: Iterable[IndicatorValue | None], name: str) -> Figures:
    return tuple(rounded(indicator, getattr(value, name)) if value else None for value in values)


def rounded(indicator: Indicator, value: Decimal | None) -> Decimal | None:
    """With the indicator's decimals: everywhere the same figure. Missing stays missing."""
    return None if value is None else value.quantize(Decimal(1).scaleb(-indicator.decimals), ROUND_HALF_UP)


def _any(figures: Iterable[Any]) -> bool:
    return any(figure is not None for figure in figures)
