"""The wall around money: who may record what, and whose decision it takes. Pure functions of actor and object (design §1, domain §4.3).

Elected representatives decide frames and amendments of their own body; a controller may write such a decision into the ledger. Managers distribute within
their service and own the detail budget and forecast. Auditors and administrators read.
"""

from budget.models import BudgetEntry, EntryKind, PotDecider
from budget.queries.structure import HOLDER_KINDS, Structure
from sala_styr.decisions.rules import may_register_decision
from sala_styr.organisation.actor import Actor
from sala_styr.organisation.models import ELECTED, OPERATIONAL_KINDS, Role, Unit, UnitKind

BY_COUNCIL = (EntryKind.FRAME, EntryKind.SUPPLEMENTARY)
BY_COUNCIL_OR_BOARD = (EntryKind.TECHNICAL, EntryKind.CENTRAL_POT)
DISTRIBUTION = (EntryKind.ALLOCATION, EntryKind.RETURN)


def may_read_money(actor: Actor) -> bool:
    """Everybody with an appointment: budget, actuals and forecasts are public records of the authority."""
    return actor.is_known


def deciding_bodies(tree: Structure, kind: str, source: Unit | None, target: Unit | None) -> list[Unit]:
    """The bodies one of which must have decided an entry; none when officials distribute within a service, which needs no decision."""
    if kind in DISTRIBUTION:
        upper = _distributor(kind, source, target)
        return [upper] if upper is not None and upper.kind not in OPERATIONAL_KINDS else []
    if kind == EntryKind.REALLOCATION and source is not None and target is not None:
        holder = tree.holder_of[source.pk]
        inner = source.pk != holder or target.pk != tree.holder_of[target.pk]
        if inner and holder is not None and holder == tree.holder_of[target.pk]:
            return [tree.by_id[holder]]
    pot = tree.pots.get(source.pk) if kind == EntryKind.CENTRAL_POT and source is not None else None
    by_board = kind in BY_COUNCIL_OR_BOARD and (pot is None or pot.decider == PotDecider.BOARD)
    wanted = {UnitKind.COUNCIL} | ({UnitKind.BOARD} if by_board else set())
    return [unit for unit in tree.units if unit.kind in wanted]


def _distributor(kind: str, source: Unit | None, target: Unit | None) -> Unit | None:
    """Whose distribution it is: the one that passes on, or that has something back."""
    return target if kind == EntryKind.RETURN else source


def needs_decision(kind: str, source: Unit | None, target: Unit | None) -> bool:
    """Does an entry have to cite a political decision?"""
    upper = _distributor(kind, source, target)
    return kind not in DISTRIBUTION or upper is None or upper.kind not in OPERATIONAL_KINDS


def may_record_entry(actor: Actor, tree: Structure, kind: str, source: Unit | None, target: Unit | None) -> bool:
    """Members of the deciding body and controllers; within a service the manager who covers the giver."""
    if not needs_decision(kind, source, target):
        upper = _distributor(kind, source, target)
        return upper is not None and actor.covers(upper.pk, Role.MANAGER)
    bodies = deciding_bodies(tree, kind, source, target)
    return any(actor.holds(body.pk, *ELECTED) or actor.covers(body.pk, Role.CONTROLLER) for body in bodies)


def may_correct_entry(actor: Actor, tree: Structure, entry: BudgetEntry) -> bool:
    """Whoever may record such an entry."""
    return may_record_entry(actor, tree, entry.kind, entry.source, entry.target)


def may_record_something(actor: Actor, tree: Structure, unit: Unit) -> bool:
    """Is there any entry that this person may record about ``unit``? Decides whether the form is offered."""
    return any(
        may_record_entry(actor, tree, kind, *ends) for kind in EntryKind for ends in ((unit, None), (None, unit))
    )


def may_set_frame_rules(actor: Actor) -> bool:
    """Controllers note the council's rules for money, who gives out of a pot, and what the owner asks of a company."""
    return actor.has(Role.CONTROLLER)


def may_edit_detail(actor: Actor, unit: Unit) -> bool:
    """The unit's manager or one above: HOW and BY WHOM is the officials'."""
    return actor.covers(unit.pk, Role.MANAGER)


def may_bring_in_budget(actor: Actor) -> bool:
    """Managers, each for the units that they cover."""
    return actor.has(Role.MANAGER)


def may_unlock_detail(actor: Actor, unit: Unit) -> bool:
    """The manager above, or a controller."""
    return actor.covers(unit.parent_id, Role.MANAGER) or actor.covers(unit.pk, Role.CONTROLLER)


def may_forecast(actor: Actor, unit: Unit) -> bool:
    """The unit's manager or one above."""
    return actor.covers(unit.pk, Role.MANAGER)


def may_steer_measures(actor: Actor, unit: Unit) -> bool:
    """Measures against a deficit: the unit's manager or one above; a controller writes what a committee has decided."""
    return actor.covers(unit.pk, Role.MANAGER) or actor.covers(unit.pk, Role.CONTROLLER)


def may_import(actor: Actor, unit: Unit) -> bool:
    """Controllers bring in what the ledger systems say."""
    return actor.covers(unit.pk, Role.CONTROLLER)


def may_import_anything(actor: Actor) -> bool:
    return actor.has(Role.CONTROLLER)


def may_edit_codes(actor: Actor) -> bool:
    """Controllers look after the chart of accounts, the codes and how files' codes are read; everybody who reads money reads them."""
    return actor.has(Role.CONTROLLER)


def may_see_imports(actor: Actor) -> bool:
    """Where the figures come from is read by those who read everything; each figure's own file is shown to everybody who reads the figure."""
    return actor.sees_everything


def may_state_requirement(actor: Actor) -> bool:
    """Controllers note the adjustments of the balanskravsutredning and the council's result budget."""
    return actor.has(Role.CONTROLLER)


def may_decide_budget(actor: Actor, tree: Structure) -> bool:
    """Whoever may write kommunfullmäktige's decisions into the system: its chair, or a controller."""
    return any(may_register_decision(actor, unit) for unit in tree.units if unit.kind == UnitKind.COUNCIL)


def holds_frame(unit: Unit | None) -> bool:
    """Does the unit get its frame straight from kommunfullmäktige?"""
    return unit is not None and unit.kind in HOLDER_KINDS


def may_record_investment(actor: Actor, unit: Unit) -> bool:
    """Controllers write what has been decided about a unit's investments, and note what they have cost."""
    return actor.covers(unit.pk, Role.CONTROLLER)


def may_record_any_investment(actor: Actor) -> bool:
    return actor.has(Role.CONTROLLER)


def may_lead_investment(actor: Actor, unit: Unit) -> bool:
    """The project's unit's manager or one above judges it, and keeps its texts."""
    return actor.covers(unit.pk, Role.MANAGER)
