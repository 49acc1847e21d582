"""A unit's forecasts through the year, and what the arithmetic alone would say."""

from collections.abc import Iterable

from budget.models import Forecast
from budget.queries.follow_up import UnitMoney
from sala_styr.organisation.models import Unit


def forecasts_of(unit: Unit, year: int) -> list[Forecast]:
    """Every version, the newest first. One query."""
    return list(Forecast.objects.filter(unit=unit, year=year).select_related("made_by"))


def proposal(money: UnitMoney) -> int | None:
    """Actual so far and what remains of the phased budget: a proposal to begin from, never a forecast by itself (domain §4.4)."""
    if money.actual is None or money.detail is None or money.phased is None:
        return None
    return money.actual + money.detail - money.phased


def round_to(amount: int, step: int) -> int:
    """``amount`` to the nearest multiple of ``step``, halves away from zero. A person's judgement is not given to the öre."""
    whole, rest = divmod(abs(amount), step)
    nearest = (whole + (2 * rest >= step)) * step
    return -nearest if amount < 0 else nearest


def newest_of(unit_ids: Iterable[int], year: int) -> dict[int, Forecast]:
    """The newest forecast given for each of the units. One query."""
    found: dict[int, Forecast] = {}
    rows = Forecast.objects.filter(unit_id__in=list(unit_ids), year=year).select_related("made_by")
    for forecast in rows.order_by("month", "version"):
        found[forecast.unit_id] = forecast
    return found
