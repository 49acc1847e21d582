"""A long report is laid out by chapters in processes of their own; what comes out is what one process would have made."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pikepdf
import pytest
from django.test import override_settings
from pytest_django import Settings

from sala_styr.documents.chapters import about_pages, is_long, render_by_chapters
from sala_styr.documents.model import Document, Paragraph, Section
from sala_styr.documents.pdf import render_pdf, render_whole
from tests.documents import verapdf
from tests.documents.builders import TEXT, by_hand, document, everything, money_table
from tests.documents.reading import attachments, elements, of_kind, opened, page_texts, saved

TWIN = Section("Samma ord två gånger", (Paragraph(TEXT), money_table(3, "Tvilling")))


@pytest.fixture(scope="module")
def full(full_document: Document) -> Document:
    """Everything a report can hold, two chapters that say the same, and letters that no font has."""
    strange = Section("Konstiga 🙂 tecken", (Paragraph("Före 🙂 och 中 efter."),))
    return replace(full_document, sections=(*full_document.sections, TWIN, strange, TWIN), data_id="")


@pytest.fixture(scope="module")
def whole(full: Document) -> bytes:
    """By one process, in one go."""
    return render_whole(full)


@pytest.fixture(scope="module")
def joined(full: Document, tmp_path_factory: pytest.TempPathFactory) -> bytes:
    """By chapters, none of them known from before."""
    with override_settings(MEDIA_ROOT=tmp_path_factory.mktemp("media")):
        return render_by_chapters(full)


def tree(pdf: pikepdf.Pdf) -> Iterator[tuple[object, ...]]:
    """Kind, page, text alternative, scope and number of heads of every element, in reading order."""
    places = {page.obj.objgen: number for number, page in enumerate(pdf.pages)}
    for element in elements(pdf):
        told = element.get("/A", {})
        heads = len(told.get("/Headers", []))
        where = places[element.Pg.objgen] if "/Pg" in element else None
        yield str(element.S), where, str(element.get("/Alt", "")), str(told.get("/Scope", "")), heads


def links(pdf: pikepdf.Pdf) -> list[tuple[object, ...]]:
    """Every link: its page, words, address, and where it leads."""
    places = {page.obj.objgen: number for number, page in enumerate(pdf.pages)}
    listed = list(pdf.Root.Names.Dests.Names)
    goals = {
        str(name): (places[goal[0].objgen], round(float(goal[3]), 1))
        for name, goal in zip(listed[::2], listed[1::2], strict=True)
    }
    return [
        (number, str(each.Contents), str(each.A.URI) if "/A" in each else goals[str(each.Dest)])
        for number, page in enumerate(pdf.pages)
        for each in page.get("/Annots", [])
    ]


def bookmarks(pdf: pikepdf.Pdf) -> list[tuple[object, ...]]:
    """Every bookmark with its depth and page."""
    places = {page.obj.objgen: number for number, page in enumerate(pdf.pages)}

    def walk(items: list[pikepdf.OutlineItem], depth: int) -> Iterator[tuple[object, ...]]:
        for item in items:
            yield depth, item.title, places[item.destination[0].objgen]
            yield from walk(item.children, depth + 1)

    with pdf.open_outline() as outline:
        return list(walk(outline.root, 0))


def test_the_pages_show_the_same_text_in_the_same_places(whole: bytes, joined: bytes) -> None:
    assert page_texts(joined) == page_texts(whole)


def test_the_tags_are_the_same_in_the_same_order(whole: bytes, joined: bytes) -> None:
    with opened(whole) as one, opened(joined) as other:
        assert list(tree(other)) == list(tree(one))


def test_links_and_bookmarks_lead_to_the_same_places(whole: bytes, joined: bytes) -> None:
    with opened(whole) as one, opened(joined) as other:
        assert links(other) == links(one)
        assert len(links(one)) > 10
        assert bookmarks(other) == bookmarks(one)
        assert int(other.Root.Outlines.Count) == int(one.Root.Outlines.Count)


def test_the_attached_tables_and_what_is_said_of_the_file_are_the_same(whole: bytes, joined: bytes) -> None:
    with opened(whole) as one, opened(joined) as other:
        assert attachments(other) == attachments(one)
        assert len(other.Root.AF) == len(one.Root.AF)
        assert other.Root.Metadata.read_bytes() == one.Root.Metadata.read_bytes()
        assert dict(other.docinfo) == dict(one.docinfo)
        assert [page.label for page in other.pages] == [page.label for page in one.pages]
        assert len(other.Root.OutputIntents) == 1


def test_the_names_of_head_cells_are_each_used_once_and_found(joined: bytes) -> None:
    with opened(joined) as pdf:
        names = [bytes(element.ID) for element in of_kind(pdf, "TH")]
        asked = {bytes(name) for element in of_kind(pdf, "TD") for name in element.A.Headers}
    # The head of a table that goes on is repeated on each page, with the same name, by one process too.
    assert asked <= set(names)
    twins = [name for name in set(names) if names.count(name) > 1]
    assert len(twins) < 20


def test_every_part_of_a_page_belongs_to_an_element_of_that_page(joined: bytes) -> None:
    with opened(joined) as pdf:
        listed = list(pdf.Root.StructTreeRoot.ParentTree.Nums)
        keys = [int(key) for key in listed[::2]]
        assert keys == sorted(set(keys))
        by_key = dict(zip(keys, listed[1::2], strict=True))
        inside = {element.objgen for element in elements(pdf)}
        for page in pdf.pages:
            for element in by_key.pop(int(page.obj.StructParents)):
                assert element is None or (element.objgen in inside and element.Pg.objgen == page.obj.objgen)
            for annotation in page.get("/Annots", []):
                assert by_key.pop(int(annotation.StructParent)).objgen in inside
        assert not by_key


def test_the_joined_file_conforms_to_both_standards(joined: bytes, figure: object, tmp_path: Path) -> None:
    decided = render_by_chapters(everything(figure, draft=False))  # type: ignore[arg-type]
    files = [saved(joined, tmp_path / "joined.pdf"), saved(decided, tmp_path / "decided.pdf")]
    assert verapdf.check(*files) == {str(file): {"ua1": [], "3a": []} for file in files}


def test_the_same_report_gives_the_same_bytes_whatever_was_known_before(full: Document, joined: bytes) -> None:
    assert render_by_chapters(full) == joined
    assert render_by_chapters(full) == joined


# Which way


def long_document(chapters: int = 4, draft: bool = True) -> Document:
    made = (
        Section(f"Kapitel {number}", (*(Paragraph(f"{number}. {TEXT}") for _each in range(6)), money_table(200)))
        for number in range(chapters)
    )
    return document(*made, draft=draft)


def test_only_long_reports_are_split(full_document: Document, settings: Settings) -> None:
    assert is_long(long_document())
    assert not is_long(full_document)
    assert not is_long(replace(long_document(), sections=long_document().sections[:1]))
    frozen = replace(long_document(), draft=False, frozen_line="Underlag, fryst 2026-09-28")
    assert not is_long(frozen)
    settings.SALA_REPORT_PROCESSES = 0
    assert not is_long(long_document())


def test_the_guess_of_a_chapters_length_is_near_enough(full_document: Document, whole: bytes) -> None:
    guessed = sum(map(about_pages, full_document.sections))
    assert guessed == pytest.approx(len(page_texts(whole)), abs=7)
    assert about_pages(by_hand()) < 2


def test_a_long_report_tells_which_chapter_it_is_at_and_how_much_is_done() -> None:
    told: list[tuple[float, str]] = []
    render_pdf(long_document(), chapter_progress=lambda share, heading: told.append((share, heading)))
    shares = [share for share, _heading in told]
    assert shares == sorted(shares)
    assert shares[-1] == pytest.approx(1)
    assert {heading for _share, heading in told if heading} == {f"Kapitel {number}" for number in range(4)}
