"""What budget proposals add to pages of others: the measures that would touch a part of the plan or a unit, while the round is open."""

from django.http import HttpRequest
from django.utils.translation import gettext as _

from budget.queries.structure import structure
from budget.queries.touching_measures import Touching, touching_item, touching_unit
from goals.models import PlanItem
from sala_styr.organisation.actor import Actor
from sala_styr.organisation.models import Unit
from sala_styr.shell.contributions import Panel, contribute


@contribute("plan_item", 24)
def item_proposals(request: HttpRequest, item: PlanItem, year: int) -> Panel | None:
    """Measures about the part or those below it. Five queries at most."""
    actor: Actor = request.actor  # type: ignore[attr-defined]
    return _panel(touching_item(actor, item)) if actor.is_known else None


@contribute("unit", 33)
def unit_proposals(request: HttpRequest, unit: Unit, year: int) -> Panel | None:
    """Measures on the unit, those below it or what they own of the plan. Six queries at most."""
    actor: Actor = request.actor  # type: ignore[attr-defined]
    return _panel(touching_unit(actor, unit, structure())) if actor.is_known else None


def _panel(found: list[Touching]) -> Panel | None:
    if not found:
        return None
    return Panel(_("I öppna budgetförslag"), "budget/panels/proposals.html", {"touching": found}, anchor="forslag")
