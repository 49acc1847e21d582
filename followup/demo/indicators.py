"""Indicators and their values."""

from decimal import Decimal

from followup.demo.chain import Plan
from followup.demo.content.indicators import MEASURES, YEARS, Measure
from goals.models import Indicator, IndicatorValue
from sala_styr import history


def load_indicators(plan: Plan) -> None:
    """Every indicator with its targets and outcomes; a missing outcome says why."""
    made = [
        Indicator(
            item=plan.named(measure.key),
            name=measure.name,
            unit_of_measure=measure.unit,
            decimals=measure.decimals,
            direction=measure.direction,
            source=measure.source,
        )
        for measure in MEASURES
    ]
    history.bulk_create(Indicator, made)
    values = [value for measure, indicator in zip(MEASURES, made, strict=True) for value in _values(measure, indicator)]
    history.bulk_create(IndicatorValue, values)


def _values(measure: Measure, indicator: Indicator) -> list[IndicatorValue]:
    values = []
    for year in sorted({*YEARS, *measure.targets}):
        outcome, reason = measure.outcome(YEARS.index(year)) if year in YEARS else (None, "")
        target = Decimal(measure.targets[year]) if year in measure.targets else None
        values.append(
            IndicatorValue(indicator=indicator, year=year, target=target, outcome=outcome, missing_reason=reason)
        )
    return values
