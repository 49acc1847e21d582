"""Where plan amendments show: on the page of what is being changed in one, and on that of the decision that one rests on."""

from django.http import HttpRequest
from django.utils.translation import gettext as _

from goals.models import Amendment, AmendmentChange, AmendmentState, PlanItem
from sala_styr.decisions.models import Decision
from sala_styr.shell.contributions import Panel, contribute
from sala_styr.shell.hanging import hanging, hangs

hangs("plan_item", "amendments", AmendmentChange, "item")


@contribute("plan_item", 6)
def prepared_panel(request: HttpRequest, item: PlanItem, year: int) -> Panel | None:
    """That somebody is preparing a change of this, for those who may know. One query, none where nobody ever has."""
    if "amendments" not in hanging("plan_item", item.pk):
        return None
    found = Amendment.objects.visible_to(request.actor).filter(changes__item=item, state=AmendmentState.OPEN)  # type: ignore[attr-defined]
    listed = list(found.select_related("owner").order_by("pk"))
    if not listed:
        return None
    return Panel("", "goals/amendment_links.html", {"amendments": listed, "is_prepared": True}, anchor="planandringar")


@contribute("decision", 15)
def decided_panel(request: HttpRequest, decision: Decision) -> Panel | None:
    """The amendments that rest on the decision. One query."""
    found = Amendment.objects.visible_to(request.actor).filter(decision=decision)  # type: ignore[attr-defined]
    listed = list(found.select_related("owner").order_by("pk"))
    if not listed:
        return None
    return Panel(_("Planändringar"), "goals/amendment_links.html", {"amendments": listed}, anchor="planandringar")
