"""Questions about the grunduppdrag."""

from dataclasses import dataclass

from goals.models import CoreMission
from goals.rules import MISSION_KINDS
from sala_styr.organisation.models import POLITICAL_KINDS, Unit, UnitKind


def deciding_body(unit: Unit) -> Unit | None:
    """The body that decides the local part: the nearest political one at or above the unit, else kommunfullmäktige. One query, or two."""
    above = Unit.objects.filter(tree_id=unit.tree_id, lft__lte=unit.lft, rght__gte=unit.rght, kind__in=POLITICAL_KINDS)
    return above.order_by("-lft").first() or Unit.objects.filter(kind=UnitKind.COUNCIL).order_by("pk").first()


def mission_of(unit: Unit) -> CoreMission | None:
    """The unit's grunduppdrag, None where it has not been written yet. One query."""
    return CoreMission.objects.select_related("unit", "local_decision__body").filter(unit=unit).first()


def core_missions_below(unit: Unit) -> list[CoreMission]:
    """The grunduppdrag of the unit and of all below it, in the organisation's order. One query."""
    missions = CoreMission.objects.filter(
        unit__tree_id=unit.tree_id, unit__lft__gte=unit.lft, unit__rght__lte=unit.rght
    )
    return list(missions.select_related("unit", "local_decision__body").order_by("unit__lft"))


@dataclass(frozen=True)
class MissionRow:
    """A unit that has or ought to have a grunduppdrag. ``depth`` counts from the nearest such unit above it."""

    unit: Unit
    mission: CoreMission | None
    body: Unit | None
    depth: int


def mission_rows(year: int) -> list[MissionRow]:
    """Every unit of ``year`` that has a grunduppdrag or ought to, with the body that answers for it, in the organisation's order. Two queries."""
    missions = {mission.unit_id: mission for mission in CoreMission.objects.select_related("local_decision__body")}
    rows: list[MissionRow] = []
    above: list[Unit] = []
    for unit in Unit.objects.in_year(year).order_by("tree_id", "lft"):
        while above and not (above[-1].tree_id == unit.tree_id and above[-1].rght > unit.lft):
            above.pop()
        if unit.kind in MISSION_KINDS:
            body = next((one for one in reversed(above) if one.is_political), None)
            depth = sum(one.kind in MISSION_KINDS for one in above)
            rows.append(MissionRow(unit, missions.get(unit.pk), body, depth))
        above.append(unit)
    return rows
