"""Two people wrote in the same text at the same time: put both together, and lose nothing that either wrote.

A three-way merge (``merge3``) against what both began from: first by line, and where both changed the same lines by sentence. Where both
changed the same sentence no machine can know which was meant: both are kept, the one that was there first before the other, and the caller
is told so that a person can look.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from merge3 import Merge3

_LINES = re.compile(r"[^\n]*\n|[^\n]+")
_SENTENCES = re.compile(r"\n|[^\S\n]+|\S.*?(?:[.!?…:]+(?=\s|$)|(?=\n|$))", re.DOTALL)
"""A sentence, the end of a line, or the space between two: the space is what both have in common when they have changed neighbouring sentences."""


@dataclass(frozen=True, slots=True)
class Merged:
    """The text with both people's changes. ``clashes``: (what stood there first, what came last) where both changed the same sentence."""

    text: str
    clashes: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Typed:
    """What a person has made of a text, and what it was when they began. ``again``: this very sending has been put in already."""

    base: str
    text: str
    again: bool = False

    def onto(self, stands: str) -> Merged:
        """The text with this person's changes put onto what ``stands`` now; what has been put in before is not put in twice."""
        if self.again:
            return Merged(stands)
        return merge_texts(self.base, stands, self.text)

    def chosen_over(self, stands: str) -> str:
        """The same for a choice, of which there can be but one: what somebody else has chosen meanwhile stays, until it has been seen."""
        return self.text if not self.again and stands in (self.base, self.text) else stands


def merge_texts(base: str, theirs: str, mine: str) -> Merged:
    """``theirs`` and ``mine`` both grew out of ``base``: the text with the changes of both.

    What only one changed becomes what they made of it; what one took away and the other left alone is taken away; the same change made by
    both is made once. Line ends are made ``\\n``. Nothing that either wrote anew is missing from the result.
    """
    base, theirs, mine = (text.replace("\r\n", "\n").replace("\r", "\n") for text in (base, theirs, mine))
    if theirs in (base, mine):
        return Merged(mine)
    if mine == base:
        return Merged(theirs)
    clashes: list[tuple[str, str]] = []
    lines = [_LINES.findall(text if text.endswith("\n") or not text else text + "\n") for text in (base, theirs, mine)]
    text = _merge(lines, clashes, finer=True)
    return Merged(text if theirs.endswith("\n") or mine.endswith("\n") else text.rstrip("\n"), tuple(clashes))


def _merge(texts: Sequence[Sequence[str]], clashes: list[tuple[str, str]], *, finer: bool) -> str:
    """Base, theirs and mine, each in pieces, put together; a clash is tried again by sentence when ``finer``, else both are kept and noted."""
    found: list[str] = []
    base, theirs, mine = (list(text) for text in texts)
    for kind, *groups in Merge3(base, theirs, mine).merge_groups():
        pieces = ["".join(group) for group in groups]
        if kind != "conflict":
            found.append(pieces[0])
        elif finer and pieces[0]:
            found.append(_merge([_SENTENCES.findall(piece) for piece in pieces], clashes, finer=False))
        else:
            found.append(_both(pieces[1], pieces[2], clashes))
    return "".join(found)


def _both(theirs: str, mine: str, clashes: list[tuple[str, str]]) -> str:
    """Both pieces after each other; only one of them when the other is a part of it."""
    if theirs.strip() in mine:
        return mine
    if mine.strip() in theirs:
        return theirs
    clashes.append((theirs.strip(), mine.strip()))
    gap = "" if theirs.endswith(("\n", " ")) else " "
    return theirs + gap + mine
