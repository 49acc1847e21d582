"""Bringing in a file of detail budgets: every unit that it names, all or none, in one transaction; and that taken back again."""

from dataclasses import dataclass

from django.db.models import Count
from django.utils.translation import gettext as _

from budget.actions.grid import RowErrors, Saved, save_rows, take_back
from budget.actions.locks import year_lock
from budget.budget_files.compare import BudgetPlan, plan_for
from budget.budget_files.lines import FileRead
from budget.models import DetailLine
from budget.queries.detail import net_of
from budget.queries.structure import Structure
from sala_styr.errors import RuleBroken
from sala_styr.history import recording
from sala_styr.organisation.actor import Actor
from sala_styr.organisation.models import Unit

MOST_TOLD = 5


class BudgetLost(Exception):
    """What lies in the database is not what the file said. A fault of ours; the transaction is rolled back."""


@dataclass(frozen=True)
class BroughtIn:
    """What was written, per unit. ``first`` and ``last``: the history rows by which it is taken back; None when nothing was changed."""

    saved: tuple[tuple[Unit, Saved], ...]

    @property
    def first(self) -> int | None:
        return min((each.first for _unit, each in self.saved if each.first is not None), default=None)

    @property
    def last(self) -> int | None:
        return max((each.last for _unit, each in self.saved if each.last is not None), default=None)


def bring_in_budget(
    actor: Actor,
    tree: Structure,
    scope: Unit,
    year: int,
    read: FileRead,
    filename: str,
    *,
    remove_missing: bool = False,
) -> BroughtIn:
    """Write what the file says in the detail budgets of ``scope`` and all below it, by the grid's own action: its rights, rules, locks and history.

    Raises RuleBroken when anything in the file is refused (``BudgetPlan.refused``), Refused as the grid does. Then nothing is written.
    """
    reason = _("Läste in detaljbudgeten ur %(file)s") % {"file": filename}
    with recording(actor, reason), year_lock(year):
        plan = plan_for(actor, tree, scope, year, read, remove_missing=remove_missing)
        if plan.refused:
            raise RuleBroken(_told(plan))
        saved = []
        for each in plan.units:
            if each.changes:
                saved.append((each.unit, _saved(actor, each.unit, year, each.changes, reason)))
                stored = net_of(each.unit, year)
                if stored != each.after:
                    raise BudgetLost(f"{stored} öre stored, {each.after} öre meant for {each.unit.code}")
    return BroughtIn(tuple(saved))


def _saved(actor: Actor, unit: Unit, year: int, changes: list, reason: str) -> Saved:
    try:
        return save_rows(actor, unit, year, changes, reason)
    except RowErrors as wrong:
        said = [words for by_field in wrong.by_row.values() for words in by_field.values()]
        raise RuleBroken(f"{unit.name}: {' '.join(said[:MOST_TOLD])}") from wrong


def _told(plan: BudgetPlan) -> str:
    refused = plan.refused
    told = " ".join(refusal.message for _unit, refusal in refused[:MOST_TOLD])
    more = len(refused) - MOST_TOLD
    return told + (_(" … och %(n)s fel till.") % {"n": more} if more > 0 else "")


def take_back_file(actor: Actor, tree: Structure, year: int, first: int, last: int) -> int:
    """Take back what one file did, in every unit, named by its history rows. Returns how many units. All or nothing.

    Raises what ``take_back`` does: Refused, RuleBroken (locked, closed, somebody else's), EditConflict when a line has been changed since.
    """
    with recording(actor, _("Tog tillbaka den inlästa detaljbudgeten")), year_lock(year):
        touched = written_by(year, first, last)
        if not touched:
            raise RuleBroken(_("Det finns inget av dig att ta tillbaka här."))
        for unit_id in touched:
            take_back(actor, tree.by_id[unit_id], year, first, last)
    return len(touched)


def written_by(year: int, first: int, last: int) -> dict[int, dict[str, int]]:
    """Unit id → how many lines were added (+), changed (~) and removed (-) by those history rows. One query."""
    steps = DetailLine.history.filter(year=year, history_id__gte=first, history_id__lte=last).order_by("unit_id")
    found: dict[int, dict[str, int]] = {}
    for unit_id, kind, count in steps.values_list("unit_id", "history_type").annotate(Count("history_id")):
        found.setdefault(unit_id, {"+": 0, "~": 0, "-": 0})[kind] = count
    return found
