"""The activities that a person updates, and what was last said of each."""

from collections.abc import Iterable

from django.db.models import Max, Q, QuerySet
from django.utils import timezone

from followup.models import ActivityNote
from followup.queries.todo import FINISHED
from goals.models import ItemState, PlanItem
from sala_styr.organisation.actor import Actor
from sala_styr.organisation.models import OFFICIALS


def my_activities(actor: Actor, *, named_only: bool = False) -> "QuerySet[PlanItem]":
    """The year's unfinished activities that the person may write in: those with their name, then those of their own units. Lazy, in the order they end."""
    named = Q(responsible__isnull=False, responsible=actor.user, owner_id__in=actor.covered_ids(*OFFICIALS))
    mine = named if named_only else named | Q(owner_id__in=actor.held_ids(*OFFICIALS))
    items = PlanItem.objects.in_year(timezone.localdate().year).filter(
        mine, step__is_activity=True, state=ItemState.ACTIVE
    )
    found = items.exclude(activity_status__in=FINISHED).select_related("step", "owner", "responsible")
    return found.order_by("end_date", "tree_id", "lft", "pk")


def my_activity(actor: Actor, pk: int) -> PlanItem | None:
    """One that the person may write in; None for anybody else's. One query."""
    reach = Q(owner_id__in=actor.covered_ids(*OFFICIALS))
    found = PlanItem.objects.filter(reach, pk=pk, step__is_activity=True)
    return found.select_related("step", "owner", "responsible").first()


def last_notes(activity_ids: Iterable[int]) -> dict[int, ActivityNote]:
    """The newest line of each. Two queries."""
    ids = list(activity_ids)
    newest = ActivityNote.objects.filter(activity_id__in=ids).order_by().values("activity_id").annotate(last=Max("pk"))
    found = ActivityNote.objects.filter(pk__in=[row["last"] for row in newest]).select_related("written_by")
    return {note.activity_id: note for note in found}


def notes_within(item: PlanItem, most: int) -> list[ActivityNote]:
    """The newest lines about an activity or the activities below ``item``. One query."""
    notes = ActivityNote.objects.filter(
        activity__tree_id=item.tree_id, activity__lft__gte=item.lft, activity__rght__lte=item.rght
    )
    return list(notes.select_related("activity", "written_by")[:most])
