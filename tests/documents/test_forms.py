"""One report, many forms: the page, the PDF, the Word file and the workbook say the same, and go on saying it."""

import re
from dataclasses import replace
from datetime import timedelta
from decimal import Decimal
from html import unescape
from pathlib import Path

import pytest
from django.core.files.storage import default_storage
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from sala_styr.documents import kept
from sala_styr.documents.frozen import document_to_json
from sala_styr.documents.kept import keep_beside, read_document
from sala_styr.documents.model import ColumnKind, Document, tables
from sala_styr.documents.models import Report, ReportState
from sala_styr.documents.pdf import render_pdf
from sala_styr.documents.store import fingerprint, write_once
from sala_styr.errors import RuleBroken
from sala_styr.history import recording
from sala_styr.organisation.actor import system_actor
from tests.cast import Cast
from tests.documents.builders import AT, DECISION, PICTURE_WORDS, png, tiny
from tests.documents.here import make_here
from tests.documents.office import sheets, shown, word_tables
from tests.documents.reading import text_of

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("report_kinds", "queue")]


def stored(document: Document, **fields: object) -> Report:
    """A finished report of a document, with a PDF that nobody opens."""
    number = Report.objects.count() + 1
    pdf = b"%PDF-1.7 en hel fil"
    with recording(system_actor(), "Test"):
        return Report.objects.create(
            kind="tiny",
            year=2025,
            state=ReportState.DONE,
            file=write_once(f"p/{number}.pdf", pdf),
            sha256=fingerprint(pdf),
            pages=3,
            size=len(pdf),
            finished_at=AT,
            data_id=document.data_id,
            **keep_beside(f"p/{number}", document),
            **fields,
        )


def decided(cast: Cast, document: Document) -> Report:
    return stored(replace(document, draft=False, decision_line=DECISION), draft=False, decision=cast.decision("KF"))


def page_text(client: Client, address: str) -> str:
    answer = client.get(address)
    assert answer.status_code == 200
    return unescape(re.sub(r"<[^>]*>", "\n", answer.content.decode()))


def page_tables(html: str) -> list[list[list[str]]]:
    """The cells of every table of the page, row by row, as they are read."""
    return [
        [
            [unescape(re.sub(r"<[^>]*>", "", cell)) for cell in re.findall(r"<t[hd][^>]*>(.*?)</t[hd]>", row, re.S)]
            for row in re.findall(r"<tr[^>]*>(.*?)</tr>", body, re.S)
        ]
        for body in re.findall(r"<tbody>(.*?)</tbody>", html, re.S)
    ]


# The same in every form


def test_every_number_is_the_same_in_all_forms(cast: Cast, full_document: Document, full_draft: bytes) -> None:
    report = stored(full_document, requested_by=cast.user("manager_a"))
    client = cast.client("manager_a")
    ours = [shown(table) for table in tables(full_document)]
    on_page = page_tables(client.get(f"/rapporter/{report.pk}/lasa/").content.decode())
    in_word = [table[1:] for table in word_tables(client.get(f"/rapporter/{report.pk}/word/").content)]
    in_pdf = text_of(full_draft, "-layout").replace("\u00a0", " ")
    assert on_page == ours
    assert in_word == [[[cell.replace("\uff1f", "?") for cell in row] for row in table] for table in ours]
    figures = {cell for table in ours for row in table for cell in row[1:] if re.search(r"\d", cell)}
    assert len(figures) > 1200
    assert not [cell for cell in figures if cell.replace("\u00a0", " ") not in in_pdf]
    workbook = list(sheets(client.get(f"/rapporter/{report.pk}/excel/").content).values())[1:]
    assert len(workbook) == len(ours)
    for table, sheet in zip(tables(full_document), workbook, strict=True):
        for row, values in zip(table.rows, sheet[1:], strict=False):
            for column, cell, value in zip(table.columns, row.cells, values, strict=False):
                if column.kind == ColumnKind.AMOUNT and isinstance(cell, int):
                    assert round(value * 100) == cell
                elif column.kind == ColumnKind.NUMBER and cell is not None:
                    assert Decimal(str(value)) == Decimal(str(cell))


def test_the_page_has_contents_headings_drawings_and_pictures(cast: Cast, full_document: Document) -> None:
    report = stored(full_document, requested_by=cast.user("manager_a"))
    client = cast.client("manager_a")
    html = client.get(f"/rapporter/{report.pk}/lasa/").content.decode()
    entries = re.findall(r'<li class="level-\d"><a href="#([^"]+)">', html)
    assert entries
    assert all(f'id="{anchor}"' in html for anchor in entries)
    assert re.findall(r"<h1[^>]*>\s*([^<]+?)\s*<", html) == ["Årsredovisning 2025"]
    assert "Utkast, uppgifter hämtade 2026-02-03 kl. 14:05" in html
    assert html.count('<svg xmlns="http://www.w3.org/2000/svg"') >= 1
    assert "&lt;script&gt;alert(1)" in html
    [address] = re.findall(r'<img src="(/rapporter/\d+/lasa/bild/[0-9a-f]{64}/)" alt="' + PICTURE_WORDS, html)
    answer = client.get(address)
    assert (answer.content, answer["Content-Type"]) == (png(), "image/png")
    assert client.get(f"/rapporter/{report.pk}/lasa/bild/{'0' * 64}/").status_code == 404


def test_the_files_are_downloads_with_names_and_types(cast: Cast) -> None:
    client, report = cast.client("controller"), decided(cast, tiny())
    for form, ending, kind in (
        ("word", "docx", "application/vnd.openxmlformats-officedocument.wordprocessingml.document"),
        ("excel", "xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
    ):
        answer = client.get(f"/rapporter/{report.pk}/{form}/")
        assert answer["Content-Disposition"] == f'attachment; filename="provrapport-2025.{ending}"'
        assert answer["Content-Type"] == kind
        assert answer["X-Content-Type-Options"] == "nosniff"
        assert answer["Cache-Control"] == "private, no-store"


def test_the_reports_page_offers_every_form_with_its_size(cast: Cast) -> None:
    report = decided(cast, tiny())
    html = cast.client("controller").get(f"/rapporter/{report.pk}/").content.decode()
    for form in ("lasa", "fil", "word", "excel"):
        assert f'href="/rapporter/{report.pk}/{form}/"' in html
    assert report.word_size
    assert unescape(html).count("kB") >= 2


# The making of them


def test_the_forms_are_made_with_the_pdf(cast: Cast) -> None:
    with recording(system_actor(), "Test"):
        report = Report.objects.create(kind="tiny", year=2025, requested_by=cast.user("controller"))
    assert make_here(report)
    report.refresh_from_db()
    document = read_document(report)
    assert document.title == "Provrapport 2025"
    assert document.data_id == report.data_id
    assert fingerprint(Path(default_storage.path(report.content_file.name)).read_bytes()) == report.content_sha256
    pdf = text_of(Path(default_storage.path(report.file.name)).read_bytes())
    [table] = tables(document)
    assert all(cell.replace("\u00a0", " ") in pdf.replace("\u00a0", " ") for row in shown(table) for cell in row[1:])


def test_a_form_that_cannot_be_made_leaves_the_report_unfinished(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    def full_disk(name: str, document: Document) -> dict[str, str | int]:
        raise OSError("disken är full")

    monkeypatch.setattr("sala_styr.documents.making.keep_beside", full_disk)
    with recording(system_actor(), "Test"):
        report = Report.objects.create(kind="tiny", year=2025)
    assert not make_here(report)
    report.refresh_from_db()
    assert (report.state, bool(report.file)) == (ReportState.FAILED, False)


def test_the_same_picture_is_stored_once(full_document: Document) -> None:
    first, second = stored(full_document), stored(full_document)
    assert read_document(first) == read_document(second) == full_document
    folder = Path(default_storage.path(kept.PICTURES))
    assert len([each for each in folder.iterdir() if fingerprint(png()) in each.name]) == 1


# For ever


def test_a_decided_report_says_what_it_said_whatever_the_data_say_now(cast: Cast, full_document: Document) -> None:
    report = decided(cast, full_document)
    client = cast.client("controller")
    before = {form: client.get(f"/rapporter/{report.pk}/{form}/").content for form in ("word", "excel")}
    page = page_text(client, f"/rapporter/{report.pk}/lasa/")
    assert DECISION in page
    assert "Utkast" not in page
    assert "ändras aldrig" in page
    stored(tiny())  # the kind now says something else
    assert {form: client.get(f"/rapporter/{report.pk}/{form}/").content for form in ("word", "excel")} == before
    fresh = Report.objects.get(pk=report.pk)
    fresh.content_sha256 = "0" * 64
    with pytest.raises(RuleBroken, match="ändras aldrig"), recording(system_actor(), "Test"):
        fresh.save()


@pytest.mark.parametrize(("field", "form"), [("content_file", "lasa"), ("word_file", "word"), ("excel_file", "excel")])
def test_a_file_that_was_changed_or_lost_is_not_handed_out(cast: Cast, field: str, form: str) -> None:
    report, client = decided(cast, tiny()), cast.client("controller")
    path = Path(default_storage.path(getattr(report, field).name))
    path.write_bytes(path.read_bytes() + b" ")
    answer = client.get(f"/rapporter/{report.pk}/{form}/")
    assert answer.status_code == 409
    assert "inte den som sparades" in answer.content.decode()
    path.unlink()
    assert "säkerhetskopian" in client.get(f"/rapporter/{report.pk}/{form}/").content.decode()


def test_a_picture_that_was_changed_is_not_shown(cast: Cast, full_document: Document) -> None:
    report = stored(full_document)
    [path] = [each for each in Path(default_storage.path(kept.PICTURES)).iterdir() if fingerprint(png()) in each.name]
    path.write_bytes(b"en annan bild")
    try:
        with pytest.raises(RuleBroken, match="inte den som sparades"):
            read_document(report)
    finally:
        path.write_bytes(png())


def test_a_report_from_before_is_calm_about_it(cast: Cast) -> None:
    report = stored(tiny(), requested_by=cast.user("manager_a"))
    with recording(system_actor(), "Test"):
        report.content_file = report.word_file = report.excel_file = ""
        report.save()
    client = cast.client("manager_a")
    assert "finns bara som PDF" in page_text(client, f"/rapporter/{report.pk}/lasa/")
    assert "Den finns som PDF" in page_text(client, f"/rapporter/{report.pk}/")
    for form in ("word", "excel"):
        answer = client.get(f"/rapporter/{report.pk}/{form}/")
        assert answer.status_code == 409
        assert "Hämta den som PDF" in answer.content.decode()


# Who and how much


@pytest.mark.parametrize("form", ["lasa", "word", "excel"])
def test_a_draft_is_read_by_its_own_and_by_those_who_read_everything(cast: Cast, form: str) -> None:
    report = stored(tiny(), requested_by=cast.user("manager_a"))
    address = f"/rapporter/{report.pk}/{form}/"
    assert cast.client("manager_a").get(address).status_code == 200
    assert cast.client("controller").get(address).status_code == 200
    assert cast.client("chair_a").get(address).status_code == 404
    assert cast.client("outsider").get(address).status_code == 404
    assert Client().get(address).status_code == 302


@pytest.mark.parametrize("form", ["lasa", "word", "excel"])
def test_what_is_not_done_is_not_read(cast: Cast, form: str) -> None:
    with recording(system_actor(), "Test"):
        report = Report.objects.create(kind="tiny", year=2025, requested_at=AT + timedelta(days=1))
    answer = cast.client("controller").get(f"/rapporter/{report.pk}/{form}/")
    assert answer.status_code == 409
    assert "inte klar än" in answer.content.decode()


def test_the_page_asks_as_few_questions_for_a_long_report(cast: Cast, full_document: Document) -> None:
    client = cast.client("controller")
    counts = []
    for report in (stored(tiny()), stored(full_document)):
        client.get(f"/rapporter/{report.pk}/lasa/")
        with CaptureQueriesContext(connection) as captured:
            client.get(f"/rapporter/{report.pk}/lasa/")
        counts.append(len(captured))
    assert counts[0] == counts[1]


def test_the_page_and_the_pdf_end_with_the_same_heading(full_document: Document) -> None:
    from sala_styr.documents.closing import closing

    assert closing(full_document).heading in text_of(render_pdf(tiny()))
    assert document_to_json(full_document) == document_to_json(replace(full_document))
