"""Who may open a year, and take a single part along into it."""

from django.utils.translation import gettext as _

from goals.models import ItemState, PlanItem
from goals.rules.plan import may_write
from sala_styr.decisions.rules import may_steer_years
from sala_styr.organisation.actor import Actor


def may_open_year(actor: Actor) -> bool:
    """Those who steer the years."""
    return may_steer_years(actor)


def who_may_open_year() -> str:
    return _("Ett nytt år öppnas av en controller.")


def may_carry(actor: Actor, item: PlanItem) -> bool:
    """The owner may take a part of theirs along, as long as it has not been ended."""
    return item.state != ItemState.ENDED and may_write(actor, item.step, item.owner_id)
