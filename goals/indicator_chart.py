"""An indicator over its years as a chart. A year without outcome is a gap, never a zero (invariant 17)."""

from decimal import Decimal

from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from goals.models import Indicator, IndicatorValue
from goals.queries.indicators import IndicatorRow
from sala_styr.documents.cells import number_text
from sala_styr.documents.charts import ChartData, Series, line_chart
from sala_styr.money import MISSING


def value_text(indicator: Indicator, value: Decimal | None) -> str:
    """The value with the indicator's number of decimals, in Swedish dress; None → "–"."""
    if value is None:
        return MISSING
    return number_text(value.quantize(Decimal(1).scaleb(-indicator.decimals)))


def chart_data(row: IndicatorRow) -> ChartData:
    """Outcome and target of each year; targets only when there is one."""
    places = Decimal(1).scaleb(-row.indicator.decimals)

    def of(name: str) -> tuple[Decimal | None, ...]:
        found: list[IndicatorValue | None] = list(row.values)
        numbers = [getattr(value, name) if value else None for value in found]
        return tuple(None if number is None else number.quantize(places) for number in numbers)

    outcomes, targets = of("outcome"), of("target")
    series = [Series(_("Utfall"), outcomes)]
    if any(target is not None for target in targets):
        series.append(Series(_("Målvärde"), targets))
    return ChartData(_("År"), tuple(str(year) for year in row.years), tuple(series))


def alternative(row: IndicatorRow) -> str:
    """What the chart says, in words: every year with what was reached and aimed at."""
    parts = []
    for year, value in zip(row.years, row.values, strict=True):
        outcome = value_text(row.indicator, value.outcome if value else None)
        target = value_text(row.indicator, value.target if value else None)
        parts.append(
            _("%(year)s: utfall %(outcome)s, målvärde %(target)s")
            % {"year": year, "outcome": outcome, "target": target}
        )
    return f"{row.indicator.unit_of_measure}. {'; '.join(parts)}."


def draw(row: IndicatorRow) -> SafeString:
    """The chart as inline SVG with its text alternative. Slow the first time in a process; remembered after that."""
    return line_chart(row.indicator.name, alternative(row), chart_data(row))
