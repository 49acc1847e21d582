"""In which order siblings are read. The order is the plan's own: it says nothing of rank and changes no text, so what is decided can be ordered too."""

from django.utils.translation import gettext as _

from goals import rules
from goals.actions import checks
from goals.models import PlanItem
from sala_styr import trees
from sala_styr.errors import RuleBroken
from sala_styr.history import recording
from sala_styr.organisation.actor import Actor
from sala_styr.organisation.rules import require


def order_item(actor: Actor, item: PlanItem, neighbour: PlanItem, *, after: bool) -> PlanItem:
    """Let the item, with all below it, stand right before or after ``neighbour``, a sibling of the same level.

    Which neighbour is said and not how many steps, so that two who order at the same time do not undo each other.
    """
    require(rules.may_write(actor, item.step, item.owner_id), rules.who_may_write(item.step, item.owner))
    with recording(actor, _("Ändrade ordningen")), trees.tree_lock(PlanItem):
        item, beside = checks.fetch(item.pk), checks.fetch(neighbour.pk)
        if item.step_id != beside.step_id:
            raise RuleBroken(_("Ordningen ändras mellan delar av samma slag."))
        return trees.place_beside(PlanItem, item.pk, beside.pk, after=after)
