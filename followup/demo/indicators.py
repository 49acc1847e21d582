"""Indicators, their values and what they propose; and what has come from Kolada beside them, all of it invented."""

from decimal import Decimal

from followup.demo.chain import Plan
from followup.demo.content.indicators import MEASURES, YEARS, Measure
from followup.demo.content.kolada import (
    BEFORE,
    COUNTRY_STEP,
    DEFINITION,
    GROUP,
    GROUP_TITLE,
    KPIS,
    LACKS_THE_LAST,
    PEERS,
    SOURCE,
)
from goals.actions.kolada import bring_in
from goals.indicator_status import proposal_for
from goals.kolada.shapes import COUNTRY, Group, Kpi, Municipality, Package, Value
from goals.models import Indicator, IndicatorValue, Sex
from sala_styr import history
from sala_styr.organisation.actor import system_actor

OURS = "1981"


def load_indicators(plan: Plan) -> None:
    """Every indicator with its targets and outcomes; a missing outcome says why. What the newest proposes waits for somebody to say so."""
    made = [_indicator(plan, measure) for measure in MEASURES]
    history.bulk_create(Indicator, made)
    everything: list[IndicatorValue] = []
    for measure, indicator in zip(MEASURES, made, strict=True):
        values = [*_values(measure, indicator), *_parts(measure, indicator)]
        for value in values:
            value.proposed_status = proposal_for(indicator, value, values)
            value.status = value.proposed_status if value.year < YEARS[-1] else ""
        everything += values
    history.bulk_create(IndicatorValue, everything)
    bring_in(system_actor(), _package(BEFORE), f"{SOURCE} (1)")
    bring_in(system_actor(), _package({}), f"{SOURCE} (2)")


def _indicator(plan: Plan, measure: Measure) -> Indicator:
    item = plan.named(measure.key)
    return Indicator(
        item=item,
        name=measure.name,
        definition=measure.definition,
        unit_of_measure=measure.unit,
        decimals=measure.decimals,
        direction=measure.direction,
        partly_from=_number(measure.partly[0]),
        partly_to=_number(measure.partly[1]),
        baseline=_number(measure.baseline),
        baseline_year=YEARS[0] if measure.baseline else None,
        frequency=measure.frequency,
        publication_delay=measure.delay,
        by_sex=bool(measure.sexes),
        responsible=item.responsible,
        source=measure.source,
        source_kind=measure.kind,
        kolada_id=measure.kpi,
    )


def _values(measure: Measure, indicator: Indicator) -> list[IndicatorValue]:
    values = []
    for year in sorted({*YEARS, *measure.targets}):
        outcome, reason = measure.outcome(YEARS.index(year)) if year in YEARS else (None, "")
        value = IndicatorValue(indicator=indicator, year=year, outcome=outcome, missing_reason=reason)
        value.target, value.target_high = _number(measure.targets.get(year)), _number(measure.highs.get(year))
        values.append(value)
    return values


def _parts(measure: Measure, indicator: Indicator) -> list[IndicatorValue]:
    """Women's and men's outcomes, and those of parts of a year."""
    values = [
        IndicatorValue(indicator=indicator, year=year, sex=sex, outcome=Decimal(outcome))
        for year, both in measure.sexes.items()
        for sex, outcome in zip((Sex.WOMEN, Sex.MEN), both, strict=True)
    ]
    return values + [
        IndicatorValue(indicator=indicator, year=year, month=month, outcome=Decimal(outcome))
        for (year, month), outcome in measure.interim.items()
    ]


def _number(text: str | None) -> Decimal | None:
    return Decimal(text) if text else None


def _beside(outcome: Decimal, step: Decimal) -> Decimal:
    """An invented value near ours; what is small is also moved, or all would lie on one line."""
    return round(outcome * step + (step - 1) * 8, 3)


def _package(before: dict[tuple[str, int], str]) -> Package:
    """As Kolada would give it; ``before``: what an earlier fetch said instead."""
    places = {OURS: "Sala", COUNTRY: "Riket", **{code: name for code, (name, _step) in PEERS.items()}}
    steps = {COUNTRY: Decimal(COUNTRY_STEP), **{code: Decimal(step) for code, (_name, step) in PEERS.items()}}
    values = []
    for measure in (each for each in MEASURES if each.kpi):
        for year, (outcome, _reason) in zip(YEARS, map(measure.outcome, range(len(YEARS))), strict=True):
            if outcome is None:
                continue
            ours = Decimal(before.get((measure.kpi, year), str(outcome)))
            values.append(Value(measure.kpi, OURS, year, "T", ours))
            for code, step in steps.items():
                lacks = code == LACKS_THE_LAST and year >= YEARS[-2]
                values.append(Value(measure.kpi, code, year, "T", None if lacks else _beside(outcome, step)))
        for year, both in measure.sexes.items():
            values += [Value(measure.kpi, OURS, year, sex, Decimal(one)) for sex, one in zip("KM", both, strict=True)]
    return Package(
        kpis=tuple(Kpi(one, title, DEFINITION, by_sex) for one, (title, by_sex) in KPIS.items()),
        municipalities=tuple(
            Municipality(code, name, "L" if code == COUNTRY else "K") for code, name in places.items()
        ),
        groups=(Group(GROUP, GROUP_TITLE, tuple((code, name) for code, (name, _step) in PEERS.items())),),
        values=tuple(values),
    )
