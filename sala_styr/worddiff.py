"""What differs between two texts, word by word, as runs of the same, the added and the removed. Pure; no database, no HTML.

Words and punctuation are compared; the white space between them follows along, so that applying the runs gives both texts back exactly.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import Enum
from typing import NamedTuple

MOST_COMPARISONS = 4_000_000
"""Beyond this many pairs of words (two texts of some four pages, all different) the middle is told as replaced instead of compared."""


class Kind(Enum):
    SAME = "same"
    ADDED = "added"
    REMOVED = "removed"


@dataclass(frozen=True)
class Run:
    """Some text, and whether it stands in both texts, only in the later or only in the earlier."""

    kind: Kind
    text: str


class _Token(NamedTuple):
    """A word or a mark, and the white space after it."""

    core: str
    space: str


TOKENS = re.compile(r"(\w+(?:[-:.,’']\w+)*|[^\w\s]|^(?=\s))(\s*)", re.UNICODE)


def word_runs(before: str, after: str) -> list[Run]:
    """The two texts as runs. Nothing removed and nothing added means that they are the same."""
    old, new = _tokens(before), _tokens(after)
    return list(_joined(_pieces(old, new)))


def earlier(runs: Iterable[Run]) -> str:
    """The earlier of the two texts."""
    return "".join(run.text for run in runs if run.kind is not Kind.ADDED)


def later(runs: Iterable[Run]) -> str:
    """The later of the two texts."""
    return "".join(run.text for run in runs if run.kind is not Kind.REMOVED)


def _tokens(text: str) -> list[_Token]:
    return [_Token(*found.groups()) for found in TOKENS.finditer(text)]


def _pieces(old: Sequence[_Token], new: Sequence[_Token]) -> Iterator[Run]:
    start = _alike(old, new)
    end = _alike(old[start:][::-1], new[start:][::-1])
    yield from _kept(old[:start], new[:start])
    yield from _changed(old[start : len(old) - end], new[start : len(new) - end])
    yield from _kept(old[len(old) - end :], new[len(new) - end :])


def _alike(old: Sequence[_Token], new: Sequence[_Token]) -> int:
    """How many words they begin with in common."""
    for place, (one, other) in enumerate(zip(old, new, strict=False)):
        if one.core != other.core:
            return place
    return min(len(old), len(new))


def _changed(old: Sequence[_Token], new: Sequence[_Token]) -> Iterator[Run]:
    if len(old) * len(new) > MOST_COMPARISONS:
        yield from (Run(Kind.REMOVED, _text(old)), Run(Kind.ADDED, _text(new)))
        return
    matcher = SequenceMatcher(None, [each.core for each in old], [each.core for each in new], autojunk=False)
    for verb, from_old, to_old, from_new, to_new in matcher.get_opcodes():
        if verb == "equal":
            yield from _kept(old[from_old:to_old], new[from_new:to_new])
        else:
            yield Run(Kind.REMOVED, _text(old[from_old:to_old]))
            yield Run(Kind.ADDED, _text(new[from_new:to_new]))


def _kept(old: Sequence[_Token], new: Sequence[_Token]) -> Iterator[Run]:
    """The same words; the white space after each may still differ."""
    for one, other in zip(old, new, strict=True):
        if one.space == other.space:
            yield Run(Kind.SAME, one.core + one.space)
        else:
            yield Run(Kind.SAME, one.core)
            yield Run(Kind.REMOVED, one.space)
            yield Run(Kind.ADDED, other.space)


def _text(tokens: Iterable[_Token]) -> str:
    return "".join(core + space for core, space in tokens)


def _joined(pieces: Iterable[Run]) -> Iterator[Run]:
    """As few runs as can be: between two stretches of the same, first all that is removed and then all that is added."""
    same, removed, added = "", "", ""
    for piece in pieces:
        if piece.kind is Kind.SAME and piece.text:
            if removed or added:
                yield from _flushed(same, removed, added)
                same, removed, added = "", "", ""
            same += piece.text
        elif piece.kind is Kind.REMOVED:
            removed += piece.text
        elif piece.kind is Kind.ADDED:
            added += piece.text
    yield from _flushed(same, removed, added)


def _flushed(same: str, removed: str, added: str) -> Iterator[Run]:
    for kind, text in ((Kind.SAME, same), (Kind.REMOVED, removed), (Kind.ADDED, added)):
        if text:
            yield Run(kind, text)
