"""How far an activity has come: the quick note that is made often."""

from django.utils.translation import gettext as _

from goals import rules
from goals.actions import checks
from goals.models import ActivityStatus, ItemState, PlanItem
from sala_styr.errors import RuleBroken
from sala_styr.history import recording
from sala_styr.organisation.actor import Actor
from sala_styr.organisation.rules import require


def set_activity_status(actor: Actor, item: PlanItem, status: str) -> PlanItem:
    """Note how far the activity has come. The last note stands; the history keeps them all. The same note again changes nothing."""
    require(rules.may_write(actor, item.step, item.owner_id), rules.who_may_write(item.step, item.owner))
    if status not in ActivityStatus.values:
        raise RuleBroken(_("Välj hur långt aktiviteten har kommit."))
    with recording(actor, _("Noterade: %(status)s") % {"status": ActivityStatus(status).label}):
        item = checks.fetch(item.pk)
        if not item.step.is_activity:
            raise RuleBroken(_("Bara aktiviteter har ett genomförandeläge."))
        if item.state != ItemState.ACTIVE:
            raise RuleBroken(_("Aktiviteten är avslutad."))
        if item.activity_status != status:
            item.activity_status = status
            item.version += 1
            item.save(update_fields=["activity_status", "version"])
    return item
