"""Why a frame is what it is: last year's, what falls away, each change with its cause and decision, and what nobody has explained (domain §4.2–4.3)."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Q

from budget.models import AMENDMENTS, BudgetEntry, EntryKind, FrameCause
from budget.queries.ledger import EMPTY, FrameRow, flow_of, fold
from sala_styr.organisation.models import Unit


@dataclass(frozen=True, slots=True)
class Change:
    """An entry as the frame's holder sees it: öre, + raises the frame."""

    entry: BudgetEntry
    amount: int


@dataclass(frozen=True)
class FrameChange:
    """The arithmetic of a frame: ``start + lapsed + Σ changes + unexplained = original``, and ``original + Σ amendments = current``. Öre.

    ``previous`` is last year's frame with all its changes, None when the ledger has none; then ``base``, what the council called last year's frame, is
    where it starts. ``lapsed`` is what of it was for that year only, with the sign that
    takes it away. ``changes`` are the frame's entries with a cause, in the order of the causes; ``unexplained`` is what they leave over.
    """

    year: int
    previous: int | None
    base: int | None
    lapsed: int
    changes: tuple[Change, ...]
    amendments: tuple[Change, ...]
    frame: FrameRow
    is_decided: bool

    @property
    def start(self) -> int | None:
        """Last year's frame: as the ledger has it, else as the decision says. None when there was none."""
        return self.base if self.previous is None else self.previous

    @property
    def explained(self) -> int:
        """Σ of the changes that say why."""
        return sum(change.amount for change in self.changes)

    @property
    def unexplained(self) -> int:
        """What the causes do not explain. 0 when they explain it all."""
        return self.frame.original - (self.start or 0) - self.lapsed - self.explained


def frame_change(unit: Unit, year: int, as_of: date | None = None) -> FrameChange:
    """How the frame of ``unit`` came about, as it stood on ``as_of`` (None: now). One query."""
    return frame_changes([unit], year, as_of)[unit.pk]


def frame_changes(units: Sequence[Unit], year: int, as_of: date | None = None) -> dict[int, FrameChange]:
    """The same of many units, by their id. One query."""
    found = BudgetEntry.objects.filter(Q(source__in=units) | Q(target__in=units), year__in=(year - 1, year))
    if as_of is not None:
        found = found.filter(booked_on__lte=as_of)
    entries = list(found.select_related("source", "target", "decision__body", "corrects").order_by("booked_on", "pk"))
    return {
        unit.pk: _frame_change(unit, year, [each for each in entries if unit.pk in (each.source_id, each.target_id)])
        for unit in units
    }


def _frame_change(unit: Unit, year: int, entries: list[BudgetEntry]) -> FrameChange:
    before = [entry for entry in entries if entry.year == year - 1]
    now = [entry for entry in entries if entry.year == year]
    standing = _standing(now)
    frames_now = [entry for entry in standing if entry.kind == EntryKind.FRAME]
    base = [entry for entry in frames_now if entry.cause == FrameCause.BASE]
    return FrameChange(
        year=year,
        previous=_held(unit, before).current if any(_changes_frame(entry) for entry in before) else None,
        base=sum(change.amount for change in _seen_by(unit, base)) if base else None,
        lapsed=-sum(change.amount for change in _seen_by(unit, before) if is_for_one_year(change.entry)),
        changes=tuple(sorted(_seen_by(unit, filter(says_why, frames_now)), key=_order)),
        amendments=tuple(_seen_by(unit, (entry for entry in standing if entry.kind in AMENDMENTS))),
        frame=_held(unit, now),
        is_decided=bool(frames_now),
    )


def _standing(entries: list[BudgetEntry]) -> list[BudgetEntry]:
    """Those that nobody has taken back, without the counter-entries: the two are in the ledger and make nothing of the frame."""
    taken_back = {entry.corrects_id for entry in entries}
    return [entry for entry in entries if entry.corrects_id is None and entry.pk not in taken_back]


def says_why(entry: BudgetEntry) -> bool:
    """Does the entry explain a change from last year? The base is last year's frame itself, and no change."""
    return bool(entry.cause) and entry.cause != FrameCause.BASE


def is_for_one_year(entry: BudgetEntry) -> bool:
    """Was it for that year only? A frame without a cause is the whole frame and goes on."""
    return not entry.permanent and (entry.kind in AMENDMENTS or (entry.kind == EntryKind.FRAME and says_why(entry)))


def _changes_frame(entry: BudgetEntry) -> bool:
    return entry.kind in AMENDMENTS or entry.kind == EntryKind.FRAME


def _held(unit: Unit, entries: Iterable[BudgetEntry]) -> FrameRow:
    return fold(map(flow_of, entries)).get(unit.pk, EMPTY)


def _seen_by(unit: Unit, entries: Iterable[BudgetEntry]) -> list[Change]:
    return [Change(entry, _held(unit, [entry]).current) for entry in entries]


def _order(change: Change) -> int:
    return list(FrameCause).index(FrameCause(change.entry.cause))
