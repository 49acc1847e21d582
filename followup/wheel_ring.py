"""The drawn year wheel: twelve months round a circle, a ring for each track, a mark for each step. Geometry only; the template draws it.

The year begins at the top and goes clockwise. A day's angle is its part of the year. Lengths are the drawing's own units: the ring is
``SIZE`` wide, and the words stand outside it to the left and the right.
"""

from calendar import isleap
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise
from math import cos, pi, sin

from django.utils.formats import date_format

from followup.models import WheelTrack
from followup.queries.wheel import Occurrence

SIZE = 400
CENTRE = SIZE / 2
RIM, MONTH_BAND, RING_WIDTH, MARK_GAP = 196.0, 30.0, 26.0, 13.0
OUTERMOST_RING = 146.0
RING_STEP = 31.0
WORDS_AT, WORD_LINE = 222.0, 16.5
LONGEST_WORDS = 52
TRACK_ORDER = tuple(WheelTrack.values)


@dataclass(frozen=True, slots=True)
class Month:
    """A month's piece of the rim: its edge line, and where its name stands."""

    number: int
    name: str
    path: str
    x: float
    y: float
    steps: int


@dataclass(frozen=True, slots=True)
class Ring:
    """A track's ring."""

    track: str
    label: str
    radius: float


@dataclass(frozen=True, slots=True)
class Mark:
    """A step: where its point stands, the arc of the time it is worked with, its words and the line that leads to them."""

    step: Occurrence
    x: float
    y: float
    arc: str
    words: str
    words_x: float
    words_y: float
    leader: str
    is_right: bool

    @property
    def diamond(self) -> str:
        """The law's days have corners, ours are round."""
        reach = 7.5
        corners = ((0, -reach), (reach, 0), (0, reach), (-reach, 0))
        return " ".join(f"{self.x + dx:.1f},{self.y + dy:.1f}" for dx, dy in corners)


@dataclass(frozen=True, slots=True)
class Wheel:
    """Everything that is drawn. ``today`` is the end of the hand, None in another year than this."""

    months: list[Month]
    rings: list[Ring]
    marks: list[Mark]
    today: tuple[float, float] | None


def draw(year: int, steps: Sequence[Occurrence], today: date) -> Wheel:
    """The wheel of ``year`` with ``steps``."""
    shown = [step for step in steps if not step.left_out]
    angles = _apart(shown)
    return Wheel(
        months=[_month(number, year, shown) for number in range(1, 13)],
        rings=[Ring(track, str(WheelTrack(track).label), ring_radius(track)) for track in TRACK_ORDER],
        marks=_marks(shown, angles),
        today=_at(angle_of(today), RIM - MONTH_BAND) if today.year == year else None,
    )


def ring_radius(track: str) -> float:
    """The middle of a track's ring."""
    return OUTERMOST_RING - RING_STEP * TRACK_ORDER.index(track)


def angle_of(day: date) -> float:
    """Radians clockwise from the top."""
    days = 366 if isleap(day.year) else 365
    return 2 * pi * (day.timetuple().tm_yday - 1) / days


def _at(angle: float, radius: float) -> tuple[float, float]:
    return round(CENTRE + radius * sin(angle), 1), round(CENTRE - radius * cos(angle), 1)


def _month(number: int, year: int, steps: Sequence[Occurrence]) -> Month:
    begins = angle_of(date(year, number, 1))
    ends = angle_of(date(year, number + 1, 1)) if number < 12 else 2 * pi
    x, y = _at((begins + ends) / 2, RIM - MONTH_BAND / 2)
    (x1, y1), (x2, y2) = _at(begins, RIM), _at(ends, RIM)
    (x3, y3), (x4, y4) = _at(ends, RIM - MONTH_BAND), _at(begins, RIM - MONTH_BAND)
    inner = RIM - MONTH_BAND
    path = f"M{x1} {y1}A{RIM:g} {RIM:g} 0 0 1 {x2} {y2}L{x3} {y3}A{inner:g} {inner:g} 0 0 0 {x4} {y4}Z"
    in_month = sum(1 for step in steps if step.day.month == number)
    return Month(number, date_format(date(year, number, 1), "b"), path, x, y, in_month)


def _apart(steps: Sequence[Occurrence]) -> list[float]:
    """The steps' angles, moved along their ring as little as is needed for no two marks to lie on each other."""
    angles = [angle_of(step.day) for step in steps]
    for track in TRACK_ORDER:
        places = sorted((i for i, step in enumerate(steps) if step.step.track == track), key=lambda i: angles[i])
        gap = MARK_GAP * 1.15 / ring_radius(track)
        for before, here in pairwise(places):
            angles[here] = max(angles[here], angles[before] + gap)
        if places:
            angles[places[-1]] = min(angles[places[-1]], 2 * pi - gap / 2)
        for here, after in zip(places[-2::-1], places[:0:-1], strict=False):
            angles[here] = min(angles[here], angles[after] - gap)
    return angles


def _marks(steps: Sequence[Occurrence], angles: Sequence[float]) -> list[Mark]:
    rights = [i for i, angle in enumerate(angles) if angle < pi]
    lefts = [i for i, angle in enumerate(angles) if angle >= pi]
    heights = _heights(rights, angles) | _heights(lefts, angles)
    return [_mark(step, angles[i], heights[i], angles[i] < pi) for i, step in enumerate(steps)]


def _heights(side: Sequence[int], angles: Sequence[float]) -> dict[int, float]:
    """Where each step's words stand on its side: beside its place on the rim, a line apart from the next, the whole column centred."""
    in_order = sorted(side, key=lambda i: _at(angles[i], RIM)[1])
    heights = [_at(angles[i], RIM)[1] for i in in_order]
    for place in range(1, len(heights)):
        heights[place] = max(heights[place], heights[place - 1] + WORD_LINE)
    lowest = SIZE - 2.0
    for place in range(len(heights) - 1, -1, -1):
        heights[place] = min(heights[place], lowest)
        lowest = heights[place] - WORD_LINE
    return dict(zip(in_order, heights, strict=True))


def _mark(step: Occurrence, angle: float, height: float, is_right: bool) -> Mark:
    radius = ring_radius(step.step.track)
    x, y = _at(angle, radius)
    words_x = CENTRE + WORDS_AT if is_right else CENTRE - WORDS_AT
    rim_x, rim_y = _at(angle, RIM + 1)
    words = step.name if len(step.name) <= LONGEST_WORDS else step.name[: LONGEST_WORDS - 1].rstrip() + "…"
    toward = -4 if is_right else 4
    leader = f"M{rim_x} {rim_y}L{words_x + toward:g} {height - 3.5:.1f}"
    return Mark(step, x, y, _arc(step, angle, radius), words, words_x, round(height, 1), leader, is_right)


def _arc(step: Occurrence, until: float, radius: float) -> str:
    """The time during which the step is worked with; nothing for a step of a single day."""
    begins = angle_of(step.starts)
    if until - begins < 0.02:
        return ""
    (x1, y1), (x2, y2) = _at(begins, radius), _at(until, radius)
    return f"M{x1} {y1}A{radius:g} {radius:g} 0 {int(until - begins > pi)} 1 {x2} {y2}"
