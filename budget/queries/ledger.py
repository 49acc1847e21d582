"""Frames as sums over the ledger: original, amendments, current and what has been passed on, on any day (domain §4.3, invariants 2, 5, 6)."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from django.db.models import BooleanField, Case, DateField, ExpressionWrapper, F, Q, QuerySet, Sum, When
from django.db.models.functions import Coalesce
from django.utils import timezone

from budget.models import BudgetEntry, EntryKind
from sala_styr.kept.remembered import read_kept, read_once
from sala_styr.organisation.models import Unit


class Flow(NamedTuple):
    """A sum of entries alike: from ``source`` to ``target`` (None: the municipality's common financing). A counter-entry has its ends as they are written,
    that is, turned, and ``counter`` says so. ``day``: when an allocation or return within the year was booked (of a counter-entry: what it takes back);
    None before the year, and for every other kind."""

    kind: str
    source: int | None
    target: int | None
    counter: bool
    amount: int
    day: date | None = None


@dataclass(frozen=True, slots=True)
class FrameRow:
    """What one unit holds in a year: öre, frame +. ``original`` are its frame and its first allocations, ``amendments`` every later change.

    ``allocated_late``: what of ``allocated`` those below got as amendments. So the municipality's original is Σ ``kept_original`` over all its units.
    """

    original: int = 0
    amendments: int = 0
    allocated: int = 0
    allocated_late: int = 0

    @property
    def current(self) -> int:
        """Today's frame: the original and all decided changes."""
        return self.original + self.amendments

    @property
    def kept_original(self) -> int:
        """The original less what of it has been passed on."""
        return self.original - self.allocated + self.allocated_late

    @property
    def kept_amendments(self) -> int:
        """The amendments less what has been passed on as such."""
        return self.amendments - self.allocated_late

    @property
    def unallocated(self) -> int:
        """Received less passed on: what the unit is to budget in its own detail lines."""
        return self.current - self.allocated


EMPTY = FrameRow()
PASSED_ON = (EntryKind.ALLOCATION, EntryKind.RETURN)


def fold(flows: Iterable[Flow], begun: Mapping[int, date] | None = None) -> dict[int, FrameRow]:
    """What each unit holds after ``flows``. Pure; the order does not matter.

    An allocation moves on what has been received and leaves the giver's frame as it is; a return is an allocation the
    other way. Every other kind changes the frame of both ends. A counter-entry is the entry that it corrects, taken away.

    The original is what a unit was given for the year: its frame, what was allocated to it before the year began, and where nothing was, its first
    allocation in the year. What is allocated to it or returned by it after that is an amendment (domain §4.3). ``begun``: when each unit was first
    allocated money (``first_days``), for whoever asks about some of the year's flows.
    """
    flows = list(flows)
    begun = first_days(flows) if begun is None else begun
    rows: dict[int, list[int]] = {}
    for kind, source, target, counter, amount, day in flows:
        if counter:
            source, target, amount = target, source, -amount
        late = day is not None and _is_late(day, begun.get((source if kind == EntryKind.RETURN else target) or 0))
        if target is not None:
            column, sign = _RECEIVED.get(kind, (_AMENDMENTS, 1))
            _add(rows.setdefault(target, [0, 0, 0, 0]), column, sign * amount, late)
        if source is not None:
            column, sign = _GIVEN.get(kind, (_AMENDMENTS, -1))
            _add(rows.setdefault(source, [0, 0, 0, 0]), column, sign * amount, late)
    return {unit: FrameRow(*row) for unit, row in rows.items()}


_ORIGINAL, _AMENDMENTS, _ALLOCATED, _ALLOCATED_LATE = range(4)
"""The columns of a FrameRow."""
_RECEIVED: dict[str, tuple[int, int]] = {
    EntryKind.FRAME: (_ORIGINAL, 1), EntryKind.ALLOCATION: (_ORIGINAL, 1), EntryKind.RETURN: (_ALLOCATED, -1),
}  # fmt: skip
"""Which column of the receiver an entry moves, and which way; of every kind that is not here, its amendments."""
_GIVEN: dict[str, tuple[int, int]] = {
    EntryKind.FRAME: (_ORIGINAL, -1), EntryKind.RETURN: (_ORIGINAL, -1), EntryKind.ALLOCATION: (_ALLOCATED, 1),
}  # fmt: skip
"""The same of the giver."""


def _add(row: list[int], column: int, amount: int, late: bool) -> None:
    """What is passed on late is an amendment of whoever gets it, and of whoever gives it a part of what is passed on."""
    if late and column == _ALLOCATED:
        row[_ALLOCATED_LATE] += amount
    row[_AMENDMENTS if late and column == _ORIGINAL else column] += amount


BEFORE_THE_YEAR = date.min


def first_days(flows: Iterable[Flow]) -> dict[int, date]:
    """When each unit was first allocated money; the beginning of time for what came before the year. Pure."""
    first: dict[int, date] = {}
    for flow in flows:
        unit = flow.source if flow.counter else flow.target
        if flow.kind == EntryKind.ALLOCATION and unit is not None:
            day = flow.day or BEFORE_THE_YEAR
            first[unit] = min(day, first.get(unit, day))
    return first


def _is_late(day: date, first: date | None) -> bool:
    """Does an allocation or return of ``day`` come after the lower unit's budget was given?"""
    return first is not None and day > first


def flows(entries: QuerySet[BudgetEntry]) -> list[Flow]:
    """The entries added up by kind and ends. One query."""
    return [flow for _year, flow in _summed(entries)]


def _summed(entries: QuerySet[BudgetEntry]) -> Iterable[tuple[int, Flow]]:
    """(year, entries alike)."""
    counter = ExpressionWrapper(Q(corrects__isnull=False), BooleanField())
    booked = Coalesce("corrects__booked_on", "booked_on")
    within = Q(kind__in=PASSED_ON, booked__year__gte=F("year"))
    day = Case(When(within, then=F("booked")), default=None, output_field=DateField())
    rows = entries.order_by().annotate(counter=counter, booked=booked).annotate(day=day)
    columns = ("year", "kind", "source_id", "target_id", "counter", "day")
    for year, kind, source, target, is_counter, on, amount in rows.values_list(*columns).annotate(Sum("amount")):
        yield year, Flow(kind, source, target, is_counter, amount, on)


def entries_of(year: int, as_of: date | None = None) -> QuerySet[BudgetEntry]:
    """The year's entries that count on day ``as_of`` (None: all)."""
    entries = BudgetEntry.objects.filter(year=year)
    return entries if as_of is None else entries.filter(booked_on__lte=as_of)


def frames(year: int, as_of: date | None = None) -> dict[int, FrameRow]:
    """What every unit that holds money holds in ``year``, as it stood on ``as_of`` (None: now). Units without entries are left out.

    One query, the first time a page asks. Kept from page to page for now and for today: there are many other days.
    """
    name = f"frames-{year}-{as_of}"

    def ask() -> dict[int, FrameRow]:
        return fold(flows(entries_of(year, as_of)))

    return read_kept(name, (BudgetEntry,), ask) if as_of in (None, timezone.localdate()) else read_once(name, ask)


def frames_by_year(years: Iterable[int], as_of: date | None = None) -> dict[int, dict[int, FrameRow]]:
    """``frames`` of several years. One query."""
    by_year: dict[int, list[Flow]] = {year: [] for year in years}
    entries = BudgetEntry.objects.filter(year__in=list(by_year))
    if as_of is not None:
        entries = entries.filter(booked_on__lte=as_of)
    for year, flow in _summed(entries):
        by_year[year].append(flow)
    return {year: fold(found) for year, found in by_year.items()}


@dataclass(frozen=True)
class LedgerRow:
    """An entry as one unit sees it: what it changed the frame by, and the frame after it. Both None for what was passed on, which leaves the frame."""

    entry: BudgetEntry
    change: int
    running: int


@dataclass(frozen=True)
class Ledger:
    """The ledger page of a unit and year: last year's frame, each entry that changed it, and what has been passed on below."""

    previous: int | None
    rows: tuple[LedgerRow, ...]
    passed_on: tuple[LedgerRow, ...]
    frame: FrameRow


def ledger(unit: Unit, year: int, as_of: date | None = None) -> Ledger:
    """The unit's ledger as it stood on ``as_of`` (None: now). Two queries."""
    entries = (
        entries_of(year, as_of)
        .filter(Q(source=unit) | Q(target=unit))
        .select_related("source", "target", "decision__body", "recorded_by", "corrects", "corrected_by")
        .order_by("booked_on", "pk")
    )
    running, given, rows, passed_on, seen = 0, 0, [], [], []
    for entry in entries:
        flow = flow_of(entry)
        seen.append(flow)
        own = fold([flow])[unit.pk]
        if own.allocated:  # passed on, or come back
            given += own.allocated
            passed_on.append(LedgerRow(entry, own.allocated, given))
        else:
            running += own.current
            rows.append(LedgerRow(entry, own.current, running))
    previous = frames(year - 1).get(unit.pk)
    return Ledger(
        previous=None if previous is None else previous.current,
        rows=tuple(rows),
        passed_on=tuple(passed_on),
        frame=fold(seen).get(unit.pk, EMPTY),
    )


def flow_of(entry: BudgetEntry) -> Flow:
    """One entry as a flow. What it corrects should be read with it."""
    day = None
    if entry.kind in PASSED_ON:
        booked = (entry.corrects or entry).booked_on
        day = booked if booked.year >= entry.year else None
    return Flow(entry.kind, entry.source_id, entry.target_id, entry.corrects_id is not None, entry.amount, day)
