"""Who writes, hands in and judges what is said of a thing.

``political``: is it owned by elected representatives (a goal, a focus area, a committee's priority)?
"""

from followup.rules.place import OWN_BOARD_KINDS, Place
from sala_styr.organisation.actor import Actor
from sala_styr.organisation.models import ELECTED, OFFICIALS, POLITICAL_KINDS, Role, UnitKind


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
