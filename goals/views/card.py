"""The card beside a chosen row of the tree: what one most often wants to know of it, and the ways on."""

import json
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_safe

from goals.models import PlanItem
from goals.queries import way_up
from goals.queries.choices import steps_below
from goals.queries.planning import links_up, steps_of
from goals.rules import offered
from goals.sentence import way_up_sentence
from goals.timing import timing_note
from goals.views.fetching import acting, item_address, item_or_404, item_year
from sala_styr.decisions.queries import all_closed
from sala_styr.shell.addresses import page_query
from sala_styr.shell.contributions import panels, thread_values

CARD_FIELD = "valt"


@require_safe
def card(request: HttpRequest, pk: int) -> HttpResponse:
    """The card alone, for htmx; the address of the page then says which row is chosen. Without htmx: the item's page."""
    found = item_or_404(request, pk)
    if not request.htmx:  # type: ignore[attr-defined]
        return redirect(item_address(found))
    return show_card(request, found, focus="fokus" in request.GET)


def show_card(request: HttpRequest, found: PlanItem, *, focus: bool) -> HttpResponse:
    """The card, put in its place. ``focus``: move there, for those who came by the keyboard."""
    query = page_query(request).copy()
    asked: Any = request
    asked.GET = query  # the year is the page's
    query[CARD_FIELD] = str(found.pk)
    response = render(request, "goals/card.html", card_context(request, found))
    response["HX-Retarget"], response["HX-Reswap"] = "#kort", "innerHTML"
    response["HX-Replace-Url"] = f"{reverse('goals:thread')}?{query.urlencode(safe=',')}"
    response["HX-Trigger-After-Settle"] = json.dumps({"kort": {"pk": found.pk, "fokus": focus}})
    return response


def card_context(request: HttpRequest, found: PlanItem) -> dict[str, Any]:
    """What the card shows. A constant number of queries."""
    actor, year = acting(request), item_year(request, found)
    offer = offered(actor, found, all_closed(found.first_year, found.last_year))
    closed = request.GET.copy()
    closed.pop(CARD_FIELD, None)
    status = thread_values(request, year, found).get("status")
    return {
        "item": found,
        "year": year,
        "offer": offer,
        "sentence": way_up_sentence(found, way_up(found)),
        "assessment": status.get(found.pk) if status is not None else None,
        "timing": timing_note(found),
        "steps": steps_of(found) if found.step.is_activity else [],
        "links": links_up(found, actor),
        "new_steps": steps_below(actor, found, year),
        "panels": panels("plan_card", request, found, year),
        "closed_address": f"{reverse('goals:thread')}?{closed.urlencode(safe=',')}",
    }


def chosen_card(request: HttpRequest) -> dict[str, Any] | None:
    """The card that the page's address asks for, None for no card: so that a chosen row can be shared."""
    asked = request.GET.get(CARD_FIELD, "")
    if not (asked.isascii() and asked.isdigit()) or len(asked) > 18:
        return None
    found = PlanItem.objects.visible_to(acting(request)).filter(pk=int(asked)).exists()
    return card_context(request, item_or_404(request, int(asked))) if found else None
