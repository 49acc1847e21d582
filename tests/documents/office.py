"""Reading Word and Excel files in tests: by python-docx and calamine, and by LibreOffice as a stranger's word processor."""

import io
import os
import subprocess
from pathlib import Path
from typing import Any

import docx
import python_calamine
from docx.oxml.ns import qn

from sala_styr.documents.cells import cell_text
from sala_styr.documents.model import RowKind, Table


def word(content: bytes) -> Any:
    """The file as python-docx sees it."""
    return docx.Document(io.BytesIO(content))


def blocks(content: bytes) -> list[Any]:
    """Paragraphs and tables of the text, as XML, in reading order."""
    return [each for each in word(content).element.body if each.tag in (qn("w:p"), qn("w:tbl"))]


def text_in(part: Any) -> str:
    """The words of a part of the XML; a line break is one, a tab is one."""
    words = {qn("w:br"): "\n", qn("w:tab"): "\t"}
    runs = (piece for each in part.iter(qn("w:r")) for piece in each)
    return "".join(
        (piece.text or "") if piece.tag == qn("w:t") else words.get(piece.tag, "")
        for piece in runs
        if piece.tag != qn("w:rPr")
    )


def word_tables(content: bytes) -> list[list[list[str]]]:
    """The cells of every table, row by row, the head with them."""
    return [
        [[text_in(cell) for cell in row.iter(qn("w:tc"))] for row in table.iter(qn("w:tr"))]
        for table in blocks(content)
        if table.tag == qn("w:tbl")
    ]


def shown(table: Table) -> list[list[str]]:
    """The rows of a table of ours as people read them."""
    return [
        [str(row.cells[0])]
        if row.kind == RowKind.HEADING
        else [cell_text(table, column, cell) for column, cell in zip(table.columns, row.cells, strict=True)]
        for row in table.rows
    ]


def sheets(content: bytes) -> dict[str, list[list[Any]]]:
    """Every sheet's values by its name, row by row."""
    book = python_calamine.load_workbook(io.BytesIO(content))
    return {name: book.get_sheet_by_name(name).to_python(skip_empty_area=False) for name in book.sheet_names}


def converted(content: bytes, name: str, to: str, folder: Path) -> list[Path]:
    """The files that LibreOffice makes of ``content`` (``name`` says what it is), in the order of their names. It must not complain."""
    folder.mkdir(parents=True, exist_ok=True)
    source = folder / name
    source.write_bytes(content)
    before = set(folder.iterdir())
    command = ["soffice", "--headless", f"-env:UserInstallation=file://{folder}/profile", "--convert-to", to]
    made = subprocess.run(
        [*command, "--outdir", str(folder), str(source)],
        capture_output=True,
        text=True,
        timeout=180,
        env=os.environ | {"HOME": str(folder), "LC_ALL": "C.UTF-8"},
        check=False,
    )
    said = [
        line for line in made.stderr.splitlines() if "javaldx" not in line
    ]  # it asks for a Java that it does not need
    assert made.returncode == 0, made.stdout + made.stderr
    assert not said, said
    return sorted(each for each in folder.iterdir() if each.is_file() and each not in before)
