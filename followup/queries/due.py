"""When each unit is done with a period: the lowest level first, in working days, so that the level above has time to read."""

from collections.abc import Iterable, Mapping
from datetime import date

from followup.models import DueRule, Period
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
    for rule in DueRule.objects.filter(period__in=found):
        days[rule.period_id][rule.unit_kind] = working_days_before(found[rule.period_id].due, rule.days_before)
    return days
