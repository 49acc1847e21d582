"""The sections of a document as JSON and back: what is kept for ever must not depend on how the program is written then.

The same sections always give the same text, so that a fingerprint of it holds. Charts are not kept: how they are drawn depends on the machine.
"""

from datetime import date
from decimal import Decimal
from typing import Any

from sala_styr.documents.model import (
    Block,
    BulletList,
    Cell,
    Column,
    ColumnKind,
    DocumentError,
    PageBreak,
    Paragraph,
    ParagraphKind,
    Row,
    RowKind,
    Section,
    Status,
    Table,
)
from sala_styr.money import Unit

Plain = dict[str, Any]


def section_to_plain(section: Section) -> Plain:
    """The section as what JSON can hold. Raises DocumentError for a figure."""
    return {
        "heading": section.heading,
        "owner": section.owner,
        "blocks": [_block_to_plain(block) for block in section.blocks],
        "sections": [section_to_plain(inner) for inner in section.sections],
    }


def section_from_plain(plain: Plain) -> Section:
    """The very section that was kept."""
    return Section(
        heading=plain["heading"],
        owner=plain["owner"],
        blocks=tuple(_block_from_plain(block) for block in plain["blocks"]),
        sections=tuple(section_from_plain(inner) for inner in plain["sections"]),
    )


def _block_to_plain(block: Block) -> Plain:
    if isinstance(block, Paragraph):
        return {"is": "paragraph", "text": block.text, "kind": str(block.kind)}
    if isinstance(block, BulletList):
        return {"is": "points", "items": list(block.items)}
    if isinstance(block, Table):
        return _table_to_plain(block)
    if isinstance(block, PageBreak):
        return {"is": "page break"}
    raise DocumentError("a figure cannot be kept as JSON: keep its table")


def _block_from_plain(plain: Plain) -> Block:
    made: dict[str, Any] = {
        "paragraph": lambda: Paragraph(plain["text"], ParagraphKind(plain["kind"])),
        "points": lambda: BulletList(tuple(plain["items"])),
        "table": lambda: _table_from_plain(plain),
        "page break": PageBreak,
    }
    block: Block = made[plain["is"]]()
    return block


def _table_to_plain(table: Table) -> Plain:
    return {
        "is": "table",
        "caption": table.caption,
        "columns": [{"label": each.label, "kind": str(each.kind), "width": each.width} for each in table.columns],
        "rows": [
            {"kind": str(row.kind), "cells": [_cell_to_plain(cell) for cell in row.cells], "origins": list(row.origins)}
            for row in table.rows
        ],
        "unit": str(table.unit.value),
        "unit_note": table.unit_note,
        "note": table.note,
    }


def _table_from_plain(plain: Plain) -> Table:
    columns = tuple(Column(each["label"], ColumnKind(each["kind"]), each["width"]) for each in plain["columns"])
    rows = tuple(
        Row(tuple(_cell_from_plain(cell) for cell in row["cells"]), RowKind(row["kind"]), tuple(row["origins"]))
        for row in plain["rows"]
    )
    return Table(plain["caption"], columns, rows, Unit(plain["unit"]), plain["unit_note"], plain["note"])


def _cell_to_plain(cell: Cell) -> Any:
    if isinstance(cell, Status):
        return {"status": [cell.symbol, cell.word]}
    if isinstance(cell, Decimal):
        return {"number": str(cell)}
    if isinstance(cell, date):
        return {"day": cell.isoformat()}
    return cell if cell is None or isinstance(cell, int) else str(cell)


def _cell_from_plain(plain: Any) -> Cell:
    if not isinstance(plain, dict):
        cell: Cell = plain
        return cell
    if "status" in plain:
        return Status(*plain["status"])
    return Decimal(plain["number"]) if "number" in plain else date.fromisoformat(plain["day"])
