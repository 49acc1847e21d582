"""The example's year wheel: the standard, with the days on which the example's council and board meet, and what has been noted so far."""

from datetime import date

from followup.actions.wheel import load_standard
from followup.demo.content.wheel import DAYS, DONE, LEFT_OUT
from followup.models import WheelStep, WheelYear
from sala_styr import history
from sala_styr.organisation.actor import Actor


def load_wheel(controller: Actor) -> None:
    """Put in the standard and what is special in the example's years."""
    load_standard(controller)
    steps = {step.key: step for step in WheelStep.objects.all()}
    rows: dict[tuple[str, int], WheelYear] = {}

    def row(key: str, year: int) -> WheelYear:
        return rows.setdefault((key, year), WheelYear(step=steps[key], year=year))

    for key, day in DAYS:
        row(key, day.year).day = day
    for key, year, reason in LEFT_OUT:
        found = row(key, year)
        found.left_out, found.reason = True, reason
    for key, on, note in DONE:
        _note(row(key, on.year), on, note)
    history.bulk_create(WheelYear, list(rows.values()))


def _note(row: WheelYear, on: date, note: str) -> None:
    row.done_on, row.done_note = on, note
