"""The notes in reports, and the statements with the numbers of their notes (LKBR 4:3 and 9 kap.). From the same queries as the pages."""

from collections.abc import Callable
from dataclasses import replace

from django.utils.translation import gettext as _

from budget.queries.notes import Note, Notes
from sala_styr.documents.model import Cell, Column, ColumnKind, Row, RowKind, Table
from sala_styr.money import Unit


def note_tables(notes: Notes) -> tuple[Table, ...]:
    """A table for each note: "Not 4. Skatteintäkter"."""
    return tuple(note_table(note, notes.year) for note in notes.rows)


def note_table(note: Note, year: int) -> Table:
    """What the line is made of, the line itself last."""
    if note.of_balance:
        heads = (_("%(year)s-12-31") % {"year": year}, _("%(year)s-12-31") % {"year": year - 1})
        sign = _("tkr, var sida är plus")
    else:
        heads = (str(year), str(year - 1))
        sign = _("tkr, intäkt +, kostnad −")
    shown = [Row((str(row.label), row.now, row.before)) for row in note.rows]
    shown.append(Row((str(note.label), note.now, note.before), RowKind.SUM))
    return Table(
        caption=_("Not %(n)d. %(line)s") % {"n": note.number, "line": note.label},
        columns=(Column(_("Post"), width=60), *(Column(head, ColumnKind.AMOUNT, width=20) for head in heads)),
        rows=tuple(shown),
        unit=Unit.TKR,
        unit_note=sign,
    )


def with_notes(table: Table, number_of: Callable[[str], int | None], keys: tuple[str, ...]) -> Table:
    """The table with a column of note numbers beside the names. ``keys``: the line of each row, in order, "" where a row is none."""
    rows = [
        row if row.kind == RowKind.HEADING else _with_number(row, number_of(key) if key else None)
        for row, key in zip(table.rows, keys, strict=True)
    ]
    first, *others = table.columns
    return replace(table, columns=(first, Column(_("Not")), *others), rows=tuple(rows))


def _with_number(row: Row, number: int | None) -> Row:
    """A number of a note is a name and no amount; a line without a note has an empty cell and no dash, since nothing is missing."""
    shown: Cell = "" if number is None else str(number)
    origins = (row.origins[0], "", *row.origins[1:]) if row.origins else ()
    return replace(row, cells=(row.cells[0], shown, *row.cells[1:]), origins=origins)
