"""How far an activity has come: the quick note that is made often."""

from django.utils.translation import gettext as _

from goals import rules
from goals.actions import checks
from goals.models import ItemState, PlanItem
from goals.queries.scales import activity_scale
from sala_styr.errors import RuleBroken
from sala_styr.history import recording
from sala_styr.organisation.actor import Actor
from sala_styr.organisation.rules import require


def set_activity_status(actor: Actor, item: PlanItem, status: str) -> PlanItem:
    """Note how far the activity has come. The last note stands; the history keeps them all. The same note again changes nothing."""
    require(rules.may_write(actor, item.step, item.owner_id), rules.who_may_write(item.step, item.owner))
    step = next((step for step in activity_scale(item).offered(item.activity_status) if step.key == status), None)
    if step is None:
        raise RuleBroken(_("Välj hur långt det har kommit."))
    with recording(actor, _("Noterade: %(status)s") % {"status": step.word}):
        item = checks.fetch(item.pk)
        if not item.step.is_activity:
            raise RuleBroken(_("Bara det som genomförs har ett läge: det har start, slut och en ansvarig."))
        if item.state != ItemState.ACTIVE:
            raise RuleBroken(_("”%(title)s” är avslutat.") % {"title": item.title})
        if item.activity_status != status:
            item.activity_status = status
            item.version += 1
            item.save(update_fields=["activity_status", "version"])
    return item
