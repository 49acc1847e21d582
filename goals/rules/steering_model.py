"""Who may change the steering model: the administrator. Everybody reads it: it says how the municipality steers."""

from django.utils.translation import gettext as _

from sala_styr.organisation.actor import Actor
from sala_styr.organisation.models import Role


def may_edit_steering_model(actor: Actor) -> bool:
    return actor.has(Role.ADMINISTRATOR)


def who_may_edit_steering_model() -> str:
    """The sentence for somebody who may not."""
    return _("Styrmodellen ändras av systemförvaltaren, när kommunfullmäktige har bestämt hur kommunen ska styra.")
