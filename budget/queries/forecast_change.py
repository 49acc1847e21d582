"""How the committees' forecasts have moved since the round before: the newest judgement beside what was said until then. Öre in report sign."""

from collections.abc import Mapping
from dataclasses import dataclass

from budget.models import Forecast
from budget.queries.follow_up import difference, roll_up_forecasts
from budget.queries.ledger import frames
from budget.queries.operating import OperatingRow, OperatingStatement, operating_statement
from budget.queries.structure import structure, total
from budget.queries.sums import NewestForecast
from sala_styr.organisation.models import Unit


@dataclass(frozen=True, slots=True)
class ForecastRow:
    """A committee's year by now; ``unit`` None is the sum. ``phased`` is the budget of the months that have passed.

    ``change``: the forecast less the one before the last round; None where either is missing. A sum adds up what is known of each column.
    """

    unit: Unit | None
    budget: int | None
    phased: int | None
    actual: int | None
    variance: int | None
    forecast: int | None
    forecast_variance: int | None
    change: int | None


FIELDS = ("budget", "phased", "actual", "variance", "forecast", "forecast_variance", "change")


@dataclass(frozen=True)
class ForecastRounds:
    """The rows, their sum, and the months of the last round and of the one before it (None: there was none)."""

    statement: OperatingStatement
    rows: tuple[ForecastRow, ...]
    total: ForecastRow
    last: int | None
    previous: int | None


def forecast_rounds(year: int, through_month: int) -> ForecastRounds:
    """The committees' money and forecasts through a month. A constant number of queries."""
    statement = operating_statement(year, through_month)
    given = list(
        Forecast.objects.filter(year=year, month__lte=through_month)
        .order_by("month", "version")
        .values_list("unit_id", "month", "version", "amount", "comment")
    )
    months = sorted({month for _unit, month, *_rest in given})
    last, previous = (months[-1] if months else None), (months[-2] if len(months) > 1 else None)
    now = _rolled_up(year, given, last)
    before = _rolled_up(year, given, previous)
    rows = tuple(_row(row, now, before) for row in statement.rows)
    summed = ForecastRow(None, *(total(getattr(row, name) for row in rows) for name in FIELDS))
    return ForecastRounds(statement, rows, summed, last, previous)


def _row(row: OperatingRow, now: Mapping[int, int], before: Mapping[int, int]) -> ForecastRow:
    pk = row.unit.pk if row.unit else 0
    forecast = now.get(pk)
    return ForecastRow(
        unit=row.unit,
        budget=row.current,
        phased=difference(row.actual, row.variance),
        actual=row.actual,
        variance=row.variance,
        forecast=forecast,
        forecast_variance=difference(forecast, row.current),
        change=difference(forecast, before.get(pk)),
    )


def _rolled_up(year: int, given: list[tuple[int, int, int, int, str]], until: int | None) -> dict[int, int]:
    """Each unit's forecast by the judgements made until a month; nothing where nobody has judged."""
    if until is None:
        return {}
    newest = {
        unit: NewestForecast(month, version, amount, comment)
        for unit, month, version, amount, comment in given
        if month <= until
    }
    found = roll_up_forecasts(structure(), newest, frames(year), whole=False)
    return {pk: outlook.amount for pk, outlook in found.items() if outlook.judged}
