"""What a part of the plan answers to besides its place in the tree ("svarar också på"). A file adds such links; it never takes one away."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from goals.actions import checks
from goals.models import ItemState, ParentLink, PlanItem
from sala_styr import history
from sala_styr.errors import RuleBroken

if TYPE_CHECKING:
    from goals.exchange.plan_in import Draft


def linked(item: PlanItem) -> str | None:
    """What the cell says: the ids, ``12, 15``. The item must have come with its links."""
    ids = sorted(link.above_id for link in item.links_up.all())
    return ", ".join(map(str, ids)) or None


def parts(text: str) -> list[str]:
    """The ids, names or rows that a cell names: ``12, ny1, rad 7``."""
    return [part.strip() for part in text.replace(";", ",").split(",") if part.strip()]


def added(text: str, before: str | None) -> list[str]:
    """What the file names that is not linked already."""
    there = set(parts(before or ""))
    return [part for part in dict.fromkeys(parts(text)) if part not in there]


def check_links(draft: "Draft", fitting: set[tuple[int, int]]) -> None:
    """The rules of linking one by one (goals.actions.links). Raises RuleBroken.

    ``fitting``: the pairs of levels that have been found to fit, so that each is asked about once in a file.
    """
    item = draft.item
    above = draft.above if draft.line.is_new or draft.moves else item.parent
    if not item.step.many_parents:
        raise RuleBroken(
            _("%(the)s svarar bara på en sak. Låt cellen vara tom.") % {"the": checks.the_level(item.step)}
        )
    for target in draft.linked:
        if target.step_id is None:  # a row with a problem of its own: that is told there
            continue
        if target is item or target is above or (target.pk is not None and above is not None and target.pk == above.pk):
            raise RuleBroken(_("”%(title)s” svarar raden redan på.") % {"title": target.title})
        if (item.step_id, target.step_id) not in fitting or target.state == ItemState.ENDED:
            checks.check_link(item.step, target)
            fitting.add((item.step_id, target.step_id))
        checks.check_years(item.first_year, item.last_year, target)


def add_links(drafts: Sequence["Draft"]) -> None:
    """Write the new links, with history, when every row is in its place."""
    rows = [ParentLink(item=draft.item, above=target) for draft in drafts for target in draft.linked]
    if rows:
        history.bulk_create(ParentLink, rows)
