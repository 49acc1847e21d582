"""What the forms of the plan begin with, and who was there before."""

from typing import Any

from django.db.models import QuerySet

from goals.models import Area, Level, ParentLink, PlanItem, SubStep
from goals.queries.choices import parents_for
from goals.queries.limits import proposed_last_year
from goals.queries.model_words import levels_above
from sala_styr.organisation.actor import Actor
from sala_styr.organisation.models import User


def proposed_years(step: Level, above: PlanItem, year: int) -> tuple[int, int]:
    """From the year in use, as long as its level lasts, within what it answers to."""
    first = min(max(year, above.first_year), above.last_year)
    return first, proposed_last_year(step, first, above)


def proposed_responsible(actor: Actor, step: Level) -> User | None:
    """Whom ``actor`` last made responsible, else themselves; nobody for what is political. One query."""
    if step.is_political or actor.user is None:
        return None
    changes = PlanItem.history.filter(history_user=actor.user, responsible__isnull=False, responsible__is_active=True)
    last = changes.select_related("responsible").order_by("-history_id").first()
    return last.responsible if last else actor.user


def opened_as(item: PlanItem, version: int) -> Any:
    """The item as it stood in ``version``, out of its history; None when it is not known. One query."""
    return PlanItem.history.filter(id=item.pk, version=version).order_by("-history_id").first()


def last_changed_by(item: PlanItem) -> Any:
    """The newest row of the item's history, with its person. One query."""
    return PlanItem.history.filter(id=item.pk).select_related("history_user").order_by("-history_id").first()


def steps_of(item: PlanItem) -> list[SubStep]:
    """The activity's sub-steps in order. One query."""
    return list(item.sub_steps.select_related("responsible").order_by("order", "pk"))


def links_up(item: PlanItem, actor: Actor) -> list[ParentLink]:
    """What the item answers to besides its place in the tree. One query."""
    links = item.links_up.filter(above__in=PlanItem.objects.visible_to(actor))
    return list(links.select_related("above__step", "above__owner").order_by("pk"))


def links_down(item: PlanItem, actor: Actor) -> list[ParentLink]:
    """What answers to the item though it stands elsewhere. One query."""
    links = item.links_down.filter(item__in=PlanItem.objects.visible_to(actor))
    return list(links.select_related("item__step", "item__owner").order_by("pk"))


def copy_places(actor: Actor, item: PlanItem) -> QuerySet[PlanItem]:
    """Where a copy may stand: where the item stands, and where it may be moved."""
    return parents_for(actor, item) | PlanItem.objects.filter(pk=item.parent_id).select_related("owner")


def link_places(actor: Actor, item: PlanItem) -> QuerySet[PlanItem]:
    """What the item may answer to as well: what stands anywhere above in the chain (``checks.check_link``). One query more than itself."""
    above = levels_above(item.step)
    return parents_for(actor, item, above).exclude(links_down__item=item)


def areas_for(step: Level) -> QuerySet[Area]:
    """The areas that an item of the level may stand in, grouping by grouping. One query when it is asked."""
    areas = Area.objects.filter(grouping__steering_model=step.steering_model_id).select_related("grouping")
    return areas.order_by("grouping__order", "order", "pk")
