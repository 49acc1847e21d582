"""Who asks and for what: the first line of every view of one item."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse

from goals.models import Indicator, PlanItem
from goals.past import refuse_to_change_the_past
from goals.queries import visible_item
from goals.queries.indicators import visible_indicator
from sala_styr.decisions.queries import year_from
from sala_styr.organisation.actor import Actor


def acting(request: HttpRequest) -> Actor:
    """The person who asks. Raises RuleBroken when they would change something on a page that shows the past."""
    refuse_to_change_the_past(request)
    return request.actor  # type: ignore[attr-defined]


def item_or_404(request: HttpRequest, pk: int) -> PlanItem:
    """The item, if this person may see it."""
    item = visible_item(acting(request), pk)
    if item is None:
        raise Http404
    return item


def indicator_or_404(request: HttpRequest, pk: int) -> Indicator:
    """The indicator, if this person may see what it belongs to. Comes with that and its owner."""
    indicator = visible_indicator(acting(request), pk)
    if indicator is None:
        raise Http404
    return indicator


def item_year(request: HttpRequest, item: PlanItem) -> int:
    """The year in use, or the nearest one in which the item is in the plan."""
    return min(max(year_from(request), item.first_year), item.last_year)


def item_address(item: PlanItem | int, anchor: str = "") -> str:
    pk = item.pk if isinstance(item, PlanItem) else item
    return reverse("goals:item", args=[pk]) + (f"#{anchor}" if anchor else "")


def to_item(item: PlanItem | int, anchor: str = "") -> HttpResponse:
    """Back to the item's page after a change."""
    return redirect(item_address(item, anchor))
