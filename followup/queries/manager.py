"""What a manager's first page asks beside what is to be done (``todo``)."""

from datetime import date, timedelta

from django.db.models import Q
from django.utils import timezone

from goals.models import ActivityStatus, ItemState, PlanItem
from sala_styr.organisation.actor import Actor
from sala_styr.organisation.models import OFFICIALS


def activities_this_month(actor: Actor, today: date | None = None) -> list[PlanItem]:
    """The activities of one's own units, or that one answers for, that are to be worked on this month, those that end first first. One query."""
    today = today or timezone.localdate()
    first = today.replace(day=1)
    last = (first + timedelta(days=31)).replace(day=1) - timedelta(days=1)
    finished = (ActivityStatus.DONE, ActivityStatus.CANCELLED)
    mine = Q(owner_id__in=actor.held_ids(*OFFICIALS)) | Q(responsible=actor.user)
    items = PlanItem.objects.in_year(today.year).filter(mine, step__is_activity=True, state=ItemState.ACTIVE)
    items = items.filter(Q(start_date__isnull=True) | Q(start_date__lte=last)).exclude(activity_status__in=finished)
    return list(items.select_related("step", "owner", "responsible").order_by("end_date", "tree_id", "lft"))
