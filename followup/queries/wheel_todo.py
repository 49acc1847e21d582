"""The steps of the year wheel that wait for one person."""

from collections.abc import Iterable
from datetime import date

from followup.queries.wheel import Occurrence, wheel_of
from followup.rules.wheel import answers_for
from sala_styr.organisation.actor import Actor
from sala_styr.organisation.models import Unit


def units_held(actor: Actor) -> list[Unit]:
    """The units where the person has an appointment. One query."""
    return list(Unit.objects.filter(pk__in=actor.held_ids()))


def steps_for(actor: Actor, today: date) -> list[tuple[Occurrence, Unit]]:
    """What the person answers for and that it is time for: this year's steps that have begun and are not done, and whose unit's own part remains.

    A step of last year that was never done stays in last year's wheel; it does not follow into this one. As many queries as the wheel, and one.
    """
    units = units_held(actor)
    if not units:
        return []
    steps = [step for step in wheel_of(today.year, today) if _is_time(step)]
    return [(step, unit) for step in steps for unit in _waiting(actor, step, units)]


def _is_time(each: Occurrence) -> bool:
    return each.step.is_asked and not each.left_out and not each.is_over and each.starts <= each.today


def _waiting(actor: Actor, each: Occurrence, units: Iterable[Unit]) -> list[Unit]:
    left = each.progress.left
    mine = [unit for unit in units if answers_for(actor, each.step, unit)]
    return [unit for unit in mine if not each.progress.total or not left or unit.pk in left]
