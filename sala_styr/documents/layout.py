"""A document as templates want it: texts, CSS words and anchors, worked out once. The page and the PDF use the same parts."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import count

from sala_styr.documents.cells import cell_text, rounds
from sala_styr.documents.heights import is_dense, is_short
from sala_styr.documents.model import (
    Block,
    BulletList,
    ColumnKind,
    Figure,
    PageBreak,
    Paragraph,
    Row,
    RowKind,
    Section,
    Table,
    tables_in,
    walk,
)
from sala_styr.documents.rich import Line, Picture, PictureKind, RichList, RichText, Run

SHORT_FIGURE = 15
"""A figure whose table has fewer rows than this stands whole on a page."""
WIDEST_TABLE = 10
"""A table with this many columns or more needs the smallest type to stay on the paper."""
CONTENTS_DEPTH = 3
MOST_ENTRIES = 90
"""A table of contents with more entries than this is no longer read: it then has a level less."""
_TEMPLATES: dict[type, str] = {
    Paragraph: "documents/parts/paragraph.html",
    BulletList: "documents/parts/bullets.html",
    PageBreak: "documents/parts/page_break.html",
    RichText: "documents/parts/rich_text.html",
    RichList: "documents/parts/rich_list.html",
}
_ENDINGS = {PictureKind.PNG: "png", PictureKind.JPEG: "jpg"}


@dataclass(frozen=True)
class TextView:
    """A block without figures in it."""

    template: str
    kind: str = ""
    text: str = ""
    items: tuple[str, ...] = ()


@dataclass(frozen=True)
class RichView:
    """Words with form in them: one line, or the points of a list."""

    template: str
    lines: tuple[Line, ...]
    ordered: bool = False


@dataclass(frozen=True)
class PictureView:
    """A picture ready for ``documents/parts/picture.html``: a page shows it from ``path``, print asks for it by ``name``."""

    name: str
    path: str
    alternative: str
    caption: str
    template: str = "documents/parts/picture.html"


@dataclass(frozen=True)
class CellView:
    """``origin``: the path of the page that says where the cell comes from."""

    text: str
    css: str
    origin: str = ""


@dataclass(frozen=True)
class RowView:
    cells: tuple[CellView, ...]
    css: str
    spans: int = 0


@dataclass(frozen=True)
class HeadView:
    label: str
    css: str


@dataclass(frozen=True)
class TableView:
    """A table ready to be shown with ``documents/parts/table.html`` (as ``block``), on a page too."""

    caption: str
    unit_note: str
    heads: tuple[HeadView, ...]
    rows: tuple[RowView, ...]
    widths: tuple[int | None, ...]
    note: str
    rounds: bool
    css: str
    template: str = "documents/parts/table.html"


@dataclass(frozen=True)
class FigureView:
    """A figure ready for ``documents/parts/figure.html``: a page shows ``svg`` itself, print asks for it by ``name``."""

    svg: str
    name: str
    title: str
    alternative: str
    table: TableView
    css: str = "chart-figure"
    template: str = "documents/parts/figure.html"


BlockView = TextView | RichView | TableView | FigureView | PictureView


@dataclass(frozen=True)
class SectionView:
    """``level`` is the heading's level in HTML, 2 to 6."""

    anchor: str
    heading: str
    level: int
    owner: str
    blocks: tuple[BlockView, ...]
    sections: tuple["SectionView", ...]


@dataclass(frozen=True)
class ContentsEntry:
    anchor: str
    heading: str
    level: int


@dataclass(frozen=True)
class _Numbering:
    sections: Iterator[int]
    figures: Iterator[int]


def section_views(sections: tuple[Section, ...]) -> tuple[SectionView, ...]:
    """The sections with an anchor each, ``avsnitt-1`` …, and the figures named as in ``figure_files``, in reading order."""
    numbering = _Numbering(count(1), count(1))
    return tuple(_section_view(section, 2, numbering) for section in sections)


def figure_files(sections: tuple[Section, ...]) -> dict[str, str]:
    """The SVG of every figure by the name that print asks for: ``figur-1.svg`` …"""
    svgs = (block.svg for _level, section in walk(sections) for block in section.blocks if isinstance(block, Figure))
    return {_figure_name(number): svg for number, svg in enumerate(svgs, start=1)}


def picture_files(sections: tuple[Section, ...]) -> dict[str, Picture]:
    """Every picture by the name that print asks for: its own bytes' fingerprint, so that the same picture is there once."""
    found = (block for _level, section in walk(sections) for block in section.blocks if isinstance(block, Picture))
    return {_picture_name(picture): picture for picture in found}


def origins_of(sections: tuple[Section, ...]) -> dict[str, str]:
    """Every path that a figure leads to, with what the link is called: "Var siffran kommer ifrån: Tekniska nämnden, Avvikelse, Driftredovisning 2025"."""
    named: dict[str, str] = {}
    for table in tables_in(sections):
        for row in table.rows:
            for column, origin in zip(table.columns, row.origins, strict=False):
                if origin:
                    named.setdefault(
                        origin, f"Var siffran kommer ifrån: {row.cells[0]}, {column.label}, {table.caption}"
                    )
    for run in _runs(sections):
        if run.origin:
            named.setdefault(run.origin, f"Var siffran kommer ifrån: {run.text}")
    return named


def addresses_of(sections: tuple[Section, ...]) -> dict[str, str]:
    """Every address outside that the text links to, with the words of the link."""
    named: dict[str, str] = {}
    for run in _runs(sections):
        if run.address:
            named.setdefault(run.address, run.text)
    return named


def _runs(sections: tuple[Section, ...]) -> Iterator[Run]:
    for _level, section in walk(sections):
        for block in section.blocks:
            if isinstance(block, RichText):
                yield from block.runs
            elif isinstance(block, RichList):
                yield from (run for item in block.items for run in item)


def contents(views: tuple[SectionView, ...]) -> Iterator[ContentsEntry]:
    """The entries of the table of contents, three levels deep; two where three would be too many to read."""
    entries = list(_entries(views))
    depth = depth_of(entry.level for entry in entries)
    return (entry for entry in entries if entry.level <= depth)


def depth_of(levels: Iterable[int]) -> int:
    """How deep the table of contents goes, given the level of every heading, the outermost being 1."""
    shown = sum(level <= CONTENTS_DEPTH for level in levels)
    return CONTENTS_DEPTH if shown <= MOST_ENTRIES else CONTENTS_DEPTH - 1


def _entries(views: tuple[SectionView, ...]) -> Iterator[ContentsEntry]:
    for view in views:
        yield ContentsEntry(view.anchor, view.heading, view.level - 1)
        yield from _entries(view.sections)


def table_view(table: Table) -> TableView:
    """The table's texts in its unit, with alignment by the columns' kinds."""
    return TableView(
        caption=table.caption,
        unit_note=table.unit_note,
        heads=tuple(HeadView(column.label, column.kind) for column in table.columns),
        rows=tuple(_row_view(table, row) for row in table.rows),
        widths=tuple(column.width for column in table.columns) if any(column.width for column in table.columns) else (),
        note=table.note,
        rounds=rounds(table),
        css=_table_css(table),
    )


def _table_css(table: Table) -> str:
    marks = {
        "short": is_short(table),
        "dense": is_dense(table),
        "widest": len(table.columns) >= WIDEST_TABLE,
        "figures": table.has_amounts,
    }
    return " ".join(["ds-table", *(mark for mark, holds in marks.items() if holds)])


def figure_view(figure: Figure, name: str = "") -> FigureView:
    """The figure for page and print."""
    return FigureView(
        svg=figure.svg,
        name=name,
        title=figure.title,
        alternative=figure.alternative,
        table=table_view(figure.table),
        css="chart-figure together" if len(figure.table.rows) < SHORT_FIGURE else "chart-figure",
    )


def _block_view(block: Block, numbering: _Numbering) -> BlockView:
    if isinstance(block, Table):
        return table_view(block)
    if isinstance(block, Figure):
        return figure_view(block, _figure_name(next(numbering.figures)))
    if isinstance(block, Picture):
        return PictureView(_picture_name(block), block.path, block.alternative, block.caption)
    template = _TEMPLATES[type(block)]
    if isinstance(block, RichText):
        return RichView(template, (block.runs,))
    if isinstance(block, RichList):
        return RichView(template, block.items, block.ordered)
    if isinstance(block, Paragraph):
        return TextView(template, kind=block.kind, text=block.text)
    return TextView(template, items=block.items if isinstance(block, BulletList) else ())


def _figure_name(number: int) -> str:
    return f"figur-{number}.svg"


def _picture_name(picture: Picture) -> str:
    return f"bild-{picture.sha256[:32]}.{_ENDINGS[picture.kind]}"


def _section_view(section: Section, level: int, numbering: _Numbering) -> SectionView:
    anchor = f"avsnitt-{next(numbering.sections)}"
    blocks = tuple(_block_view(block, numbering) for block in section.blocks)
    inner = tuple(_section_view(each, level + 1, numbering) for each in section.sections)
    return SectionView(anchor, section.heading, level, section.owner, blocks, inner)


def _row_view(table: Table, row: Row) -> RowView:
    if row.kind == RowKind.HEADING:
        return RowView((CellView(str(row.cells[0]), ColumnKind.TEXT),), "heading group", spans=len(table.columns))
    origins = row.origins or ("",) * len(row.cells)
    cells = tuple(
        CellView(cell_text(table, column, cell), column.kind, "" if cell is None else origin)
        for column, cell, origin in zip(table.columns, row.cells, origins, strict=True)
    )
    return RowView(cells, "" if row.kind == RowKind.NORMAL else row.kind)
