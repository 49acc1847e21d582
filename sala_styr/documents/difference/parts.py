"""What differs between two pieces of a section: a text, a picture."""

from collections.abc import Hashable, Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property

from sala_styr.documents.difference.matching import by_likeness, in_order, likeness, words, woven
from sala_styr.documents.rich import Picture
from sala_styr.worddiff import Kind, Run, word_runs

ALIKE = 0.35
"""Two paragraphs with this much in common are one that was rewritten; with less, one was taken away and another written."""


class Change(StrEnum):
    SAME = "same"
    CHANGED = "changed"
    ADDED = "added"
    REMOVED = "removed"


def change_of(before: object, after: object, same: bool) -> Change:
    """What has happened to a thing that is None where it does not exist."""
    if before is None:
        return Change.ADDED
    if after is None:
        return Change.REMOVED
    return Change.SAME if same else Change.CHANGED


@dataclass(frozen=True)
class Spoken:
    """A text with what is not heard in its words: weight, links, that it is the second point of a list."""

    text: str
    form: Hashable = ()


@dataclass(frozen=True)
class TextDifference:
    """A text before and after, None where there was none. ``label``: what the text is when it is not a paragraph: "Ansvarig"."""

    before: Spoken | None
    after: Spoken | None
    label: str = ""

    @property
    def change(self) -> Change:
        return change_of(self.before, self.after, self.before == self.after)

    @property
    def form_only(self) -> bool:
        """Are the words the same, and only their weight, a link or the kind of paragraph another?"""
        return self.change is Change.CHANGED and self._texts[0] == self._texts[1]

    @property
    def _texts(self) -> tuple[str, str]:
        return self.before.text if self.before else "", self.after.text if self.after else ""

    @cached_property
    def runs(self) -> list[Run]:
        """Word by word, both texts in one."""
        before, after = self._texts
        if before and after:
            return word_runs(before, after)
        return [Run(kind, text) for kind, text in ((Kind.REMOVED, before), (Kind.ADDED, after)) if text]


def labelled(label: str, before: str, after: str) -> Iterator[TextDifference]:
    """A text with a label, where either side has one."""
    if before or after:
        yield TextDifference(Spoken(before) if before else None, Spoken(after) if after else None, label)


def text_differences(before: list[Spoken], after: list[Spoken]) -> dict[int, int]:
    """Which paragraph is which: the same ones in their order, then between them those that are like each other."""
    pairs = in_order(before, after)
    return pairs | _rewritten(before, after, pairs)


def _rewritten(before: list[Spoken], after: list[Spoken], pairs: dict[int, int]) -> dict[int, int]:
    """Paragraphs that are left in the same gap, paired by likeness."""
    old_words, new_words = [words(each.text) for each in before], [words(each.text) for each in after]
    found: dict[int, int] = {}
    for old, new in _gaps(len(before), len(after), pairs):
        found |= by_likeness(old, new, lambda one, other: likeness(old_words[one], new_words[other]), ALIKE)
    return found


def _gaps(many_before: int, many_after: int, pairs: dict[int, int]) -> Iterator[tuple[list[int], list[int]]]:
    """The places between those that are paired already."""
    last_old = last_new = -1
    for new, old in [*sorted(pairs.items()), (many_after, many_before)]:
        gap = list(range(last_old + 1, old)), list(range(last_new + 1, new))
        if all(gap):
            yield gap
        last_old, last_new = old, new


@dataclass(frozen=True)
class PictureDifference:
    """A picture before and after. It is another when its bytes are; ``texts``: its alternative text and its caption."""

    before: Picture | None
    after: Picture | None
    texts: tuple[TextDifference, ...]

    @property
    def is_exchanged(self) -> bool:
        """Is it another picture in the same place?"""
        return self.before is not None and self.after is not None and self.before.sha256 != self.after.sha256

    @property
    def change(self) -> Change:
        return change_of(self.before, self.after, not self.is_exchanged and not any_changed(self.texts))


def any_changed(texts: Iterable[TextDifference]) -> bool:
    """Does any of the texts differ?"""
    return any(each.change is not Change.SAME for each in texts)


__all__ = [
    "Change",
    "PictureDifference",
    "Spoken",
    "TextDifference",
    "any_changed",
    "labelled",
    "text_differences",
    "woven",
]
