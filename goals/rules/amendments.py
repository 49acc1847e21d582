"""Who may prepare a plan amendment, and who may let it into the plan."""

from django.utils.translation import gettext as _

from goals.models import Amendment, AmendmentState
from goals.models.amendment import prepares_for
from sala_styr.organisation.actor import Actor
from sala_styr.organisation.models import ELECTED, OFFICIALS, Role, Unit


def may_prepare(actor: Actor, owner_id: int) -> bool:
    """The owner's writers: a body's elected representatives, or officials of the unit or of one above it."""
    return actor.holds(owner_id, *ELECTED) or actor.covers(owner_id, *OFFICIALS)


def may_prepare_any(actor: Actor) -> bool:
    return actor.system or bool(prepares_for(actor))


def who_may_prepare(owner: Unit) -> str:
    return _("Planändringar för %(owner)s förbereds av dem som skriver i planen där.") % {"owner": owner.name}


def may_work_on(actor: Actor, amendment: Amendment) -> bool:
    """Right and state together: what is merged or dropped is only read."""
    return may_prepare(actor, amendment.owner_id) and amendment.state == AmendmentState.OPEN


def may_merge(actor: Actor, amendment: Amendment, is_decided: bool) -> bool:
    """Changing what a body has decided takes its chair; the rest its writers."""
    if is_decided:
        return actor.holds(amendment.owner_id, Role.CHAIR)
    return may_prepare(actor, amendment.owner_id)


def who_may_merge(owner: Unit) -> str:
    return _("Planändringen rör det som %(owner)s har beslutat. Den förs in av ordföranden där.") % {
        "owner": owner.name
    }
