"""What can be chosen in the plan's forms, and what other parts of the system may point to."""

from collections.abc import Collection, Iterable

from django.db.models import Q, QuerySet

from goals.models import ItemState, Level, PlanItem
from goals.queries.model_words import levels_said
from sala_styr.organisation.actor import Actor
from sala_styr.organisation.models import ELECTED, OFFICIALS, Unit, User
from sala_styr.swedish import swedish

IN_FORCE = (ItemState.DECIDED, ItemState.ACTIVE)


def owners_for(actor: Actor, step: Level, year: int) -> QuerySet[Unit]:
    """The units for which ``actor`` may make items of level ``step``, in the organisation's order."""
    units = Unit.objects.in_year(year).filter(kind__in=step.unit_kinds).order_by("tree_id", "lft")
    if actor.system:
        return units
    reached = actor.held_ids(*ELECTED) if step.is_political else actor.covered_ids(*OFFICIALS)
    return units.filter(pk__in=reached) if reached else units.none()


def steps_below(actor: Actor, item: PlanItem, year: int) -> list[Level]:
    """The levels of ``year``'s model of which ``actor`` can add something under ``item``. A query for each level below, besides the levels' own."""
    if item.state == ItemState.ENDED:
        return []
    return [step for step in levels_below(item.step, year) if owners_for(actor, step, year).exists()]


def levels_below(step: Level, year: int) -> list[Level]:
    """The levels of ``year``'s model that answer to ``step``, which may be of a model before it (see ``Level.answers_to``). The levels are remembered."""
    return [level for level in levels_said(year) if level.answers_to(step)]


def first_steps(actor: Actor, year: int) -> list[Level]:
    """The levels of ``year``'s model that need nothing above them and of which ``actor`` can add something."""
    tops = Level.objects.in_force(year).filter(Q(parent=None) | Q(parent_required=False))
    return [step for step in tops if owners_for(actor, step, year).exists()]


def top_steps_to_offer(actor: Actor, year: int, there: Collection[int]) -> list[Level]:
    """As ``first_steps``, for a page that shows items of the levels ``there``: what is there once and for all (a vision) is not offered again."""
    if not (actor.system or actor.held_ids(*ELECTED) or actor.covered_ids(*OFFICIALS)):
        return []
    return [step for step in first_steps(actor, year) if step.followed_up or step.pk not in there]


def parents_for(actor: Actor, item: PlanItem, steps: Collection[Level] | None = None) -> QuerySet[PlanItem]:
    """What ``item`` may be moved to answer to: items of the level its own answers to (see ``Level.answers_to``) that share a year with it.

    ``steps``: items of these levels instead.
    """
    right = Q(step_id=item.step.parent_id)
    if item.step.parent is not None:
        right |= Q(step__key=item.step.parent.key) & ~Q(step__steering_model=item.step.steering_model_id)
    if steps is not None:
        right = Q(step__in=[step.pk for step in steps])
    return (
        PlanItem.objects.visible_to(actor)
        .filter(right, first_year__lte=item.last_year, last_year__gte=item.first_year)
        .exclude(state=ItemState.ENDED)
        .exclude(pk=item.parent_id)
        .select_related("owner")
        .order_by("tree_id", "lft")
    )


def people() -> QuerySet[User]:
    """Who may be made responsible: those with an appointment, in the order of their names."""
    return (
        User.objects.filter(is_active=True, appointments__isnull=False)
        .distinct()
        .order_by(swedish("last_name"), swedish("first_name"), "pk")
    )


def linkable_items(unit: Unit, year: int) -> QuerySet[PlanItem]:
    """What a unit's money may point to: what is decided or in force in ``year`` and owned by the unit, one above it or one below it."""
    line = Q(owner__lft__lte=unit.lft, owner__rght__gte=unit.rght) | Q(
        owner__lft__gte=unit.lft, owner__rght__lte=unit.rght
    )
    return linkable_in_year(year).filter(line, owner__tree_id=unit.tree_id)


def linkable_in_year(year: int) -> QuerySet[PlanItem]:
    """What money may point to in ``year``, whoever owns it."""
    return (
        PlanItem.objects.in_year(year)
        .filter(state__in=IN_FORCE)
        .select_related("step", "owner")
        .order_by("tree_id", "lft")
    )


def items_to_assess(unit_ids: Iterable[int], year: int) -> QuerySet[PlanItem]:
    """What the units answer for in ``year`` and shall assess: everything of theirs that is decided or in force and of a level that is followed up.

    What was ended has its years too, and is assessed in them; what a new wording replaced within the year is not.
    """
    in_year = PlanItem.objects.in_year(year).exclude(state=ItemState.DRAFT)
    replaced = in_year.filter(replaces__isnull=False).order_by().values("replaces_id")
    return (
        in_year.filter(owner_id__in=list(unit_ids), step__followed_up=True)
        .exclude(pk__in=replaced)
        .select_related("step", "owner", "responsible")
        .order_by("tree_id", "lft")
    )


def items_of(unit: Unit, year: int, actor: Actor) -> list[PlanItem]:
    """The unit's own part of the plan of ``year``, in the thread's order, with level and responsible person. One query."""
    items = PlanItem.objects.in_year(year).visible_to(actor).filter(owner=unit)
    return list(items.select_related("step", "responsible").order_by("step__order", "tree_id", "lft"))


def drafts_of(owner: Unit) -> QuerySet[PlanItem]:
    """What the body has drafted and not decided, in the thread's order."""
    drafts = PlanItem.objects.filter(owner=owner, state=ItemState.DRAFT, step__needs_decision=True)
    return drafts.select_related("step", "owner").order_by("step__order", "tree_id", "lft")


def decided_by(decision_id: int) -> list[PlanItem]:
    """What a decision decided or ended. One query."""
    items = PlanItem.objects.filter(Q(decision_id=decision_id) | Q(end_decision_id=decision_id))
    return list(items.select_related("step", "owner").order_by("step__order", "tree_id", "lft"))
