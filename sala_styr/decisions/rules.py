"""Who may register a political decision and steer the years."""

from sala_styr.organisation.actor import Actor
from sala_styr.organisation.models import Role, Unit


def may_register_decision(actor: Actor, body: Unit) -> bool:
    """The chair of the body itself, or a controller who writes the minutes' reference into the system."""
    return body.is_political and (actor.holds(body.pk, Role.CHAIR) or actor.covers(body.pk, Role.CONTROLLER))


def may_steer_years(actor: Actor) -> bool:
    """Controllers administer years and periods (issue: the wall)."""
    return actor.has(Role.CONTROLLER)
