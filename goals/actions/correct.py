"""Correcting what stands in closed years: a new wording in the same years, with the reason. The old one stays to be read."""

from typing import Any

from django.utils.translation import gettext as _

from goals import rules
from goals.actions import checks
from goals.actions.wordings import copy_links, take_over
from goals.models import ItemState, PlanItem
from sala_styr import trees
from sala_styr.decisions.models import Decision
from sala_styr.decisions.queries import all_closed
from sala_styr.errors import RuleBroken
from sala_styr.history import recording
from sala_styr.organisation.actor import Actor
from sala_styr.organisation.rules import require, require_own_hand

CORRECTED = ("title", "description", "responsible", "area", "start_date", "end_date")
KEPT = ("step", "owner", "first_year", "last_year", "activity_status", "copied_from")


def correct_item(
    actor: Actor, item: PlanItem, version: int, reason: str, decision: Decision | None = None, **changes: Any
) -> PlanItem:
    """Make a corrected wording of what is valid only in closed years. What hung on the old one hangs on it; the old is ended and kept.

    What a body has decided is corrected with a ``decision`` of that body. Raises RuleBroken where nothing differs.
    """
    require_own_hand(actor, decision)
    who = rules.who_may_decide(item.owner) if item.step.needs_decision else rules.who_may_write(item.step, item.owner)
    require(rules.may_correct(actor, item.step, item.owner_id), who)
    with recording(actor, _("Rättade i efterhand: %(reason)s") % {"reason": reason}), trees.tree_lock(PlanItem):
        item = checks.fetch(item.pk, version)
        require_correctable(item)
        _check_decision(item, decision)
        changed = {name: value for name, value in changes.items() if name in CORRECTED and getattr(item, name) != value}
        if not changed:
            raise RuleBroken(_("Inget skiljer från det som står. Ändra det som ska rättas."))
        ended_by = item.end_decision
        kept = {name: getattr(item, name) for name in (*CORRECTED, *KEPT)}
        new = PlanItem(**(kept | changed), state=item.state, replaces=item)
        new.decision = decision if item.step.needs_decision else None
        new.end_decision = ended_by if item.state == ItemState.ENDED else None
        checks.check_dates(new.start_date, new.end_date)
        new = copy_links(item, trees.insert(new, item.parent_id))
        take_over(checks.fetch(item.pk), new)
        return PlanItem.objects.get(pk=new.pk)


def require_correctable(item: PlanItem) -> None:
    """Raises RuleBroken where it is to be changed in another way, and says which."""
    if item.state == ItemState.DRAFT:
        raise RuleBroken(_("”%(title)s” är ett utkast. Det går att ändra direkt.") % {"title": item.title})
    if item.replaced_by.exclude(state=ItemState.DRAFT).exists():
        raise RuleBroken(
            _("”%(title)s” har redan ersatts av en nyare lydelse. Rätta den i stället.") % {"title": item.title}
        )
    if not all_closed(item.first_year, item.last_year):
        raise RuleBroken(
            _("”%(title)s” gäller även år som inte är avslutade. Ändra på vanligt sätt.") % {"title": item.title}
        )


def _check_decision(item: PlanItem, decision: Decision | None) -> None:
    if not item.step.needs_decision:
        return
    if decision is None:
        raise RuleBroken(_("Det som är beslutat rättas med ett beslut. Välj vilket."), field="decision")
    checks.check_decision(item.owner, decision)
