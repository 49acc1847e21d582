"""What the companies judged of their own results, after the same months as the units. Never a part of any sum of frames."""

from datetime import date, timedelta
from random import Random

from budget.models import Forecast
from followup.demo.content.companies import JUDGED
from followup.demo.forecasts import SEEN
from followup.demo.ledger import TKR
from followup.demo.organisation import Units
from followup.demo.people import People
from followup.demo.times import given_times, office_hour, remember
from sala_styr import history


def load_company_forecasts(units: Units, people: People) -> None:
    """Each company after April, August and October."""
    rows = [
        _forecast(units, people, code, year, month, amount * TKR, comment)
        for code, years in JUDGED.items()
        for year, judged in years.items()
        for month, (amount, comment) in zip(SEEN, judged, strict=True)
    ]
    with given_times(Forecast._meta.get_field("made_at")):
        history.bulk_create(Forecast, rows)


def _forecast(units: Units, people: People, code: str, year: int, month: int, amount: int, comment: str) -> Forecast:
    chance = Random(f"{year}-{month}-{code}")
    who = people.head_of(code)
    made_at = office_hour(date(year, month, 28) + timedelta(days=10 + chance.randrange(4)), chance)
    forecast = Forecast(
        unit=units[code],
        year=year,
        month=month,
        version=1,
        amount=amount,
        comment=comment,
        made_by=who,
        made_at=made_at,
    )
    remember(forecast, made_at, who)
    return forecast
