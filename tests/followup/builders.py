"""Valid things of the follow-up with one call each."""

from datetime import date
from typing import Any

from followup.actions.periods import ask_the_usual
from followup.models import Assessment, AssessmentState, Dialogue, Period, PeriodKind, Status
from goals.models import CoreMission, PlanItem
from sala_styr.history import recording
from sala_styr.organisation.actor import system_actor
from tests.cast import Cast

WORDS = {"status": Status.PARTLY, "trend": "better", "comment": "Fler har fått plats, men kön finns kvar."}


def period(year: int = 2026, kind: str = PeriodKind.INTERIM, name: str = "Delår augusti", **fields: Any) -> Period:
    """An open period: the interim one unless told otherwise."""
    values = {
        "first_day": date(year, 1, 1),
        "last_day": date(year, 8, 31),
        "due": date(year, 9, 20),
    } | fields
    with recording(system_actor(), "Test"):
        made = Period.objects.create(year=year, kind=kind, name=name, **values)
        ask_the_usual(made)
        return made


def full_year(year: int = 2025, **fields: Any) -> Period:
    """The period that ends the year."""
    values = {"last_day": date(year, 12, 31), "due": date(year + 1, 1, 31)} | fields
    return period(year, PeriodKind.FULL_YEAR, "Helår", **values)


def assessment(
    of: PlanItem | CoreMission, during: Period, state: str = AssessmentState.DRAFT, **fields: Any
) -> Assessment:
    """An assessment in ``state``, with a status and comment."""
    about = {"plan_item": of} if isinstance(of, PlanItem) else {"core_mission": of}
    values = WORDS | fields
    if state == AssessmentState.RETURNED:
        values = {"returned_because": "Skriv vad kön beror på."} | values
    with recording(system_actor(), "Test"):
        return Assessment.objects.create(period=during, state=state, **about, **values)


def mission(cast: Cast, code: str) -> CoreMission:
    """The core mission of a unit."""
    with recording(system_actor(), "Test"):
        return CoreMission.objects.create(unit=cast[code], statutory="Ge varje barn det som lagen säger.")


def dialogue(
    cast: Cast,
    during: Period,
    upper: str = "A",
    lower: str = "kontorA",
    day: date = date(2026, 5, 12),
    **fields: Any,
) -> Dialogue:
    """A dialogue between two neighbours."""
    with recording(system_actor(), "Test"):
        return Dialogue.objects.create(period=during, upper=cast[upper], lower=cast[lower], day=day, **fields)
