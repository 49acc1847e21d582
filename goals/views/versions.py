"""The wordings of a part of the plan, and what differs between two of them."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from goals.queries import way_up
from goals.queries.versions import chosen_pair, compared, versions_of
from goals.views.fetching import acting, item_address, item_or_404
from goals.views.items import trail

SIDE_BY_SIDE = "sida"


@require_safe
def versions(request: HttpRequest, pk: int) -> HttpResponse:
    """All wordings, and two of them compared word by word (``?fran=``, ``?till=``, ``?som=sida``). A constant number of queries."""
    found = item_or_404(request, pk)
    listed = versions_of(found, acting(request))
    pair = chosen_pair(listed, request.GET.get("fran", ""), request.GET.get("till", ""))
    context = {
        "item": found,
        "trail": [*trail(way_up(found), found)[:-1], (found.title, item_address(found)), (_("Lydelser"), "")],
        "versions": listed,
        "pair": pair,
        "differences": compared(pair[0].item, pair[1].item) if pair else [],
        "side_by_side": request.GET.get("som") == SIDE_BY_SIDE,
    }
    return render(request, "goals/versions.html", context)
