"""On the page of a draft to a new wording: what it changes in what is decided."""

from django.http import HttpRequest
from django.utils.translation import gettext as _

from goals.models import ItemState, PlanItem
from goals.queries.items import whole_items
from goals.wording import changed, words_of
from sala_styr.shell.contributions import Panel, contribute


@contribute("plan_item", 5)
def draft_panel(request: HttpRequest, item: PlanItem, year: int) -> Panel | None:
    """What the draft changes, word by word. One query, and only for a draft that replaces something."""
    if item.state != ItemState.DRAFT or item.replaces_id is None:
        return None
    whole = {
        each.pk: each
        for each in whole_items().select_related("parent", "area").filter(pk__in=[item.pk, item.replaces_id])
    }
    context = {"differences": changed(words_of(whole[item.replaces_id]), words_of(whole[item.pk]))}
    return Panel(_("Det här ändras mot den beslutade lydelsen"), "goals/version_panel.html", context, anchor="skillnad")
