"""The plan as a timeline: what is done when, group by group. The bars are drawn beside the same data as words, so the table is its own alternative."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from django.utils.translation import gettext as _

from goals.filtering import status_order
from goals.looks import Look
from goals.models import ANSWERING_KINDS, ActivityStatus
from goals.queries import PlanRow
from goals.queries.timeline import Days, Step, steps_of
from goals.terms import answer_level, named
from goals.thread_page import NO_DAYS, Thread
from goals.timeline_svg import Bar, Scale
from sala_styr.documents.cells import number_text
from sala_styr.money import NBSP
from sala_styr.shell.wording import day_in_words
from sala_styr.swedish import sort_key

BY_UNIT, BY_FOCUS = "enhet", "fokus"
MOST_ROWS = 150
"""More than so many are not drawn at once: the groups are summed up, and one of them is opened at a time."""
DONE = (ActivityStatus.DONE, ActivityStatus.CANCELLED)
GROUPS_A_PAGE, ROWS_A_PAGE = 50, 100


@dataclass(frozen=True)
class Point:
    """A step on the way, where it stands."""

    x: str
    is_done: bool
    words: str


@dataclass(frozen=True)
class TimelineRow:
    row: PlanRow
    look: Look | None
    when: str
    bar: Bar | None
    has_days: bool
    is_late: bool
    points: tuple[Point, ...] = ()
    steps: tuple[str, ...] = ()


@dataclass(frozen=True)
class Group:
    """What belongs together: its rows, from the first day to the last, and how many are where."""

    key: int
    name: str
    kind: str
    rows: tuple[PlanRow, ...]
    bar: Bar | None
    when: str
    counts: tuple[tuple[Look, int], ...]


@dataclass(frozen=True)
class Timeline:
    """What of the plan is drawn. ``opened`` is the key of the only group that is shown, None for all."""

    thread: Thread
    scale: Scale
    by: str
    today: date
    all_levels: bool = False
    opened: int | None = None

    @cached_property
    def rows(self) -> list[PlanRow]:
        """Activities, or whatever the level filter says, or everything but what stands at the top."""
        matching = self.thread.matching
        if self.thread.wanted.step is not None:
            return matching
        if self.all_levels:
            return [row for row in matching if row.step_parent_id is not None]
        return [row for row in matching if row.is_activity]

    @property
    def count_text(self) -> str:
        """How many, as people read numbers."""
        return number_text(len(self.rows))

    @cached_property
    def groups(self) -> list[Group]:
        """The groups in order: units as in a Swedish list, focus areas as in the thread."""
        parts: dict[int, list[PlanRow]] = {}
        names: dict[int, tuple[str, str]] = {}
        above = self._focus_of() if self.by == BY_FOCUS else {}
        for row in self.rows:
            top = above.get(row.pk)
            key = row.owner_id if self.by == BY_UNIT else top.pk if top else 0
            parts.setdefault(key, []).append(row)
            names[key] = ("", row.owner) if self.by == BY_UNIT else self._named(top)
        keys = sorted(parts, key=lambda key: sort_key(names[key][1])) if self.by == BY_UNIT else list(parts)
        return [self._group(key, names[key], parts[key]) for key in keys]

    @property
    def is_summed(self) -> bool:
        """Are there too many rows to draw them all?"""
        return self.opened is None and len(self.rows) > MOST_ROWS

    @property
    def open_group(self) -> Group | None:
        return next((group for group in self.groups if group.key == self.opened), None)

    def drawn(self, rows: Sequence[PlanRow]) -> dict[int, TimelineRow]:
        """Each of ``rows`` with its bar and its steps. One query, for the steps; in the past they are left out, since they are not told apart day by day."""
        steps = {} if self.thread.day else steps_of(row.pk for row in rows if row.is_activity)
        return {row.pk: self._row(row, steps.get(row.pk, [])) for row in rows}

    @property
    def today_at(self) -> str | None:
        return self.scale.point(self.today)

    def _days(self, row: PlanRow) -> Days:
        return self.thread.days.get(row.pk, NO_DAYS)

    def _stretch(self, row: PlanRow) -> tuple[date, date]:
        """From when to when; where no day is said, the first and the last of its years."""
        days = self._days(row)
        start = days.start or min(date(row.first_year, 1, 1), days.end or date(row.first_year, 1, 1))
        return start, days.end or max(date(row.last_year, 12, 31), start)

    def _group(self, key: int, name: tuple[str, str], rows: list[PlanRow]) -> Group:
        stretches = [self._stretch(row) for row in rows]
        start, end = min(each[0] for each in stretches), max(each[1] for each in stretches)
        looks = Counter(look for row in rows if (look := self._kind(row)) is not None)
        ordered = sorted(looks.items(), key=lambda pair: status_order((pair[0].key, pair[0].word)))
        kind, title = name
        return Group(key, title, kind, tuple(rows), self.scale.bar(start, end), _between(start, end), tuple(ordered))

    def _kind(self, row: PlanRow) -> Look | None:
        """How it goes without the trend, so that those that go alike are counted together."""
        look = self.thread.looks.get(row.pk)
        return look._replace(trend_sign="", trend_word="") if look and look.trend_word else look

    def _row(self, row: PlanRow, steps: Sequence[Step]) -> TimelineRow:
        days, (start, end) = self._days(row), self._stretch(row)
        look = self.thread.looks.get(row.pk)
        has_days = days != NO_DAYS
        is_late = bool(row.is_activity and days.end and days.end < self.today and row.activity_status not in DONE)
        points = [
            Point(x, step.done_on is not None, _step_words(step))
            for step in steps
            if (day := step.due or step.done_on) and (x := self.scale.point(day))
        ]
        words = tuple(_step_words(step) for step in steps)
        return TimelineRow(
            row, look, _when(row, days), self.scale.bar(start, end), has_days, is_late, tuple(points), words
        )

    def _named(self, top: PlanRow | None) -> tuple[str, str]:
        """What kind of thing a group is and whose, and its title."""
        if top is None:
            return "", _("Utan %(level)s") % {"level": named(answer_level(self.thread.year))}
        return f"{top.step[:1].upper()}{top.step[1:]} · {top.owner}", top.title

    def _focus_of(self) -> Mapping[int, PlanRow | None]:
        """For every item: the nearest at or above it that a body that answers the council owns, else the nearest goal of the council's."""
        by_pk = {row.pk: row for row in self.thread.rows}
        found: dict[int, PlanRow | None] = {}
        for row in self.thread.rows:
            parent = by_pk[row.parent_id] if row.parent_id is not None else None
            if row.owner_kind in ANSWERING_KINDS or (
                parent is not None and row.owner_kind == parent.owner_kind == "council"
            ):
                found[row.pk] = row
            else:
                found[row.pk] = found[parent.pk] if parent else None
        return found


def _when(row: PlanRow, days: Days) -> str:
    if days.start and days.end:
        return _between(days.start, days.end)
    if days.start:
        return _("från %(day)s") % {"day": day_in_words(days.start, "kort")}
    if days.end:
        return _("klar senast %(day)s") % {"day": day_in_words(days.end, "kort")}
    years = str(row.first_year) if row.first_year == row.last_year else f"{row.first_year}–{row.last_year}"
    return _("%(years)s, inga datum") % {"years": years}


def _between(start: date, end: date) -> str:
    """``2 mar – 18 dec 2026``: the year once, and no line broken within a day."""
    first, last = day_in_words(start, "kort"), day_in_words(end, "kort")
    if start.year == end.year:
        first = first.removesuffix(f" {start.year}")
    return f"{first} –".replace(" ", NBSP) + f" {last.replace(' ', NBSP)}"


def _step_words(step: Step) -> str:
    """``Upphandla, 15 mars 2026, klart``."""
    parts = [step.text, *([day_in_words(step.due, "kort")] if step.due else [])]
    return ", ".join([*parts, _("klart") if step.done_on else _("inte klart")])
