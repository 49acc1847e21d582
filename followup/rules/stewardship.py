"""Who writes down the council's goals for god ekonomisk hushållning, and how they ended."""

from sala_styr.organisation.actor import Actor
from sala_styr.organisation.models import Role


def may_steer_stewardship(actor: Actor) -> bool:
    """A controller, as for the annual report that they stand in."""
    return actor.has(Role.CONTROLLER)
