"""Who may bring in files about the plan: those who may write something in it. What each row may change is asked row by row."""

from django.utils.translation import gettext as _

from sala_styr.organisation.actor import Actor
from sala_styr.organisation.models import ELECTED, OFFICIALS, Role


def may_bring_in(actor: Actor) -> bool:
    """Those who write in the plan, and controllers, who enter outcomes."""
    return actor.has(*ELECTED, *OFFICIALS, Role.CONTROLLER)


def who_may_bring_in() -> str:
    return _("Filer läses in av dem som skriver i planen: förtroendevalda, chefer, medarbetare och controller.")
