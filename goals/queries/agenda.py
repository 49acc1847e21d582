"""Agenda 2030: what serves each of the 17 goals, and what serves none. Counted, never scored (domain §6.7)."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Q, QuerySet
from django.utils.functional import Promise

from goals.agenda import GOALS
from goals.models import AgendaLink, CoreMission, Indicator, ItemState, PlanItem, Strength
from goals.queries.assignments import POLITICAL_OWNERS
from goals.queries.indicators import WITH_HOME
from goals.rules.agenda import Linked
from sala_styr.organisation.actor import Actor
from sala_styr.organisation.models import Unit

WITH_THING = (
    "item__step",
    "item__owner",
    "indicator__item__step",
    "indicator__item__owner",
    "indicator__quality_factor__mission__unit",
    "core_mission__unit",
)


def links_of(thing: Linked) -> list[AgendaLink]:
    """The goals that a thing serves, in the goals' order. One query."""
    return list(thing.agenda_links.order_by("goal", "pk"))


def link_of(actor: Actor, pk: int) -> AgendaLink | None:
    """The link with what it belongs to, if ``actor`` may see that. One query."""
    return links_seen_by(actor).filter(pk=pk).select_related(*WITH_THING).first()


def links_seen_by(actor: Actor) -> QuerySet[AgendaLink]:
    """The links of what ``actor`` may read."""
    return AgendaLink.objects.filter(_seen_by(actor))


def thing_from(actor: Actor, kind: str, pk: int) -> Linked | None:
    """What can be linked, by the name of its kind in addresses, if ``actor`` may see it. One query."""
    found: dict[str, QuerySet[Any]] = {
        "del": PlanItem.objects.visible_to(actor).select_related("step", "owner"),
        "indikator": Indicator.objects.filter(_indicator_seen_by(actor)).select_related(*WITH_HOME),
        "grunduppdrag": CoreMission.objects.select_related("unit"),
    }
    return found[kind].filter(pk=pk).first() if kind in found else None


def kind_of(thing: Linked) -> str:
    """The name of the thing's kind in addresses."""
    return {PlanItem: "del", Indicator: "indikator", CoreMission: "grunduppdrag"}[type(thing)]


@dataclass(frozen=True)
class GoalCoverage:
    """One of the 17 goals, how much is tied to it, and what (the first ones where there is very much).

    ``in_thread``: is any part of the plan itself tied to it?
    """

    number: int
    name: str | Promise
    direct: int
    indirect: int
    in_thread: bool
    links: tuple[AgendaLink, ...]

    @property
    def total(self) -> int:
        return self.direct + self.indirect


@dataclass(frozen=True)
class Coverage:
    """The 17 goals, and what politicians want that is tied to none of them."""

    goals: tuple[GoalCoverage, ...]
    unlinked: tuple[PlanItem, ...]

    @property
    def without_link(self) -> list[GoalCoverage]:
        return [goal for goal in self.goals if not goal.total]


def coverage(actor: Actor, year: int, unit: Unit | None = None, most: int | None = None) -> Coverage:
    """What serves each goal in ``year``; ``unit``: only what it and the units below it own; ``most``: so many links of each goal. Three queries."""
    links = links_seen_by(actor).filter(_in_year(year), _owned_below(unit))
    ordered = links.order_by("goal", "item__tree_id", "item__lft", "pk")
    by_goal: dict[int, list[tuple[int, str, int | None]]] = {number: [] for number in GOALS}
    for goal, pk, strength, item_id in ordered.values_list("goal", "pk", "strength", "item_id"):
        by_goal[goal].append((pk, strength, item_id))
    if most is not None:
        links = AgendaLink.objects.filter(pk__in=[each[0] for found in by_goal.values() for each in found[:most]])
    whole = links.select_related(*WITH_THING).in_bulk()
    goals = tuple(_goal(number, by_goal[number], whole, most) for number in GOALS)
    return Coverage(goals, tuple(_unlinked(year, unit)))


def _goal(
    number: int, found: Sequence[tuple[int, str, int | None]], whole: Mapping[int, AgendaLink], most: int | None
) -> GoalCoverage:
    direct = sum(strength == Strength.DIRECT for _pk, strength, _item in found)
    return GoalCoverage(
        number=number,
        name=GOALS[number],
        direct=direct,
        indirect=len(found) - direct,
        in_thread=any(item is not None for _pk, _strength, item in found),
        links=tuple(whole[pk] for pk, _strength, _item in found[:most]),
    )


def _unlinked(year: int, unit: Unit | None) -> Sequence[PlanItem]:
    """What politicians have decided for ``year`` and that is followed up, without any link. What a newer wording has replaced is left out."""
    items = PlanItem.objects.in_year(year).filter(
        state__in=(ItemState.DECIDED, ItemState.ACTIVE), step__owner_kind__in=POLITICAL_OWNERS, step__followed_up=True
    )
    replaced = items.filter(replaces__isnull=False).order_by().values("replaces")
    linked = AgendaLink.objects.filter(item__isnull=False).order_by().values("item")
    found = items.exclude(pk__in=linked).exclude(pk__in=replaced).filter(_below(unit, "owner"))
    return list(found.select_related("step", "owner").order_by("tree_id", "lft"))


def units_with_anything(year: int) -> list[Unit]:
    """The units that own anything in the plan or have a grunduppdrag, and those above them that it can be asked for; in order. One query."""
    owning = Q(pk__in=PlanItem.objects.in_year(year).order_by().values("owner")) | Q(
        pk__in=CoreMission.objects.order_by().values("unit")
    )
    return list(Unit.objects.in_year(year).filter(owning).order_by("tree_id", "lft"))


def _seen_by(actor: Actor) -> Q:
    visible = PlanItem.objects.visible_to(actor).order_by().values("pk")
    return (
        Q(item__in=visible)
        | Q(indicator__item__in=visible)
        | Q(indicator__quality_factor__isnull=False)
        | Q(core_mission__isnull=False)
    )


def _indicator_seen_by(actor: Actor) -> Q:
    return Q(item__in=PlanItem.objects.visible_to(actor).order_by().values("pk")) | Q(quality_factor__isnull=False)


def _in_year(year: int) -> Q:
    """What is in the plan of ``year``; a grunduppdrag and its indicators have no years."""

    def there(name: str) -> Q:
        return Q(**{f"{name}__first_year__lte": year, f"{name}__last_year__gte": year})

    timeless = Q(core_mission__isnull=False) | Q(indicator__quality_factor__isnull=False)
    return there("item") | there("indicator__item") | timeless


def _owned_below(unit: Unit | None) -> Q:
    if unit is None:
        return Q()
    places = ("item__owner", "indicator__item__owner", "indicator__quality_factor__mission__unit", "core_mission__unit")
    found = Q(pk__in=[])
    for place in places:
        found |= _below(unit, place)
    return found


def _below(unit: Unit | None, name: str) -> Q:
    """The unit and all below it; everything where no unit is chosen."""
    if unit is None:
        return Q()
    return Q(**{f"{name}__tree_id": unit.tree_id, f"{name}__lft__gte": unit.lft, f"{name}__rght__lte": unit.rght})
