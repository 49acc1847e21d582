"""Who writes the joint judgement of a year."""

from sala_styr.organisation.actor import Actor
from sala_styr.organisation.models import Role


def may_write_judgement(actor: Actor) -> bool:
    """A controller, who prepares the annual report."""
    return actor.has(Role.CONTROLLER)
