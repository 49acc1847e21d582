"""What a report says as XML, ``rapport.xml``: exact values, amounts in whole öre, nothing that needs this program to be understood (``rapport.xsd``).

Names of elements are Swedish without å, ä and ö. A missing value is an empty cell marked ``saknas``, never 0.
"""

from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from pathlib import Path

from sala_styr.documents.archive.parts import Element, add, written
from sala_styr.documents.layout import figure_files
from sala_styr.documents.model import (
    Block,
    BulletList,
    Cell,
    Column,
    ColumnKind,
    Document,
    Figure,
    Paragraph,
    Row,
    RowKind,
    Section,
    Status,
    Table,
)
from sala_styr.documents.printing import attached_tables
from sala_styr.documents.rich import Line, Picture, RichList, RichText

NAMESPACE = "urn:sala-styr:rapport:1"
SCHEMA = Path(__file__).parent / "rapport.xsd"
TABLES, FIGURES, PICTURES = "tabeller", "figurer", "bilder"
"""Folders beside ``rapport.xml``."""
KINDS = {
    ColumnKind.TEXT: "text",
    ColumnKind.AMOUNT: "belopp",
    ColumnKind.NUMBER: "tal",
    ColumnKind.INTERVAL: "intervall",
    ColumnKind.STATUS: "status",
    ColumnKind.DATE: "datum",
}
ROWS = {RowKind.NORMAL: "vanlig", RowKind.SUM: "summa", RowKind.HEADING: "rubrik"}
PARAGRAPHS = {"normal": "", "lead": "ingress", "note": "anmarkning"}


def content_xml(document: Document) -> bytes:
    """The whole document as XML."""
    root = Element("rapport", {"xmlns": NAMESPACE, "version": "1", "sprak": "sv"})
    for name, text in (
        ("titel", document.title),
        ("underrubrik", document.subtitle),
        ("kommun", document.municipality),
        ("framstalld", document.generated_at.isoformat()),
        ("beslut", document.decision_line or document.frozen_line),
        ("uppgifternas-kod", document.data_id),
    ):
        add(root, name, text)
    for reference in document.references:
        add(root, "hanvisning", reference)
    files = _Files(document)
    for section in document.sections:
        _section(root, section, files)
    return written(root)


def picture_path(picture: Picture) -> str:
    """Where a picture lies beside ``rapport.xml``: by its fingerprint, so that the same picture is there once."""
    return f"{PICTURES}/{picture.sha256}.{picture.kind.name.lower()}"


class _Files:
    """The names of the files that tables and figures have beside the XML, in the order of reading."""

    def __init__(self, document: Document) -> None:
        self.tables: Iterator[str] = iter([f"{TABLES}/{table.name}" for table in attached_tables(document)])
        self.figures: Iterator[str] = iter([f"{FIGURES}/{name}" for name in figure_files(document.sections)])


def _section(parent: Element, section: Section, files: _Files) -> None:
    element = add(parent, "avsnitt", attributes={"ansvarig": section.owner})
    add(element, "rubrik", section.heading)
    for block in section.blocks:
        _block(element, block, files)
    for inner in section.sections:
        _section(element, inner, files)


def _block(parent: Element, block: Block, files: _Files) -> None:
    if isinstance(block, Paragraph):
        add(parent, "stycke", block.text, {"slag": PARAGRAPHS[block.kind]})
    elif isinstance(block, RichText):
        _line(add(parent, "stycke"), block.runs)
    elif isinstance(block, BulletList | RichList):
        _points(parent, block)
    elif isinstance(block, Table):
        _table(parent, block, files)
    elif isinstance(block, Figure):
        figure = add(parent, "figur", attributes={"fil": next(files.figures)})
        add(figure, "rubrik", block.title)
        add(figure, "i-ord", block.alternative)
        _table(figure, block.table, files)
    elif isinstance(block, Picture):
        picture = add(parent, "bild", attributes={"fil": picture_path(block), "sha256": block.sha256})
        add(picture, "i-ord", block.alternative)
        if block.caption:
            add(picture, "bildtext", block.caption)
    else:
        add(parent, "sidbrytning")


def _points(parent: Element, block: BulletList | RichList) -> None:
    ordered = "ja" if isinstance(block, RichList) and block.ordered else ""
    element = add(parent, "lista", attributes={"numrerad": ordered})
    for item in block.items:
        point = add(element, "punkt", item if isinstance(item, str) else None)
        if not isinstance(item, str):
            _line(point, item)


def _line(parent: Element, line: Line) -> None:
    """The runs of a line: those with weight, a link or a figure's origin are marked, the rest is plain text."""
    for run in line:
        marks = {
            "fet": "ja" if run.strong else "",
            "kursiv": "ja" if run.emphasis else "",
            "adress": run.address,
            "ursprung": run.origin,
        }
        add(parent, "text", run.text, marks)


def _table(parent: Element, table: Table, files: _Files) -> None:
    element = add(parent, "tabell", attributes={"fil": next(files.tables), "visad-enhet": str(table.unit.value)})
    add(element, "rubrik", table.caption)
    if table.unit_note:
        add(element, "enhet-och-tecken", table.unit_note)
    for column in table.columns:
        add(element, "kolumn", column.label, {"slag": KINDS[column.kind]})
    for row in table.rows:
        _row(element, table, row)
    if table.note:
        add(element, "anmarkning", table.note)


def _row(parent: Element, table: Table, row: Row) -> None:
    element = add(parent, "rad", attributes={"slag": ROWS[row.kind]})
    columns = table.columns[:1] if row.kind == RowKind.HEADING else table.columns
    for column, cell in zip(columns, row.cells, strict=True):
        _cell(element, column, cell)


def _cell(parent: Element, column: Column, cell: Cell) -> None:
    if cell is None:
        add(parent, "cell", attributes={"saknas": "ja"})
    elif isinstance(cell, Status):
        add(parent, "cell", cell.word, {"tecken": cell.symbol})
    else:
        add(parent, "cell", _exact(cell), {"enhet": "öre" if column.kind == ColumnKind.AMOUNT else ""})


def _exact(cell: str | int | Decimal | date) -> str:
    if isinstance(cell, date):
        return cell.isoformat()
    return f"{cell:f}" if isinstance(cell, Decimal) else str(cell)
