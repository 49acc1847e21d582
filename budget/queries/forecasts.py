"""A unit's forecasts through the year, and how well they said what it ended at."""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

from budget.models import Forecast
from budget.queries.follow_up import UnitMoney, costs
from budget.queries.structure import Structure
from budget.queries.sums import WHOLE_YEAR, actual_by_unit, last_period
from sala_styr.organisation.models import Unit


def forecasts_of(unit: Unit, year: int) -> list[Forecast]:
    """Every version, the newest first. One query."""
    return list(Forecast.objects.filter(unit=unit, year=year).select_related("made_by", "note"))


@dataclass(frozen=True, slots=True)
class Aim:
    """A forecast of a year that has ended, and how the year ended: öre in report sign. ``miss`` + when the year ended better than was said."""

    forecast: Forecast
    outcome: int

    @property
    def miss(self) -> int:
        return self.outcome - self.forecast.amount


def aims_of(tree: Structure, unit: Unit, year: int) -> list[Aim]:
    """How well the unit's forecasts of ``year`` said what it ended at, in the order they were given. Empty until the year has all its months.

    Two queries, or three when there is something to show.
    """
    given = list(Forecast.objects.filter(unit=unit, year=year).order_by("month", "version"))
    if not given or (last_period(year) or 0) < WHOLE_YEAR:
        return []
    sums = {pk: row.revenue + costs(tree.by_id[pk], row) for pk, row in actual_by_unit(tree, year).items()}
    outcome = tree.roll_up(sums)[unit.pk]
    return [] if outcome is None else [Aim(forecast, outcome) for forecast in given]


def used_share(money: UnitMoney) -> Decimal | None:
    """How much of the year's budget is used, in per cent with one decimal; None where there is no budget to use."""
    if money.actual is None or not money.budget:
        return None
    return (Decimal(money.actual) * 100 / money.budget).quantize(Decimal("0.1"), rounding=ROUND_HALF_UP)


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
