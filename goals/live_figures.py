"""Figures of the plan that a report's text can refer to (sala_styr.documents.live): each indicator's outcome and target, how many goals there are."""

from collections.abc import Iterator
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from goals.indicator_chart import target_text, value_text
from goals.indicator_source import source_name
from goals.live import items_of
from goals.models import Indicator, IndicatorValue, QualityFactor, Sex
from goals.queries.indicators import IndicatorRow, indicator_rows_of, indicator_rows_of_factors
from sala_styr.documents.live import Scope, ShownFigure, figure_family, live_figure
from sala_styr.documents.written import LiveFigure

FAMILY = "goals.indicator"


@live_figure("goals.count", title=gettext_lazy("Antal mål som de förtroendevalda har beslutat"))
def count(scope: Scope) -> LiveFigure | None:
    """How many of what the elected want there is to report of; the vision is not reported of."""
    found = [item for item in items_of(scope) if item.step.is_political and item.step.followed_up]
    source = _("mål i planen %(year)s") % {"year": scope.year}
    return LiveFigure(str(len(found)), f"{reverse('goals:thread')}?ar={scope.year}", source) if found else None


@figure_family(FAMILY, title=gettext_lazy("Indikatorer"))
def indicators(scope: Scope) -> Iterator[ShownFigure]:
    """Of each indicator its newest outcome as of the scope's time, the outcome a year before that, and the year's target. Seven queries at most."""
    rows = indicator_rows_of(items_of(scope), scope.year)
    factors = QualityFactor.objects.all()
    if scope.unit is not None:
        below = scope.unit.get_descendants(include_self=True)
        factors = factors.filter(mission__unit__in=below.values("pk"))
    for row in (*rows, *indicator_rows_of_factors(factors, scope.year)):
        yield from _of_row(row, scope)


def _of_row(row: IndicatorRow, scope: Scope) -> Iterator[ShownFigure]:
    outcomes = sorted(
        (each for each in row.every if _is_whole(each) and each.outcome is not None and _is_past(each, scope)),
        key=lambda each: (each.year, each.month),
    )
    if outcomes:
        latest = outcomes[-1]
        yield _outcome(row.indicator, latest, "")
        before = [each for each in outcomes if (each.year, each.month) == (latest.year - 1, latest.month)]
        if before:
            yield _outcome(row.indicator, before[0], ".before")
    for each in row.targets:
        if each.year == scope.year:
            title = _("%(name)s, målvärde %(year)s") % {"name": row.indicator.name, "year": each.year}
            yield _shown(row.indicator, ".target", title, target_text(row.indicator, each))


def _is_whole(value: IndicatorValue) -> bool:
    return value.sex == Sex.TOTAL


def _is_past(value: IndicatorValue, scope: Scope) -> bool:
    return (value.year, value.month) <= (scope.year, scope.month)


def _outcome(indicator: Indicator, value: IndicatorValue, ending: str) -> ShownFigure:
    time: Any = value.year if value.month == 12 else f"{value.year}-{value.month:02d}"
    title = _("%(name)s, utfall %(time)s") % {"name": indicator.name, "time": time}
    return _shown(indicator, ending, title, value_text(indicator, value.outcome), source_name(indicator))


def _shown(indicator: Indicator, ending: str, title: str, text: str, source: str = "") -> ShownFigure:
    """With the unit of measure after the figure, which does not leave it at the end of a line."""
    measured = f"{text}\u00a0{indicator.unit_of_measure}".strip()
    origin = reverse("goals:indicator", args=[indicator.pk])
    said = f"{title} ({source})" if source else title
    return ShownFigure(f"{FAMILY}:{indicator.pk}{ending}", title, LiveFigure(measured, origin, said))
