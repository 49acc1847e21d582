"""When a new wording takes the place of an old one: the old ends, and what hangs on it goes on under the new."""

from collections.abc import Callable, Container
from typing import Any

from goals.models import AgendaLink, Assignment, Indicator, ItemState, NotConcerned, ParentLink, PlanItem, SubStep
from sala_styr import trees

Follower = Callable[[PlanItem, PlanItem], None]
_followers: list[Follower] = []


def on_take_over(follow: Follower) -> Follower:
    """Decorator for a higher app: called with the old and the new wording, in the same transaction, so that what it keeps of the one goes on with the other."""
    _followers.append(follow)
    return follow


def take_over(old: PlanItem, new: PlanItem, but: Container[int] = ()) -> None:
    """End the old wording when the new one begins, and let what goes on answer to the new one: all below it ``but`` those that are moved by themselves.

    A wording that begins in the same year takes the other's place altogether: indicators, sub-steps and uppdrag go with it.
    """
    old.end_decision = new.decision
    if new.first_year > old.first_year:
        old.last_year = min(old.last_year, new.first_year - 1)
    else:
        old.state = ItemState.ENDED
    old.version += 1
    old.save(update_fields=["last_year", "state", "end_decision", "version"])
    going_on = PlanItem.objects.select_for_update(of=("self",)).filter(parent_id=old.pk, last_year__gte=new.first_year)
    for child in going_on.order_by("lft"):
        if child.pk not in but:
            trees.move(PlanItem, child.pk, new.pk)
    _links_from_below(old, new)
    if old.state == ItemState.ENDED:
        _move_what_hangs(old, new)
    for follow in _followers:
        follow(old, new)


def _move_what_hangs(old: PlanItem, new: PlanItem) -> None:
    for model, name in ((Indicator, "item"), (SubStep, "item"), (Assignment, "plan_item")):
        rows: Any = model.objects.select_for_update(of=("self",)).filter(**{name: old})
        for row in rows.order_by("pk"):
            setattr(row, name, new)
            row.save(update_fields=[name])


def copy_links(old: PlanItem, new: PlanItem) -> PlanItem:
    """What the old wording answers to besides its place, and which global goals it serves, the new one does too until somebody says otherwise."""
    for link in ParentLink.objects.filter(item=old).order_by("pk"):
        ParentLink.objects.create(item=new, above_id=link.above_id)
    for served in AgendaLink.objects.filter(item=old).order_by("pk"):
        AgendaLink.objects.create(item=new, goal=served.goal, strength=served.strength, rationale=served.rationale)
    return new


def _links_from_below(old: PlanItem, new: PlanItem) -> None:
    """Those that answer to the old one too, and bodies that it does not concern: the same holds for the new one. In its own years the old keeps them."""
    for link in ParentLink.objects.filter(above=old, item__last_year__gte=new.first_year).order_by("pk"):
        ParentLink.objects.get_or_create(item_id=link.item_id, above=new)
    for said in NotConcerned.objects.filter(item=old).order_by("pk"):
        NotConcerned.objects.get_or_create(
            item=new, body_id=said.body_id, defaults={"reason": said.reason, "decision_id": said.decision_id}
        )
