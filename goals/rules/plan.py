"""Who may do what with the plan. Named predicates, pure functions of the person and the thing (the wall, design §1).

Förtroendevalda own WHAT and WHEN: items of political levels, in exactly their own body. Tjänstepersoner own HOW and BY WHOM: items of
operational levels, in their own unit and below. A controller, an auditor and an administrator read everything and write none of it.
Whether something is *possible* in the state it is in stands here too, so that a page offers only what can be done.
"""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from goals.models import ItemState, Level, PlanItem
from sala_styr.organisation.actor import Actor
from sala_styr.organisation.models import ELECTED, OFFICIALS, OPERATIONAL_KINDS, Role, Unit, UnitKind

MISSION_KINDS = OPERATIONAL_KINDS | {UnitKind.COMPANY}
"""The kinds of unit that have a grunduppdrag: "kommunens verksamheter och bolag" (leaflet)."""


def may_see(actor: Actor, item: PlanItem) -> bool:
    """Everybody reads what is decided or in force; a draft is for its own body or unit, and for those who read everything."""
    if item.state != ItemState.DRAFT or actor.sees_everything:
        return True
    return actor.holds(item.owner_id, *ELECTED) or actor.covers(item.owner_id, *OFFICIALS)


def may_write(actor: Actor, step: Level, owner_id: int) -> bool:
    """May ``actor`` make and change items of level ``step`` that ``owner_id`` owns?"""
    if step.is_political:
        return actor.holds(owner_id, *ELECTED)
    return actor.covers(owner_id, *OFFICIALS)


def may_decide(actor: Actor, step: Level, owner_id: int) -> bool:
    """May ``actor`` enter that the owner has decided an item of level ``step``?"""
    return step.needs_decision and actor.holds(owner_id, Role.CHAIR)


def may_end(actor: Actor, step: Level, owner_id: int) -> bool:
    """Ending what a body has decided takes its chair; ending what officials own takes a manager of theirs."""
    return may_decide(actor, step, owner_id) if step.needs_decision else actor.covers(owner_id, Role.MANAGER)


def may_record_outcome(actor: Actor, step: Level, owner_id: int) -> bool:
    """An outcome is a fact: the owner, officials of the owner's organisation and a controller may enter it."""
    return may_write(actor, step, owner_id) or actor.covers(owner_id, *OFFICIALS, Role.CONTROLLER)


def may_edit_statutory(actor: Actor, unit_id: int) -> bool:
    """The statutory part of a grunduppdrag is described by a manager of the unit."""
    return actor.covers(unit_id, Role.MANAGER)


def may_edit_local(actor: Actor, body_id: int | None) -> bool:
    """The local part is decided by the body that answers for the unit, and entered by its elected representatives."""
    return body_id is not None and actor.holds(body_id, *ELECTED)


def may_load_steering_model(actor: Actor) -> bool:
    return actor.has(Role.ADMINISTRATOR)


def who_may_write(step: Level, owner: Unit) -> str:
    """The sentence for somebody who may not: who may."""
    if step.is_political:
        return _("Det här ägs av %(owner)s. Det skrivs av förtroendevalda där.") % {"owner": owner.name}
    return _("Det här ägs av %(owner)s. Det skrivs av chefer och medarbetare där.") % {"owner": owner.name}


def who_may_decide(owner: Unit) -> str:
    return _("Det här ägs av %(owner)s. Beslut antecknas av ordföranden där.") % {"owner": owner.name}


def who_may_end(step: Level, owner: Unit) -> str:
    if step.needs_decision:
        return who_may_decide(owner)
    return _("Det här ägs av %(owner)s. Det avslutas av en chef där.") % {"owner": owner.name}


@dataclass(frozen=True)
class Offer:
    """What this person can do with this item now. What is not here is not offered in a page."""

    edit: bool = False
    move: bool = False
    delete: bool = False
    decide: bool = False
    revise: bool = False
    end: bool = False
    status: bool = False
    order: bool = False
    copy: bool = False
    link: bool = False
    steps: bool = False
    indicators: bool = False
    outcomes: bool = False
    correct: bool = False


def may_correct(actor: Actor, step: Level, owner_id: int) -> bool:
    """Correcting a closed year: what a body has decided takes its chair, as every decided wording does; the rest its writers."""
    return may_decide(actor, step, owner_id) if step.needs_decision else may_write(actor, step, owner_id)


def is_open(item: PlanItem) -> bool:
    """Can the text still be changed? A decided text never is (invariant 13)."""
    return item.state == (ItemState.DRAFT if item.step.needs_decision else ItemState.ACTIVE)


def offered(actor: Actor, item: PlanItem, closed: bool = False) -> Offer:
    """Right and state together. No query when ``item`` came with its step. ``closed``: every year it is valid in is closed."""
    step, owner_id = item.step, item.owner_id
    writes = may_write(actor, step, owner_id)
    ended = item.state == ItemState.ENDED
    changes = writes and is_open(item) and not (closed and item.state != ItemState.DRAFT)
    return Offer(
        edit=changes,
        move=changes and step.parent_id is not None,
        delete=changes,
        decide=may_decide(actor, step, owner_id) and item.state == ItemState.DRAFT,
        revise=writes and item.state == ItemState.DECIDED,
        end=may_end(actor, step, owner_id) and item.state in (ItemState.DECIDED, ItemState.ACTIVE) and not closed,
        status=writes and step.is_activity and item.state == ItemState.ACTIVE,
        order=writes and not ended and item.parent_id is not None,
        copy=writes and item.parent_id is not None,
        link=changes and step.many_parents,
        steps=writes and step.is_activity and item.state == ItemState.ACTIVE,
        indicators=writes and not ended,
        outcomes=may_record_outcome(actor, step, owner_id),
        correct=closed and item.state != ItemState.DRAFT and may_correct(actor, step, owner_id),
    )
