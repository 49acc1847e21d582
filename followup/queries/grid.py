"""Who has reported: units × states, counted. The same few queries whatever the size of the organisation."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from django.db.models import Count, Q
from django.db.models.functions import Coalesce

from followup.models import Assessment, AssessmentState, Period
from followup.queries.assessable import items_in
from goals.models import CoreMission
from sala_styr.organisation.models import Unit, UnitKind

STATES: tuple[str, ...] = ("", *AssessmentState.values)
"""The columns in their order: not begun first."""

COMMITTEE_LEVEL = 2
"""The depth in the organisation's tree at which committees stand: below the group and the council."""

PART_KINDS = frozenset({UnitKind.BOARD, UnitKind.COMMITTEE, UnitKind.COMPANY, UnitKind.FEDERATION})
"""What the municipal group is divided into: each answers for the units below it."""


@dataclass(frozen=True, slots=True)
class GridRow:
    """How many of what a unit is to assess is in each state. ``unit`` is None for the sum of all."""

    unit: Unit | None
    expected: int
    draft: int = 0
    submitted: int = 0
    returned: int = 0
    approved: int = 0

    @property
    def depth(self) -> int:
        """How far in the row stands: committees at the edge, at most three steps below them."""
        return 0 if self.unit is None else min(max(self.unit.level - COMMITTEE_LEVEL, 0), 3)

    @property
    def not_begun(self) -> int:
        return self.expected - self.draft - self.submitted - self.returned - self.approved

    @property
    def handed_in(self) -> int:
        """With the reader, or past them."""
        return self.submitted + self.approved

    @property
    def left(self) -> int:
        """What the unit itself has still to do."""
        return self.expected - self.handed_in

    def __add__(self, other: "GridRow") -> "GridRow":
        return GridRow(
            None,
            self.expected + other.expected,
            self.draft + other.draft,
            self.submitted + other.submitted,
            self.returned + other.returned,
            self.approved + other.approved,
        )

    @property
    def counts(self) -> list[tuple[str, int]]:
        """(state, count) in the order of the columns."""
        return list(
            zip(STATES, (self.not_begun, self.draft, self.submitted, self.returned, self.approved), strict=True)
        )


def reporting_grid(period: Period, unit_ids: Iterable[int] | None = None) -> list[GridRow]:
    """A row for every unit that has something to assess in ``period``, in the organisation's order. Three queries.

    ``unit_ids``: only these units.
    """
    units = Unit.objects.in_year(period.year).order_by("tree_id", "lft")
    if unit_ids is not None:
        units = units.filter(pk__in=list(unit_ids))
    rows = list(units)
    ids = [unit.pk for unit in rows]
    expected, found = _expected(ids, period), _states(ids, period)
    return [GridRow(unit, expected[unit.pk], **found.get(unit.pk, {})) for unit in rows if expected[unit.pk]]


def total_of(rows: Iterable[GridRow]) -> GridRow:
    """The rows added up."""
    return sum(rows, start=GridRow(None, 0))


def parts_of(year: int) -> list[Unit]:
    """The committees, boards and companies of ``year`` in the organisation's order. One query."""
    return list(Unit.objects.in_year(year).filter(kind__in=PART_KINDS).order_by("tree_id", "lft"))


def is_inside(unit: Unit, part: Unit) -> bool:
    """Is ``unit`` the part itself, or below it?"""
    return unit.tree_id == part.tree_id and part.lft <= unit.lft <= part.rght


def by_part(rows: Iterable[GridRow], parts: Sequence[Unit]) -> list[GridRow]:
    """The rows added up by committee, board or company; what lies above them stays by itself. No query."""
    sums: dict[int, GridRow] = {}
    for row in rows:
        assert row.unit is not None
        whole = next((part for part in parts if is_inside(row.unit, part)), row.unit)
        earlier = sums.get(whole.pk)
        sums[whole.pk] = replace(earlier + row if earlier else row, unit=whole)
    return list(sums.values())


def _expected(ids: list[int], period: Period) -> Counter[int]:
    """How many things each unit is to assess. One query."""
    items = items_in(period, ids).order_by().values_list("owner_id").annotate(Count("pk"))
    missions = CoreMission.objects.filter(unit_id__in=ids).order_by().values_list("unit_id").annotate(Count("pk"))
    expected: Counter[int] = Counter()
    for unit_id, count in items.union(missions, all=True):
        expected[unit_id] += count
    return expected


def _states(ids: list[int], period: Period) -> dict[int, dict[str, int]]:
    """How many of each unit's are in each state. One query."""
    theirs = Q(plan_item__in=items_in(period, ids).order_by().values("pk")) | Q(core_mission__unit_id__in=ids)
    said = Assessment.objects.filter(theirs, period=period).order_by()
    counted = said.values_list(Coalesce("plan_item__owner_id", "core_mission__unit_id"), "state").annotate(Count("pk"))
    found: dict[int, dict[str, int]] = {}
    for unit_id, state, count in counted:
        found.setdefault(unit_id, {})[state] = count
    return found
