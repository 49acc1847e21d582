"""When each unit is done with a period: the lowest level first, in working days, so that the level above has time to read."""

from collections.abc import Iterable, Mapping
from datetime import date

from followup.models import DueRule, Period
from sala_styr.kept.remembered import read_kept
from sala_styr.organisation.models import Unit
from sala_styr.workdays import working_days_before

DueDays = Mapping[str, date]
"""A period's day for each kind of unit that has a rule; the others have the period's own."""


def due_of(period: Period, units: Iterable[Unit]) -> dict[int, date]:
    """The day on which each of ``units`` hands in what it says of ``period``, by the unit's id. One query."""
    days = due_days([period])[period.pk]
    return {unit.pk: days.get(unit.kind, period.due) for unit in units}


def due_days(periods: Iterable[Period]) -> dict[int, dict[str, date]]:
    """For each period, by its id, the day of every kind of unit that has a rule. One query."""
    found = {period.pk: period for period in periods}
    days: dict[int, dict[str, date]] = {pk: {} for pk in found}
    for period_id, unit_kind, days_before in read_kept("due-rules", (DueRule,), _rules):
        if period_id in found:
            days[period_id][unit_kind] = working_days_before(found[period_id].due, days_before)
    return days


def _rules() -> list[tuple[int, str, int]]:
    return list(DueRule.objects.values_list("period_id", "unit_kind", "days_before"))
