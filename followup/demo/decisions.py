"""From the example's minutes to decisions."""

from followup.demo.content.minutes import minutes
from followup.demo.organisation import Units
from followup.demo.times import remember
from sala_styr import history
from sala_styr.decisions.models import Decision, Year, YearState

Decisions = dict[str, Decision]

YEARS = {2025: YearState.CLOSED, 2026: YearState.OPEN, 2027: YearState.PLANNED}


def load_decisions(units: Units) -> Decisions:
    """Every decision by its name in the example."""
    decisions = {
        name: Decision(
            body=units[minute.body],
            date=minute.day,
            paragraph=minute.paragraph,
            registry_number=minute.registry,
            title=minute.title,
        )
        for name, minute in minutes().items()
    }
    for decision in decisions.values():
        remember(decision, decision.date, None)
    history.bulk_create(Decision, list(decisions.values()))
    return decisions


def load_years() -> dict[int, Year]:
    """Every year is open while the example is written: a closed year takes no figures."""
    years = {year: Year(year=year, state=YearState.OPEN) for year in YEARS}
    history.bulk_create(Year, list(years.values()))
    return years


def settle_years(years: dict[int, Year]) -> None:
    """Last year is closed, this year goes on, next year is being planned."""
    for number, year in years.items():
        year.state = YEARS[number]
    history.bulk_update(Year, list(years.values()), ["state"])
