"""Who is asked what in a period, and how far each answer has come: units × sections, in a constant number of queries.

**The rule of a section's state**, the same everywhere: who has said "inget att rapportera" has answered, and the state is the answer's own. Else a
section that gathers assessments (grunduppdrag, goals, activities) has no state of its own: it is returned when one of them is, approved when all
are, handed in when all are handed in or approved, a draft when anything is begun. All other sections have their answer's state. So nothing is
handed in twice, and what is sent back at a goal is seen at its section.
"""

from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from django.db.models import Count, Q
from django.utils import timezone

from followup.models import (
    EDITABLE_STATES,
    Assessment,
    AssessmentState,
    Period,
    PeriodSection,
    SectionKind,
    SectionReport,
    UnitReflection,
)
from followup.queries.assessable import items_in
from followup.queries.due import due_days
from followup.queries.things import Thing
from goals.models import AssignmentReceiver, CoreMission, PlanItem
from sala_styr.kept.remembered import read_kept
from sala_styr.organisation.models import Unit

Counts = dict[str, int]
THINGS: tuple[str, ...] = (SectionKind.MISSION, SectionKind.GOALS, SectionKind.ACTIVITIES)


@dataclass(frozen=True, slots=True)
class Cell:
    """How far one unit has come in one section. ``state`` is "" where nothing is begun."""

    section: PeriodSection
    state: str
    nothing: bool = False
    late: bool = False
    things: int = 0
    done: int = 0

    @property
    def is_own(self) -> bool:
        """Is the state that of an answer, not of the assessments in it?"""
        return self.nothing or not self.section.is_gathered

    @property
    def is_left(self) -> bool:
        """Has the unit still to do it?"""
        return self.state == "" or self.state in EDITABLE_STATES


@dataclass(frozen=True, slots=True)
class UnitSections:
    """A unit's row: a cell for each section, None where it is not asked."""

    unit: Unit
    due: date
    cells: tuple[Cell | None, ...]

    @property
    def asked(self) -> list[Cell]:
        return [cell for cell in self.cells if cell is not None]

    @property
    def late(self) -> int:
        """How many required sections are still to be done although the day has passed."""
        return sum(cell.late for cell in self.asked)

    @property
    def left(self) -> int:
        return sum(cell.is_left for cell in self.asked)

    @property
    def must(self) -> int:
        """How many sections the unit is to answer in, beside those for who likes to."""
        return sum(cell.section.required for cell in self.asked)

    @property
    def must_left(self) -> int:
        """How many of these are still to be done."""
        return sum(cell.section.required and cell.is_left for cell in self.asked)


@dataclass(slots=True)
class _Found:
    """What the database knows, by unit."""

    things: dict[int, Counts] = field(default_factory=dict)
    states: dict[tuple[int, str], Counts] = field(default_factory=dict)
    assignments: Collection[int] = frozenset()
    reports: dict[tuple[int, int], tuple[str, bool]] = field(default_factory=dict)
    written: dict[int, tuple[bool, bool]] = field(default_factory=dict)


def sections_of(period: Period) -> list[PeriodSection]:
    """What ``period`` asks, in its order. One query."""
    found = PeriodSection.objects.filter(period=period)
    return list(read_kept(f"sections-{period.pk}", (PeriodSection, Period), lambda: tuple(found)))


def section_grid(
    period: Period, unit_ids: Collection[int] | None = None, today: date | None = None
) -> tuple[list[PeriodSection], list[UnitSections]]:
    """The sections of ``period``, and a row for every unit that is asked anything, in the organisation's order. Ten queries.

    ``unit_ids``: only these units.
    """
    sections = sections_of(period)
    units = Unit.objects.in_year(period.year).order_by("tree_id", "lft")
    if unit_ids is not None:
        units = units.filter(pk__in=unit_ids)
    rows = list(units)
    found = _find(period, [unit.pk for unit in rows], sections)
    days = due_days([period])[period.pk]
    today = today or timezone.localdate()
    grid = [_row(unit, sections, found, days.get(unit.kind, period.due), today) for unit in rows]
    return sections, [row for row in grid if row.asked]


def own_answers(period: Period, unit_ids: Collection[int], today: date) -> list[UnitSections]:
    """As the rows of ``section_grid``, with only the cells whose state is the answer's own, and begun only where something is answered.

    That is what one writes and reads as an answer: a section that gathers assessments is among them when the unit has said that there is nothing.
    Four queries, one more where uppdrag are asked for and two where somebody has said that there is nothing.
    """
    sections = sections_of(period)
    if not sections:
        return []
    units = list(Unit.objects.in_year(period.year).filter(pk__in=unit_ids).order_by("tree_id", "lft"))
    ids, found = [unit.pk for unit in units], _Found()
    _find_reports(found, sections, ids)
    gathered = {section.pk for section in sections if section.is_gathered}
    if any(nothing and section in gathered for (section, _unit), (_state, nothing) in found.reports.items()):
        _find_things(found, period, ids)
    if any(section.kind == SectionKind.ASSIGNMENTS for section in sections):
        found.assignments = _with_assignments(period, ids)
    days = due_days([period])[period.pk]
    rows = [_row(unit, sections, found, days.get(unit.kind, period.due), today) for unit in units]
    return [replace(row, cells=tuple(cell for cell in row.asked if cell.is_own)) for row in rows]


@dataclass(frozen=True, slots=True)
class Known:
    """What a page about one unit has read already: its things, its answers, what it says of the period, and its parts of uppdrag."""

    things: Sequence[Thing]
    reports: Iterable[SectionReport]
    reflection: UnitReflection | None
    assignments: Sequence[AssignmentReceiver]


def row_of_unit(
    period: Period, sections: Iterable[PeriodSection], unit: Unit, known: Known, today: date | None = None
) -> UnitSections:
    """The row of ``section_grid`` for one unit, out of what its page has read already. Two queries."""
    found = _Found()
    of_thing = {(isinstance(each, PlanItem), each.pk): _section_of(each) for each in known.things}
    found.things[unit.pk] = dict(Counter(of_thing.values()))
    for (section, state), count in Counter(_states_of(period, of_thing)).items():
        found.states.setdefault((unit.pk, section), {})[state] = count
    found.reports = {(each.section_id, unit.pk): (each.state, each.nothing) for each in known.reports}
    if known.assignments:
        found.assignments = {unit.pk}
    if known.reflection:
        found.written[unit.pk] = (bool(known.reflection.money), bool(known.reflection.learnt))
    due = due_days([period])[period.pk].get(unit.kind, period.due)
    return _row(unit, sections, found, due, today or timezone.localdate())


def _section_of(thing: Thing) -> str:
    return _of_items(thing.step.is_activity) if isinstance(thing, PlanItem) else SectionKind.MISSION


def _states_of(period: Period, of_thing: Mapping[tuple[bool, int], str]) -> list[tuple[str, str]]:
    """The section and state of each assessment of these things ((is it in the plan, its number): section). One query."""
    items, missions = [pk for planned, pk in of_thing if planned], [pk for planned, pk in of_thing if not planned]
    said = Assessment.objects.filter(Q(plan_item__in=items) | Q(core_mission__in=missions), period=period).order_by()
    rows = said.values_list("plan_item_id", "core_mission_id", "state")
    return [(of_thing[mission is None, item or mission or 0], state) for item, mission, state in rows]


def cells_of(period: Period, unit: Unit, today: date | None = None) -> dict[int, Cell]:
    """What one unit is asked in ``period``, by the section's id. Ten queries."""
    _sections, rows = section_grid(period, [unit.pk], today)
    return {cell.section.pk: cell for row in rows for cell in row.asked}


def is_asked(section: PeriodSection, kind: str, things: Mapping[str, int], has_assignments: bool) -> bool:
    """Does a unit of ``kind`` with so many ``things`` in each gathered section answer in ``section``? Pure."""
    if section.unit_kinds and kind not in section.unit_kinds:
        return False
    if section.is_gathered:
        return things.get(section.kind, 0) > 0
    return section.kind != SectionKind.ASSIGNMENTS or has_assignments


def gathered_state(expected: int, states: Mapping[str, int]) -> str:
    """The state of a section out of its assessments' (the rule above). Pure."""
    if states.get(AssessmentState.RETURNED):
        return AssessmentState.RETURNED
    approved, submitted = states.get(AssessmentState.APPROVED, 0), states.get(AssessmentState.SUBMITTED, 0)
    if approved >= expected:
        return AssessmentState.APPROVED
    if approved + submitted >= expected:
        return AssessmentState.SUBMITTED
    return AssessmentState.DRAFT if any(states.values()) else ""


def _row(unit: Unit, sections: Iterable[PeriodSection], found: _Found, due: date, today: date) -> UnitSections:
    things = found.things.get(unit.pk, {})
    has_assignments = unit.pk in found.assignments
    cells = tuple(
        _cell(unit.pk, section, found, things.get(section.kind, 0), due < today)
        if is_asked(section, unit.kind, things, has_assignments)
        else None
        for section in sections
    )
    return UnitSections(unit, due, cells)


def _cell(unit_id: int, section: PeriodSection, found: _Found, expected: int, past: bool) -> Cell:
    state, nothing = found.reports.get((section.pk, unit_id), ("", False))
    done = 0
    if section.is_gathered and not nothing:
        states = found.states.get((unit_id, section.kind), {})
        state = gathered_state(expected, states)
        done = states.get(AssessmentState.SUBMITTED, 0) + states.get(AssessmentState.APPROVED, 0)
    elif not state and _has_words(section.kind, found.written.get(unit_id, (False, False))):
        state = AssessmentState.DRAFT
    left = state == "" or state in EDITABLE_STATES
    return Cell(section, state, nothing, past and left and section.required, expected, done)


def _has_words(kind: str, written: tuple[bool, bool]) -> bool:
    """Has the unit's reflection words of this kind (money, learnt)?"""
    return (kind == SectionKind.MONEY and written[0]) or (kind == SectionKind.LEARNT and written[1])


def _find(period: Period, ids: list[int], sections: Iterable[PeriodSection]) -> _Found:
    found = _Found()
    _find_things(found, period, ids)
    _find_states(found, period, ids)
    found.assignments = _with_assignments(period, ids)
    _find_reports(found, sections, ids)
    reflections = UnitReflection.objects.filter(period=period, unit__in=ids)
    found.written = {
        unit: (bool(money), bool(learnt)) for unit, money, learnt in reflections.values_list("unit", "money", "learnt")
    }
    return found


def _find_reports(found: _Found, sections: Iterable[PeriodSection], ids: list[int]) -> None:
    """What each unit has answered in each section. One query."""
    reports = SectionReport.objects.filter(section__in=[section.pk for section in sections], unit__in=ids)
    found.reports = {
        (section, unit): (state, nothing)
        for section, unit, state, nothing in reports.values_list("section_id", "unit_id", "state", "nothing")
    }


def _find_things(found: _Found, period: Period, ids: list[int]) -> None:
    """How many things each unit has in each gathered section. Two queries."""
    items = items_in(period, ids).order_by().values_list("owner_id", "step__is_activity").annotate(Count("pk"))
    for unit_id, is_activity, count in items:
        found.things.setdefault(unit_id, {})[_of_items(is_activity)] = count
    for unit_id in CoreMission.objects.filter(unit_id__in=ids).values_list("unit_id", flat=True):
        found.things.setdefault(unit_id, {})[SectionKind.MISSION] = 1


def _find_states(found: _Found, period: Period, ids: list[int]) -> None:
    """How many assessments each unit has in each state and gathered section. Two queries."""
    in_period = Assessment.objects.filter(period=period).order_by()
    of_items = in_period.filter(plan_item__in=items_in(period, ids).order_by().values("pk"))
    counted = of_items.values_list("plan_item__owner_id", "plan_item__step__is_activity", "state")
    for unit_id, is_activity, state, count in counted.annotate(Count("pk")):
        found.states.setdefault((unit_id, _of_items(is_activity)), {})[state] = count
    missions = in_period.filter(core_mission__unit_id__in=ids).values_list("core_mission__unit_id", "state")
    for unit_id, state in missions:
        found.states[unit_id, SectionKind.MISSION] = {state: 1}


def _of_items(is_activity: bool) -> str:
    return SectionKind.ACTIVITIES if is_activity else SectionKind.GOALS


def unit_assignments(period: Period, unit_ids: Iterable[int]) -> Q:
    """The condition on receivers' parts: given to these units by the period's last day, and not closed before its first."""
    given = Q(unit__in=list(unit_ids), assignment__decision__date__lte=period.last_day)
    return given & (Q(assignment__closed_on=None) | Q(assignment__closed_on__gte=period.first_day))


def _with_assignments(period: Period, ids: list[int]) -> frozenset[int]:
    parts = AssignmentReceiver.objects.filter(unit_assignments(period, ids)).order_by()
    return frozenset(parts.values_list("unit_id", flat=True))
