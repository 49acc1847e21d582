"""What the locking of one unit's detail budget waits for: invariants 3 and 4, as lines of the reconciliation about that unit alone."""

from django.utils.translation import gettext as _

from budget.queries.check import Check, equal
from budget.queries.detail import DetailState, detail_state, line_sums, lines
from budget.queries.structure import total
from sala_styr.organisation.models import Unit


def lock_checks(unit: Unit, year: int) -> tuple[DetailState, list[Check]]:
    """The unit's state, and its two lines. Four queries."""
    state = detail_state(unit, year)
    sums = line_sums(lines(unit, year))
    months = total(sums.months)
    return state, [
        Check(
            3,
            "detail",
            _("Detaljbudgeten är lika med tilldelningen"),
            _("Detaljbudgetens nettokostnad"),
            state.budgeted,
            _("Tilldelat och inte fördelat vidare"),
            state.frame.unallocated,
            state.ties,
        ),
        Check(
            4,
            "detail",
            _("Månaderna är lika med året"),
            _("Summan av de tolv månaderna"),
            months,
            _("Summan av åren"),
            sums.year,
            equal(months, sums.year),
        ),
    ]
