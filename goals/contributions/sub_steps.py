"""An activity's sub-steps on its own page."""

from django.http import HttpRequest

from goals.models import PlanItem, SubStep
from goals.queries.planning import steps_of
from goals.rules import offered
from sala_styr.shell.contributions import Panel, contribute
from sala_styr.shell.hanging import hanging, hangs

hangs("plan_item", "steps", SubStep, "item")


@contribute("plan_item", 10)
def steps_panel(request: HttpRequest, item: PlanItem, year: int) -> Panel | None:
    """What is to be done, by whom and when. One query, and none for what is no activity or has none."""
    if not item.step.is_activity:
        return None
    offer = offered(request.actor, item)  # type: ignore[attr-defined]
    steps = steps_of(item) if "steps" in hanging("plan_item", item.pk) else []
    return Panel("", "goals/sub_steps.html", {"item": item, "offer": offer, "steps": steps, "level": 2})
