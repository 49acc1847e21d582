"""Frames as sums over the ledger: original, amendments, current and what has been passed on, on any day (domain §4.3, invariants 2, 5, 6)."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any, NamedTuple

from django.db.models import BooleanField, ExpressionWrapper, Q, QuerySet, Sum

from budget.models import BudgetEntry, EntryKind
from sala_styr.organisation.models import Unit


class Flow(NamedTuple):
    """A sum of entries alike: from ``source`` to ``target`` (None: the municipality's common financing). A counter-entry has its ends as they are written,
    that is, turned, and ``counter`` says so."""

    kind: str
    source: int | None
    target: int | None
    counter: bool
    amount: int


@dataclass(frozen=True, slots=True)
class FrameRow:
    """What one unit holds in a year: öre, frame +. ``original`` are its frame and allocations, ``amendments`` every later change."""

    original: int = 0
    amendments: int = 0
    allocated: int = 0

    @property
    def current(self) -> int:
        """Today's frame: the original and all decided changes."""
        return self.original + self.amendments

    @property
    def unallocated(self) -> int:
        """Received less passed on: what the unit is to budget in its own detail lines."""
        return self.current - self.allocated


EMPTY = FrameRow()


def fold(flows: Iterable[Flow]) -> dict[int, FrameRow]:
    """What each unit holds after ``flows``. Pure; the order does not matter.

    An allocation moves on what has been received and leaves the giver's frame as it is; a return is an allocation the
    other way. Every other kind changes the frame of both ends. A counter-entry is the entry that it corrects, taken away.
    """
    rows: dict[int, list[int]] = {}
    for kind, source, target, counter, amount in flows:
        if counter:
            source, target, amount = target, source, -amount
        if target is not None:
            column, sign = _RECEIVED.get(kind, (_AMENDMENTS, 1))
            rows.setdefault(target, [0, 0, 0])[column] += sign * amount
        if source is not None:
            column, sign = _GIVEN.get(kind, (_AMENDMENTS, -1))
            rows.setdefault(source, [0, 0, 0])[column] += sign * amount
    return {unit: FrameRow(*row) for unit, row in rows.items()}


_ORIGINAL, _AMENDMENTS, _ALLOCATED = range(3)
"""The columns of a FrameRow."""
_RECEIVED: dict[str, tuple[int, int]] = {
    EntryKind.FRAME: (_ORIGINAL, 1), EntryKind.ALLOCATION: (_ORIGINAL, 1), EntryKind.RETURN: (_ALLOCATED, -1),
}  # fmt: skip
"""Which column of the receiver an entry moves, and which way; of every kind that is not here, its amendments."""
_GIVEN: dict[str, tuple[int, int]] = {
    EntryKind.FRAME: (_ORIGINAL, -1), EntryKind.RETURN: (_ORIGINAL, -1), EntryKind.ALLOCATION: (_ALLOCATED, 1),
}  # fmt: skip
"""The same of the giver."""


def flows(entries: QuerySet[BudgetEntry]) -> list[Flow]:
    """The entries added up by kind and ends. One query."""
    return [Flow(*row) for row in _summed(entries, "kind", "source_id", "target_id")]


def _summed(entries: QuerySet[BudgetEntry], *columns: str) -> Iterable[tuple[Any, ...]]:
    """(columns …, is it a counter-entry, Σ amount)."""
    counter = ExpressionWrapper(Q(corrects__isnull=False), BooleanField())
    return entries.order_by().annotate(counter=counter).values_list(*columns, "counter").annotate(Sum("amount"))


def entries_of(year: int, as_of: date | None = None) -> QuerySet[BudgetEntry]:
    """The year's entries that count on day ``as_of`` (None: all)."""
    entries = BudgetEntry.objects.filter(year=year)
    return entries if as_of is None else entries.filter(booked_on__lte=as_of)


def frames(year: int, as_of: date | None = None) -> dict[int, FrameRow]:
    """What every unit that holds money holds in ``year``, as it stood on ``as_of`` (None: now). One query; units without entries are left out."""
    return fold(flows(entries_of(year, as_of)))


def frames_by_year(years: Iterable[int], as_of: date | None = None) -> dict[int, dict[int, FrameRow]]:
    """``frames`` of several years. One query."""
    by_year: dict[int, list[Flow]] = {year: [] for year in years}
    entries = BudgetEntry.objects.filter(year__in=list(by_year))
    if as_of is not None:
        entries = entries.filter(booked_on__lte=as_of)
    for year, *row in _summed(entries, "year", "kind", "source_id", "target_id"):
        by_year[year].append(Flow(*row))
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
    """One entry as a flow."""
    return Flow(entry.kind, entry.source_id, entry.target_id, entry.corrects_id is not None, entry.amount)
