"""Which thing before is which thing after: by name where there is one, else by likeness, the likest first. The same whichever side one begins from."""

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Callable, Hashable, Iterable, Iterator, Sequence
from difflib import SequenceMatcher

Pairs = dict[int, int]
"""Place after → place before."""
_WORD = re.compile(r"\w+", re.UNICODE)
MOST_COMPARED = 250_000
"""Beyond this many pairs only names are compared: the two sides have little in common, and likeness would take longer than it is worth."""


def words(*texts: str) -> frozenset[str]:
    """The words of some texts, without order and letter case."""
    return frozenset(word.casefold() for text in texts for word in _WORD.findall(text))


def likeness(one: frozenset[str], other: frozenset[str]) -> float:
    """From 0 (no word in common) to 1 (the same words)."""
    if not one and not other:
        return 1.0
    return 2 * len(one & other) / (len(one) + len(other))


def by_name(before: Sequence[Hashable], after: Sequence[Hashable]) -> Pairs:
    """The first with a name belongs to the first with the same name, the second to the second, and so on."""
    places = {name: place for place, name in enumerate(numbered(before))}
    return {place: places[name] for place, name in enumerate(numbered(after)) if name in places}


def numbered(names: Iterable[Hashable]) -> Iterator[tuple[Hashable, int]]:
    """Each name with how many times it has come already."""
    seen: Counter[Hashable] = Counter()
    for name in names:
        yield name, seen[name]
        seen[name] += 1


def by_likeness(before: Sequence[int], after: Sequence[int], score: Callable[[int, int], float], least: float) -> Pairs:
    """Pair the places that are left on both sides (``score(before, after)`` of at least ``least``), the likest first, then the nearest."""
    if len(before) * len(after) > MOST_COMPARED:
        return {}
    scored = ((score(old, new), old, new) for old in before for new in after)
    ranked = sorted(
        (pair for pair in scored if pair[0] >= least),
        key=lambda pair: (-pair[0], abs(pair[1] - pair[2]), pair[1] + pair[2]),
    )
    pairs: Pairs = {}
    taken: set[int] = set()
    for _score, old, new in ranked:
        if new not in pairs and old not in taken:
            pairs[new] = old
            taken.add(old)
    return pairs


def in_order(before: Sequence[Hashable], after: Sequence[Hashable]) -> Pairs:
    """The longest runs that both have in common, in the same order in both."""
    matcher = SequenceMatcher(None, before, after, autojunk=False)
    return {
        block.b + step: block.a + step
        for block in matcher.get_matching_blocks()
        for step in range(block.size)
    }  # fmt: skip


def woven(many_before: int, many_after: int, pairs: Pairs) -> Iterator[tuple[int | None, int | None]]:
    """(place before, place after) in the order of reading: as it stands after, with what is gone behind what it stood behind."""
    kept = set(pairs.values())
    gone: dict[int, list[int]] = {}
    behind = -1
    for place in range(many_before):
        if place in kept:
            behind = place
        else:
            gone.setdefault(behind, []).append(place)
    yield from ((place, None) for place in gone.get(-1, ()))
    for place in range(many_after):
        old = pairs.get(place)
        yield old, place
        if old is not None:
            yield from ((lost, None) for lost in gone.get(old, ()))


def out_of_order(pairs: Pairs) -> set[int]:
    """The places after whose order is another than before: as few as can be moved to explain it (what is left is a longest rising chain)."""
    ends: list[int] = []
    lasts: list[int] = []
    earlier: dict[int, int | None] = {}
    for place in sorted(pairs):
        length = bisect_left(ends, pairs[place])
        earlier[place] = lasts[length - 1] if length else None
        ends[length : length + 1] = [pairs[place]]
        lasts[length : length + 1] = [place]
    kept: set[int] = set()
    step = lasts[-1] if lasts else None
    while step is not None:
        kept.add(step)
        step = earlier[step]
    return set(pairs) - kept
