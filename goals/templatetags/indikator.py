"""Indicators in templates: ``{% load indikator %}{{ value.outcome|figure_of:indicator }}``, targets, sources and periods in words."""

from collections import Counter
from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from django import template

from goals.indicator_age import period_name
from goals.indicator_chart import target_text, value_text
from goals.indicator_source import source_line as source_words
from goals.indicator_source import source_name
from goals.models import Indicator, IndicatorValue
from goals.queries.indicators import Proposal
from goals.queries.scales import Scale, scales_of
from sala_styr.money import MISSING
from sala_styr.shell.wording import missing

register = template.Library()


@register.filter
def figure_of(value: Decimal | str | None, indicator: Indicator) -> str:
    """The figure as people read it. None, and a year without a row, is the dash with its word; never 0."""
    if value is None or value == "":
        return missing()
    return value_text(indicator, Decimal(value))


@register.filter
def target_of(value: IndicatorValue | None, indicator: Indicator) -> str:
    """The target of a value: a figure, or from and to for an interval."""
    text = target_text(indicator, value or None)
    return missing() if text == MISSING else text


@register.filter
def period_of(value: IndicatorValue) -> str:
    """``2026``, or ``jan–apr 2026``."""
    return period_name(value)


@register.filter
def source_of(indicator: Indicator) -> str:
    """Where the figures come from, under a head that says "Källa"."""
    return source_name(indicator)


@register.simple_tag
def source_line(indicator: Indicator, fetched_at: Any = None) -> str:
    """``Källa: Kolada (N15428), hämtat 5 maj 2026``."""
    return source_words(indicator, fetched_at)


@register.inclusion_tag("goals/indicator_proposals.html")
def indicator_proposals(proposals: Sequence[Proposal], year: int, full_year: bool) -> dict[str, Any]:
    """What the indicators of a thing propose when somebody assesses it: one word where they agree, else how many say what. Never an average."""
    scale = scales_of(year).status
    counts = Counter(each.key for each in proposals)
    return {
        "proposals": [(each, scale[each.key], scale[each.key].word_for(full_year)) for each in proposals],
        "counts": [(scale[key], scale[key].word_for(full_year), counts[key]) for key in scale.keys if counts[key]],
    }


@register.inclusion_tag("goals/indicator_status.html")
def indicator_status(value: IndicatorValue | None, scale: Scale) -> dict[str, Any]:
    """What a person has said of a value, else what its figures propose, in the words of the municipality's scale."""
    if not value or not (value.status or value.proposed_status):
        return {}
    return {
        "said": scale[value.status] if value.status else None,
        "proposed": scale[value.proposed_status] if value.proposed_status else None,
        "word": scale[value.status or value.proposed_status].word_for(value.month == 12),
        "reason": value.status_reason,
    }
