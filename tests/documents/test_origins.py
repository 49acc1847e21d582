"""A report's figures lead to where they come from: by a path on a page, by the public address in print, with a name that is read aloud."""

import io
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pikepdf
import pytest
from django.template import Context, Template

from sala_styr.documents.layout import origins_of, table_view
from sala_styr.documents.model import Column, ColumnKind, Document, DocumentError, Row, Section, Table, fingerprint
from sala_styr.documents.pdf import render_pdf
from tests.documents import verapdf
from tests.documents.builders import document
from tests.documents.reading import saved

PATH, NAME = "/ekonomi/siffra/budget/7/?ar=2025&rad=original", "Var siffran kommer ifrån: Skolnämnden, Budget, Drift"


def table(*origins: str) -> Table:
    rows = (Row(("Skolnämnden", 12_300_000, None), origins=origins), Row(("Summa", 1, 2)))
    columns = (Column("Nämnd"), Column("Budget", ColumnKind.AMOUNT), Column("Utfall", ColumnKind.AMOUNT))
    return Table("Drift", columns, rows, unit_note="tkr")


def linked() -> Document:
    return document(Section("Siffror", (table("", PATH, PATH),)))


def links_in(content: bytes) -> Iterator[tuple[str, str]]:
    with pikepdf.open(io.BytesIO(content)) as pdf:
        for page in pdf.pages:
            for annotation in page.obj.get("/Annots", []):
                if "/A" in annotation:
                    yield str(annotation.A.URI), str(annotation.Contents)


def test_a_page_links_the_figures_that_there_are() -> None:
    page = Template("{% load documents %}{% report_table table %}").render(Context({"table": table("", PATH, PATH)}))
    assert page.count('<a href="/ekonomi/siffra/budget/7/?ar=2025&amp;rad=original">123</a>') == 1
    assert page.count("<a ") == 1
    assert [cell.origin for cell in table_view(table("", PATH, PATH)).rows[0].cells] == ["", PATH, ""]


@pytest.mark.parametrize("origins", [(PATH,), ("", "https://example.org/", "")])
def test_an_origin_is_a_path_of_ours_and_each_cell_has_one(origins: tuple[str, ...]) -> None:
    with pytest.raises(DocumentError):
        table(*origins)


def test_where_a_figure_leads_is_not_what_the_document_says() -> None:
    assert fingerprint(linked()) == fingerprint(document(Section("Siffror", (table(),))))
    assert origins_of(linked().sections) == {PATH: NAME}


def test_print_links_to_the_public_address_with_a_name_and_still_conforms(settings: Any, tmp_path: Path) -> None:
    settings.PUBLIC_ADDRESS = "https://styr.example"
    content = render_pdf(linked())
    assert list(links_in(content)) == [(f"https://styr.example{PATH}", NAME)]
    path = saved(content, tmp_path / "linked.pdf")
    assert verapdf.check(path)[str(path)] == {"ua1": [], "3a": []}


def test_without_a_public_address_print_has_no_links(settings: Any) -> None:
    settings.PUBLIC_ADDRESS = ""
    assert list(links_in(render_pdf(linked()))) == []
