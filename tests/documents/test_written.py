"""What a person writes in a section becomes parts of the document: nothing lost, nothing fetched, nothing taken for HTML."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sala_styr.documents.model import ColumnKind, Section, Table, tables_in, walk
from sala_styr.documents.rich import Picture, PictureKind, RichList, RichText, Run, plain
from sala_styr.documents.written import LiveFigure, Written, parse

PICTURE = Picture(b"png", PictureKind.PNG, "En lekplats", "ab" * 32)


def read(text: str, room: int = 2) -> Written:
    figures = {"budget.result": LiveFigure("−12,4\u00a0mnkr", "/ekonomi/rakning/1/")}
    return parse(text, heading="Viktiga händelser", pictures={3: PICTURE}, figures=figures.get, room=room)


def texts(written: Written) -> list[str]:
    return [block.text for block in written.blocks if isinstance(block, RichText)]


def test_weight_and_links_keep_their_places() -> None:
    (paragraph,) = read("Skolan är **klar** och *öppen*, se [vår sida](https://sala.example).\nNästa rad").blocks
    assert isinstance(paragraph, RichText)
    assert [(run.text, run.strong, run.emphasis, run.address) for run in paragraph.runs] == [
        ("Skolan är ", False, False, ""),
        ("klar", True, False, ""),
        (" och ", False, False, ""),
        ("öppen", False, True, ""),
        (", se ", False, False, ""),
        ("vår sida", False, False, "https://sala.example"),
        (".", False, False, ""),
        ("\n", False, False, ""),
        ("Nästa rad", False, False, ""),
    ]


def test_headings_become_sections_inside_each_other() -> None:
    written = read("Först\n\n## Skolan\nEtt\n\n### Maten\nTvå\n\n## Vården\nTre")
    assert texts(written) == ["Först"]
    assert [(level, section.heading) for level, section in walk(written.sections)] == [
        (1, "Skolan"),
        (2, "Maten"),
        (1, "Vården"),
    ]


def test_a_heading_without_room_is_a_line_in_bold() -> None:
    written = read("# Ett\n## Två\n### Tre\nSlut", room=2)
    inner = written.sections[0].sections[0]
    assert inner.heading == "Två"
    assert inner.sections == ()
    assert inner.blocks == (RichText((Run("Tre", strong=True),)), RichText((Run("Slut"),)))


def test_lists_are_points_or_numbers() -> None:
    points, numbers = read("- ett\n- **två**\n\n1. först\n2. sedan").blocks
    assert isinstance(points, RichList)
    assert (points.texts, points.ordered) == (("ett", "två"), False)
    assert isinstance(numbers, RichList)
    assert (numbers.texts, numbers.ordered) == (("först", "sedan"), True)


def test_a_table_has_its_caption_from_the_line_before_and_numbers_where_they_are_set_to_the_right() -> None:
    written = read(
        "Tabell: Barn i förskolan\n\n| År | Barn | Andel |\n|---|---:|---:|\n| 2025 | 1 204 | 52,50 |\n| 2026 | | −3 |"
    )
    (table,) = written.blocks
    assert isinstance(table, Table)
    assert table.caption == "Barn i förskolan"
    assert [column.kind for column in table.columns] == [ColumnKind.TEXT, ColumnKind.NUMBER, ColumnKind.NUMBER]
    assert [row.cells for row in table.rows] == [("2025", 1204, Decimal("52.50")), ("2026", None, -3)]
    assert written.faults == ()


def test_a_table_without_caption_is_said_and_named_by_its_section() -> None:
    written = read("Antal:\n\n| A | B |\n|---|---|\n| x | y |")
    assert next(tables_in((Section("x", written.blocks),))).caption == "Viktiga händelser"
    assert written.faults == ("En tabell saknar rubrik. Skriv ”Tabell: …” på en egen rad närmast ovanför.",)


def test_a_caption_without_a_table_is_a_paragraph() -> None:
    assert texts(read("Tabell: kommer senare\n\nSlut")) == ["Tabell: kommer senare", "Slut"]
    assert texts(read("Tabell: sist")) == ["Tabell: sist"]


def test_a_live_figure_leads_to_where_it_comes_from_and_an_unknown_one_is_said() -> None:
    written = read("Resultatet blev [[budget.result]], inte [[budget.dream]].")
    (paragraph,) = written.blocks
    assert isinstance(paragraph, RichText)
    assert paragraph.text == "Resultatet blev −12,4\u00a0mnkr, inte [[budget.dream]]."
    assert paragraph.runs[1] == Run("−12,4\u00a0mnkr", origin="/ekonomi/rakning/1/")
    assert written.faults == ("Det finns ingen siffra som heter ”budget.dream”.",)


def test_a_picture_of_the_report_is_shown_with_its_words_and_another_is_not_fetched() -> None:
    before, picture, after = read("Se här ![](bild:3) så fint").blocks
    assert isinstance(picture, Picture)
    assert picture.alternative == "En lekplats"
    assert isinstance(before, RichText)
    assert isinstance(after, RichText)
    (said,) = read("![En fil](https://bild.example/y.png)").blocks
    assert isinstance(said, RichText)
    assert said.text == "En fil"
    assert texts(read("![En fil](file:///etc/passwd)")) == ["![En fil](file:///etc/passwd)"]
    assert read("![x](bild:4)").faults == ("Bilden ”bild:4” finns inte i rapporten.",)


@pytest.mark.parametrize("address", ["/etc/passwd", "ftp://bild.example/y", "styr:/report.css"])
def test_a_link_that_leads_nowhere_is_words_and_is_said(address: str) -> None:
    written = read(f"[läs mer]({address})")
    assert written.blocks == (RichText((Run("läs mer"),)),)
    assert len(written.faults) == 1
    assert address in written.faults[0]


def test_html_is_text() -> None:
    assert texts(read("<script>alert(1)</script> & <b>fet</b>")) == ["<script>alert(1)</script> & <b>fet</b>"]


@given(st.text(max_size=300), st.integers(0, 2))
def test_whatever_is_written_can_be_read_and_no_letter_is_lost(text: str, room: int) -> None:
    written = read(text, room)
    found: list[str] = []
    for section in (Section("x", written.blocks, written.sections), *(s for _l, s in walk(written.sections))):
        found.append(section.heading)
        for block in section.blocks:
            if isinstance(block, RichText):
                found.append(block.text)
            elif isinstance(block, RichList):
                found += [plain(item) for item in block.items]
            elif isinstance(block, Table):
                found += [block.caption, *(column.label for column in block.columns)]
                found += [str(cell) for row in block.rows for cell in row.cells if cell]
    said = "".join(found)
    assert {letter for letter in text if letter.isalpha()} <= set(said)
