"""The picture of the thread: bands from goals to bodies, as wide as their kronor. Whole numbers only: tenths of the drawing's units."""

import textwrap
from collections.abc import Sequence
from dataclasses import dataclass

from goals.queries.flow import Flow, FlowPart
from sala_styr.money import Unit, format_amount

WIDTH = 1000_0
NODE, GAP, SLOT = 10_0, 8_0, 38_0
"""How wide a node is, what stands between two, and the least height that its words need."""
TALLEST = 460_0
"""What all the kronor together take of the height, before the words have got their room."""
LEFT, RIGHT = 250_0, 740_0
LINE, LONGEST, MOST_LINES = 14_0, 37, 3


@dataclass(frozen=True)
class Word:
    """A line of text."""

    x: str
    y: str
    text: str
    is_amount: bool = False


@dataclass(frozen=True)
class Node:
    """A goal, a body or a verksamhet in the picture. ``pk`` 0 has no page."""

    kind: str
    pk: int
    name: str
    x: str
    y: str
    height: str
    words: tuple[Word, ...]


@dataclass(frozen=True)
class Band:
    """Kronor on their way. ``is_income``: more comes in than goes out."""

    kind: str
    number: int
    path: str
    words: str
    is_income: bool


@dataclass(frozen=True)
class Drawing:
    width: str
    height: str
    sources: tuple[Node, ...]
    targets: tuple[Node, ...]
    bands: tuple[Band, ...]
    node_width: str


def tenths(number: int) -> str:
    """1234 → ``123.4``."""
    return f"{number // 10}.{number % 10}"


Key = tuple[str, int, str]
"""Kind, number and name of an end of a band."""


def draw(flow: Flow, by_service: bool = False, unit: Unit = Unit.TKR) -> Drawing:
    """The flow's bands from source to body, or to verksamhet."""
    sums = _sums(flow.parts, by_service)
    whole = sum(abs(amount) for amount in sums.values()) or 1
    left = _column(sums, 0, whole, LEFT, unit)
    right = _column(sums, 1, whole, RIGHT, unit)
    bands, used = [], {**{("l", key): 0 for key in left.tops}, **{("r", key): 0 for key in right.tops}}
    numbers = {key: number for number, key in enumerate(left.tops)}
    for (source, target), amount in sums.items():
        thick = _thick(amount, whole)
        start, end = left.tops[source] + used["l", source], right.tops[target] + used["r", target]
        used["l", source] += thick
        used["r", target] += thick
        words = f"{source[2]} → {target[2]}: {format_amount(amount, unit)} {unit}"
        bands.append(Band(source[0], numbers[source] % 4, _path(start, end, max(thick, 5)), words, amount > 0))
    height = max(left.height, right.height)
    return Drawing(tenths(WIDTH), tenths(height), left.nodes, right.nodes, tuple(bands), tenths(NODE))


def _sums(parts: Sequence[FlowPart], by_service: bool) -> dict[tuple[Key, Key], int]:
    """The öre of each band, in the flow's order."""
    found: dict[tuple[Key, Key], int] = {}
    for part in parts:
        place = part.place
        target = ("unit", place.service_id, place.service) if by_service else ("unit", place.body_id, place.body)
        key = ((part.source.kind, part.source.pk, part.source.name), target)
        found[key] = found.get(key, 0) + part.amount
    return found


def _thick(amount: int, whole: int) -> int:
    return TALLEST * abs(amount) // whole


@dataclass(frozen=True)
class _Column:
    nodes: tuple[Node, ...]
    tops: dict[Key, int]
    height: int


def _column(sums: dict[tuple[Key, Key], int], side: int, whole: int, x: int, unit: Unit) -> _Column:
    """The nodes of one side, each as tall as its bands, with room for its words."""
    thick: dict[Key, int] = {}
    amounts: dict[Key, int] = {}
    for ends, amount in sums.items():
        thick[ends[side]] = thick.get(ends[side], 0) + _thick(amount, whole)
        amounts[ends[side]] = amounts.get(ends[side], 0) + amount
    nodes, tops, y = [], {}, GAP
    for key, height in thick.items():
        lines = textwrap.wrap(key[2] or "–", LONGEST, max_lines=MOST_LINES, placeholder=" …")
        slot = max(height, SLOT + LINE * (len(lines) - 1))
        tops[key] = y + (slot - height) // 2
        words = _words([*lines, f"{format_amount(amounts[key], unit)} {unit}"], x, y + slot // 2, side)
        nodes.append(Node(*key, tenths(x), tenths(tops[key]), tenths(max(height, 10)), words))
        y += slot + GAP
    return _Column(tuple(nodes), tops, y)


def _words(lines: Sequence[str], x: int, middle: int, side: int) -> tuple[Word, ...]:
    """The lines round the node's middle: to the left of the left column, to the right of the right one."""
    at = x - 8_0 if side == 0 else x + NODE + 8_0
    first = middle - LINE * (len(lines) - 1) // 2 + 4_0
    last = len(lines) - 1
    return tuple(
        Word(tenths(at), tenths(first + LINE * number), text, number == last) for number, text in enumerate(lines)
    )


def _path(start: int, end: int, thick: int) -> str:
    """A band from the left column to the right, equally thick all the way."""
    x0, x1 = LEFT + NODE, RIGHT
    middle = (x0 + x1) // 2
    a, b, m = tenths(x0), tenths(x1), tenths(middle)
    y0, y1, z0, z1 = tenths(start), tenths(end), tenths(start + thick), tenths(end + thick)
    return f"M{a} {y0}C{m} {y0} {m} {y1} {b} {y1}L{b} {z1}C{m} {z1} {m} {z0} {a} {z0}Z"
