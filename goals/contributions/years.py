"""From year to year: what a part becomes in the year after its last one, and on the controller's first page the way to open it."""

from datetime import date

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _

from goals.models import PlanItem
from goals.queries.year_opening import next_year_of
from goals.rules import may_see
from goals.rules.year_opening import may_carry, may_open_year
from sala_styr.decisions.queries import current_year, is_at_work
from sala_styr.history.past import shown_as_it_was
from sala_styr.shell.contributions import Panel, contribute
from sala_styr.shell.hanging import hanging, hangs
from sala_styr.shell.past import DAY_FIELD

hangs("plan_item", "copies", PlanItem, "copied_from")


@shown_as_it_was("goals.planitem")
def item_as_it_was(pk: int, day: date) -> str:
    return f"{reverse('goals:item', args=[pk])}?{DAY_FIELD}={day}"


@contribute("plan_item", 80)
def next_year_panel(request: HttpRequest, item: PlanItem, year: int) -> Panel | None:
    """Only where there is something to say or do. Four queries at most."""
    actor = request.actor  # type: ignore[attr-defined]
    next_year = item.last_year + 1
    is_open = is_at_work(next_year)
    renewed = not hanging("plan_item", item.pk).isdisjoint({"copies", "wordings"})
    following = next_year_of(item) if is_open and renewed else None
    if following is not None and not may_see(actor, following):
        following = None
        is_open = False
    origin = _origin(request, item)
    offers = is_open and following is None and may_carry(actor, item)
    if not (offers or following or origin):
        return None
    context = {"item": item, "next_year": next_year, "following": following, "may_carry": offers, "origin": origin}
    return Panel(_("Från år till år"), "goals/year_panel.html", context, anchor="nasta-ar")


def _origin(request: HttpRequest, item: PlanItem) -> PlanItem | None:
    """What it was copied from, when that was the year before."""
    if item.copied_from_id is None:
        return None
    found = PlanItem.objects.visible_to(request.actor).filter(pk=item.copied_from_id).first()  # type: ignore[attr-defined]
    return found if found is not None and found.last_year == item.first_year - 1 else None


@contribute("start.controller", 70)
def opening_panel(request: HttpRequest) -> Panel | None:
    """Next year's plan: how far it has come, and the way to open it. Three queries."""
    if not may_open_year(request.actor):  # type: ignore[attr-defined]
        return None
    year = current_year()
    context = {"year": year, "next_year": year + 1, "new": PlanItem.objects.filter(first_year=year + 1).count()}
    return Panel(_("Nästa år"), "goals/year_start.html", context, anchor="nasta-ar")
