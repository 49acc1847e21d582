"""Where the kronor go: from the council's goals to the bodies that answer them and the verksamheter that do it, to the öre.

The money is what ``budget`` contributes to the red thread, so the picture and the thread cannot say different things. What the detail budget has
beside the plan (grunduppdrag, what is not linked) comes from the same place and stands as sources of its own.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

from django.utils.translation import gettext as _

from goals.models import OwnerKind
from goals.queries.thread import PlanRow
from sala_styr.organisation.models import POLITICAL_KINDS, Unit, UnitKind

GOAL, ELSEWHERE, MISSION, UNLINKED, OUTSIDE = "goal", "elsewhere", "mission", "unlinked", "outside"
"""Kinds of source: one of the council's goals; the plan but no goal of the council's; grunduppdrag; not linked; linked to what is not in this year's plan."""


class Beside(NamedTuple):
    """What a unit's detail budget has of one kind of link: ``plan``, ``mission`` or ``unlinked``."""

    link: str
    unit_id: int
    amount: int


class Place(NamedTuple):
    """A unit as the flow knows it: itself, the verksamhet it belongs to and the body that answers for it."""

    unit_id: int
    unit: str
    service_id: int
    service: str
    body_id: int
    body: str


NOWHERE = Place(0, "", 0, "", 0, "")


@dataclass(frozen=True, order=True)
class Source:
    """Where kronor come from. ``pk`` is the goal's, 0 for the other kinds."""

    kind: str
    pk: int
    name: str
    level: str = ""


@dataclass(frozen=True)
class FlowPart:
    """Kronor from one source to one unit: öre in report sign, a cost is negative."""

    source: Source
    place: Place
    amount: int


@dataclass(frozen=True)
class Flow:
    """All of it, sources in the thread's order and units in the organisation's."""

    parts: tuple[FlowPart, ...]

    @property
    def total(self) -> int:
        return sum(part.amount for part in self.parts)

    def of(self, *kinds: str) -> int:
        """The sum of these kinds of source."""
        return sum(part.amount for part in self.parts if part.source.kind in kinds)

    def from_source(self, source: Source) -> int:
        return sum(part.amount for part in self.parts if part.source == source)

    def only(self, *kinds: str) -> "Flow":
        return Flow(tuple(part for part in self.parts if part.source.kind in kinds))


def flow_of(rows: Sequence[PlanRow], money: Mapping[int, Any], beside: Iterable[Beside] = ()) -> Flow:
    """The kronor that ``money`` gives the items themselves, and what stands ``beside`` the plan. One query, for the organisation.

    The plan's own sum is the thread's: Σ ``own``. What lines link to items outside the year's plan is a source of its own, so that all of the
    detail budget is there when ``beside`` tells it.
    """
    places = places_of_units()
    order = {place: number for number, place in enumerate(places)}
    sums: dict[tuple[Source, int], int] = {}
    goals = goals_of(rows)
    sources: list[Source] = []

    def add(source: Source, unit_id: int, amount: int) -> None:
        if source not in sources:
            sources.append(source)
        sums[source, unit_id] = sums.get((source, unit_id), 0) + amount

    in_plan = 0
    for row in rows:
        own = getattr(money.get(row.pk), "own", None)
        if own is not None:
            in_plan += own
            add(goals[row.pk] or Source(ELSEWHERE, 0, _("Planen, utan mål från kommunfullmäktige")), row.owner_id, own)
    sources.sort(key=lambda source: source.kind == ELSEWHERE)
    linked = None
    for each in beside:
        if each.link == "plan":
            linked = (linked or 0) + each.amount
        else:
            add(_beside_source(each.link), each.unit_id, each.amount)
    if linked is not None and linked != in_plan:
        add(Source(OUTSIDE, 0, _("Kopplat till det som inte finns i årets plan")), 0, linked - in_plan)
    place = {source: number for number, source in enumerate(sources)}
    keys = sorted(sums, key=lambda key: (place[key[0]], order.get(key[1], len(order))))
    return Flow(tuple(FlowPart(key[0], places.get(key[1], NOWHERE), sums[key]) for key in keys))


def _beside_source(link: str) -> Source:
    return Source(MISSION, 0, _("Grunduppdrag")) if link == "mission" else Source(UNLINKED, 0, _("Inte kopplat"))


def goals_of(rows: Sequence[PlanRow]) -> dict[int, Source | None]:
    """For every item: the nearest at or above it that the council owns and that answers to something itself (the vision is over all of them)."""
    found: dict[int, Source | None] = {}
    for row in rows:
        if row.owner_kind == OwnerKind.COUNCIL and row.step_parent_id is not None:
            found[row.pk] = Source(GOAL, row.pk, row.title, row.step)
        else:
            found[row.pk] = found[row.parent_id] if row.parent_id is not None else None
    return found


def places_of_units() -> dict[int, Place]:
    """For every unit: its verksamhet (else the kontor, else itself) and the body that answers for it, in the organisation's order. One query."""
    found: dict[int, Place] = {}
    bodies: dict[int, Unit] = {}
    services: dict[int, Unit] = {}
    for unit in Unit.objects.order_by("tree_id", "lft"):
        is_body = unit.kind in POLITICAL_KINDS or unit.kind in (UnitKind.COMPANY, UnitKind.FEDERATION, UnitKind.CENTRAL)
        bodies[unit.pk] = body = unit if is_body else bodies.get(unit.parent_id, unit)
        above = services.get(unit.parent_id)
        services[unit.pk] = service = above if above is not None and above.kind == UnitKind.SERVICE else unit
        found[unit.pk] = Place(unit.pk, unit.name, service.pk, service.label, body.pk, body.label)
    return found
