"""A document, or its sections, as JSON and back: what is kept for ever must not depend on how the program is written then.

The same document always gives the same text, so that a fingerprint of it holds. A chart is kept as it was drawn. Of a picture its
fingerprint is kept: the bytes lie beside (``kept``).
"""

import json
from collections.abc import Callable
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.utils.safestring import mark_safe

from sala_styr.documents.model import (
    Block,
    BulletList,
    Cell,
    Column,
    ColumnKind,
    Document,
    Figure,
    PageBreak,
    Paragraph,
    ParagraphKind,
    Row,
    RowKind,
    Section,
    Status,
    Table,
)
from sala_styr.documents.rich import Line, Picture, PictureKind, RichList, RichText, Run
from sala_styr.money import Unit

FORMAT = 1
"""Of a whole document's JSON. What is kept is never rewritten: a new format is read beside the old."""
Plain = dict[str, Any]
PictureBytes = Callable[[str, PictureKind], bytes]
"""Gives the bytes of a picture by its fingerprint."""


def document_to_json(document: Document) -> bytes:
    """The document as the bytes of a JSON text in UTF-8."""
    plain = {
        "format": FORMAT,
        "title": document.title,
        "subtitle": document.subtitle,
        "municipality": document.municipality,
        "generated_at": document.generated_at.isoformat(),
        "sections": [section_to_plain(section) for section in document.sections],
        "references": list(document.references),
        "decision_line": document.decision_line,
        "draft": document.draft,
        "data_id": document.data_id,
        "frozen_line": document.frozen_line,
    }
    if document.seal_mark:
        plain["seal_mark"] = document.seal_mark
    return json.dumps(plain, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()


def document_from_json(content: bytes, pictures: PictureBytes) -> Document:
    """The very document that was kept. Raises ValueError for a format that this program does not know."""
    plain = json.loads(content)
    if plain["format"] != FORMAT:
        raise ValueError(f"a document kept in format {plain['format']}")
    return Document(
        title=plain["title"],
        subtitle=plain["subtitle"],
        municipality=plain["municipality"],
        generated_at=datetime.fromisoformat(plain["generated_at"]),
        sections=tuple(section_from_plain(section, pictures) for section in plain["sections"]),
        references=tuple(plain["references"]),
        decision_line=plain["decision_line"],
        draft=plain["draft"],
        data_id=plain["data_id"],
        frozen_line=plain["frozen_line"],
        seal_mark=plain.get("seal_mark", ""),  # reports made before seals were drawn say none
    )


def pictures_in(content: bytes) -> set[tuple[str, PictureKind]]:
    """The fingerprint and kind of each picture that a kept document shows, without reading any."""
    found: set[tuple[str, PictureKind]] = set()
    waiting = list(json.loads(content)["sections"])
    while waiting:
        section = waiting.pop()
        waiting += section["sections"]
        found |= {
            (block["sha256"], PictureKind(block["kind"])) for block in section["blocks"] if block["is"] == "picture"
        }
    return found


def _no_pictures(sha256: str, kind: PictureKind) -> bytes:
    raise LookupError(f"no bytes were given for picture {sha256}")


def section_to_plain(section: Section) -> Plain:
    """The section as what JSON can hold."""
    return {
        "heading": section.heading,
        "owner": section.owner,
        "blocks": [_block_to_plain(block) for block in section.blocks],
        "sections": [section_to_plain(inner) for inner in section.sections],
    }


def section_from_plain(plain: Plain, pictures: PictureBytes = _no_pictures) -> Section:
    """The very section that was kept."""
    return Section(
        heading=plain["heading"],
        owner=plain["owner"],
        blocks=tuple(_block_from_plain(block, pictures) for block in plain["blocks"]),
        sections=tuple(section_from_plain(inner, pictures) for inner in plain["sections"]),
    )


def _block_to_plain(block: Block) -> Plain:
    if isinstance(block, Paragraph):
        return {"is": "paragraph", "text": block.text, "kind": str(block.kind)}
    if isinstance(block, BulletList):
        return {"is": "points", "items": list(block.items)}
    if isinstance(block, Table):
        return _table_to_plain(block)
    if isinstance(block, RichText):
        return {"is": "rich text", "runs": _line_to_plain(block.runs)}
    if isinstance(block, RichList):
        return {"is": "rich list", "items": [_line_to_plain(item) for item in block.items], "ordered": block.ordered}
    if isinstance(block, Figure):
        said = {"title": block.title, "alternative": block.alternative, "table": _table_to_plain(block.table)}
        return {"is": "figure", "svg": str(block.svg), **said}
    if isinstance(block, Picture):
        said = {"alternative": block.alternative, "caption": block.caption, "path": block.path}
        return {"is": "picture", "sha256": block.sha256, "kind": str(block.kind), **said}
    return {"is": "page break"}


def _block_from_plain(plain: Plain, pictures: PictureBytes) -> Block:
    made: dict[str, Callable[[], Block]] = {
        "paragraph": lambda: Paragraph(plain["text"], ParagraphKind(plain["kind"])),
        "points": lambda: BulletList(tuple(plain["items"])),
        "table": lambda: _table_from_plain(plain),
        "rich text": lambda: RichText(_line_from_plain(plain["runs"])),
        "rich list": lambda: RichList(tuple(_line_from_plain(item) for item in plain["items"]), plain["ordered"]),
        "figure": lambda: _figure_from_plain(plain),
        "picture": lambda: _picture_from_plain(plain, pictures),
        "page break": PageBreak,
    }
    return made[plain["is"]]()


def _figure_from_plain(plain: Plain) -> Figure:
    """The drawing was made by ``charts``, and whoever keeps it checks its bytes before they are read."""
    table = _table_from_plain(plain["table"])
    return Figure(mark_safe(plain["svg"]), plain["title"], plain["alternative"], table)


def _picture_from_plain(plain: Plain, pictures: PictureBytes) -> Picture:
    kind = PictureKind(plain["kind"])
    content = pictures(plain["sha256"], kind)
    return Picture(content, kind, plain["alternative"], plain["sha256"], plain["caption"], plain["path"])


def _line_to_plain(line: Line) -> list[Plain]:
    """Only what a run has is written."""
    return [
        {name: value for name in ("text", "strong", "emphasis", "address", "origin") if (value := getattr(run, name))}
        for run in line
    ]


def _line_from_plain(plain: list[Plain]) -> Line:
    made: list[Plain] = [{"text": ""} | run for run in plain]
    return tuple(Run(**each) for each in made)


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
