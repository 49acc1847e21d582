"""The five-minute update: how far an activity has come, a line about it, and what comes next."""

from django.utils.translation import gettext as _

from followup.models import ActivityNote
from goals import rules
from goals.actions.activity import set_activity_status
from goals.models import ItemState, PlanItem
from sala_styr.errors import RuleBroken
from sala_styr.history import recording
from sala_styr.organisation.actor import Actor
from sala_styr.organisation.rules import require


def update_activity(actor: Actor, item: PlanItem, *, status: str = "", line: str = "", upcoming: str = "") -> bool:
    """Note ``status`` when it is another ("" leaves it), and keep the words when they are not what was last said. Did anything change?

    Raises Refused for others than the owner's officials, RuleBroken for a status that the scale lacks or an activity that has ended.
    """
    require(rules.may_write(actor, item.step, item.owner_id), rules.who_may_write(item.step, item.owner))
    if not item.step.is_activity or item.state != ItemState.ACTIVE:
        raise RuleBroken(_("”%(title)s” är avslutat.") % {"title": item.title})
    line, upcoming = " ".join(line.split()), " ".join(upcoming.split())
    with recording(actor, _("Uppdaterade aktiviteten")):
        moved = bool(status) and status != item.activity_status
        if moved:
            item = set_activity_status(actor, item, status)
        said = _says_more(item, line, upcoming)
        if said:
            ActivityNote.objects.create(
                activity=item, status=item.activity_status, line=line, upcoming=upcoming, written_by=actor.user
            )
    return moved or said


def _says_more(item: PlanItem, line: str, upcoming: str) -> bool:
    """Are these words, and others than the last? Sent twice they are kept once."""
    if not line and not upcoming:
        return False
    last = ActivityNote.objects.filter(activity=item).first()
    return last is None or (last.line, last.upcoming) != (line, upcoming)
