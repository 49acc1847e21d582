"""Which rows of the red thread are shown: what is open, what the filters let through, and the addresses that open and close.

The address says it all, so it can be shared, gone back to and followed without JavaScript:
``?oppna=12,15`` opened besides the first levels, ``?stang=3`` closed though they would be open, ``?visa=alla`` everything open.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from django.http import QueryDict

from goals.looks import Look
from goals.queries.thread import PlanRow

OPEN_LEVELS = 2
"""As many levels are open from the beginning: the vision and the goals, so that what the committees answer is seen."""
OPEN_FIELD, CLOSED_FIELD, ALL_FIELD, ALL = "oppna", "stang", "visa", "alla"


def numbers(text: str) -> frozenset[int]:
    """``"12,15"`` → {12, 15}. What is not a number is left out: an address may be typed by hand."""
    return frozenset(int(part) for part in text.split(",") if part.isascii() and part.isdigit() and len(part) < 19)


def listed(pks: Iterable[int]) -> str:
    return ",".join(str(pk) for pk in sorted(pks))


@dataclass(frozen=True)
class Openness:
    """What is open. ``everything`` also when the plan is filtered: what was searched for is shown."""

    opened: frozenset[int] = frozenset()
    closed: frozenset[int] = frozenset()
    everything: bool = False

    @classmethod
    def of(cls, query: QueryDict, filtered: bool) -> "Openness":
        everything = filtered or query.get(ALL_FIELD) == ALL
        return cls(numbers(query.get(OPEN_FIELD, "")), numbers(query.get(CLOSED_FIELD, "")), everything)

    def from_the_start(self, row: PlanRow) -> bool:
        return self.everything or row.depth < OPEN_LEVELS

    def is_open(self, row: PlanRow) -> bool:
        return row.pk not in self.closed and (self.from_the_start(row) or row.pk in self.opened)

    def with_row(self, row: PlanRow, is_open: bool) -> "Openness":
        """The same with ``row`` opened or closed."""
        from_the_start = self.from_the_start(row)
        opened = self.opened | {row.pk} if is_open and not from_the_start else self.opened - {row.pk}
        closed = self.closed | {row.pk} if not is_open and from_the_start else self.closed - {row.pk}
        return Openness(opened, closed, self.everything)


def address(query: QueryDict, openness: Openness) -> str:
    """The query that shows ``openness`` and keeps everything else that ``query`` says. ``?`` alone when nothing is said."""
    new = query.copy()
    for name, pks in ((OPEN_FIELD, openness.opened), (CLOSED_FIELD, openness.closed)):
        new.pop(name, None)
        if pks:
            new[name] = listed(pks)
    return "?" + new.urlencode(safe=",")


@dataclass(frozen=True)
class Addresses:
    """Ready-made beginnings of the addresses that open and close a row, since a page may have five thousand of them.

    Opening a closed row and closing an open one add its number to a list that is already written out; only the few rows that the address
    itself names need their own.
    """

    query: QueryDict
    openness: Openness
    _more_open: str = field(init=False, default="")
    _more_closed: str = field(init=False, default="")

    def __post_init__(self) -> None:
        now = self.openness
        object.__setattr__(self, "_more_open", self._beginning(OPEN_FIELD, now.opened, now.closed, CLOSED_FIELD))
        object.__setattr__(self, "_more_closed", self._beginning(CLOSED_FIELD, now.closed, now.opened, OPEN_FIELD))

    def _beginning(self, last: str, its: Collection[int], others: Collection[int], other: str) -> str:
        """The address with the list ``last`` at its end, ready for one more number."""
        kept = self.query.copy()
        for name in (OPEN_FIELD, CLOSED_FIELD):
            kept.pop(name, None)
        if others:
            kept[other] = listed(others)
        before = kept.urlencode(safe=",")
        return f"?{before}{'&' if before else ''}{last}={listed(its)}{',' if its else ''}"

    def toggling(self, row: PlanRow, is_open: bool) -> str:
        """The address with ``row``, which now ``is_open``, the other way."""
        now = self.openness
        if is_open and row.pk not in now.opened:
            return f"{self._more_closed}{row.pk}"
        if not is_open and row.pk not in now.closed:
            return f"{self._more_open}{row.pk}"
        return address(self.query, now.with_row(row, not is_open))


def shown(rows: Sequence[PlanRow], openness: Openness) -> list[PlanRow]:
    """The rows to show: those whose every row above is open. ``rows`` in reading order."""
    kept = []
    shut_at: int | None = None
    for row in rows:
        if shut_at is not None:
            if row.depth > shut_at:
                continue
            shut_at = None
        kept.append(row)
        if row.has_children and not openness.is_open(row):
            shut_at = row.depth
    return kept


def branch(rows: Sequence[PlanRow], pk: int) -> list[PlanRow]:
    """The row ``pk`` and everything below it. Empty when it is not there."""
    for start, row in enumerate(rows):
        if row.pk == pk:
            end = start + 1
            while end < len(rows) and rows[end].depth > row.depth:
                end += 1
            return list(rows[start:end])
    return []


@dataclass(frozen=True)
class Filter:
    """What the reader looks for; empty lets everything through. ``owners``: the chosen unit and all below it.

    ``text`` is found in titles as it was typed; ``with_words`` are the items where its words were found. ``among``: those that the area and the goal
    of Agenda 2030 leave, None where neither is chosen.
    """

    text: str = ""
    with_words: frozenset[int] = frozenset()
    owners: frozenset[int] = frozenset()
    step: int | None = None
    track: str = ""
    responsible: int | None = None
    status: str = ""
    among: frozenset[int] | None = None

    @property
    def is_on(self) -> bool:
        return self != Filter()

    def lets_through(self, row: PlanRow, look: Look | None) -> bool:
        return (
            (not self.text or row.pk in self.with_words or self.text in row.title.casefold())
            and (self.among is None or row.pk in self.among)
            and (not self.owners or row.owner_id in self.owners)
            and (self.step is None or row.step_id == self.step)
            and (not self.track or row.track == self.track)
            and (self.responsible is None or row.responsible_id == self.responsible)
            and (not self.status or (look is not None and look.key == self.status))
        )


@dataclass(frozen=True)
class Filtered:
    """The rows that match with all above them, so that each is read in its place; ``matches`` are those that were looked for."""

    rows: list[PlanRow]
    matches: frozenset[int]


def filtered(rows: Sequence[PlanRow], wanted: Filter, looks: Mapping[int, Look]) -> Filtered:
    """Let ``wanted`` loose on ``rows``; ``looks`` say how it goes with each."""
    if not wanted.is_on:
        return Filtered(list(rows), frozenset([row.pk for row in rows]))
    matches = frozenset(row.pk for row in rows if wanted.lets_through(row, looks.get(row.pk)))
    parents = {row.pk: row.parent_id for row in rows}
    kept = set(matches)
    parents_kept: set[int] = set()
    for pk in matches:
        parent = parents[pk]
        while parent is not None and parent not in parents_kept:
            parents_kept.add(parent)
            parent = parents[parent]
    kept |= parents_kept
    return Filtered([row._replace(has_children=row.pk in parents_kept) for row in rows if row.pk in kept], matches)
