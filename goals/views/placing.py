"""Carrying a row of the tree to another: moved, copied or linked there. For htmx; the pages with a search (``choosing``) do the same without it."""

from collections.abc import Sequence

from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from goals import actions
from goals.models import PlanItem
from goals.queries import way_up
from goals.views.fetching import acting, item_or_404
from goals.views.inline import opened, shown_under
from sala_styr.errors import EditConflict

MOVE, COPY, LINK = "flytta", "kopiera", "koppla"


@require_POST
def row_place(request: HttpRequest, pk: int) -> HttpResponse:
    """Put the row ``del`` down under ``pk``: ``hur`` says what happens to it, ``fran`` what it stood under when it was picked up."""
    above, carried = item_or_404(request, pk), request.POST.get("del", "")
    if not (carried.isascii() and carried.isdigit() and len(carried) < 19):
        raise Http404
    item = item_or_404(request, int(carried))
    places = [[*way_up(place), place] for place in (item.parent, above) if place is not None]
    made, said = _put(request, item, above, request.POST.get("hur", ""))
    return opened(request, above, made, said, _lowest_in_both(places))


def _put(request: HttpRequest, item: PlanItem, above: PlanItem, how: str) -> tuple[PlanItem, str]:
    """What comes to stand there, and what is said about it. Raises EditConflict when somebody has moved the row since it was picked up."""
    actor = acting(request)
    if how == MOVE:
        if request.POST.get("fran", "") != str(shown_under(request, item) or ""):
            raise EditConflict(
                _("Någon annan har flyttat ”%(title)s” sedan du valde den. Läs om sidan.") % {"title": item.title}
            )
        return actions.move_item(actor, item, above, item.version), _("Flyttad hit, med allt som hör till.")
    if how == COPY:
        title = _("%(title)s (kopia)") % {"title": item.title[:190]}
        return actions.copy_item(actor, item, above, title, whole=True), _(
            "Kopierad hit. Tryck Enter för att ändra den."
        )
    if how == LINK:
        actions.link_item(actor, item, above)
        return above, _("Kopplad: den svarar nu också på det här.")
    raise Http404


def _lowest_in_both(ways: Sequence[Sequence[PlanItem]]) -> PlanItem | None:
    """The lowest item that all the ways down have: its branch holds every row that has changed."""
    both = None
    for step in zip(*ways, strict=False):
        if len({each.pk for each in step}) > 1:
            break
        both = step[0]
    return both
