"""The Word file: what stands in it, that it says what the document says, and that a word processor takes it."""

import hashlib
import io
import zipfile
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from docx.oxml.ns import qn
from pytest_django import Settings

from sala_styr.documents.docx import render_docx
from sala_styr.documents.docx_tables import TEXT_WIDTH, column_widths
from sala_styr.documents.model import Column, Document, PageBreak, Paragraph, Row, Section, Table, tables, walk
from sala_styr.documents.rich import RichList, Run
from tests.documents.builders import AT, BOARDS, DECISION, document, everything, goal_table, money_table, tiny
from tests.documents.conftest import ALTERNATIVE
from tests.documents.office import blocks, converted, shown, text_in, word, word_tables
from tests.documents.reading import text_of


@pytest.fixture(scope="module")
def full(full_document: Document) -> bytes:
    return render_docx(full_document)


def styled(content: bytes, *styles: str) -> list[str]:
    """The texts of the paragraphs in a style, by its id."""
    return [text_in(each) for each in blocks(content) if each.tag == qn("w:p") and style_of(each) in styles]


def style_of(paragraph: Any) -> str:
    return str(paragraph.pPr.pStyle.val)


def part(content: bytes, name: str) -> str:
    with zipfile.ZipFile(io.BytesIO(content)) as file:
        return file.read(name).decode()


def test_every_table_says_what_the_document_says(full: bytes, full_document: Document) -> None:
    ours = [shown(table) for table in tables(full_document)]
    theirs = [table[1:] for table in word_tables(full)]
    assert [[[text.replace("\uff1f", "?") for text in row] for row in table] for table in ours] == theirs
    assert sum(len(row) for table in theirs for row in table) > 1700


def test_the_head_says_unit_and_sign_and_is_repeated(full: bytes) -> None:
    table = next(each for each in blocks(full) if each.tag == qn("w:tbl"))
    head = table.tr_lst[0]
    assert text_in(head) == "Nämnd\nmnkr, nettoBudgetUtfall"
    assert head.trPr.find(qn("w:tblHeader")) is not None
    assert all(row.trPr.find(qn("w:cantSplit")) is not None for row in table.tr_lst)
    assert table.tblPr.find(qn("w:tblCaption")).get(qn("w:val")) == "Budget och utfall per nämnd, siffror"
    look = table.tblPr.find(qn("w:tblLook"))
    assert (look.get(qn("w:firstRow")), look.get(qn("w:firstColumn"))) == ("1", "1")


def test_figures_stand_to_the_right_in_digits_of_one_width(full: bytes) -> None:
    table = next(each for each in blocks(full) if each.tag == qn("w:tbl"))
    assert [style_of(each) for each in table.tr_lst[1].iter(qn("w:p"))] == ["Tabelltext", "Tabelltal", "Tabelltal"]
    style = word(full).styles["Tabelltal"].element
    assert style.pPr.find(qn("w:jc")).get(qn("w:val")) == "right"
    assert "numSpacing" in str(part(full, "word/styles.xml"))


def test_a_short_table_is_held_together_and_a_long_one_is_not() -> None:
    def held(rows: int) -> int:
        made = render_docx(document(Section("A", (money_table(rows),))))
        table = next(each for each in blocks(made) if each.tag == qn("w:tbl"))
        return sum(row.find(f".//{qn('w:keepNext')}") is not None for row in table.tr_lst)

    assert held(4) == 6  # the head and all five rows, with the note below
    assert held(40) == 3  # the head, and the last two with the note below


def test_headings_are_words_own_in_order(full: bytes, full_document: Document) -> None:
    theirs = [
        (int(style_of(each)[-1]), text_in(each))
        for each in blocks(full)
        if each.tag == qn("w:p") and style_of(each).startswith("Heading")
    ]
    ours = [(level, section.heading) for level, section in walk(full_document.sections)]
    assert theirs == [*ours, (1, "Beslut och uppgifter om dokumentet"), (2, "Om dokumentet")]
    assert [word(full).styles[f"Heading {level}"].style_id for level in range(1, 6)] == [
        f"Heading{level}" for level in range(1, 6)
    ]


def test_the_words_stand_in_the_order_of_the_document(full: bytes) -> None:
    text = "\n".join(text_in(each) for each in blocks(full))
    order = ["Det här är året i korthet.", "Måluppfyllelse", "Djupast.", "Skolnämnden och skolkontoret", "Ny rad."]
    places = [text.index(words) for words in order]
    assert places == sorted(places)
    assert "Text med <script>alert(1)</script> & tecken" in text
    assert "\x07" not in text
    assert "Ansvarig: Ekonomikontoret" in text


def test_contents_can_be_read_and_followed_before_they_are_worked_out(full: bytes, full_document: Document) -> None:
    entries = styled(full, "TOC1", "TOC2", "TOC3")
    ours = [section.heading for level, section in walk(full_document.sections) if level <= 3]
    assert entries == [*ours, "Beslut och uppgifter om dokumentet", "Om dokumentet"]
    root = word(full).element
    targets = {each.get(qn("w:name")) for each in root.iter(qn("w:bookmarkStart"))}
    leads = [each.get(qn("w:anchor")) for each in root.iter(qn("w:hyperlink")) if each.get(qn("w:anchor"))]
    assert len(leads) == len(entries)
    assert set(leads) <= targets
    assert 'TOC \\o "1-3" \\h \\z \\u' in "".join(each.text for each in root.iter(qn("w:instrText")))
    marks = [each.get(qn("w:fldCharType")) for each in root.iter(qn("w:fldChar"))]
    assert marks == ["begin", "separate", "end"]


def test_no_paragraph_is_empty(full: bytes) -> None:
    empty = [
        each
        for each in word(full).element.body.iter(qn("w:p"))
        if not text_in(each).strip() and each.find(f".//{qn('w:drawing')}") is None
    ]
    assert not empty


def test_a_drawing_has_its_words_and_its_table(full: bytes) -> None:
    described = list(word(full).element.iter("{*}docPr"))
    assert [each.get("descr") for each in described] == [ALTERNATIVE, "Den nya matsalen med fönster mot gården"]
    assert len({each.get("id") for each in described}) == len(described)
    assert "Budget och utfall per nämnd, siffror" in styled(full, "Caption")
    with zipfile.ZipFile(io.BytesIO(full)) as file:
        pictures = [file.read(name) for name in file.namelist() if name.startswith("word/media/")]
    assert len(pictures) == 2
    assert all(picture.startswith(b"\x89PNG") for picture in pictures)


def test_words_by_hand_keep_their_weight_links_and_numbers(full: bytes) -> None:
    root = word(full).element
    bold = {text_in(run) for run in root.iter(qn("w:r")) if run.find(f"./{qn('w:rPr')}/{qn('w:b')}") is not None}
    assert {"ny matsal", "det ena"} <= bold
    outside = [each for each in root.iter(qn("w:hyperlink")) if each.get(qn("r:id"))]
    assert [text_in(each) for each in outside] == ["kommunens sida"]
    relation = word(full).part.rels[outside[0].get(qn("r:id"))]
    assert (relation.target_ref, relation.is_external) == ("https://www.sala.example/skolan", True)
    assert styled(full, "ListNumber") == ["Ett", "Två"]
    assert "Först det ena" in styled(full, "ListBullet")
    assert "Foto: kommunen" in " ".join(styled(full, "Bildtext"))


def test_each_numbered_list_begins_at_one() -> None:
    points = RichList(((Run("Ett"),), (Run("Två"),)), ordered=True)
    made = word(render_docx(document(Section("A", (points, Paragraph("Mellan"), points)))))
    used = [each.val for each in made.element.iter(qn("w:numId"))]
    assert used[0] == used[1] != used[2] == used[3]
    starts = [each.val for each in made.part.numbering_part.element.iter(qn("w:startOverride"))]
    assert starts == [1, 1]


def test_a_figure_leads_to_where_it_comes_from_when_the_address_is_known(settings: Settings) -> None:
    table = Table("T", (Column("A"), Column("B")), (Row(("x", "1"), origins=("", "/ekonomi/1/")),))
    held = document(Section("A", (table,)))
    settings.PUBLIC_ADDRESS = ""
    assert "ekonomi" not in part(render_docx(held), "word/_rels/document.xml.rels")
    settings.PUBLIC_ADDRESS = "https://styr.example"
    assert "https://styr.example/ekonomi/1/" in part(render_docx(held), "word/_rels/document.xml.rels")


def test_utkast_stands_on_every_page_and_the_pages_are_numbered(full: bytes) -> None:
    section = word(full).sections[0]
    assert text_in(section.header._element) == "Sala kommun · Årsredovisning 2025\tUTKAST"
    foot = section.footer._element
    assert text_in(foot) == "Utkast, uppgifter hämtade 2026-02-03 kl. 14:05\tSida 1 av 1"
    assert [each.text.strip() for each in foot.iter(qn("w:instrText"))] == ["PAGE", "NUMPAGES"]
    assert not section.different_first_page_header_footer


def test_a_decided_report_says_its_decision_and_never_utkast(full_document: Document) -> None:
    made = render_docx(replace(full_document, draft=False, decision_line=DECISION, data_id=""))
    text = "\n".join(text_in(each) for each in blocks(made))
    assert DECISION in text
    assert DECISION in text_in(word(made).sections[0].footer._element)
    assert "utkast" not in text.lower() + text_in(word(made).sections[0].header._element).lower()
    assert "Underskrift, datum och namnförtydligande" in text


def test_the_file_says_what_it_is_and_in_which_language(full: bytes, full_document: Document) -> None:
    about = word(full).core_properties
    assert (about.title, about.author, about.subject) == (
        "Årsredovisning 2025",
        "Sala kommun",
        "Vad vi ville, vad som blev och vad det kostade",
    )
    assert about.language == "sv-SE"
    assert about.identifier == full_document.data_id
    assert about.created.replace(tzinfo=AT.tzinfo) == AT
    assert '<w:lang w:val="sv-SE"' in part(full, "word/styles.xml")
    assert full_document.data_id in "\n".join(text_in(each) for each in blocks(full))


def test_the_same_document_gives_the_same_bytes(full: bytes, full_document: Document) -> None:
    again = render_docx(full_document)
    assert hashlib.sha256(again).hexdigest() == hashlib.sha256(full).hexdigest()
    with zipfile.ZipFile(io.BytesIO(full)) as file:
        assert {entry.date_time for entry in file.infolist()} == {(2026, 2, 3, 13, 5, 0)}


def test_a_page_break_is_a_mark_on_what_follows() -> None:
    made = render_docx(document(Section("A", (Paragraph("Först"), PageBreak(), Paragraph("Sedan")))))
    broken = [text_in(each) for each in blocks(made) if each.find(f".//{qn('w:pageBreakBefore')}") is not None]
    assert broken == ["Sedan"]


@pytest.mark.parametrize("table", [goal_table(), money_table(), money_table(40)], ids=["goals", "money", "long"])
def test_columns_fill_the_page_and_no_figure_is_torn(table: Table) -> None:
    widths = column_widths(table)
    assert sum(widths) == TEXT_WIDTH
    for place, width in enumerate(widths[1:], start=1):
        longest = max(len(word) for row in shown(table) if len(row) > 1 for word in row[place].split(" "))
        assert width >= longest * 100


def test_a_table_without_rows_says_so() -> None:
    made = render_docx(document(Section("A", (Table("Tom", (Column("A"), Column("B")), ()),))))
    assert word_tables(made) == [[["A", "B"], ["Inga uppgifter"]]]


def test_libreoffice_opens_it_and_shows_every_number(full: bytes, full_document: Document, tmp_path: Path) -> None:
    [pdf] = converted(full, "rapport.docx", "pdf", tmp_path)
    text = text_of(pdf.read_bytes(), "-layout").replace("\u00a0", " ")
    for table in tables(full_document):
        for row in shown(table):
            for piece in (piece for cell in row[1:] for piece in cell.split(" ")):  # words may be wrapped, figures not
                assert piece.replace("\u00a0", " ").replace("\uff1f", "?") in text
    assert "Sida 2 av" in text
    assert all(board in text for board in BOARDS)


def test_a_small_report_is_small() -> None:
    assert len(render_docx(tiny())) < 60_000


def test_every_style_that_is_used_is_there_and_every_bookmark_is_one(full_decided_document: Document) -> None:
    made = render_docx(full_decided_document)
    known = {each.get(qn("w:styleId")) for each in word(made).styles.element.iter(qn("w:style"))}
    tags = (qn("w:pStyle"), qn("w:rStyle"), qn("w:tblStyle"))
    assert {each.get(qn("w:val")) for each in word(made).element.iter(*tags)} <= known
    ids = [each.get(qn("w:id")) for each in word(made).element.iter(qn("w:bookmarkStart"))]
    assert len(ids) == len(set(ids))


@pytest.fixture(scope="module")
def full_decided_document(full_document: Document) -> Document:
    figure = next(
        block for _l, section in walk(full_document.sections) for block in section.blocks if hasattr(block, "svg")
    )
    return everything(figure, draft=False)
