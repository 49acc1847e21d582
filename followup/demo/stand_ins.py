"""Who has stood in for whom: one in the summer, one just now. Invented."""

from datetime import date

from followup.demo.organisation import Units
from followup.demo.people import People
from followup.demo.times import remember
from sala_styr import history
from sala_styr.organisation.models import Appointment, StandIn

# (whose unit, the substitute's unit, from, to)
STAND_INS = (
    ("3311", "3313", date(2026, 7, 6), date(2026, 7, 31)),
    ("4140", "4120", date(2026, 11, 9), date(2026, 12, 4)),
)


def load_stand_ins(units: Units, people: People) -> None:
    """Each appointed by the one who is away, a week before."""
    rows = []
    for away, substitute, first, last in STAND_INS:
        manager = people.managers[away]
        appointment = Appointment.objects.get(user=manager, unit=units[away])
        row = StandIn(appointment=appointment, substitute=people.managers[substitute], valid_from=first, valid_to=last)
        remember(row, first.replace(day=2), manager)
        rows.append(row)
    history.bulk_create(StandIn, rows)
