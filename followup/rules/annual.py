"""Who writes the annual report's own texts."""

from sala_styr.organisation.actor import Actor
from sala_styr.organisation.models import Role


def may_write_annual_texts(actor: Actor) -> bool:
    """A controller prepares the annual report."""
    return actor.has(Role.CONTROLLER)
