"""Who meets whom, and who speaks for which side: in a dialogue each level speaks for itself only."""

from followup.rules.place import OWN_BOARD_KINDS, Place
from sala_styr.organisation.actor import Actor
from sala_styr.organisation.models import ELECTED, OFFICIALS, OPERATIONAL_KINDS, Role, UnitKind


def are_neighbours(upper: Place, lower: Place) -> bool:
    """Do the two meet in the tree: the one right above the other, the council and a committee, or the board and a company?"""
    if upper.unit_id == lower.unit_id or UnitKind.GROUP in (upper.kind, lower.kind):
        return False
    if lower.parent_id == upper.unit_id:
        return True
    if upper.kind == UnitKind.COUNCIL:
        return lower.kind in (UnitKind.BOARD, UnitKind.COMMITTEE)
    return upper.kind == UnitKind.BOARD and lower.kind in OWN_BOARD_KINDS


def speaks_for_lower(actor: Actor, upper: Place, lower: Place) -> bool:
    """Elected of the lower body, its own manager or staff: not somebody whose right comes from the level above."""
    return actor.holds(lower.unit_id, *ELECTED, *OFFICIALS)


def speaks_for_upper(actor: Actor, upper: Place, lower: Place) -> bool:
    """Elected of the upper body; for an operation its managers and staff, also a manager further up who stands in."""
    if actor.holds(upper.unit_id, *ELECTED, *OFFICIALS):
        return True
    return upper.kind in OPERATIONAL_KINDS and actor.covers(upper.unit_id, Role.MANAGER)


def speaks_in_dialogue(actor: Actor, upper: Place, lower: Place) -> bool:
    """One of the two sides?"""
    return speaks_for_upper(actor, upper, lower) or speaks_for_lower(actor, upper, lower)


def may_confirm_lower(actor: Actor, upper: Place, lower: Place) -> bool:
    """The chair or the manager of the lower side."""
    return actor.holds(lower.unit_id, Role.CHAIR, Role.MANAGER)


def may_confirm_upper(actor: Actor, upper: Place, lower: Place) -> bool:
    """The chair or the manager of the upper side, or a manager further up who stands in."""
    if actor.holds(upper.unit_id, Role.CHAIR, Role.MANAGER):
        return True
    return upper.kind in OPERATIONAL_KINDS and actor.covers(upper.unit_id, Role.MANAGER)


def may_answer_need(actor: Actor, upper: Place, lower: Place) -> bool:
    """Those who confirm for the upper side answer what the lower needs of it."""
    return may_confirm_upper(actor, upper, lower)


def may_plan_dialogue(actor: Actor, upper: Place, lower: Place) -> bool:
    """Either side, staff apart, or a controller who puts the year's dialogues in the calendar."""
    if actor.has(Role.CONTROLLER):
        return True
    if actor.holds(upper.unit_id, *ELECTED, Role.MANAGER) or actor.holds(lower.unit_id, *ELECTED, Role.MANAGER):
        return True
    return may_confirm_upper(actor, upper, lower)


def may_plan_dialogues(actor: Actor) -> bool:
    """Is there perhaps a dialogue this person may plan? Enough to offer the way to the form, which knows which."""
    return actor.has(*ELECTED, Role.MANAGER, Role.CONTROLLER)
