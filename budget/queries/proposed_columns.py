"""What the columns of a table under way are proposed to be: by what has been saved for its legal unit first, then for others."""

from typing import BinaryIO

from budget.imports.from_sie import looks_like_sie
from budget.models import ColumnMapping
from budget.queries.mapping import legal_unit
from budget.queries.structure import Structure
from budget.queries.table_columns import layout_of
from budget.tables_in.actuals import columns_read
from budget.tables_in.columns import Column
from budget.tables_in.layout import Layout, Sign
from budget.tables_in.propose import Proposal, Saved, propose
from budget.uploads import Upload
from sala_styr.organisation.models import Unit
from sala_styr.tables.stream import open_table

_PEEK = 1000


def is_table(file: BinaryIO, filename: str) -> bool:
    """Is it to be read as a table? The file stands at its beginning afterwards."""
    file.seek(0)
    start = file.read(_PEEK)
    file.seek(0)
    return not looks_like_sie(start, filename)


def proposed_columns(file: BinaryIO, tree: Structure, unit: Unit) -> Proposal:
    """The proposal for a table that is for ``unit``. Raises TableError when it is none. One query."""
    top = legal_unit(tree, unit)
    rows = sorted(ColumnMapping.objects.all(), key=lambda each: (each.unit_id != top.pk, each.name))
    saved = [Saved(each.name, each.columns, _sign(each.sign), each.numbers, each.pk) for each in rows]
    found = propose(open_table(file), saved)
    file.seek(0)
    return found


def read_columns(file: BinaryIO, upload: Upload) -> dict[Column, str]:
    """The heading of each column that is read, as things stand; empty when the headings are not understood. Raises TableError when it is no table."""
    found = columns_read(open_table(file), layout_for(upload))
    file.seek(0)
    return found


def layout_for(upload: Upload) -> Layout:
    """How an upload's table is read: as a person has confirmed for this very file, else by saved columns, else by known headings. One query at most."""
    sign: Sign = "ledger" if upload.sign == "ledger" else "report"
    if not upload.headings:
        return layout_of(upload.columns, sign)
    headings = {Column(column): heading for column, heading in upload.headings.items()}
    return Layout(headings, sign, upload.numbers, only=True)


def _sign(factor: int) -> Sign:
    return "ledger" if factor < 0 else "report"
