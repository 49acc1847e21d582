"""Who may say which goals of Agenda 2030 a thing serves: those who write the thing. A link is no part of a decided text, so it may be made later too."""

from django.utils.translation import gettext as _

from goals.models import CoreMission, Indicator, ItemState, PlanItem
from goals.rules.indicators import home_of, may_measure, who_may_measure
from goals.rules.plan import may_edit_statutory, may_write, who_may_write
from sala_styr.organisation.actor import Actor

Linked = PlanItem | Indicator | CoreMission
"""What can serve a goal. It must have come with its owner: an item with step and owner, an indicator with its home, a mission with its unit."""


def may_link(actor: Actor, thing: Linked) -> bool:
    if isinstance(thing, PlanItem):
        return may_write(actor, thing.step, thing.owner_id) and thing.state != ItemState.ENDED
    if isinstance(thing, Indicator):
        return may_measure(actor, home_of(thing))
    return may_edit_statutory(actor, thing.unit_id)


def who_may_link(thing: Linked) -> str:
    """The sentence for somebody who may not: who may."""
    if isinstance(thing, PlanItem):
        if thing.state == ItemState.ENDED:
            return _("”%(title)s” är avslutat och kan inte ändras.") % {"title": thing.title}
        return who_may_write(thing.step, thing.owner)
    if isinstance(thing, Indicator):
        return who_may_measure(home_of(thing))
    return _("Kopplingar till Agenda 2030 görs av en chef för %(unit)s.") % {"unit": thing.unit.name}
