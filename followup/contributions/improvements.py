"""What the improvements add to pages of others: the unit's, and those of the parts of the plan. And whose history one may read."""

from typing import Any

from django.db.models import QuerySet
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _

from followup.contributions.pages import actor_of
from followup.models import Improvement
from followup.queries.improvements import improvements_about, improvements_of_unit
from followup.rules.improvements import may_raise_improvement
from goals.models import ItemState, PlanItem
from sala_styr.history.readers import history_reader
from sala_styr.organisation.actor import Actor
from sala_styr.organisation.models import Unit
from sala_styr.shell.contributions import Panel, contribute
from sala_styr.shell.hanging import hanging, hangs

hangs("plan_item", "improvements", Improvement, "plan_item", "activity")
ANCHOR = "forbattringar"


@contribute("unit", 60)
def unit_panel(request: HttpRequest, unit: Unit, year: int) -> Panel | None:
    """The open improvements of the unit and of those below. One query."""
    actor = actor_of(request)
    rows = improvements_of_unit(actor, unit)
    way = f"{reverse('followup:new_improvement')}?enhet={unit.pk}" if may_raise_improvement(actor, unit.pk) else ""
    return _panel(rows, way, all_of=f"{reverse('followup:improvements')}?enhet={unit.pk}")


@contribute("plan_item", 60)
def item_panel(request: HttpRequest, item: PlanItem, year: int) -> Panel | None:
    """What the part of the plan came from, and the improvements about it. One query, none where there are none."""
    actor = actor_of(request)
    rows = improvements_about(actor, item) if "improvements" in hanging("plan_item", item.pk) else []
    offered = item.state != ItemState.DRAFT and may_raise_improvement(actor, item.owner_id)
    way = f"{reverse('followup:new_improvement')}?del={item.pk}&enhet={item.owner_id}" if offered else ""
    return _panel(rows, way, item=item)


def _panel(rows: list[Improvement], way: str, **more: Any) -> Panel | None:
    if not rows and not way:
        return None
    return Panel(_("Förbättringar"), "followup/panels/improvements.html", {"rows": rows, "way": way, **more}, ANCHOR)


@history_reader("followup.improvement")
def improvement_history(actor: Actor) -> "QuerySet[Any]":
    return Improvement.objects.all() if actor.is_known else Improvement.objects.none()
