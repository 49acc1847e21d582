"""Registering decisions, having them verified by somebody else, and opening years."""

from datetime import date

from django.utils import timezone
from django.utils.translation import gettext as _

from sala_styr.decisions.models import Decision, Year, YearState
from sala_styr.decisions.rules import may_register_decision, may_steer_years, may_verify
from sala_styr.errors import RuleBroken
from sala_styr.history import recording
from sala_styr.organisation.actor import Actor
from sala_styr.organisation.models import Unit
from sala_styr.organisation.rules import require, require_own_hand


def register_decision(
    actor: Actor, body: Unit, day: date, paragraph: int, title: str, *, registry_number: str = "", minutes_url: str = ""
) -> Decision:
    """Register a decision that ``body`` has made. Raises RuleBroken when it is already registered or lies in the future."""
    require_own_hand(actor)
    require(
        may_register_decision(actor, body),
        _("Beslut av %(body)s antecknas av dess ordförande eller av en controller.") % {"body": body.name},
    )
    if day > timezone.localdate():
        raise RuleBroken(_("Beslutsdatumet ligger i framtiden. Anteckna beslutet när det är fattat."), field="date")
    if Decision.objects.filter(body=body, date=day, paragraph=paragraph).exists():
        raise RuleBroken(
            _("%(body)s beslut den dagen med § %(n)s finns redan.") % {"body": body.label, "n": paragraph},
            field="paragraph",
        )
    with recording(actor, _("Antecknade beslutet")):
        return Decision.objects.create(
            body=body,
            date=day,
            paragraph=paragraph,
            title=title,
            registry_number=registry_number,
            minutes_url=minutes_url,
        )


def verify_decision(actor: Actor, decision: Decision) -> Decision:
    """Somebody else than the one who registered it has held the decision against the minutes. Once done it stands.

    Raises Refused for others than those who may register it, and for the one who did.
    """
    require_own_hand(actor)
    with recording(actor, _("Stämde av beslutet mot protokollet")):
        found = Decision.objects.select_for_update(of=("self",)).select_related("body").get(pk=decision.pk)
        if found.verified_at:
            return found
        require(
            may_verify(actor, found),
            _(
                "Ett beslut av %(body)s stäms av mot protokollet av ordföranden eller en controller, dock inte av den som antecknade det."
            )
            % {"body": found.body.name},
        )
        found.verified_by, found.verified_at = actor.user, timezone.now()
        found.save()
    return found


def set_year_state(actor: Actor, year: int, state: str) -> Year:
    """Open, close or plan ``year``; it is made when it does not exist."""
    require_own_hand(actor)
    require(may_steer_years(actor), _("Åren öppnas och avslutas av en controller."))
    with recording(actor, _("Ändrade årets läge till %(state)s") % {"state": YearState(state).label}):
        found, _created = Year.objects.get_or_create(year=year)
        if found.state != state:
            found.state = state
            found.save(update_fields=["state"])
    return found
