"""What differs between two whole documents: which section is which, and what is new, gone, moved or changed in each."""

from collections import deque
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from django.utils.translation import gettext as _

from sala_styr.documents.difference.blocks import BlockDifference, block_differences, spoken_words
from sala_styr.documents.difference.matching import Pairs, by_likeness, by_name, likeness, out_of_order, woven
from sala_styr.documents.difference.parts import Change, TextDifference, any_changed, change_of, labelled
from sala_styr.documents.difference.tables import CellDifference, RowDifference, TableDifference
from sala_styr.documents.model import Document, Section

ONE_SECTION = 0.5
SAME_HEADING = 0.3
"""How much a common heading counts for when a section is looked for in another place than where it stood."""


@dataclass(frozen=True)
class SectionDifference:
    """A section by itself, without those inside it. ``path``: its headings from the outermost in. ``moved``: it stands elsewhere than before.

    ``texts``: its heading and who answers for it. ``blocks``: all of them, those that are alike too.
    """

    before: Section | None
    after: Section | None
    path: tuple[str, ...]
    path_before: tuple[str, ...]
    moved: bool
    texts: tuple[TextDifference, ...]
    blocks: tuple[BlockDifference, ...]

    @property
    def level(self) -> int:
        """1 for an outermost section."""
        return len(self.path)

    @property
    def is_kept(self) -> bool:
        """Is it in both?"""
        return self.before is not None and self.after is not None

    @cached_property
    def change(self) -> Change:
        same = not any_changed(self.texts) and all(block.change is Change.SAME for block in self.blocks)
        return change_of(self.before, self.after, same)

    @property
    def differs(self) -> bool:
        """Is it new, gone, changed or in another place?"""
        return self.moved or self.change is not Change.SAME


@dataclass(frozen=True)
class Difference:
    """``cover``: what the first page says: title, subtitle, references, decision. ``sections``: all, in the order of reading."""

    cover: tuple[TextDifference, ...]
    sections: tuple[SectionDifference, ...]

    @property
    def differing(self) -> list[SectionDifference]:
        """The sections that are not as before."""
        return [section for section in self.sections if section.differs]

    @property
    def is_empty(self) -> bool:
        """Do the two say the same?"""
        return not self.differing and not any_changed(self.cover)

    @property
    def figures(self) -> Iterator[tuple[SectionDifference, TableDifference, RowDifference, CellDifference]]:
        """Each amount or number that differs, once, with where it stands."""
        for section in self.sections:
            for block in section.blocks:
                if isinstance(block, TableDifference):
                    yield from ((section, block, row, cell) for row, cell in block.figures)


def difference(before: Document, after: Document) -> Difference:
    """What ``after`` says that ``before`` did not, and the other way round."""
    old, new = list(_nodes(before.sections)), list(_nodes(after.sections))
    pairs = _matched(old, new)
    return Difference(tuple(_cover(before, after)), tuple(_sections(old, new, pairs)))


def _cover(before: Document, after: Document) -> Iterator[TextDifference]:
    for label, name in ((_("Titel"), "title"), (_("Underrubrik"), "subtitle"), (_("Kommun"), "municipality")):
        yield from labelled(label, getattr(before, name), getattr(after, name))
    said = (each.decision_line or each.frozen_line or (_("Utkast") if each.draft else "") for each in (before, after))
    yield from labelled(_("Beslut"), *said)
    yield from labelled(_("Hänvisningar"), "\n".join(before.references), "\n".join(after.references))


@dataclass(frozen=True)
class _Node:
    """A section with its place among all (its number), and what it lies in."""

    section: Section
    number: int
    parent: int | None
    path: tuple[str, ...]

    @cached_property
    def words(self) -> frozenset[str]:
        return spoken_words(self.section)


def _nodes(sections: tuple[Section, ...]) -> Iterator[_Node]:
    """Every section in the order of reading."""
    number = -1

    def inside(held: tuple[Section, ...], parent: _Node | None) -> Iterator[_Node]:
        nonlocal number
        for section in held:
            number += 1
            path = (*(parent.path if parent else ()), section.heading)
            node = _Node(section, number, parent.number if parent else None, path)
            yield node
            yield from inside(section.sections, node)

    return inside(sections, None)


def _inside(nodes: Sequence[_Node]) -> dict[int | None, list[int]]:
    """The numbers of the sections that lie in each."""
    held: dict[int | None, list[int]] = {None: []}
    for node in nodes:
        held.setdefault(node.parent, []).append(node.number)
    return held


def _matched(old: list[_Node], new: list[_Node]) -> Pairs:
    """Which is which: by heading inside what belongs together, then what is left by likeness wherever it stands, and again inside that."""
    held_old, held_new = _inside(old), _inside(new)
    pairs: Pairs = {}
    taken: set[int] = set()

    def take(found: Pairs) -> None:
        pairs.update(found)
        taken.update(found.values())

    def by_heading(waiting: deque[tuple[int | None, int | None]]) -> None:
        while waiting:
            one, other = waiting.popleft()
            before = [n for n in held_old.get(one, ()) if n not in taken]
            after = [n for n in held_new.get(other, ()) if n not in pairs]
            named = by_name([old[n].section.heading for n in before], [new[n].section.heading for n in after])
            found = {after[place]: before[was] for place, was in named.items()}
            take(found)
            waiting.extend((was, became) for became, was in found.items())

    by_heading(deque([(None, None)]))
    while True:
        left_old = [node.number for node in old if node.number not in taken]
        left_new = [node.number for node in new if node.number not in pairs]
        found = by_likeness(left_old, left_new, lambda one, other: _alike(old[one], new[other]), ONE_SECTION)
        if not found:
            return pairs
        take(found)
        by_heading(deque((was, became) for became, was in found.items()))


def _alike(one: _Node, other: _Node) -> float:
    """How like each other two sections are that do not stand in the same place under the same heading."""
    common = SAME_HEADING if one.section.heading == other.section.heading else 0.0
    return common + likeness(one.words, other.words)


def _sections(old: list[_Node], new: list[_Node], pairs: Pairs) -> Iterator[SectionDifference]:
    """Every section in the order of reading, what is gone where it stood."""
    held_old, held_new = _inside(old), _inside(new)
    gone = {node.number for node in old} - set(pairs.values())

    def inside(one: int | None, other: int | None, exists: tuple[bool, bool]) -> Iterator[SectionDifference]:
        before = held_old.get(one, []) if exists[0] else []
        after = held_new.get(other, []) if exists[1] else []
        places = {number: place for place, number in enumerate(before)}
        here = {
            place: places[pairs[number]]
            for place, number in enumerate(after)
            if number in pairs and pairs[number] in places
        }
        turned = out_of_order(here)
        for was, became in woven(len(before), len(after), here):
            if became is None:
                if was is not None and before[was] in gone:
                    yield _one(old[before[was]], None, moved=False)
                    yield from inside(before[was], None, (True, False))
                continue
            node = new[after[became]]
            origin = old[pairs[node.number]] if node.number in pairs else None
            moved = origin is not None and (became not in here or became in turned)
            yield _one(origin, node, moved=moved)
            yield from inside(origin.number if origin else None, node.number, (origin is not None, True))

    return inside(None, None, (True, True))


def _one(before: _Node | None, after: _Node | None, *, moved: bool) -> SectionDifference:
    old, new = before.section if before else None, after.section if after else None
    texts = (
        *labelled(_("Rubrik"), old.heading if old else "", new.heading if new else ""),
        *labelled(_("Ansvarig"), old.owner if old else "", new.owner if new else ""),
    )
    path_before = before.path if before else ()
    path = after.path if after else path_before
    return SectionDifference(old, new, path, path_before, moved, texts, block_differences(old, new))
