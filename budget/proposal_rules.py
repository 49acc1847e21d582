"""The wall around budget proposals: who may lay the base, write measures, write a proposal, and record what the council decided. Pure functions.

Elected representatives decide WHAT: only they write proposals, and what they write is their own until it is handed in. Officials offer measures to all
alike; a committee or the head of its office asks for money in one (domain §2.1).
"""

from budget.models import BudgetProposal, Measure
from budget.queries.structure import Structure
from sala_styr.organisation.actor import Actor
from sala_styr.organisation.models import ELECTED, OPERATIONAL_KINDS, POLITICAL_KINDS, Role, Unit, UnitKind


def may_lay_base(actor: Actor) -> bool:
    """Controllers lay the base, so that all proposals build on the same."""
    return actor.has(Role.CONTROLLER)


def may_adopt(actor: Actor) -> bool:
    """Controllers record the council's decision."""
    return actor.has(Role.CONTROLLER)


def may_write_for_board(actor: Actor, tree: Structure) -> bool:
    """The board's members, and the controllers who prepare its proposal."""
    return actor.has(Role.CONTROLLER) or any(
        unit.kind == UnitKind.BOARD and actor.holds(unit.pk, *ELECTED) for unit in tree.units
    )


def may_write_for_party(actor: Actor, tree: Structure) -> bool:
    """Whoever has a seat in the council, the board or a committee."""
    return actor.system or any(unit.kind in POLITICAL_KINDS and actor.holds(unit.pk, *ELECTED) for unit in tree.units)


def may_write(actor: Actor, tree: Structure, proposal: BudgetProposal, author_ids: frozenset[int]) -> bool:
    """A party's proposal: its authors, while they have a seat. The board's own: whoever may write for the board."""
    if not proposal.party:
        return may_write_for_board(actor, tree)
    is_author = actor.user is not None and actor.user.pk in author_ids
    return actor.system or (is_author and may_write_for_party(actor, tree))


def may_offer(actor: Actor, tree: Structure, unit: Unit | None) -> bool:
    """Offer a measure to all about ``unit`` (None: a line of the result): controllers; the committee's own members; the head of an office right below it."""
    if actor.has(Role.CONTROLLER):
        return True
    if unit is None:
        return False
    offices = [child.pk for child in tree.children.get(unit.pk, ()) if child.kind in OPERATIONAL_KINDS]
    return actor.holds(unit.pk, *ELECTED) or any(actor.holds(pk, Role.MANAGER) for pk in (unit.pk, *offices))


def may_offer_something(actor: Actor, tree: Structure) -> bool:
    """Is there any measure that this person may offer? Decides whether the form is shown."""
    return any(may_offer(actor, tree, unit) for unit in (None, *tree.holders))


def may_change_measure(actor: Actor, tree: Structure, measure: Measure, author_ids: frozenset[int]) -> bool:
    """Whoever may offer such a measure, or write the proposal that it belongs to (``author_ids``: who wrote that)."""
    if measure.owner is not None:
        return may_write(actor, tree, measure.owner, author_ids)
    return may_offer(actor, tree, tree.by_id.get(measure.unit_id or 0))
