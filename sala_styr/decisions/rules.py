"""Who may register a political decision, verify that it is as the minutes have it, and steer the years."""

from django.conf import settings
from django.utils.translation import gettext as _

from sala_styr.decisions.models import Decision
from sala_styr.errors import RuleBroken
from sala_styr.organisation.actor import Actor
from sala_styr.organisation.models import Role, Unit


def may_register_decision(actor: Actor, body: Unit) -> bool:
    """The chair of the body itself, or a controller who writes the minutes' reference into the system."""
    return body.is_political and (actor.holds(body.pk, Role.CHAIR) or actor.covers(body.pk, Role.CONTROLLER))


def registered_by_id(decision: Decision) -> int | None:
    """The person who wrote the decision into the system; None when the system did. One query."""
    found: int | None = (
        decision.history.filter(history_type="+").order_by("pk").values_list("history_user_id", flat=True).first()
    )
    return found


def may_verify(actor: Actor, decision: Decision) -> bool:
    """Somebody else of those who may register it: two persons for what most rests on (OWASP ASVS 5.0, 2.3.5). At most one query."""
    if decision.verified_at or not may_register_decision(actor, decision.body):
        return False
    return actor.user is not None and actor.user.pk != registered_by_id(decision)


def require_verified(decision: Decision) -> None:
    """Raises RuleBroken where two persons are asked for (``SALA_TWO_PERSONS``) and only one has seen to the decision."""
    if settings.SALA_TWO_PERSONS and not decision.verified_at:
        raise RuleBroken(
            _(
                "Beslutet %(decision)s är bara antecknat av en person. Be ordföranden eller en annan controller stämma av det mot protokollet först."
            )
            % {"decision": decision},
            field="decision",
        )


def may_steer_years(actor: Actor) -> bool:
    """Controllers administer years and periods (issue: the wall)."""
    return actor.has(Role.CONTROLLER)
