"""What an indicator's thresholds propose: uppfyllt, delvis or ej uppfyllt. Pure; a person decides (domain §6.1, §6.2).

The thresholds are explicit values, never per cent of the target: that goes wrong near 0, below it, and where lower is better. Without an outcome, a
target or a direction nothing is proposed: missing is never "ej uppfyllt".
"""

from collections.abc import Iterable
from decimal import Decimal

from goals.models.indicator import Direction, Indicator, IndicatorValue

MET, PARTLY, NOT_MET = "met", "partly", "not_met"
"""Keys of the status scale (ScaleValue)."""
PROPOSALS = (MET, PARTLY, NOT_MET)


def proposed(
    direction: str,
    outcome: Decimal | None,
    target: Decimal | None,
    target_high: Decimal | None = None,
    partly_from: Decimal | None = None,
    partly_to: Decimal | None = None,
) -> str:
    """The key of the status that the figures propose, "" where they propose none.

    Higher is better: ``target`` is reached, or else ``partly_from``. Lower is better: ``target`` is not passed, or else ``partly_to``. Within an
    interval: between ``target`` and ``target_high``, or else between ``partly_from`` and ``partly_to`` (a side without limit has no "delvis").
    """
    if outcome is None or target is None:
        return ""
    if direction == Direction.HIGHER:
        return _grade(outcome >= target, partly_from is not None and outcome >= partly_from)
    if direction == Direction.LOWER:
        return _grade(outcome <= target, partly_to is not None and outcome <= partly_to)
    if direction == Direction.WITHIN and target_high is not None:
        if outcome < target:
            return _grade(False, partly_from is not None and outcome >= partly_from)
        return _grade(outcome <= target_high, partly_to is not None and outcome <= partly_to)
    return ""


def _grade(met: bool, partly: bool) -> str:
    return MET if met else PARTLY if partly else NOT_MET


def proposal_for(indicator: Indicator, value: IndicatorValue, values: Iterable[IndicatorValue]) -> str:
    """What ``value`` proposes. Where it has no target of its own, that of the whole year, and of everybody, holds for it."""
    target, high = target_of(value, values)
    return proposed(indicator.direction, value.outcome, target, high, indicator.partly_from, indicator.partly_to)


def target_of(value: IndicatorValue, values: Iterable[IndicatorValue]) -> tuple[Decimal | None, Decimal | None]:
    """The target that holds for ``value``: its own, else the same sex's for the year, else the year's for all."""
    if value.target is not None:
        return value.target, value.target_high
    same_year = [each for each in values if each.year == value.year and each.month == 12 and each.target is not None]
    for sex in (value.sex, "T"):
        for each in same_year:
            if each.sex == sex:
                return each.target, each.target_high
    return None, None
