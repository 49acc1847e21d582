"""When a part of the plan gets a new wording: what has been said of it in the years that the new one takes over is said of the new one."""

from followup.models import Assessment
from goals.actions.wordings import on_take_over
from goals.models import PlanItem


@on_take_over
def assessments_follow(old: PlanItem, new: PlanItem) -> None:
    """Let the assessments of those years stand on the new wording, whose place in the plan it is. The history says when and why they were moved."""
    said = Assessment.objects.select_for_update(of=("self",)).filter(plan_item=old, period__year__gte=new.first_year)
    for assessment in said.order_by("pk"):
        assessment.plan_item = new
        assessment.save(update_fields=["plan_item"])
