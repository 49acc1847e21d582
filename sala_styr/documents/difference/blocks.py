"""What differs between the blocks of two sections, in the order of reading."""

from collections.abc import Callable, Iterator, Sequence
from typing import TypeVar

from django.utils.translation import gettext as _

from sala_styr.documents.difference.matching import Pairs, by_likeness, by_name, likeness, words, woven
from sala_styr.documents.difference.parts import (
    PictureDifference,
    Spoken,
    TextDifference,
    labelled,
    text_differences,
)
from sala_styr.documents.difference.tables import Tabled, TableDifference, caption_of, table_difference
from sala_styr.documents.model import Block, BulletList, Figure, Paragraph, ParagraphKind, Section, Table
from sala_styr.documents.rich import Line, Picture, RichList, RichText, plain

Piece = Spoken | Table | Figure | Picture
BlockDifference = TextDifference | TableDifference | PictureDifference
ONE_TABLE = 0.5
"""Tables under another name are one when this much of their words (heads, rows, caption) is the same."""
Thing = TypeVar("Thing", Table, Figure, Picture, Spoken)


def pieces(section: Section) -> Iterator[Piece]:
    """The section's own blocks with each point of a list by itself; page breaks say nothing."""
    for block in section.blocks:
        yield from _pieces(block)


def spoken_words(section: Section) -> frozenset[str]:
    """The words of a section's own text and tables."""
    return words(section.heading, *(text for piece in pieces(section) for text in _texts(piece)))


def block_differences(before: Section | None, after: Section | None) -> tuple[BlockDifference, ...]:
    """Every block of both, those that are alike too."""
    old, new = (list(pieces(section)) if section else [] for section in (before, after))
    pairs: Pairs = {}
    pairs |= _paired(old, new, Spoken, text_differences)
    pairs |= _paired(old, new, Table, _same_tables)
    pairs |= _paired(old, new, Figure, _same_tables)
    pairs |= _paired(old, new, Picture, _same_pictures)
    return tuple(
        _difference(None if one is None else old[one], None if other is None else new[other])
        for one, other in woven(len(old), len(new), pairs)
    )


def _paired(
    old: list[Piece], new: list[Piece], kind: type[Thing], match: Callable[[list[Thing], list[Thing]], Pairs]
) -> Pairs:
    """The pairs among the pieces of one kind, by their places among all."""
    olds = {place: piece for place, piece in enumerate(old) if isinstance(piece, kind)}
    news = {place: piece for place, piece in enumerate(new) if isinstance(piece, kind)}
    places_old, places_new = list(olds), list(news)
    found = match(list(olds.values()), list(news.values()))
    return {places_new[after]: places_old[before] for after, before in found.items()}


def _same_tables(old: Sequence[Tabled], new: Sequence[Tabled]) -> Pairs:
    pairs = by_name([caption_of(each) for each in old], [caption_of(each) for each in new])
    left_old = [place for place in range(len(old)) if place not in pairs.values()]
    left_new = [place for place in range(len(new)) if place not in pairs]
    old_words = {place: words(*_texts(old[place])) for place in left_old}
    new_words = {place: words(*_texts(new[place])) for place in left_new}
    return pairs | by_likeness(
        left_old, left_new, lambda one, other: likeness(old_words[one], new_words[other]), ONE_TABLE
    )


def _same_pictures(old: list[Picture], new: list[Picture]) -> Pairs:
    """By their bytes; what is left was exchanged, one for the other in order."""
    pairs = by_name([each.sha256 for each in old], [each.sha256 for each in new])
    left_old = (place for place in range(len(old)) if place not in pairs.values())
    left_new = (place for place in range(len(new)) if place not in pairs)
    return pairs | dict(zip(left_new, left_old, strict=False))


def _difference(before: Piece | None, after: Piece | None) -> BlockDifference:
    either = after if before is None else before
    if isinstance(either, Table | Figure):
        return table_difference(before, after)  # type: ignore[arg-type]
    if isinstance(either, Picture):
        return _picture(before, after)  # type: ignore[arg-type]
    return TextDifference(before, after)  # type: ignore[arg-type]


def _picture(before: Picture | None, after: Picture | None) -> PictureDifference:
    said = (
        (_("Bilden i ord"), before.alternative if before else "", after.alternative if after else ""),
        (_("Bildtext"), before.caption if before else "", after.caption if after else ""),
    )
    texts = (each for label, old, new in said for each in labelled(label, old, new))
    return PictureDifference(before, after, tuple(texts))


def _pieces(block: Block) -> Iterator[Piece]:
    if isinstance(block, Paragraph):
        yield Spoken(block.text, () if block.kind == ParagraphKind.NORMAL else (str(block.kind),))
    elif isinstance(block, RichText):
        yield Spoken(block.text, _form(block.runs))
    elif isinstance(block, BulletList):
        yield from (Spoken(item, ("points",)) for item in block.items)
    elif isinstance(block, RichList):
        kind = "numbered" if block.ordered else "points"
        yield from (Spoken(plain(item), (kind, *_form(item))) for item in block.items)
    elif isinstance(block, Table | Figure | Picture):
        yield block


def _form(line: Line) -> tuple[object, ...]:
    """What a line has beside its words; nothing for a line without any."""
    marked = tuple((run.text, run.strong, run.emphasis, run.address) for run in line)
    return marked if any(any(each[1:]) for each in marked) else ()


def _texts(piece: Piece) -> Iterator[str]:
    if isinstance(piece, Spoken):
        yield piece.text
    elif isinstance(piece, Picture):
        yield piece.alternative
    else:
        table = piece.table if isinstance(piece, Figure) else piece
        yield caption_of(piece)
        yield from (column.label for column in table.columns)
        yield from (str(row.cells[0]) for row in table.rows)
