"""From the example's minutes to decisions."""

from followup.demo.content.minutes import minutes
from followup.demo.organisation import Units
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
    history.bulk_create(Decision, list(decisions.values()))
    return decisions


def load_years() -> None:
    """Last year is closed, this year goes on, next year is being planned."""
    history.bulk_create(Year, [Year(year=year, state=state) for year, state in YEARS.items()])
