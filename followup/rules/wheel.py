"""Who steers the year wheel, and who answers for a step of it."""

from followup.models import WheelStep
from sala_styr.organisation.actor import Actor
from sala_styr.organisation.models import Role, Unit, UnitKind


def may_steer_wheel(actor: Actor) -> bool:
    """A controller puts the year's steps in the wheel."""
    return actor.has(Role.CONTROLLER)


def kinds_that_answer(kind: str) -> tuple[str, ...]:
    """The kinds of units that a step for units of ``kind`` is for: what every committee does, the board does too, since it is one (KL 3:3–4)."""
    return (UnitKind.COMMITTEE, UnitKind.BOARD) if kind == UnitKind.COMMITTEE else (kind,)


def answers_for(actor: Actor, step: WheelStep, unit: Unit) -> bool:
    """Has ``actor`` the step's role in ``unit``, and is the unit the step's or of its kind?"""
    mine = step.owner_id == unit.pk if step.owner_id else unit.kind in kinds_that_answer(step.owner_kind)
    return mine and bool(step.role) and actor.holds(unit.pk, step.role)


def may_note_done(actor: Actor, step: WheelStep, units: list[Unit]) -> bool:
    """Note the whole step as done: those who answer for it, where one unit does; a controller every step."""
    return may_steer_wheel(actor) or any(answers_for(actor, step, unit) for unit in units)


def may_note_part(actor: Actor, step: WheelStep, unit: Unit) -> bool:
    """Note one unit's part of a step that several answer for: who answers for it there, and a controller."""
    return unit.kind in kinds_that_answer(step.owner_kind) and (
        may_steer_wheel(actor) or answers_for(actor, step, unit)
    )
