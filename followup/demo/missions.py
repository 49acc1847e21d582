"""Grunduppdrag for departments, services, units and the housing company, with their laws and what good quality in them is."""

from datetime import date
from decimal import Decimal

from followup.demo.content.missions import BY_CODE, BY_PROFILE, Mission
from followup.demo.content.organisation import COMMITTEES
from followup.demo.content.quality import FACTORS, Gauge
from followup.demo.decisions import Decisions
from followup.demo.organisation import Units, places, walk
from followup.demo.times import remember
from goals.indicator_status import proposal_for
from goals.laws import read_law
from goals.models import CoreMission, Direction, Indicator, IndicatorValue, LawReference, QualityFactor
from sala_styr import history

LOCAL_YEAR = 2024
WRITTEN = date(2024, 2, 5)
"""When the statutory part, its laws and the quality were first written down, so that they are there on the days one looks back at."""
NOT_ASKED = "Enkäten är inte sammanställd än"


def load_missions(units: Units, decisions: Decisions) -> dict[str, CoreMission]:
    """The core missions by the unit's code. The local part cites the decision of the body that answers for the unit."""
    bodies = {place.code: body.code for body in COMMITTEES for place, _parent in walk(body)}
    missions: dict[str, CoreMission] = {}
    texts: dict[str, Mission] = {}
    for code, place in places().items():
        text = BY_CODE.get(code) or (BY_PROFILE.get(place.profile) if place.kind == "unit" else None)
        if text is None:
            continue
        decided = decisions.get(f"{bodies.get(code, '').lower()}-uppdrag-{LOCAL_YEAR}") if text.local else None
        texts[code] = text
        missions[code] = CoreMission(
            unit=units[code],
            statutory=text.statutory,
            local=text.local,
            local_decision=decided,
        )
    for mission in missions.values():
        remember(mission, mission.local_decision.date if mission.local_decision else WRITTEN, None)
    history.bulk_create(CoreMission, list(missions.values()))
    laws = [
        LawReference(mission=missions[code], order=order, **read_law(line)._asdict())
        for code, text in texts.items()
        for order, line in enumerate(text.laws, 1)
    ]
    for law in laws:
        remember(law, WRITTEN, None)
    history.bulk_create(LawReference, laws)
    _load_quality(missions)
    return missions


def _load_quality(missions: dict[str, CoreMission]) -> None:
    """What good quality is in the main ones, and how some of it is measured."""
    pairs = [
        (text, QualityFactor(mission=missions[code], order=order, name=text.name, text=text.text))
        for code, factors in FACTORS.items()
        for order, text in enumerate(factors, 1)
    ]
    for _text, factor in pairs:
        remember(factor, WRITTEN, None)
    history.bulk_create(QualityFactor, [factor for _text, factor in pairs])
    for text, factor in pairs:
        if text.gauge is not None:
            _measure(factor, text.gauge)


def _measure(factor: QualityFactor, gauge: Gauge) -> None:
    decimals = 1 if "." in gauge.target else 0
    direction = Direction.LOWER if decimals else Direction.HIGHER
    indicator = Indicator(
        quality_factor=factor, name=gauge.name, unit_of_measure=gauge.unit, decimals=decimals, direction=direction
    )
    history.bulk_create(Indicator, [indicator])
    values = [
        IndicatorValue(
            indicator=indicator,
            year=year,
            target=Decimal(gauge.target),
            outcome=Decimal(gauge.outcomes[year]) if year in gauge.outcomes else None,
            missing_reason="" if year in gauge.outcomes else NOT_ASKED,
        )
        for year in (2024, 2025, 2026)
    ]
    for value in values:
        value.proposed_status = proposal_for(indicator, value, values)
    history.bulk_create(IndicatorValue, values)
