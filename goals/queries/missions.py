"""Questions about the grunduppdrag."""

from dataclasses import dataclass
from enum import StrEnum

from django.db.models import Count
from django.utils import timezone

from goals.models import CoreMission, IndicatorValue, QualityFactor
from goals.queries.indicators import IndicatorRow, indicator_rows_of_factors
from goals.rules import MISSION_KINDS
from sala_styr.organisation.models import POLITICAL_KINDS, Appointment, Role, Unit, UnitKind


def deciding_body(unit: Unit) -> Unit | None:
    """The body that decides the local part: the nearest political one at or above the unit, else kommunfullmäktige. One query, or two."""
    above = Unit.objects.filter(tree_id=unit.tree_id, lft__lte=unit.lft, rght__gte=unit.rght, kind__in=POLITICAL_KINDS)
    return above.order_by("-lft").first() or Unit.objects.filter(kind=UnitKind.COUNCIL).order_by("pk").first()


def mission_of(unit: Unit) -> CoreMission | None:
    """The unit's grunduppdrag with its laws, None where it has not been written yet. Two queries."""
    found = CoreMission.objects.select_related("local_decision__body").prefetch_related("law_references")
    mission = found.order_by().filter(unit=unit).first()
    if mission is not None:
        mission.unit = unit
    return mission


def core_missions_below(unit: Unit) -> list[CoreMission]:
    """The grunduppdrag of the unit and of all below it, in the organisation's order. Two queries."""
    missions = CoreMission.objects.filter(
        unit__tree_id=unit.tree_id, unit__lft__gte=unit.lft, unit__rght__lte=unit.rght
    )
    found = missions.select_related("unit", "local_decision__body").prefetch_related("law_references")
    return list(found.order_by("unit__lft"))


@dataclass(frozen=True)
class FactorRow:
    """What good quality is, with what it is measured by: each indicator and the year's target, None where there is none."""

    factor: QualityFactor
    indicators: tuple[tuple[IndicatorRow, IndicatorValue | None], ...]


def factor_rows(mission: CoreMission, year: int) -> list[FactorRow]:
    """The quality factors of a grunduppdrag in their order, each with its indicators. Three queries."""
    factors = list(mission.quality_factors.order_by("order", "pk"))
    rows = indicator_rows_of_factors(factors, year)
    return [
        FactorRow(
            factor,
            tuple(
                (row, dict(zip(row.years, row.values, strict=True)).get(year))
                for row in rows
                if row.indicator.quality_factor_id == factor.pk
            ),
        )
        for factor in factors
    ]


def managers_of(unit: Unit) -> list[Appointment]:
    """Who leads the unit today, or answers for it from above where nobody leads it alone. One query."""
    above = Appointment.objects.on(timezone.localdate()).filter(
        role=Role.MANAGER, unit__tree_id=unit.tree_id, unit__lft__lte=unit.lft, unit__rght__gte=unit.rght
    )
    found = list(above.select_related("user", "unit").order_by("-unit__lft", "pk"))
    return [each for each in found if each.unit_id == found[0].unit_id]


class Missing(StrEnum):
    """What a grunduppdrag can lack."""

    STATUTORY = "statutory"
    LAWS = "laws"
    LOCAL = "local"
    QUALITY = "quality"


@dataclass(frozen=True)
class MissionRow:
    """A unit that has or ought to have a grunduppdrag. ``depth`` counts from the nearest such unit above it."""

    unit: Unit
    mission: CoreMission | None
    body: Unit | None
    depth: int
    laws: int = 0
    factors: int = 0

    @property
    def missing(self) -> tuple[Missing, ...]:
        """What has not been written, in the order of the page. A law is asked for once there is something that it gives."""
        mission = self.mission
        found = {
            Missing.STATUTORY: not (mission and mission.statutory),
            Missing.LAWS: bool(mission and mission.statutory and not self.laws),
            Missing.LOCAL: not (mission and mission.local),
            Missing.QUALITY: not self.factors,
        }
        return tuple(part for part, lacks in found.items() if lacks)


def mission_rows(year: int) -> list[MissionRow]:
    """Every unit of ``year`` that has a grunduppdrag or ought to, with the body that answers for it, in the organisation's order. Two queries."""
    counted = CoreMission.objects.select_related("local_decision__body").annotate(
        laws_written=Count("law_references", distinct=True), factors_written=Count("quality_factors", distinct=True)
    )
    missions = {mission.unit_id: mission for mission in counted}
    rows: list[MissionRow] = []
    above: list[Unit] = []
    units = list(Unit.objects.in_year(year).order_by("tree_id", "lft"))
    council = next((unit for unit in units if unit.kind == UnitKind.COUNCIL), None)
    for unit in units:
        while above and not (above[-1].tree_id == unit.tree_id and above[-1].rght > unit.lft):
            above.pop()
        if unit.kind in MISSION_KINDS:
            body = next((one for one in reversed(above) if one.is_political), council)
            depth = sum(one.kind in MISSION_KINDS for one in above)
            found = missions.get(unit.pk)
            counts = (found.laws_written, found.factors_written) if found else (0, 0)
            rows.append(MissionRow(unit, found, body, depth, *counts))
        above.append(unit)
    return rows
