"""The steps of the year wheel that wait for one person."""

from collections.abc import Callable, Iterable, Sequence
from datetime import date

from followup.models import WheelStep, WheelWork
from followup.queries.places import units_held
from followup.queries.wheel import Occurrence, wheel_of
from followup.rules.wheel import answers_for, kinds_that_answer
from sala_styr.organisation.actor import Actor
from sala_styr.organisation.models import Unit, UnitKind


def steps_for(actor: Actor, today: date) -> list[tuple[Occurrence, Unit]]:
    """What the person answers for and that it is time for: this year's steps that have begun and are not done, and whose unit's own part remains.

    A step of last year that was never done stays in last year's wheel; it does not follow into this one. Three queries where the person answers for
    no step, else six (those that are kept among them), and those that tell how far the person's steps have come: never more than the wheel's own.
    """
    units = units_held(actor)
    if not units:
        return []

    def may_wait(each: Occurrence) -> bool:
        return _is_time(each) and any(answers_for(actor, each.step, unit) for unit in units)

    steps = wheel_of(today.year, today, among=_may_be_ones_own(actor, units), only=may_wait)
    return [(step, unit) for step in steps if not step.is_over for unit in _waiting(actor, step, units)]


def _may_be_ones_own(actor: Actor, units: Sequence[Unit]) -> Callable[[WheelStep], bool]:
    """Is a step asked for, and with a role that the person has, in a unit of the person's or in one of its kind (``answers_for``)?"""
    own = {unit.pk for unit in units}
    kinds = {unit.kind for unit in units}
    for_kinds = {kind for kind in UnitKind.values if kinds.intersection(kinds_that_answer(kind))}

    def may_be(step: WheelStep) -> bool:
        mine = step.owner_kind in for_kinds if step.owner_id is None else step.owner_id in own
        return mine and step.is_asked and step.role in actor.held

    return may_be


def _is_time(each: Occurrence) -> bool:
    """May it be time for it, before one asks how far it has come? A closed period's is over, however far that was."""
    is_closed = each.period is not None and not each.period.is_open and each.step.work == WheelWork.ASSESSMENTS
    return each.step.is_asked and not (each.left_out or each.noted or is_closed) and each.starts <= each.today


def _waiting(actor: Actor, each: Occurrence, units: Iterable[Unit]) -> list[Unit]:
    """The person's units that answer for the step: where their own parts are counted, those whose part remains; else they wait for the whole."""
    found = each.progress
    mine = [unit for unit in units if answers_for(actor, each.step, unit)]
    return [unit for unit in mine if unit.pk in found.left or unit.pk not in found.units]
