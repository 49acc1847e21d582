"""A file about the plan brought in: everything in one transaction, with a history row for each part, or nothing at all."""

from django.utils.translation import gettext as _

from goals.exchange.more_parents import add_links
from goals.exchange.plan_in import Draft, PlanReader
from goals.exchange.understood import Understood
from goals.models import PlanItem
from sala_styr import history, trees
from sala_styr.errors import RuleBroken
from sala_styr.history import recording
from sala_styr.organisation.actor import Actor
from sala_styr.tables import Sheet


def bring_in_plan(actor: Actor, sheet: Sheet, filename: str) -> Understood:
    """Write what the file says, read anew under the tree's lock. Raises RuleBroken, with nothing written, when a row has a problem by then."""
    with recording(actor, _("Läste in planen ur %(file)s") % {"file": filename}), trees.tree_lock(PlanItem):
        reader = PlanReader(actor, sheet, lock=True)
        if reader.understood.problems:
            raise RuleBroken(
                _("Planen har ändrats sedan du granskade filen. Granska den igen: det som hindrar står där.")
            )
        _plant([draft for draft in reader.drafts if draft.line.is_new])
        changed = [draft for draft in reader.drafts if draft.line.changes]
        _change([draft for draft in changed if not draft.line.is_new and (draft.changed or draft.moves)])
        add_links(reader.drafts)
    return reader.understood


def _plant(drafts: list[Draft]) -> None:
    places = {id(draft.item): index for index, draft in enumerate(drafts)}
    parents = [places.get(id(draft.above)) if draft.above is not None else None for draft in drafts]
    above = {
        index: draft.above.pk
        for index, draft in enumerate(drafts)
        if parents[index] is None and draft.above is not None
    }
    trees.plant(PlanItem, [draft.item for draft in drafts], parents, above)


def _change(drafts: list[Draft]) -> None:
    names = sorted({name for draft in drafts for name in draft.changed})
    for draft in drafts:
        draft.item.version += 1
    history.bulk_update(PlanItem, [draft.item for draft in drafts], [*names, "version"])
    moved = {draft.item.pk: draft.above.pk if draft.above else None for draft in drafts if draft.moves}
    if moved:
        trees.move_many(PlanItem, moved)
