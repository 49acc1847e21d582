"""Who steers the periods of the year."""

from sala_styr.organisation.actor import Actor
from sala_styr.organisation.models import Role


def may_steer_periods(actor: Actor) -> bool:
    """Controllers administer the periods of the year."""
    return actor.has(Role.CONTROLLER)
