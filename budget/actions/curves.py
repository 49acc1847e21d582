"""Curves of a unit's own: how a year falls on the months there, where none of the usual ones fits."""

from collections.abc import Sequence

from django.utils.translation import gettext as _

from budget.actions.detail import require_manager
from budget.curves import HEAVIEST
from budget.models import MONTHS, Curve
from sala_styr.errors import RuleBroken
from sala_styr.history import recording
from sala_styr.organisation.actor import Actor
from sala_styr.organisation.models import Unit


def make_curve(actor: Actor, unit: Unit, name: str, weights: Sequence[int]) -> Curve:
    """Make a curve of twelve whole weights, January first; only what they are to each other counts.

    Raises Refused, or RuleBroken (``field``) for a name that is taken above or here, and for weights that nothing can be spread by.
    """
    require_manager(actor, unit)
    name = name.strip()
    if len(weights) != len(MONTHS) or min(weights) < 0 or max(weights) > HEAVIEST or not sum(weights):
        raise RuleBroken(_("Skriv minst en månad som är större än 0. Ingen månad kan vara mindre än 0."))
    with recording(actor, _("Gjorde kurvan")):
        if Curve.objects.filter(unit__in=unit.get_ancestors(include_self=True), name__iexact=name).exists():
            raise RuleBroken(_("Det finns redan en kurva som heter så. Välj ett annat namn."), field="name")
        return Curve.objects.create(unit=unit, name=name, weights=list(weights))
