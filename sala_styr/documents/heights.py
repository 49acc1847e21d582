"""How high a table becomes on paper, about: enough to say which tables are kept together on a page. In millimetres, at the type of print/report.css."""

from sala_styr.documents.cells import cell_text
from sala_styr.documents.model import ColumnKind, Row, RowKind, Table

SHORT_TABLE = 80
"""A table that is lower than this many millimetres, a third of a page, is never torn over two pages."""
SHORT_FIGURES = 185
"""Nor one of figures lower than this: a balance sheet is read with both its sides in sight."""
SHORT_DENSE = 130
"""Nor one of figures in many columns lower than this: it is set in small type, so that less is lost when it is torn."""
DENSE_TABLE = 7
"""A table with this many columns or more is set in smaller type."""
LINE, PADDING = 4.05, 1.9
"""A line of a table's text, and what each row has above and below."""
LETTERS = 100
"""How many letters a line across the whole page holds."""
NARROW = 4
"""A column with nothing longer than this many letters takes no more room than one of figures."""
OF_FIGURES = (ColumnKind.AMOUNT, ColumnKind.NUMBER, ColumnKind.INTERVAL)


def is_of_figures(table: Table) -> bool:
    """Is every column but the first of figures, or as narrow as they (the numbers of notes)? Such a table has low rows and is read as a whole."""
    return len(table.columns) > 1 and all(
        column.kind in OF_FIGURES or _is_narrow(table, place) for place, column in enumerate(table.columns) if place
    )


def _is_narrow(table: Table, place: int) -> bool:
    cells = (row.cells[place] for row in table.rows if row.kind != RowKind.HEADING)
    return table.has_amounts and all(len(cell_text(table, table.columns[place], cell)) <= NARROW for cell in cells)


def is_dense(table: Table) -> bool:
    """Has it so many columns that it is set in smaller type?"""
    return len(table.columns) >= DENSE_TABLE


def is_short(table: Table) -> bool:
    """Is it low enough to stand on one page, whatever that leaves empty on the one before?"""
    of_figures = SHORT_DENSE if is_dense(table) else SHORT_FIGURES
    return height_of(table) < (of_figures if is_of_figures(table) else SHORT_TABLE)


def height_of(table: Table) -> float:
    """Caption, head and rows, each cell broken as its column's share of the width asks for."""
    rooms = _rooms(table)
    return 3 * LINE + sum(_lines(table, row, rooms) * LINE + PADDING for row in table.rows)


def _rooms(table: Table) -> list[int]:
    """Letters to a line in each column: its width; what the widths leave is shared, figures taking little."""
    left = 100 - sum(column.width or 0 for column in table.columns)
    shares = [0 if column.width else (1 if column.kind in OF_FIGURES else 2) for column in table.columns]
    whole = sum(shares) or 1
    widths = [column.width or max(left, 0) * share / whole for column, share in zip(table.columns, shares, strict=True)]
    return [max(int(width * LETTERS / 100) - 2, 6) for width in widths]


def _lines(table: Table, row: Row, rooms: list[int]) -> int:
    if row.kind == RowKind.HEADING:
        return 1
    texts = (cell_text(table, column, cell) for column, cell in zip(table.columns, row.cells, strict=True))
    return max(max(-(-len(text) // room), 1) for text, room in zip(texts, rooms, strict=True))
