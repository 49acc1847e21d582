"""What differs between two tables, figure by figure: each cell that is another, by its row's and its column's name, in exact values."""

from collections.abc import Hashable, Iterator
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property

from django.utils.translation import gettext as _

from sala_styr.documents.cells import cell_text
from sala_styr.documents.difference.matching import by_name, out_of_order, woven
from sala_styr.documents.difference.parts import Change, TextDifference, any_changed, change_of, labelled
from sala_styr.documents.model import Cell, Column, ColumnKind, Figure, Row, RowKind, Table
from sala_styr.money import Unit

FIGURES = (ColumnKind.AMOUNT, ColumnKind.NUMBER)
Tabled = Table | Figure


@dataclass(frozen=True)
class CellDifference:
    """A cell that is another than before, None where it is or was missing. Amounts are exact öre in report sign; ``unit`` is what the table shows."""

    column: str
    kind: ColumnKind
    before: Cell
    after: Cell
    unit: Unit

    @property
    def is_figure(self) -> bool:
        """Is it an amount or a number, and not a word, a day or a status?"""
        return self.kind in FIGURES

    @property
    def step(self) -> int | Decimal | None:
        """After minus before, exactly; None where either is missing or is no number."""
        if self.is_figure and isinstance(self.before, int | Decimal) and isinstance(self.after, int | Decimal):
            return self.after - self.before
        return None


@dataclass(frozen=True)
class RowDifference:
    """A row by its first cell. ``group``: the heading in the table that it stands under. ``cells``: only those that differ."""

    before: str | None
    after: str | None
    group: str
    cells: tuple[CellDifference, ...]
    same_kind: bool = True

    @property
    def label(self) -> str:
        """What the row is called now, or was."""
        return (self.before if self.after is None else self.after) or ""

    @property
    def change(self) -> Change:
        return change_of(self.before, self.after, self.before == self.after and not self.cells and self.same_kind)


@dataclass(frozen=True)
class TableDifference:
    """A table, or a drawing with the table of its figures. ``texts``: its caption, unit, note and columns, and of a drawing what stands for it."""

    before: Tabled | None
    after: Tabled | None
    texts: tuple[TextDifference, ...]
    rows: tuple[RowDifference, ...]
    reordered: bool = False

    @property
    def caption(self) -> str:
        """What it is called now, or was."""
        return caption_of(self.after or self.before)

    @property
    def is_drawing(self) -> bool:
        """Is it a drawing?"""
        return isinstance(self.after or self.before, Figure)

    @cached_property
    def change(self) -> Change:
        rows = any(row.change is not Change.SAME for row in self.rows)
        return change_of(self.before, self.after, not rows and not any_changed(self.texts) and not self.reordered)

    @property
    def figures(self) -> Iterator[tuple[RowDifference, CellDifference]]:
        """Each amount or number that differs, with its row."""
        return ((row, cell) for row in self.rows for cell in row.cells if cell.is_figure)


def caption_of(block: Tabled | None) -> str:
    """A drawing's title, a table's caption."""
    return "" if block is None else block.title if isinstance(block, Figure) else block.caption


def table_difference(before: Tabled | None, after: Tabled | None) -> TableDifference:
    """Compare two tables, or tell all of one that has no other."""
    old, new = _table(before), _table(after)
    texts = (*_drawn(before, after), *_said(old, new))
    columns = _columns(old, new)
    rows, reordered = _rows(old, new, columns)
    texts = (*texts, *_column_names(old, new, columns))
    reordered = reordered or bool(out_of_order({b: a for a, b in columns if a is not None and b is not None}))
    return TableDifference(before, after, texts, rows, reordered)


def _table(block: Tabled | None) -> Table | None:
    return block.table if isinstance(block, Figure) else block


def _drawn(before: Tabled | None, after: Tabled | None) -> Iterator[TextDifference]:
    """A drawing's own words."""
    old, new = (each if isinstance(each, Figure) else None for each in (before, after))
    if old or new:
        yield from labelled(_("Figurens rubrik"), old.title if old else "", new.title if new else "")
        said = (old.alternative if old else "", new.alternative if new else "")
        yield from labelled(_("Figuren i ord"), *said)


def _said(old: Table | None, new: Table | None) -> Iterator[TextDifference]:
    for label, name in (
        (_("Tabellens rubrik"), "caption"),
        (_("Enhet och tecken"), "unit_note"),
        (_("Under tabellen"), "note"),
    ):
        yield from labelled(label, getattr(old, name, ""), getattr(new, name, ""))
    if old and new and old.unit != new.unit:
        yield from labelled(_("Beloppen visas i"), str(old.unit.label), str(new.unit.label))


# Columns


ColumnPairs = list[tuple[int | None, int | None]]


def _columns(old: Table | None, new: Table | None) -> ColumnPairs:
    """The columns but the first, which names the rows: by label, and what is left one by one where both have as many left of the same kinds."""
    before, after = (
        [(column.label, column.kind) for column in table.columns[1:]] if table else [] for table in (old, new)
    )
    pairs = by_name(before, after)
    if old and new:
        left_old = [place for place in range(len(before)) if place not in pairs.values()]
        left_new = [place for place in range(len(after)) if place not in pairs]
        if [old.columns[1 + n].kind for n in left_old] == [new.columns[1 + n].kind for n in left_new]:
            pairs |= dict(zip(left_new, left_old, strict=True))
    return [
        (None if one is None else one + 1, None if other is None else other + 1)
        for one, other in woven(len(before), len(after), pairs)
    ]


def _column_names(old: Table | None, new: Table | None, columns: ColumnPairs) -> Iterator[TextDifference]:
    """The columns' heads, where both tables exist: of one alone they are told by its cells."""
    if old is None or new is None:
        return
    for one, other in [(0, 0), *columns]:
        before = old.columns[one].label if one is not None else ""
        after = new.columns[other].label if other is not None else ""
        yield from labelled(_("Kolumn"), before, after)


# Rows


@dataclass(frozen=True)
class _Named:
    """A row with its name and the heading that it stands under."""

    row: Row
    name: str
    group: str

    @property
    def key(self) -> Hashable:
        return self.row.kind == RowKind.HEADING, self.group, self.name


def _named(table: Table | None) -> list[_Named]:
    found: list[_Named] = []
    group = ""
    for row in table.rows if table else ():
        assert table is not None
        name = cell_text(table, table.columns[0], row.cells[0])
        group = name if row.kind == RowKind.HEADING else group
        found.append(_Named(row, name, "" if row.kind == RowKind.HEADING else group))
    return found


def _rows(old: Table | None, new: Table | None, columns: ColumnPairs) -> tuple[tuple[RowDifference, ...], bool]:
    """The rows in the order of reading, and whether their order is another."""
    before, after = _named(old), _named(new)
    pairs = by_name([each.key for each in before], [each.key for each in after])
    pairs |= _renamed(before, after, pairs, columns)
    rows = (
        _row((old, new), None if one is None else before[one], None if other is None else after[other], columns)
        for one, other in woven(len(before), len(after), pairs)
    )
    return tuple(rows), bool(out_of_order(pairs))


def _renamed(before: list[_Named], after: list[_Named], pairs: dict[int, int], columns: ColumnPairs) -> dict[int, int]:
    """Rows with another name and the very same figures, not all of them missing: the same row under a new name."""
    both = [(one, other) for one, other in columns if one is not None and other is not None]

    def figures(each: _Named, side: int) -> Hashable:
        cells = () if each.row.kind == RowKind.HEADING else tuple(each.row.cells[pair[side]] for pair in both)
        return (each.group, cells) if any(cell is not None for cell in cells) else object()

    taken = set(pairs.values())
    left_old = [place for place in range(len(before)) if place not in taken]
    left_new = [place for place in range(len(after)) if place not in pairs]
    found = by_name([figures(before[n], 0) for n in left_old], [figures(after[n], 1) for n in left_new])
    return {left_new[new]: left_old[old] for new, old in found.items()}


def _row(
    tables: tuple[Table | None, Table | None], before: _Named | None, after: _Named | None, columns: ColumnPairs
) -> RowDifference:
    named = after or before
    assert named is not None
    cells = tuple(_cells(tables, before, after, columns))
    same_kind = before is None or after is None or before.row.kind == after.row.kind
    names = (before.name if before else None, after.name if after else None)
    return RowDifference(*names, named.group, cells, same_kind)


def _cells(
    tables: tuple[Table | None, Table | None], before: _Named | None, after: _Named | None, columns: ColumnPairs
) -> Iterator[CellDifference]:
    """The cells of a row that differ."""
    old, new = tables
    for one, other in columns:
        was, became = _cell(before, one), _cell(after, other)
        table, place = (old, one) if other is None else (new, other)
        if was != became and table is not None and place is not None:
            column: Column = table.columns[place]
            yield CellDifference(column.label, column.kind, was, became, (new or table).unit)


def _cell(named: _Named | None, place: int | None) -> Cell:
    if named is None or place is None or named.row.kind == RowKind.HEADING:
        return None
    return named.row.cells[place]
