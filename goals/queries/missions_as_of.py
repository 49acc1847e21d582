"""The grunduppdrag as they stood at the end of a day. They are few beside the plan's items, so whole histories are read at once."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from goals.models import CoreMission, LawReference, QualityFactor
from goals.queries.as_of import Names, things_on
from goals.rules import MISSION_KINDS
from sala_styr.organisation.models import Unit


@dataclass(frozen=True)
class MissionThen:
    """A unit's grunduppdrag on a day. ``record`` is its history row, None where nothing was written yet."""

    unit: Unit
    name: str
    record: Any
    decision: str
    laws: tuple[str, ...]
    factors: tuple[Any, ...]


def missions_on(year: int, day: date) -> list[MissionThen]:
    """Every unit of ``year`` that has a grunduppdrag, in today's order of the organisation, with its name and its text of the day. Eight queries at most."""
    units = list(Unit.objects.in_year(year).filter(kind__in=MISSION_KINDS).order_by("tree_id", "lft"))
    return _then(units, day)


def mission_on(unit: Unit, day: date) -> MissionThen:
    """The same for one unit."""
    return _then([unit], day)[0]


def _then(units: list[Unit], day: date) -> list[MissionThen]:
    records = {row.unit_id: row for row in things_on(CoreMission, day, unit_id__in=[unit.pk for unit in units])}
    missions = [row.id for row in records.values()]
    laws = _by_mission(things_on(LawReference, day, mission_id__in=missions))
    factors = _by_mission(things_on(QualityFactor, day, mission_id__in=missions))
    decisions = {row.local_decision_id for row in records.values()} - {None}
    names = Names(day, [unit.pk for unit in units], (), decisions)
    return [
        MissionThen(
            unit,
            names.whole_unit(unit.pk),
            record,
            names.decision(record.local_decision_id) if record and record.local_decision_id else "",
            tuple(_law(row) for row in laws.get(record.id, ())) if record else (),
            tuple(factors.get(record.id, ())) if record else (),
        )
        for unit, record in ((unit, records.get(unit.pk)) for unit in units)
    ]


def _by_mission(rows: Iterable[Any]) -> dict[int, list[Any]]:
    found: dict[int, list[Any]] = {}
    for row in sorted(rows, key=lambda row: (row.order, row.id)):
        found.setdefault(row.mission_id, []).append(row)
    return found


def _law(row: Any) -> str:
    """As the law itself is written."""
    return str(LawReference(name=row.name, sfs=row.sfs, chapter=row.chapter, paragraph=row.paragraph))
