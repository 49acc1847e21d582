"""Who may change the organisation: the administrator."""

from django.utils.translation import gettext as _

from sala_styr.errors import Refused
from sala_styr.organisation.actor import Actor
from sala_styr.organisation.models import Role


def require_own_hand(actor: Actor, decided: object = True) -> None:
    """Raise Refused where somebody helps: what a person decides, or vouches for with their name, they do themselves.

    ``decided``: the decision that comes along, where there need not be one; nothing is asked for None.
    """
    if actor.helped is not None and decided is not None:
        raise Refused(
            _("Det här gör %(person)s själv. Du kan hjälpa till med allt som kommer före.")
            % {"person": actor.helped.person}
        )


def may_administer(actor: Actor) -> bool:
    return actor.has(Role.ADMINISTRATOR)


def require(allowed: bool, reason: str) -> None:
    """Raise Refused with ``reason`` unless ``allowed``. ``reason`` says who may instead."""
    if not allowed:
        raise Refused(reason)


def require_administrator(actor: Actor) -> None:
    """Raise Refused for others, and for an administrator in whose place somebody else acts: nobody gives rights in another's name."""
    require_own_hand(actor)
    require(
        may_administer(actor),
        _("Organisationen och uppdragen sköts av systemförvaltaren. Hör av dig dit om något behöver ändras."),
    )
