"""What differs between two reports as the page wants it: marks in words, amounts in their unit with the exact ones beside, what is alike left out."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from sala_styr.documents.cells import is_rounded, number_text, value_text
from sala_styr.documents.difference import (
    CellDifference,
    Change,
    Difference,
    PictureDifference,
    RowDifference,
    SectionDifference,
    TableDifference,
    TextDifference,
)
from sala_styr.documents.difference.blocks import BlockDifference
from sala_styr.documents.model import Cell, ColumnKind, Figure, Table
from sala_styr.money import Unit, format_amount, format_kronor
from sala_styr.tables import Column, Kind, Listing, text_column

MOST_CELLS = 200
"""So many figures of one table are shown on the page; all are in the file."""
PATH_SIGN = " › "


@dataclass(frozen=True)
class Mark:
    """What has happened to a thing: a symbol, its word, its tone."""

    sign: str
    word: str
    tone: str


@dataclass(frozen=True)
class ValueView:
    """``exact``: the amount in kronor and öre where the unit does not show it all."""

    text: str
    exact: str = ""


@dataclass(frozen=True)
class CellView:
    """A line of the table of what differs: where, and before, after and the difference."""

    row: str
    group: str
    column: str
    mark: Mark | None
    is_figure: bool
    before: ValueView
    after: ValueView
    step: ValueView | None


@dataclass(frozen=True)
class BlockView:
    """A block that is shown. ``is``: text, table, picture or gap (alike, and left out). ``whole``: a table that is new or gone, as it is or was."""

    kind: str
    mark: Mark | None = None
    texts: tuple[TextDifference, ...] = ()
    caption: str = ""
    unit_note: str = ""
    cells: tuple[CellView, ...] = ()
    more: int = 0
    whole: Table | None = None
    remarks: tuple[str, ...] = ()


@dataclass(frozen=True)
class SectionView:
    """``path``: the headings that it lies under; ``came_from``: where it stood, in words, when it was moved."""

    anchor: str
    heading: str
    path: str
    came_from: str
    marks: tuple[Mark, ...]
    texts: tuple[TextDifference, ...]
    blocks: tuple[BlockView, ...]


def mark_of(change: Change) -> Mark:
    """The change in a word."""
    return {
        Change.ADDED: Mark("plus", _("nytt"), "success"),
        Change.REMOVED: Mark("none", _("borttaget"), "danger"),
        Change.CHANGED: Mark("half", _("ändrat"), "info"),
        Change.SAME: Mark("check", _("lika"), "neutral"),
    }[change]


def summary(found: Difference) -> str:
    """``3 avsnitt och 14 siffror skiljer.``"""
    sections, figures = len(found.differing), sum(1 for _figure in found.figures)
    if found.is_empty:
        return _("Inget skiljer. Båda säger detsamma.")
    if not sections:
        return _("Bara försättsbladet skiljer. Alla avsnitt och siffror är lika.")
    return _("%(sections)s och %(figures)s skiljer.") % {
        "sections": ngettext("%(n)d avsnitt", "%(n)d avsnitt", sections) % {"n": sections},
        "figures": ngettext("%(n)d siffra", "%(n)d siffror", figures) % {"n": figures}
        if figures
        else _("ingen siffra"),
    }


def counts(found: Difference) -> list[tuple[Mark, int]]:
    """How many sections are new, gone, changed and moved; what there is none of is left out."""
    told = [(mark_of(change), [each for each in found.differing if each.change is change]) for change in _TOLD]
    told.append((_moved(), [each for each in found.differing if each.moved]))
    return [(mark, len(sections)) for mark, sections in told if sections]


def section_views(found: Difference, *, everything: bool = False) -> list[SectionView]:
    """The sections that differ, or all of them, each with an anchor of its own."""
    shown = found.sections if everything else found.differing
    return [_section(section, f"skillnad-{number}", everything) for number, section in enumerate(shown, start=1)]


def changed_texts(texts: Iterable[TextDifference]) -> tuple[TextDifference, ...]:
    """Those that differ."""
    return tuple(text for text in texts if text.change is not Change.SAME)


def figures_listing(found: Difference, name: str) -> Listing:
    """Every figure that differs, exact: amounts in kronor, other numbers by themselves."""
    amounts = (_("Belopp före"), _("Belopp efter"), _("Beloppens skillnad"))
    others = (_("Tal före"), _("Tal efter"), _("Talens skillnad"))
    columns = (
        *text_column(_("Avsnitt"), _("Tabell"), _("Rubrik i tabellen"), _("Rad"), _("Kolumn"), _("Ändring")),
        *(Column(label, Kind.AMOUNT) for label in amounts),
        *(Column(label, Kind.NUMBER) for label in others),
    )
    return Listing(name, columns, (_line(*where) for where in found.figures))


_TOLD = (Change.ADDED, Change.REMOVED, Change.CHANGED)


def _moved() -> Mark:
    return Mark("flat", _("flyttat"), "info")


def _section(section: SectionDifference, anchor: str, everything: bool) -> SectionView:
    marks = (*((mark_of(section.change),) if section.change is not Change.SAME or not section.moved else ()),)
    return SectionView(
        anchor=anchor,
        heading=section.path[-1],
        path=PATH_SIGN.join(section.path[:-1]),
        came_from=_came_from(section) if section.moved else "",
        marks=(*marks, *((_moved(),) if section.moved else ())),
        texts=changed_texts(text for text in section.texts if text.before or text.after) if section.is_kept else (),
        blocks=tuple(_blocks(section.blocks, everything)) if everything or section.change is not Change.SAME else (),
    )


def _came_from(section: SectionDifference) -> str:
    before, now = section.path_before[:-1], section.path[:-1]
    if before == now:
        return _("stod tidigare i en annan ordning")
    return (
        _("stod tidigare under %(place)s") % {"place": PATH_SIGN.join(before)} if before else _("stod tidigare ytterst")
    )


def _blocks(blocks: Iterable[BlockDifference], everything: bool) -> Iterator[BlockView]:
    """What differs; between that, once, that something alike is left out."""
    gap = False
    for block in blocks:
        if block.change is Change.SAME and not everything:
            if not gap:
                yield BlockView("gap")
            gap = True
        else:
            yield _block(block)
            gap = False


def _block(block: BlockDifference) -> BlockView:
    mark = None if block.change is Change.SAME else mark_of(block.change)
    if isinstance(block, TextDifference):
        remarks = (_("Orden är de samma; utseendet eller en länk är ändrad."),) if block.form_only else ()
        return BlockView("text", mark, (block,), remarks=remarks)
    if isinstance(block, PictureDifference):
        remarks = (_("Bilden är utbytt mot en annan."),) if block.is_exchanged else ()
        return BlockView("picture", mark, block.texts, remarks=remarks)
    return _table(block, mark)


def _table(block: TableDifference, mark: Mark | None) -> BlockView:
    held = block.after or block.before
    assert held is not None
    table = held.table if isinstance(held, Figure) else held
    remarks = (_("Raderna eller kolumnerna står i en annan ordning."),) if block.reordered else ()
    if block.change is not Change.CHANGED:
        return BlockView("table", mark, caption=block.caption, unit_note=table.unit_note, whole=table)
    cells = [view for row in block.rows for view in _cells(row)]
    texts = changed_texts(block.texts)
    shown = tuple(cells[:MOST_CELLS])
    return BlockView(
        "table", mark, texts, block.caption, table.unit_note, shown, len(cells) - len(shown), remarks=remarks
    )


def _cells(row: RowDifference) -> Iterator[CellView]:
    """The lines of a row: its own when it is new, gone or has another name, and one for each cell that differs."""
    mark = mark_of(row.change) if row.change in (Change.ADDED, Change.REMOVED) else None
    nothing = ValueView("")
    if row.change is Change.CHANGED and row.before != row.after:
        yield CellView(
            row.label, row.group, _("radens namn"), None, False, ValueView(row.before or ""), ValueView(row.label), None
        )
    elif row.change is not Change.SAME and not row.cells:
        yield CellView(row.label, row.group, "", mark or mark_of(row.change), False, nothing, nothing, None)
    for cell in row.cells:
        before, after = (_value(value, cell) for value in (cell.before, cell.after))
        yield CellView(row.label, row.group, cell.column, mark, cell.is_figure, before, after, _step(cell))


def _value(value: Cell, cell: CellDifference) -> ValueView:
    text = value_text(value, cell.kind, cell.unit)
    if cell.kind == ColumnKind.AMOUNT and isinstance(value, int):
        return ValueView(text, _exact(value, cell.unit))
    return ValueView(text)


def _step(cell: CellDifference) -> ValueView | None:
    step = cell.step
    if step is None:
        return None
    if cell.kind == ColumnKind.AMOUNT and isinstance(step, int):
        return ValueView(format_amount(step, cell.unit, sign=True), _exact(step, cell.unit))
    return ValueView(f"+{number_text(step)}" if step > 0 else number_text(step))


def _exact(ore: int, unit: Unit) -> str:
    return _("%(amount)s kr") % {"amount": format_kronor(ore)} if is_rounded(ore, unit) else ""


def _line(
    section: SectionDifference, table: TableDifference, row: RowDifference, cell: CellDifference
) -> tuple[str | int | None, ...]:
    values = (cell.before, cell.after, cell.step)
    empty = (None, None, None)
    both = (*values, *empty) if cell.kind == ColumnKind.AMOUNT else (*empty, *values)
    where = (PATH_SIGN.join(section.path), table.caption, row.group, row.label, cell.column)
    return (*where, mark_of(row.change).word, *both)
