"""How the political goals go, body by body: what stands for everybody in one period, counted and never averaged."""

from collections.abc import Iterable
from dataclasses import dataclass

from followup.models import Period
from followup.queries.assessable import items_in
from followup.queries.assessments import count_statuses, published_in, published_missions_in
from followup.queries.looks import AssessmentRow, not_reported
from goals.models import ANSWERING_KINDS, CoreMission, OwnerKind, PlanItem
from goals.queries.scales import scales_of
from sala_styr.organisation.models import Unit

POLITICAL = (OwnerKind.COUNCIL, *ANSWERING_KINDS)


@dataclass(frozen=True)
class BodyAttainment:
    """A political body's items in reading order, each with what is said of it."""

    owner: Unit
    items: tuple[tuple[PlanItem, AssessmentRow], ...]
    scale: tuple[str, ...]
    """The keys of the year's scale, in its order."""

    @property
    def counts(self) -> dict[str, int]:
        """How many have each status; "" is not reported."""
        rows = {item.pk: row for item, row in self.items}
        return count_statuses(rows, rows, self.scale)

    @property
    def missing(self) -> int:
        """How many nobody has reported."""
        return self.counts[""]


def attainment(period: Period) -> list[BodyAttainment]:
    """Every political body with goals or priorities in ``period``, in the organisation's order. Four queries."""
    units = list(Unit.objects.in_year(period.year).order_by("tree_id", "lft"))
    items = items_in(period, [unit.pk for unit in units]).filter(step__owner_kind__in=POLITICAL)
    said = published_in(period)
    by_owner: dict[int, list[tuple[PlanItem, AssessmentRow]]] = {}
    for item in items.select_related("decision__body").order_by("step__order", "tree_id", "lft"):
        by_owner.setdefault(item.owner_id, []).append((item, said.get(item.pk) or not_reported()))
    keys = scales_of(period.year).status.keys
    return [BodyAttainment(unit, tuple(by_owner[unit.pk]), keys) for unit in units if unit.pk in by_owner]


def total_counts(bodies: Iterable[BodyAttainment]) -> dict[str, int]:
    """The counts of all bodies added up."""
    bodies = list(bodies)
    rows = {item.pk: row for body in bodies for item, row in body.items}
    return count_statuses(rows, rows, bodies[0].scale if bodies else ())


@dataclass(frozen=True)
class MissionAttainment:
    """A unit's core mission with what is said of it. ``part`` is the committee or company that the unit belongs to."""

    part: Unit
    mission: CoreMission
    said: AssessmentRow


def missions_attainment(period: Period) -> list[MissionAttainment]:
    """Every core mission of the year's units with what stands for everybody, in the organisation's order. Three queries."""
    units = list(Unit.objects.in_year(period.year).order_by("tree_id", "lft"))
    missions = {m.unit_id: m for m in CoreMission.objects.filter(unit__in=units).select_related("unit")}
    said = published_missions_in(period)
    found: list[MissionAttainment] = []
    above: list[Unit] = []
    for unit in units:
        while above and not (above[-1].tree_id == unit.tree_id and above[-1].rght > unit.lft):
            above.pop()
        above.append(unit)
        if unit.pk in missions:
            part = next((each for each in reversed(above) if each.is_political), above[-1])
            found.append(MissionAttainment(part, missions[unit.pk], said.get(unit.pk) or not_reported()))
    return found
