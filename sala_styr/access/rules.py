"""Who may do what with others' log-ins."""

from django.utils.translation import gettext as _

from sala_styr.organisation.actor import Actor
from sala_styr.organisation.models import Role
from sala_styr.organisation.rules import require


def may_read_log(actor: Actor) -> bool:
    """Administrators, who answer for it, and auditors, who look after them."""
    return actor.has(Role.ADMINISTRATOR, Role.AUDITOR)


def require_log_reader(actor: Actor) -> None:
    require(may_read_log(actor), _("Inloggningsloggen läses av systemförvaltare och revisorer."))
