"""Who steers the year wheel, and who answers for a step of it."""

from followup.models import WheelStep
from sala_styr.organisation.actor import Actor
from sala_styr.organisation.models import Role, Unit


def may_steer_wheel(actor: Actor) -> bool:
    """A controller puts the year's steps in the wheel."""
    return actor.has(Role.CONTROLLER)


def answers_for(actor: Actor, step: WheelStep, unit: Unit) -> bool:
    """Has ``actor`` the step's role in ``unit``, and is the unit the step's or of its kind?"""
    mine = step.owner_id == unit.pk if step.owner_id else step.owner_kind == unit.kind
    return mine and bool(step.role) and actor.holds(unit.pk, step.role)


def may_note_done(actor: Actor, step: WheelStep, units: list[Unit]) -> bool:
    """Those who answer for the step, where one unit does; a controller for every step."""
    return may_steer_wheel(actor) or any(answers_for(actor, step, unit) for unit in units)
