"""The example's annual report in every form: each figure the query's, the PDF's, the Word file's, the workbook's and the page's."""

import re
from html import unescape

import pytest
from django.template.loader import render_to_string

from budget.queries import operating_statement
from sala_styr.documents.docx import render_docx
from sala_styr.documents.frozen import document_from_json, document_to_json
from sala_styr.documents.layout import section_views
from sala_styr.documents.model import ColumnKind, Document, Figure, RowKind, tables, walk
from sala_styr.documents.pdf import document_html
from sala_styr.documents.xlsx import render_xlsx
from sala_styr.money import Unit, format_amount
from tests.documents.office import sheets, shown, word_tables

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("example")]
YEAR = 2025


def html_tables(html: str) -> list[list[list[str]]]:
    """The cells of every table in a page's or a print's HTML."""
    return [
        [
            [unescape(re.sub(r"<[^>]*>", "", cell)) for cell in re.findall(r"<t[hd][^>]*>(.*?)</t[hd]>", row, re.S)]
            for row in re.findall(r"<tr[^>]*>(.*?)</tr>", body, re.S)
        ]
        for body in re.findall(r"<tbody>(.*?)</tbody>", html, re.S)
    ]


def printable(found: list[list[list[str]]]) -> list[list[list[str]]]:
    """Without the wide question mark, that Western fonts lack."""
    return [[[cell.replace("\uff1f", "?") for cell in row] for row in table] for table in found]


def test_every_figure_of_the_annual_report_is_the_same_in_every_form(document: Document) -> None:
    ours = printable([shown(table) or [["Inga uppgifter"]] for table in tables(document)])
    assert sum(len(row) for table in ours for row in table) > 300
    page = "".join(
        render_to_string("documents/parts/web_section.html", {"section": view, "printed": False})
        for view in section_views(document.sections)
    )
    assert printable(html_tables(page)) == ours
    assert printable(html_tables(document_html(document))) == ours
    assert [table[1:] for table in word_tables(render_docx(document))] == ours
    workbook = list(sheets(render_xlsx(document)).values())[1:]
    for table, sheet in zip(tables(document), workbook, strict=True):
        for row, values in zip(table.rows, sheet[1:], strict=False):
            if row.kind == RowKind.HEADING:
                continue
            for column, cell, value in zip(table.columns, row.cells, values, strict=False):
                if cell is None:
                    assert value == ""
                elif column.kind == ColumnKind.AMOUNT:
                    assert round(value * 100) == cell
                elif column.kind == ColumnKind.NUMBER:
                    assert value == float(cell)  # type: ignore[arg-type]


def test_the_operating_statement_in_word_and_in_the_workbook_is_the_query_to_the_ore(document: Document) -> None:
    statement = operating_statement(YEAR)
    caption = f"Driftredovisning {YEAR}"
    place = next(n for n, table in enumerate(tables(document)) if table.caption == caption)
    rows = [
        (r.revenue, r.cost, r.actual, r.previous, r.original, r.amendments, r.current, r.variance)
        for r in (*statement.rows, statement.total)
    ]
    in_word = word_tables(render_docx(document))[place][1:]
    assert [row[1:] for row in in_word] == [[format_amount(amount, Unit.MNKR) for amount in row] for row in rows]
    sheet = sheets(render_xlsx(document))[caption][1 : len(rows) + 1]
    exact = [[None if value == "" else round(value * 100) for value in row[1:9]] for row in sheet]
    assert exact == [list(row) for row in rows]


def test_the_annual_report_is_kept_as_it_was(document: Document) -> None:
    back = document_from_json(document_to_json(document), lambda sha256, kind: b"")
    assert back == document
    assert any(isinstance(block, Figure) for _level, section in walk(back.sections) for block in section.blocks)
