"""Who may do what in the follow-up: pure functions of the acting person and a place in the organisation (the wall, design §1).

A *place* is a unit with what lies above and below it. Officials write how it goes; the level above, or the elected body that owns a
political item, reads and approves. In a dialogue each level speaks for itself only.
"""

from dataclasses import dataclass

from sala_styr.organisation.actor import Actor
from sala_styr.organisation.models import ELECTED, OFFICIALS, OPERATIONAL_KINDS, POLITICAL_KINDS, Role, UnitKind

OWN_BOARD_KINDS = frozenset({UnitKind.COMPANY, UnitKind.FEDERATION})


@dataclass(frozen=True, slots=True)
class Place:
    """A unit as the rules see it: its own kind, the one above, and the ids right below."""

    unit_id: int
    kind: str
    parent_id: int | None = None
    parent_kind: str = ""
    children: frozenset[int] = frozenset()

    @property
    def is_political(self) -> bool:
        return self.kind in POLITICAL_KINDS


# Periods


def may_steer_periods(actor: Actor) -> bool:
    """Controllers administer the periods of the year."""
    return actor.has(Role.CONTROLLER)


# Assessments. ``political``: is the thing assessed owned by elected representatives (a goal, a focus area, a committee's priority)?


def may_write_assessment(actor: Actor, place: Place) -> bool:
    """Managers and staff of the unit. For a political body: the managers right below it; for kommunfullmäktige a controller too."""
    if actor.covers(place.unit_id, *OFFICIALS):
        return True
    if place.is_political and any(actor.covers(child, Role.MANAGER) for child in place.children):
        return True
    return place.kind == UnitKind.COUNCIL and actor.has(Role.CONTROLLER)


def may_submit_assessment(actor: Actor, place: Place) -> bool:
    """As writing, but staff draft and the manager hands in."""
    if actor.covers(place.unit_id, Role.MANAGER):
        return True
    return may_write_assessment(actor, place) and not actor.covers(place.unit_id, Role.STAFF)


def may_judge_assessment(actor: Actor, place: Place, political: bool) -> bool:
    """Return or approve. Political items: the elected of the owning body. Others: the manager above, or the body that the unit answers to."""
    if political or place.kind in OWN_BOARD_KINDS:
        return actor.holds(place.unit_id, *ELECTED)
    if place.parent_id is None:
        return actor.system
    if actor.covers(place.parent_id, Role.MANAGER):
        return True
    return place.parent_kind in POLITICAL_KINDS and actor.holds(place.parent_id, *ELECTED)


def may_read_draft(actor: Actor, place: Place) -> bool:
    """Drafts are the writers' own working material; controllers, auditors and administrators read everything (invariant 20)."""
    return actor.sees_everything or may_write_assessment(actor, place)


# Reflections of a unit: the unit's own.


def may_write_reflection(actor: Actor, place: Place) -> bool:
    """Those who write the unit's assessments."""
    return may_write_assessment(actor, place)


# Dialogues


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


# The annual report's own texts


def may_write_annual_texts(actor: Actor) -> bool:
    """A controller prepares the annual report."""
    return actor.has(Role.CONTROLLER)
