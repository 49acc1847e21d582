"""Who may remind whom by hand."""

from sala_styr.organisation.actor import Actor
from sala_styr.organisation.models import Role, Unit


def may_remind(actor: Actor, unit: Unit) -> bool:
    """A controller, or a manager of a unit above."""
    return actor.covers(unit.pk, Role.CONTROLLER) or actor.covers(unit.parent_id, Role.MANAGER)
