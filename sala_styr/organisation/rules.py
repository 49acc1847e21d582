"""Who may change the organisation: the administrator."""

from django.utils.translation import gettext as _

from sala_styr.errors import Refused
from sala_styr.organisation.actor import Actor
from sala_styr.organisation.models import Role


def may_administer(actor: Actor) -> bool:
    return actor.has(Role.ADMINISTRATOR)


def require(allowed: bool, reason: str) -> None:
    """Raise Refused with ``reason`` unless ``allowed``. ``reason`` says who may instead."""
    if not allowed:
        raise Refused(reason)


def require_administrator(actor: Actor) -> None:
    require(
        may_administer(actor),
        _("Organisationen och uppdragen sköts av systemförvaltaren. Hör av dig dit om något behöver ändras."),
    )
