"""The plan as anybody may read it: what elected representatives have decided, from the day of the decision on."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.utils import timezone

from goals.models import OFFICIAL_KINDS, ItemState, OwnerKind, PlanItem
from goals.models.plan_item import PlanItemQuerySet
from goals.queries.lineage import Place, parents_in_year
from sala_styr.decisions.queries import years

DECIDED_STATES = (ItemState.DECIDED, ItemState.ENDED)


@dataclass(frozen=True, slots=True)
class PublicItem:
    """A part of the plan. ``number`` is its lasting address: that of its first wording, whatever it is called today. ``depth`` 0 is the top.

    ``parent`` is the nearest part above that is public in the year.
    """

    pk: int
    number: int
    parent: int | None
    depth: int
    step: str
    steps: str
    """The level's name in the plural."""
    owner: str
    is_council: bool
    followed_up: bool
    title: str
    description: str
    decision: str
    first_year: int
    last_year: int

    @property
    def is_vision(self) -> bool:
        """What the council wants in the end: it is not followed up itself."""
        return self.is_council and not self.followed_up


def decided_items() -> PlanItemQuerySet:
    """Every part of the plan that is public: owned by elected representatives, decided, and the day of the decision has come. Lazy."""
    decided = PlanItem.objects.filter(state__in=DECIDED_STATES, decision__date__lte=timezone.localdate())
    found: PlanItemQuerySet = decided.exclude(step__owner_kind__in=OFFICIAL_KINDS)
    return found


def with_words(items: PlanItemQuerySet) -> PlanItemQuerySet:
    """With all that a page says of each, in the same query."""
    found: PlanItemQuerySet = items.select_related("step", "owner", "decision__body")
    return found


def public_plan(year: int) -> list[PublicItem]:
    """The public plan of ``year`` in reading order, each level after what it answers to. Two queries, a third where something hangs outside the year.

    A wording that a newer one has replaced within the year is left out.
    """
    there = list(with_words(decided_items().in_year(year)).order_by("step__order", "tree_id", "lft"))
    replaced = {item.replaces_id for item in there}
    items = [item for item in there if item.pk not in replaced]
    parents = parents_in_year({item.pk: Place(item.parent_id, item.replaces_id, False) for item in items})
    first = first_wordings()
    below: dict[int | None, list[PlanItem]] = {}
    for item in items:
        below.setdefault(parents[item.pk], []).append(item)
    return list(_in_order(below, parents, first, None, 0))


def _in_order(
    below: Mapping[int | None, list[PlanItem]],
    parents: Mapping[int, int | None],
    first: Mapping[int, int],
    above: int | None,
    depth: int,
) -> Iterable[PublicItem]:
    for item in below.get(above, ()):
        yield as_public(item, first, parents[item.pk], depth)
        yield from _in_order(below, parents, first, item.pk, depth + 1)


def as_public(item: Any, first: Mapping[int, int], parent: int | None = None, depth: int = 0) -> PublicItem:
    """What is told of an item that is public and came ``with_words``."""
    return PublicItem(
        pk=item.pk,
        number=first.get(item.pk, item.pk),
        parent=parent,
        depth=depth,
        step=item.step.singular,
        steps=item.step.plural,
        owner=item.owner.name,
        is_council=item.step.owner_kind == OwnerKind.COUNCIL,
        followed_up=item.step.followed_up,
        title=item.title,
        description=item.description,
        decision=str(item.decision),
        first_year=item.first_year,
        last_year=item.last_year,
    )


def first_wordings() -> dict[int, int]:
    """For each newer wording: the id of the first one. What has never been said anew is left out. One query."""
    older = dict(PlanItem.objects.order_by().filter(replaces__isnull=False).values_list("pk", "replaces_id"))
    return {pk: lasting_address(pk, older) for pk in older}


def lasting_address(pk: int, older: Mapping[int, int]) -> int:
    """The first wording's id, following ``older`` (newer wording: the one it replaces). Pure."""
    while pk in older:
        pk = older[pk]
    return pk


def plan_years() -> list[int]:
    """The years of ours in which the council has decided something that is followed up, the latest first. Two queries."""
    goals = decided_items().filter(step__owner_kind=OwnerKind.COUNCIL, step__followed_up=True).order_by()
    spans = set(goals.values_list("first_year", "last_year"))
    return [each.year for each in reversed(years()) if any(first <= each.year <= last for first, last in spans)]
