"""A table of a report as a table of a Word file: a head that is repeated, rows that are not torn, figures to the right, widths by what stands there.

Made as XML at once: python-docx looks a whole table through for each cell it is asked for.
"""

from collections.abc import Callable

from sala_styr.documents.cells import cell_text, rounds
from sala_styr.documents.docx_xml import Element, element, link, paragraph, printable, run
from sala_styr.documents.heights import is_dense, is_short
from sala_styr.documents.model import ColumnKind, Row, RowKind, Table

TABLE_STYLE = "Styrtabell"
TEXT, FIGURE, HEAD, FIGURE_HEAD = "Tabelltext", "Tabelltal", "Tabellhuvud", "Tabellhuvudtal"
DENSE = "tt"
"""Put last in a style's id: the same in smaller type, for tables of many columns."""
TEXT_WIDTH = 8900
"""Of a page, in twentieths of a point."""
EMPTY = "Inga uppgifter"
_FIGURES = (ColumnKind.AMOUNT, ColumnKind.NUMBER, ColumnKind.INTERVAL)
_LETTER, _DENSE_LETTER, _PADDING = 112, 98, 150
"""What a letter may take of the width at most: the machine's font may be wider than Arial."""
_WIDEST_WISH = 55  # letters: a longer text is wrapped and asks for no more room
Relate = Callable[[str], str]
"""Gives the relation (rId) of an address."""


def table_element(table: Table, relate: Relate | None = None) -> Element:
    """The table; with ``relate`` a figure is a link to the page that says where it comes from (``relate`` is given its path)."""
    widths = column_widths(table)
    last = len(table.rows) - 1
    short = is_short(table)
    noted = bool(table.note) or rounds(table)
    made = element(
        "w:tbl",
        _properties(table),
        element("w:tblGrid", *(element("w:gridCol", w=width) for width in widths)),
        _head(table, widths),
    )
    for number, row in enumerate(table.rows):
        held = row.kind == RowKind.HEADING or (short and number < last)
        held = held or (number < last and table.rows[number + 1].kind == RowKind.SUM)
        held = held or (number == last and noted)
        made.append(_row(table, row, widths, held, relate))
    if not table.rows:
        cell = _cell(paragraph(_style(table, TEXT), run(EMPTY)), sum(widths), spans=len(table.columns))
        made.append(element("w:tr", element("w:trPr", element("w:cantSplit")), cell))
    return made


def column_widths(table: Table) -> list[int]:
    """The columns' widths, TEXT_WIDTH together: what is asked for, else enough for the longest word and then by how much there is to read."""
    letter = _DENSE_LETTER if is_dense(table) else _LETTER
    least, wished = [], []
    for place, column in enumerate(table.columns):
        texts = [printable(text) for text in _texts(table, place)]
        head = printable(column.label)
        words = [*head.split(" "), *(word for text in texts for word in text.split(" "))]  # figures have NBSP inside
        least.append(max(map(len, words), default=1) * letter + _PADDING)
        longest = max((len(text) for text in texts), default=1)
        wished.append(max(min(longest, _WIDEST_WISH) * letter + _PADDING, least[-1]))
    wished = [
        max(TEXT_WIDTH * column.width // 100, width) if column.width else wish
        for column, width, wish in zip(table.columns, least, wished, strict=True)
    ]
    return _shared(least, wished)


def _texts(table: Table, place: int) -> list[str]:
    column = table.columns[place]
    return [cell_text(table, column, row.cells[place]) for row in table.rows if row.kind != RowKind.HEADING]


def _shared(least: list[int], wished: list[int]) -> list[int]:
    """Widths between the least and the wished where they fit; narrower in proportion where they do not."""
    room = TEXT_WIDTH - sum(least)
    wishes = [wish - width for wish, width in zip(wished, least, strict=True)]
    if room < 0:
        widths = [TEXT_WIDTH * width // sum(least) for width in least]
    elif sum(wishes):
        widths = [width + room * wish // sum(wishes) for width, wish in zip(least, wishes, strict=True)]
    else:
        widths = [TEXT_WIDTH * width // sum(least) for width in least]
    widths[0] += TEXT_WIDTH - sum(widths)
    return widths


def _properties(table: Table) -> Element:
    """Head row and first column are marked as heads; the caption is the table's name for who does not see it."""
    return element(
        "w:tblPr",
        element("w:tblStyle", val=TABLE_STYLE),
        element("w:tblW", w=TEXT_WIDTH, type="dxa"),
        element("w:tblLayout", type="fixed"),
        element("w:tblLook", val="00A0", firstRow=1, lastRow=0, firstColumn=1, lastColumn=0, noHBand=1, noVBand=1),
        element("w:tblCaption", val=printable(table.caption)),
        element("w:tblDescription", val=printable(table.unit_note or table.note or table.caption)[:255]),
    )


def _head(table: Table, widths: list[int]) -> Element:
    cells = []
    for place, (column, width) in enumerate(zip(table.columns, widths, strict=True)):
        content = [run(column.label)]
        if place == 0 and table.unit_note:
            content += [element("w:r", element("w:br")), run(table.unit_note, style="Enhet")]
        style = FIGURE_HEAD if column.kind in _FIGURES else HEAD
        cells.append(_cell(paragraph(_style(table, style), *content, properties=(element("w:keepNext"),)), width))
    return element("w:tr", element("w:trPr", element("w:cantSplit"), element("w:tblHeader")), *cells)


def _row(table: Table, row: Row, widths: list[int], held: bool, relate: Relate | None) -> Element:
    made = element("w:tr", element("w:trPr", element("w:cantSplit")))
    keep = (element("w:keepNext"),) if held else ()
    if row.kind == RowKind.HEADING:
        content = paragraph(_style(table, TEXT), run(str(row.cells[0]), strong=True), properties=keep)
        made.append(_cell(content, sum(widths), spans=len(table.columns)))
        return made
    origins = row.origins or ("",) * len(row.cells)
    for column, cell, origin, width in zip(table.columns, row.cells, origins, widths, strict=True):
        shown = run(cell_text(table, column, cell), strong=row.kind == RowKind.SUM)
        if relate and origin and cell is not None:
            shown = link(relate(origin), shown)
        style = FIGURE if column.kind in _FIGURES else TEXT
        held_here = (element("w:keepNext"),) if held else ()
        content = paragraph(_style(table, style), shown, properties=held_here)
        made.append(_cell(content, width, lined=row.kind == RowKind.SUM))
    return made


def _cell(content: Element, width: int, *, spans: int = 1, lined: bool = False) -> Element:
    properties = element("w:tcPr", element("w:tcW", w=width, type="dxa"))
    if spans > 1:
        properties.append(element("w:gridSpan", val=spans))
    if lined:
        rules = (element(f"w:{side}", val="single", sz=6, space=0, color="24405C") for side in ("top", "bottom"))
        properties.append(element("w:tcBorders", *rules))
    return element("w:tc", properties, content)


def _style(table: Table, name: str) -> str:
    return name + DENSE if is_dense(table) else name
