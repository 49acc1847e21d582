"""What a reader of the PDF meets: pages, contents, tags, tables, figures, and the very numbers that were given."""

import re
from itertools import pairwise

import pikepdf
import pytest
from django.utils import translation

from sala_styr.documents.cells import cell_text, table_csv
from sala_styr.documents.conformance import page_count
from sala_styr.documents.model import (
    BulletList,
    ColumnKind,
    Document,
    Figure,
    Paragraph,
    RowKind,
    Section,
    tables,
    walk,
)
from sala_styr.documents.pdf import (
    APT_LINE,
    PdfPartsMissing,
    attached_tables,
    document_html,
    load_weasyprint,
    render_pdf,
)
from tests.documents.builders import DECISION, TEXT, chart_data, document, money_table, tiny
from tests.documents.conftest import ALTERNATIVE
from tests.documents.reading import attachments, of_kind, opened, page_texts, text_of


def flat(text: str) -> str:
    """The text without line breaks, soft hyphenation and kinds of spaces."""
    return " ".join(text.replace("\u00a0", " ").split())


# The document as a whole


def test_it_has_language_title_and_shows_it(full_decided: bytes) -> None:
    with opened(full_decided) as pdf:
        assert str(pdf.Root.Lang) == "sv"
        assert str(pdf.docinfo.Title) == "Årsredovisning 2025 – Sala kommun"
        assert pdf.Root.ViewerPreferences.DisplayDocTitle is True
        assert pdf.Root.MarkInfo.Marked is True


def test_the_title_of_a_draft_says_so(full_draft: bytes) -> None:
    with opened(full_draft) as pdf:
        assert str(pdf.docinfo.Title) == "Årsredovisning 2025 (utkast) – Sala kommun"


def test_every_page_but_the_cover_says_page_x_of_y(full_draft: bytes) -> None:
    pages = page_texts(full_draft)
    assert len(pages) == page_count(full_draft)
    for number, text in enumerate(pages[1:], start=2):
        assert f"Sida {number} ({len(pages)})" in text
    assert "Sida" not in pages[0]


def test_page_labels_agree_with_the_printed_numbers(full_draft: bytes) -> None:
    with opened(full_draft) as pdf:
        assert [page.label for page in pdf.pages] == [str(number) for number in range(1, len(pdf.pages) + 1)]


def test_running_heads_name_municipality_report_and_chapter(full_draft: bytes) -> None:
    pages = page_texts(full_draft)
    for text in pages[1:]:
        assert "Sala kommun · Årsredovisning 2025" in text
    assert re.search(r"Årsredovisning 2025\s+Driftredovisning", pages[9])


def test_a_draft_says_so_on_the_cover_and_on_every_page(full_draft: bytes, full_decided: bytes) -> None:
    pages = page_texts(full_draft)
    assert "Utkast" in pages[0]
    assert DECISION not in text_of(full_draft)
    for text in pages[1:]:
        assert "UTKAST" in text
    assert "utkast" not in text_of(full_decided).lower()


def test_a_decided_report_shows_its_decision_on_cover_and_last_page(full_decided: bytes) -> None:
    pages = page_texts(full_decided)
    assert DECISION in pages[0]
    assert DECISION in pages[-1]
    assert "Underskrift" in pages[-1]
    assert all(DECISION in text for text in pages[1:])


def test_the_last_page_says_when_it_was_made_and_from_which_data(full_document: Document, full_draft: bytes) -> None:
    last = flat(page_texts(full_draft)[-1])
    assert "2026-02-03 kl. 14:05" in last
    assert full_document.data_id in last
    assert "Dnr KS 2026/112" in last


def test_the_same_document_gives_the_same_bytes(tiny_draft: bytes) -> None:
    assert render_pdf(tiny()) == tiny_draft


def test_the_language_of_the_interface_does_not_matter(tiny_draft: bytes) -> None:
    with translation.override("en"):
        assert render_pdf(tiny()) == tiny_draft


def test_what_is_written_by_hand_is_in_the_file_and_its_links_are_called_by_their_words(full_draft: bytes) -> None:
    text = flat(text_of(full_draft))
    for words in ("ny matsal", "−12,4 mnkr", "sedan det andra", "1 204", "52,50", "Foto: kommunen"):
        assert flat(words) in text
    with opened(full_draft) as pdf:
        links = [each for page in pdf.pages for each in page.get("/Annots", []) if "/A" in each]
        assert {(str(each.A.URI), str(each.Contents)) for each in links} == {
            ("https://www.sala.example/skolan", "kommunens sida")
        }


# Contents and bookmarks


def contents_lines(content: bytes) -> dict[str, int]:
    return {
        match[1].strip(): int(match[2])
        for line in page_texts(content)[1].splitlines()
        if (match := re.match(r"\s*(\S.+?)\s{2,}(\d+)$", line))
    }


def test_the_contents_give_the_page_of_each_heading(full_document: Document, full_draft: bytes) -> None:
    listed = contents_lines(full_draft)
    pages = page_texts(full_draft)
    shown = [section.heading for level, section in walk(full_document.sections) if level <= 3]
    assert [*listed] == [*shown, "Beslut och uppgifter om dokumentet"]
    for heading, number in listed.items():
        assert any(line.strip() == heading for line in pages[number - 1].splitlines()), heading


def test_the_contents_are_links(full_draft: bytes) -> None:
    with opened(full_draft) as pdf:
        links = [each for each in pdf.pages[1].Annots if each.Subtype == "/Link"]
        described = [str(each.Contents) for each in links]
    assert described == [*contents_lines(full_draft)]


def test_bookmarks_follow_the_headings(full_document: Document, full_draft: bytes) -> None:
    with opened(full_draft) as pdf, pdf.open_outline() as outline:
        titles = [item.title for item in outline.root]
        chapter = outline.root[1]
        inner = [item.title for item in chapter.children]
        deep = chapter.children[1].children[0].children[0].children[0].title
    assert titles == [
        "Innehåll",
        *(section.heading for section in full_document.sections),
        "Beslut och uppgifter om dokumentet",
    ]
    assert inner == ["Översikt över verksamhetens utveckling", "God ekonomisk hushållning"]
    assert deep == "Nivå fem"


# Tags and reading order


def test_headings_go_down_one_level_at_a_time(full_draft: bytes) -> None:
    with opened(full_draft) as pdf:
        levels = [int(str(element.S)[2:]) for element in of_kind(pdf, *(f"H{level}" for level in range(1, 7)))]
    assert levels[0] == 1
    assert levels.count(1) == 1
    assert max(levels) == 6
    assert all(after - before <= 1 for before, after in pairwise(levels))


def test_the_text_comes_out_in_reading_order(full_draft: bytes) -> None:
    text = flat(text_of(full_draft, "-raw"))
    place = 0
    for words in (
        "Årsredovisning 2025 Vad vi ville",
        "Utkast Dnr KS 2026/112",
        "Innehåll Förvaltningsberättelse",
        "Det här är året i korthet. Kommunens ekonomi",
        "God ekonomisk hushållning Måluppfyllelse",
        "Fler arbetstillfällen ○ ej uppfyllt ↘ försämras −3 050 −2,25 2026-01-15",
        "Nivå fem Djupast.",
        "Driftredovisning per enhet",
        "vi vill ses oftare",
        "Om dokumentet",
    ):
        place = text.index(words, place)


def test_long_swedish_words_are_hyphenated_and_can_be_read_back(full_draft: bytes) -> None:
    text = text_of(full_draft, "-raw")
    assert "kommun-\nfullmäktige" in text.replace(" \n", "\n")
    assert TEXT[:60] in flat(text.replace("-\n", ""))


def marked_parts(pdf: pikepdf.Pdf, page: int) -> list[tuple[str, str]]:
    """(Mark, operator) of each marked part of a page's content."""
    instructions = pikepdf.parse_content_stream(pdf.pages[page])
    return [
        (str(each.operands[0]), str(each.operator)) for each in instructions if str(each.operator) in ("BMC", "BDC")
    ]


def test_heads_feet_and_draft_mark_are_artifacts(full_draft: bytes) -> None:
    with opened(full_draft) as pdf:
        marks = marked_parts(pdf, 2)
        nothing_outside = [
            element
            for number in pdf.Root.StructTreeRoot.ParentTree.Nums
            if isinstance(number, pikepdf.Array)
            for element in number
        ]
    # municipality and title, chapter, state, page number, draft mark
    assert marks.count(("/Artifact", "BMC")) >= 5
    assert any(element is None for element in nothing_outside)


def test_no_content_is_both_outside_the_tree_and_read_aloud(full_decided: bytes) -> None:
    with opened(full_decided) as pdf:
        mcids = {}
        nums = pdf.Root.StructTreeRoot.ParentTree.Nums
        for i in range(0, len(nums), 2):
            if isinstance(nums[i + 1], pikepdf.Array):
                mcids[int(nums[i])] = [element is not None for element in nums[i + 1]]
        for page in pdf.pages:
            known = mcids[int(page.obj.StructParents)]
            for each in pikepdf.parse_content_stream(page):
                if str(each.operator) == "BDC":
                    assert known[int(each.operands[1].MCID)]


# Tables


def test_every_number_in_the_pdf_is_a_number_that_was_given(full_document: Document, full_draft: bytes) -> None:
    text = flat(text_of(full_draft, "-layout"))
    for table in tables(full_document):
        for row in table.rows:
            if row.kind != RowKind.HEADING:
                cells = zip(table.columns, row.cells, strict=True)
                line = " ".join(
                    flat(cell_text(table, column, cell)) for column, cell in cells if column.kind == ColumnKind.AMOUNT
                )
                assert line in text


def test_amounts_are_printed_in_the_unit_of_their_head(full_draft: bytes) -> None:
    text = flat(text_of(full_draft, "-layout"))
    assert "tkr, + är överskott" in text
    assert "Kommunstyrelsen −124 300 −121 850 2 450" in text
    assert "Kommunstyrelsen −124 300 049 −121 850 051 2 449 998" in text


def test_the_head_of_a_long_table_is_repeated_with_its_unit(full_draft: bytes) -> None:
    pages = [text for text in page_texts(full_draft) if re.search(r"enhet \d+\s", text)]
    assert len(pages) >= 10
    for text in pages:
        assert re.search(r"Nämnd\s+(Budget\s+Utfall\s+Avvikelse\s+)?tkr, \+ är överskott", text)
        assert re.search(r"Budget\s+Utfall\s+Avvikelse", text)


def test_a_short_table_is_not_torn() -> None:
    filler = tuple(Paragraph(TEXT) for _ in range(9))
    pages = page_texts(render_pdf(document(Section("A", (*filler, money_table(13, "Hel tabell"))))))
    page = next(text for text in pages if "Hel tabell" in text and "bilagor" not in text)
    assert "Summa" in page


def test_a_sum_is_not_alone_on_a_page(full_draft: bytes) -> None:
    page = next(text for text in page_texts(full_draft) if "enhet 419" in text)
    assert "Summa" in page


def test_every_header_cell_has_a_scope(full_draft: bytes) -> None:
    with opened(full_draft) as pdf:
        scopes = [str(element.A.Scope) for element in of_kind(pdf, "TH")]
    assert scopes.count("/Column") > 20
    assert scopes.count("/Row") > 400
    assert set(scopes) == {"/Column", "/Row"}


def test_every_data_cell_points_to_its_heads_also_on_later_pages(full_draft: bytes) -> None:
    with opened(full_draft) as pdf:
        heads = {bytes(element.ID) for element in of_kind(pdf, "TH")}
        cells = of_kind(pdf, "TD")
        later = [cell for cell in cells if cell.Pg.objgen == pdf.pages[12].obj.objgen]
        assert len(later) > 50
        for cell in cells:
            named = [bytes(name) for name in cell.A.Headers]
            assert len(named) >= 2
            assert set(named) <= heads


def test_the_rounding_note_stands_where_something_was_rounded() -> None:
    exact = money_table(2)
    assert "På grund av avrundning kan summor avvika." in text_of(render_pdf(document(Section("A", (exact,)))))


def test_missing_is_a_dash_and_the_last_page_says_so(full_draft: bytes) -> None:
    assert re.search(r"oförändrat\s+–\s+–\s+2026-01-15", text_of(full_draft, "-layout"))
    assert "Tecknet – betyder att uppgiften saknas, aldrig noll." in flat(page_texts(full_draft)[-1])


def test_status_symbols_stand_with_their_words(full_draft: bytes) -> None:
    text = flat(text_of(full_draft, "-layout"))
    for mark in (
        "● uppfyllt",
        "◐ delvis",
        "○ ej uppfyllt",
        "? kan inte bedömas",
        "– inte rapporterat",
        "↗ förbättras",
        "→ oförändrat",
        "↘ försämras",
    ):
        assert mark in text


# Figures, lists, attachments


def test_a_figure_has_its_text_alternative_and_its_table(full_draft: bytes) -> None:
    with opened(full_draft) as pdf:
        figures = of_kind(pdf, "Figure")
        assert [str(element.Alt) for element in figures] == [ALTERNATIVE, "Den nya matsalen med fönster mot gården"]
    assert "Budget och utfall per nämnd, siffror" in text_of(full_draft)


def test_the_chart_in_the_pdf_is_the_one_of_the_page(figure: Figure) -> None:
    page = page_texts(render_pdf(document(Section("A", (figure,)))))[2]
    for series in chart_data().series:
        for value in series.values:  # once in the chart, once in its table
            assert flat(page).count(flat(chart_data().text(value))) >= 2


def test_points_are_a_list() -> None:
    with opened(render_pdf(document(Section("A", (BulletList(("ett", "två", "tre")),))))) as pdf:
        assert len(of_kind(pdf, "LBody")) >= 3


def test_every_table_lies_in_the_file_as_csv_with_exact_kronor(full_document: Document, full_draft: bytes) -> None:
    with opened(full_draft) as pdf:
        files = attachments(pdf)
        relations = {str(spec.obj.AFRelationship) for spec in pdf.attachments.values()}
    expected = [table_csv(table).encode("utf-8-sig") for table in tables(full_document)]
    assert [files[name] for name in sorted(files)] == expected
    assert sorted(files)[2] == "03-driftredovisning-per-namnd.csv"
    assert relations == {"/Data"}
    assert "-124300049,00" in files["05-exakta-kronor.csv"].decode("utf-8-sig")


def test_attachments_are_named_in_reading_order(full_document: Document) -> None:
    assert [file.name[:3] for file in attached_tables(full_document)] == [f"{number:02d}-" for number in range(1, 7)]


# Safety and errors


def test_text_is_escaped(full_document: Document, full_draft: bytes) -> None:
    assert "<script>alert(1)</script> &" in flat(text_of(full_draft, "-raw"))
    assert "<script>" not in document_html(full_document)


def test_progress_tells_the_pages() -> None:
    told: list[tuple[str, int]] = []
    content = render_pdf(tiny(), progress=lambda step, page: told.append((step, page)))
    assert max(page for step, page in told if step == "layout") == page_count(content)
    assert ("write", 0) in told


def test_missing_libraries_are_named_with_the_command(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(name: str, *args: object, **kwargs: object) -> object:
        if name == "weasyprint":
            raise OSError("cannot load library 'libpango-1.0-0'")
        return before(name, *args, **kwargs)  # type: ignore[arg-type]

    before = __import__
    monkeypatch.setattr("builtins.__import__", refuse)
    with pytest.raises(PdfPartsMissing, match="saknar de bibliotek") as caught:
        load_weasyprint()
    assert APT_LINE in str(caught.value)
