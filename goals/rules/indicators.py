"""Who may do what with indicators: the owner of what is measured decides what; the outcome is a fact that more may enter."""

from django.utils.translation import gettext as _

from goals.models import Indicator, ItemState, PlanItem, QualityFactor
from goals.rules.plan import may_edit_statutory, may_record_outcome, may_write, who_may_write
from sala_styr.organisation.actor import Actor
from sala_styr.organisation.models import OFFICIALS, Role, Unit

Home = PlanItem | QualityFactor
"""What an indicator belongs to. It must have come with its owner: an item with step and owner, a factor with its mission's unit."""


def home_of(indicator: Indicator) -> Home:
    """The part of the plan, or the quality factor, that the indicator measures."""
    home: Home = indicator.item if indicator.item_id else indicator.quality_factor  # type: ignore[assignment]
    return home


def owner_of(home: Home) -> Unit:
    return home.owner if isinstance(home, PlanItem) else home.mission.unit


def may_measure(actor: Actor, home: Home) -> bool:
    """May ``actor`` say what is measured here, and with what target? A factor's indicators are the managers' of the unit."""
    if isinstance(home, PlanItem):
        return may_write(actor, home.step, home.owner_id) and home.state != ItemState.ENDED
    return may_edit_statutory(actor, home.mission.unit_id)


def may_record(actor: Actor, home: Home) -> bool:
    """May ``actor`` enter outcomes, and accept or change what they propose?"""
    if isinstance(home, PlanItem):
        return may_record_outcome(actor, home.step, home.owner_id)
    return actor.covers(home.mission.unit_id, *OFFICIALS, Role.CONTROLLER)


def may_set_target(actor: Actor, home: Home, has_one: bool) -> bool:
    """The target is the owner's; of what is decided it is part of the decision once it is set."""
    if not may_measure(actor, home):
        return False
    return not (has_one and isinstance(home, PlanItem) and home.state == ItemState.DECIDED)


def may_use_kolada(actor: Actor) -> bool:
    """Facts about all municipalities are brought in by a controller or an administrator."""
    return actor.has(Role.CONTROLLER, Role.ADMINISTRATOR)


def who_may_measure(home: Home) -> str:
    """The sentence for somebody who may not: who may."""
    if isinstance(home, PlanItem):
        if home.state == ItemState.ENDED:
            return _("”%(title)s” är avslutat och kan inte ändras.") % {"title": home.title}
        return who_may_write(home.step, home.owner)
    return _("Indikatorer för grunduppdraget väljs av en chef för %(unit)s.") % {"unit": home.mission.unit.name}


def who_may_record(home: Home) -> str:
    return _("Utfall för %(owner)s skrivs in av %(owner)s, av tjänstepersoner där eller av en controller.") % {
        "owner": owner_of(home).name
    }


def who_may_use_kolada() -> str:
    return _("Uppgifter från Kolada läses in av en controller eller systemförvaltaren.")
