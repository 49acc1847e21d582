"""One item with what stands round it: the way up, what belongs to it, its versions."""

from goals.models import ItemState, PlanItem
from goals.models.plan_item import PlanItemQuerySet
from goals.queries.lineage import Place, parents_in_year
from sala_styr.decisions.models import Decision
from sala_styr.organisation.actor import Actor
from sala_styr.shell.hanging import hanging, hangs

hangs("plan_item", "wordings", PlanItem, "replaces")
hangs("plan_item", "children", PlanItem, "parent")


def whole_items() -> PlanItemQuerySet:
    """Items with everything that a page says of them, in the same query."""
    items: PlanItemQuerySet = PlanItem.objects.select_related(
        "step__steering_model",
        "owner",
        "responsible",
        "area__grouping",
        "decision__body",
        "end_decision__body",
        "replaces",
    )
    return items


def visible_item(actor: Actor, pk: int) -> PlanItem | None:
    """The item if ``actor`` may see it, with its level, its people and its decisions. One query, and one more where something is decided.

    What most items have nothing of (area, an earlier wording) is left to be asked for where it is: joined, it would cost every page more.
    """
    found = PlanItem.objects.visible_to(actor).filter(pk=pk).select_related("step", "owner", "responsible")
    item: PlanItem | None = found.order_by().first()
    return _with_decisions(item) if item is not None else None


def _with_decisions(item: PlanItem) -> PlanItem:
    wanted = {item.decision_id, item.end_decision_id} - {None}
    found = Decision.objects.select_related("body").in_bulk(wanted) if wanted else {}
    if item.decision_id is not None:
        item.decision = found[item.decision_id]
    if item.end_decision_id is not None:
        item.end_decision = found[item.end_decision_id]
    return item


def way_up(item: PlanItem) -> list[PlanItem]:
    """What the item answers to, step by step, the vision first, without the item itself. Each with its level and owner. One query.

    The item then knows its parent: it is not asked for again.
    """
    found = PlanItem.objects.filter(tree_id=item.tree_id, lft__lt=item.lft, rght__gt=item.rght)
    above = list(found.select_related("step", "owner").order_by("lft"))
    if above and above[-1].pk == item.parent_id:
        item.parent = above[-1]
    return above


def stands_alone(item: PlanItem) -> bool:
    """Does nothing answer to the item, in its place in the tree, and has it no other wording? No query beyond that of ``hanging``."""
    return item.replaces_id is None and hanging("plan_item", item.pk).isdisjoint({"wordings", "children"})


def is_reworded_in(item: PlanItem, year: int) -> bool:
    """Has a new wording that is no draft taken over within ``year``? One query, beside that of ``hanging`` where there is a wording at all."""
    newer = PlanItem.objects.in_year(year).filter(replaces=item).exclude(state=ItemState.DRAFT).order_by()
    return "wordings" in hanging("plan_item", item.pk) and newer.exists()


def what_belongs_to(item: PlanItem, actor: Actor, year: int) -> list[PlanItem]:
    """What answers to the item in ``year``, in the steering model's order.

    In a year when an older wording was in force, what now hangs on the newer one belongs to it. Each comes with its level, owner and
    responsible person. Two queries; one for what stands alone.
    """
    if stands_alone(item):
        return []
    family = _family(item)
    below = PlanItem.objects.visible_to(actor).in_year(year).filter(parent_id__in=family)
    children = list(below.select_related("step", "owner", "responsible").order_by("step__order", "lft"))
    replaced = {child.replaces_id for child in children if child.state != ItemState.DRAFT}
    children = [child for child in children if child.pk not in replaced]
    if len(family) == 1 or not children:
        return children
    return _of_this_version(item, children, family, year)


def _family(item: PlanItem) -> list[int]:
    """The item and all its older and newer versions. No query where there are none, else one, and one more for each version there is."""
    if item.replaces_id is None and "wordings" not in hanging("plan_item", item.pk):
        return [item.pk]
    oldest, older = item.pk, item.replaces_id
    while older is not None:
        oldest, older = older, PlanItem.objects.order_by().values_list("replaces_id", flat=True).get(pk=older)
    family = newest = [oldest]
    while newest:
        newest = list(PlanItem.objects.order_by().filter(replaces_id__in=newest).values_list("pk", flat=True))
        family = family + newest
    return family


def _of_this_version(item: PlanItem, children: list[PlanItem], family: list[int], year: int) -> list[PlanItem]:
    there = {
        pk: Place(None, replaces_id, state == ItemState.DRAFT)
        for pk, replaces_id, state in PlanItem.objects.in_year(year)
        .order_by()
        .filter(pk__in=family)
        .values_list("pk", "replaces_id", "state")
    }
    there |= {child.pk: Place(child.parent_id, None, True) for child in children}
    parents = parents_in_year(there)
    return [child for child in children if parents[child.pk] == item.pk]


def newer_versions(item: PlanItem, actor: Actor) -> list[PlanItem]:
    """What replaces the item, or is drafted to, as far as ``actor`` may see it. One query."""
    return list(
        PlanItem.objects.filter(replaces=item).visible_to(actor).select_related("decision__body").order_by("pk")
    )
