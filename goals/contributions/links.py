"""What an item answers to besides its place in the tree, and what answers to it from elsewhere: shown on both pages."""

from django.http import HttpRequest
from django.utils.translation import gettext as _

from goals.models import ParentLink, PlanItem
from goals.queries.planning import links_down, links_up
from goals.rules import offered
from sala_styr.decisions.queries import all_closed
from sala_styr.shell.contributions import Panel, contribute
from sala_styr.shell.hanging import hanging, hangs

hangs("plan_item", "links", ParentLink, "item", "above")


@contribute("plan_item", 12)
def links_panel(request: HttpRequest, item: PlanItem, year: int) -> Panel | None:
    """The links both ways, each with the way to take it away for whoever may. Two queries, none where there are no links."""
    actor = request.actor  # type: ignore[attr-defined]
    linked = "links" in hanging("plan_item", item.pk)
    up, down = (links_up(item, actor), links_down(item, actor)) if linked else ([], [])
    offer = offered(actor, item, all_closed(item.first_year, item.last_year))
    if not up and not down and not offer.link:
        return None
    context = {"item": item, "up": up, "down": down, "offer": offer, "year": year}
    return Panel(_("Kopplingar"), "goals/links.html", context, anchor="kopplingar")
