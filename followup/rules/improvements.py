"""Who raises and works on improvements: those who do the work, where they do it. Everybody with an appointment may read them."""

from followup.models import Improvement
from sala_styr.organisation.actor import Actor
from sala_styr.organisation.models import ELECTED, OFFICIALS, Role


def may_raise_improvement(actor: Actor, unit_id: int) -> bool:
    """Managers and staff of the unit or above it, the elected of the body itself, and a controller who has been told something."""
    return actor.covers(unit_id, *OFFICIALS, Role.CONTROLLER) or actor.holds(unit_id, *ELECTED)


def may_work_on_improvement(actor: Actor, improvement: Improvement) -> bool:
    """Managers and staff of the unit, the elected of the body itself, and who is named responsible."""
    named = actor.user is not None and improvement.responsible_id == actor.user.pk
    unit_id = improvement.unit_id
    return (named and actor.is_known) or actor.covers(unit_id, *OFFICIALS) or actor.holds(unit_id, *ELECTED)


def may_raise_improvements(actor: Actor) -> bool:
    """Is there perhaps a unit for which the person may? Enough to offer the way to the form, which knows which."""
    return actor.has(*OFFICIALS, *ELECTED, Role.CONTROLLER)
