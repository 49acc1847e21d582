"""What a report is made of: frozen dataclasses, no database, no HTML.

Apps build a ``Document`` from their queries (``blocks`` rooms); ``pdf`` turns it into a file and templates into a page. The model holds exact
values (öre, dates, statuses), never formatted text, so the same table is shown, printed and exported without a second truth. Everything is a
tuple inside: a document that has been built can be hashed, cached and compared.
"""

import hashlib
import json
from collections.abc import Iterator
from dataclasses import dataclass, field, fields, is_dataclass, replace
from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum

from sala_styr.documents.rich import NOT_SAID, Picture, RichList, RichText
from sala_styr.money import Unit

DEEPEST = 5
"""Sections nest at most this deep: the title is heading level 1, so sections use levels 2 to 6."""


class DocumentError(ValueError):
    """The parts do not make a sound document. A programmer's error, found when the document is built and not when it is printed."""


class ParagraphKind(StrEnum):
    """How a paragraph is set: ``lead`` opens a section, ``note`` is small print."""

    NORMAL = "normal"
    LEAD = "lead"
    NOTE = "note"


class ColumnKind(StrEnum):
    """What a column's cells hold, and so how they are shown, aligned and exported. An interval, ``1,0 till 2,5``, stands as figures do."""

    TEXT = "text"
    AMOUNT = "amount"
    NUMBER = "number"
    INTERVAL = "interval"
    STATUS = "status"
    DATE = "date"


class RowKind(StrEnum):
    """A ``heading`` row has one text cell and opens a group; a ``sum`` row is set off by a line and weight."""

    NORMAL = "normal"
    SUM = "sum"
    HEADING = "heading"


@dataclass(frozen=True)
class Status:
    """A symbol with its word, e.g. ``Status("◐", "delvis")``: never a symbol alone, never a colour alone."""

    symbol: str
    word: str

    def __post_init__(self) -> None:
        if not self.symbol.strip() or not self.word.strip():
            raise DocumentError("a status has a symbol and a word")


Cell = str | int | Decimal | date | Status | None
"""Amounts are int öre; None is missing and shown as "–", never as 0. Floats are refused."""


@dataclass(frozen=True)
class Column:
    """``width`` is the share of the table's width in per cent; without it the content decides."""

    label: str
    kind: ColumnKind = ColumnKind.TEXT
    width: int | None = None


@dataclass(frozen=True)
class Row:
    """One cell per column, in order. A heading row has a single cell.

    ``origins``: for each cell the path of the page that says where it comes from, empty where there is none; or nothing at all. Where a figure leads is no
    part of what the document says, so it is left out of the fingerprint.
    """

    cells: tuple[Cell, ...]
    kind: RowKind = RowKind.NORMAL
    origins: tuple[str, ...] = field(default=(), metadata=NOT_SAID)


@dataclass(frozen=True)
class Paragraph:
    """Plain text; a line break in it is kept. Use ``paragraphs`` for text with blank lines."""

    text: str
    kind: ParagraphKind = ParagraphKind.NORMAL


@dataclass(frozen=True)
class BulletList:
    """Short points, in order of importance."""

    items: tuple[str, ...]


@dataclass(frozen=True)
class Table:
    """``unit`` is what amounts are shown in; ``unit_note`` says it in the head, with the sign rule: "tkr, + är överskott".

    The first column names the row. Rows hold exact öre whatever the unit; ``note`` stands below in small print. With amounts in another
    unit than kr the rounding note is printed by itself (domain §4.8). Raises DocumentError when a row does not fit the columns.
    """

    caption: str
    columns: tuple[Column, ...]
    rows: tuple[Row, ...]
    unit: Unit = Unit.TKR
    unit_note: str = ""
    note: str = ""

    def __post_init__(self) -> None:
        if not self.caption.strip() or not self.columns:
            raise DocumentError("a table needs a caption and columns")
        if self.has_amounts and not self.unit_note.strip():
            raise DocumentError(f"table {self.caption!r} shows amounts but does not say their unit and sign")
        for number, row in enumerate(self.rows, start=1):
            _check_row(self, row, number)

    @property
    def has_amounts(self) -> bool:
        """Whether any column holds money."""
        return any(column.kind == ColumnKind.AMOUNT for column in self.columns)


@dataclass(frozen=True)
class Figure:
    """A chart with its text alternative and the table of its figures. ``svg`` comes from ``charts`` and nowhere else: it is shown unescaped."""

    svg: str
    title: str
    alternative: str
    table: Table

    def __post_init__(self) -> None:
        if not self.title.strip() or not self.alternative.strip():
            raise DocumentError("a figure needs a title and a text alternative")


@dataclass(frozen=True)
class PageBreak:
    """What follows begins on a new page."""


Block = Paragraph | BulletList | RichText | RichList | Table | Figure | Picture | PageBreak


@dataclass(frozen=True)
class Section:
    """A heading with blocks and then inner sections. ``owner`` is the unit that answers for the text."""

    heading: str
    blocks: tuple[Block, ...] = ()
    sections: tuple["Section", ...] = ()
    owner: str = ""

    def __post_init__(self) -> None:
        if not self.heading.strip():
            raise DocumentError("a section needs a heading")
        for block in self.blocks:
            if not isinstance(block, Block):
                raise DocumentError(f"section {self.heading!r} holds {type(block).__name__}, which is not a block")


@dataclass(frozen=True)
class Document:
    """A whole report. Draft until it has a decision line, e.g. "KF 2026-04-27 § 45, dnr KS 2026/112".

    ``frozen_line``: a paper that nobody decides but that never changes either, with the words that say so, e.g. "Underlag, fryst 2026-09-28".
    ``references`` are lines for the cover such as "Dnr KS 2026/112". ``data_id`` names the state of the data; left empty it becomes the
    document's own fingerprint. ``seal_mark``: the history's seal for machines, drawn as a QR code on the cover.

    Raises DocumentError for a decided report without a decision, a naive time or too deep nesting.
    """

    title: str
    subtitle: str
    municipality: str
    generated_at: datetime
    sections: tuple[Section, ...]
    references: tuple[str, ...] = ()
    decision_line: str | None = None
    draft: bool = True
    data_id: str = field(default="", compare=False)
    frozen_line: str = ""
    seal_mark: str = ""

    def __post_init__(self) -> None:
        if not self.title.strip() or not self.municipality.strip():
            raise DocumentError("a document needs a title and a municipality")
        if not self.draft and not self.decision_line and not self.frozen_line:
            raise DocumentError("a decided document needs its decision line")
        if self.generated_at.tzinfo is None:
            raise DocumentError("generated_at must have a time zone")
        if any(level > DEEPEST for level, _section in walk(self.sections)):
            raise DocumentError(f"sections nest deeper than {DEEPEST} levels")
        if not self.data_id:
            object.__setattr__(self, "data_id", fingerprint(self)[:12].upper())


def paragraphs(text: str, kind: ParagraphKind = ParagraphKind.NORMAL) -> tuple[Paragraph, ...]:
    """Text as a person typed it, blank lines between paragraphs, as blocks. Empty text gives none."""
    parts = (part.strip() for part in text.replace("\r\n", "\n").split("\n\n"))
    return tuple(Paragraph(part, kind) for part in parts if part)


def walk(sections: tuple[Section, ...], level: int = 1) -> Iterator[tuple[int, Section]]:
    """Every section in reading order with its level, the outermost being 1."""
    for section in sections:
        yield level, section
        yield from walk(section.sections, level + 1)


def tables(document: Document) -> Iterator[Table]:
    """Every table in reading order, those of figures included."""
    yield from tables_in(document.sections)


def tables_in(sections: tuple[Section, ...]) -> Iterator[Table]:
    """The same of some sections."""
    for _level, section in walk(sections):
        for block in section.blocks:
            if isinstance(block, Table):
                yield block
            elif isinstance(block, Figure):
                yield block.table


def fingerprint(document: Document) -> str:
    """SHA-256, in hex, of the document's content: the same data gives the same value whenever it is made, whatever the decision on it."""
    content = _plain((document.title, document.subtitle, document.municipality, document.sections))
    return hashlib.sha256(json.dumps(content, ensure_ascii=False, sort_keys=True).encode()).hexdigest()


def with_decision(document: Document, decision_line: str) -> Document:
    """The same document as decided by ``decision_line``."""
    return replace(document, draft=False, decision_line=decision_line)


def _plain(value: object) -> object:
    if isinstance(value, Figure):  # how it is drawn depends on the machine's fonts; what it shows is in the table
        return ["Figure", value.title, value.alternative, _plain(value.table)]
    if is_dataclass(value) and not isinstance(value, type):
        return [
            type(value).__name__,
            *(_plain(getattr(value, each.name)) for each in fields(value) if each.metadata.get("said", True)),
        ]
    if isinstance(value, tuple):
        return [_plain(item) for item in value]
    if value is None or isinstance(value, int):
        return value
    return str(value)


_CELL_TYPES: dict[ColumnKind, tuple[type, ...]] = {
    ColumnKind.TEXT: (str,),
    ColumnKind.AMOUNT: (int,),
    ColumnKind.NUMBER: (int, Decimal),
    ColumnKind.INTERVAL: (str,),
    ColumnKind.STATUS: (Status,),
    ColumnKind.DATE: (date,),
}


def _check_row(table: Table, row: Row, number: int) -> None:
    where = f"table {table.caption!r}, row {number}"
    if row.kind == RowKind.HEADING:
        if len(row.cells) != 1 or not isinstance(row.cells[0], str):
            raise DocumentError(f"{where}: a heading row has one text")
        return
    if len(row.cells) != len(table.columns):
        raise DocumentError(f"{where}: {len(row.cells)} cells for {len(table.columns)} columns")
    if row.origins and len(row.origins) != len(row.cells):
        raise DocumentError(f"{where}: {len(row.origins)} origins for {len(row.cells)} cells")
    if any(origin and not origin.startswith("/") for origin in row.origins):
        raise DocumentError(f"{where}: an origin is a path of our own")
    for column, cell in zip(table.columns, row.cells, strict=True):
        if cell is not None and (isinstance(cell, bool) or not isinstance(cell, _CELL_TYPES[column.kind])):
            raise DocumentError(f"{where}: {column.label!r} holds {type(cell).__name__}, not {column.kind}")
