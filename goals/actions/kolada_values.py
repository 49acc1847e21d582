"""From what has come from Kolada to the outcomes of our indicators. Null stays missing and says so; what a person wrote is not emptied by it."""

from collections.abc import Sequence
from decimal import ROUND_HALF_UP, Decimal

from django.conf import settings
from django.utils.translation import gettext as _

from goals.actions.indicator_values import proposals, values_for_update, write_values
from goals.kolada.shapes import DELETED
from goals.models import Indicator, IndicatorValue, KoladaValue, Sex, SourceKind
from goals.queries.kolada import newest_values

PLACES = Decimal("0.001")
"""As many decimals as an indicator's value is stored with."""


def fill_from_kolada(indicators: Sequence[Indicator]) -> list[IndicatorValue]:
    """Give the indicators the newest outcomes that Kolada has for our municipality, with definition and fetch date. Returns what changed.

    Only those whose source is Kolada. Inside the recording in force; a constant number of queries.
    """
    ours = [one for one in indicators if one.source_kind == SourceKind.KOLADA and one.kolada_id]
    if not ours:
        return []
    found = newest_values({one.kolada_id for one in ours}, [settings.SALA_KOLADA_MUNICIPALITY])
    stored = values_for_update(ours)
    changed: dict[int, IndicatorValue] = {}
    for indicator in ours:
        values = stored[indicator.pk]
        for (kpi, _municipality, year, sex), came in found.items():
            if kpi != indicator.kolada_id or (sex != Sex.TOTAL and not indicator.by_sex):
                continue
            value = _filled(indicator, values, year, sex, came)
            if value is not None:
                changed[id(value)] = value
        for year in {value.year for value in values if id(value) in changed}:
            changed |= {id(value): value for value in proposals(indicator, year, values)}
    written = list(changed.values())
    write_values(written)
    return written


def _filled(
    indicator: Indicator, values: list[IndicatorValue], year: int, sex: str, came: KoladaValue
) -> IndicatorValue | None:
    """The indicator's value with what came, in memory; None when nothing differs."""
    place = (year, 12, sex)
    value = next((each for each in values if (each.year, each.month, each.sex) == place), None)
    if came.value is None:
        if value is not None and (value.missing_reason or (value.outcome is not None and value.fetched_at is None)):
            return None
        outcome = None
        reason = _("Borttaget i Kolada") if came.status == DELETED else _("Saknas i Kolada")
    else:
        outcome, reason = came.value.quantize(PLACES, ROUND_HALF_UP), ""
    definition = came.kpi.description
    if value is not None and (value.outcome, value.definition, value.missing_reason) == (outcome, definition, reason):
        return None
    if value is None:
        value = IndicatorValue(indicator=indicator, year=year, month=12, sex=sex)
        values.append(value)
    value.outcome, value.missing_reason = outcome, reason
    value.definition, value.fetched_at = definition, came.fetch.fetched_at
    return value
