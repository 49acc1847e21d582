"""What differs between two documents is found, once each, and nothing else is."""

import time
from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sala_styr.documents.difference import (
    Change,
    Difference,
    PictureDifference,
    SectionDifference,
    TableDifference,
    TextDifference,
    difference,
)
from sala_styr.documents.model import (
    BulletList,
    Column,
    ColumnKind,
    Document,
    Figure,
    PageBreak,
    Paragraph,
    Row,
    RowKind,
    Section,
    Status,
    Table,
    walk,
)
from sala_styr.documents.rich import Picture, PictureKind, RichText, Run
from sala_styr.money import Unit
from sala_styr.worddiff import earlier, later
from tests.documents.builders import by_hand, document, everything, money_table
from tests.documents.test_frozen import sections as any_section

documents = st.lists(any_section, max_size=3).map(lambda held: document(*held))
NUMBERS = (Column("Rad"), Column("Utfall", ColumnKind.AMOUNT), Column("Andel", ColumnKind.NUMBER))


def numbers(*rows: tuple[str, int | None, Decimal | int | None], caption: str = "Utfall", **more: object) -> Table:
    made = tuple(Row(cells) for cells in rows)
    return Table(caption, NUMBERS, made, **({"unit_note": "tkr, + är överskott"} | more))  # type: ignore[arg-type]


def one(found: Difference) -> SectionDifference:
    (section,) = found.differing
    return section


def tables_of(found: Difference) -> list[TableDifference]:
    blocks = (block for section in found.sections for block in section.blocks)
    return [block for block in blocks if isinstance(block, TableDifference)]


def changed_cells(found: Difference) -> list[tuple[str, str, object, object]]:
    return [
        (row.label, cell.column, cell.before, cell.after)
        for table in tables_of(found)
        for row in table.rows
        for cell in row.cells
    ]


# In general


@given(documents)
def test_nothing_differs_from_itself(held: Document) -> None:
    found = difference(held, held)
    assert found.is_empty
    assert list(found.figures) == []


def test_nothing_differs_from_itself_with_everything_in_it(figure: Figure) -> None:
    whole = everything(figure)
    assert difference(whole, everything(figure)).is_empty
    assert {section.change for section in difference(whole, whole).sections} == {Change.SAME}
    assert [section.after for section in difference(whole, whole).sections] == [
        section for _level, section in walk(whole.sections)
    ]


@given(documents, documents)
def test_it_is_the_same_seen_from_either_side(one_side: Document, other: Document) -> None:
    there, back = difference(one_side, other), difference(other, one_side)
    assert there.is_empty == back.is_empty
    turned = [(label, column, before, after) for label, column, after, before in changed_cells(back)]
    assert sorted(map(repr, changed_cells(there))) == sorted(map(repr, turned))
    told = [section.change for section in there.sections]
    told_back = [section.change for section in back.sections]
    assert told.count(Change.ADDED) == told_back.count(Change.REMOVED)
    assert told.count(Change.REMOVED) == told_back.count(Change.ADDED)
    assert told.count(Change.CHANGED) == told_back.count(Change.CHANGED)


@given(documents, documents)
def test_both_documents_can_be_read_out_of_it(before: Document, after: Document) -> None:
    found = difference(before, after)
    assert len([each for each in found.sections if each.before]) == section_count(before)
    assert len([each for each in found.sections if each.after]) == section_count(after)
    for section in found.sections:
        for text in section.blocks:
            if isinstance(text, TextDifference):
                assert earlier(text.runs) == (text.before.text if text.before else "")
                assert later(text.runs) == (text.after.text if text.after else "")


def section_count(held: Document) -> int:
    return len(list(walk(held.sections)))


@given(st.data())
def test_each_changed_cell_is_found_once(data: st.DataObject) -> None:
    table = money_table(data.draw(st.integers(1, 30)))
    places = st.tuples(st.integers(0, len(table.rows) - 1), st.integers(1, 3))
    chosen = data.draw(st.dictionaries(places, st.integers(1, 10**9), max_size=12))
    rows = [list(row.cells) for row in table.rows]
    wanted = []
    for (row, column), step in chosen.items():
        before = rows[row][column]
        assert isinstance(before, int)
        rows[row][column] = before + step
        wanted.append((str(rows[row][0]), table.columns[column].label, before, before + step))
    changed = replace(
        table, rows=tuple(replace(row, cells=tuple(cells)) for row, cells in zip(table.rows, rows, strict=True))
    )
    found = difference(document(Section("A", (table,))), document(Section("A", (changed,))))
    assert sorted(changed_cells(found)) == sorted(wanted)
    assert sum(cell.step or 0 for *_where, cell in found.figures) == sum(chosen.values())


# Sections


def test_a_section_is_new_gone_changed_or_the_same() -> None:
    before = document(Section("A", (Paragraph("Ett."),)), Section("B", (Paragraph("Två."),)), Section("C"))
    after = document(Section("A", (Paragraph("Ett."),)), Section("B", (Paragraph("Tre."),)), Section("Nytt avsnitt"))
    told = [(section.path, section.change) for section in difference(before, after).sections]
    assert told == [
        (("A",), Change.SAME),
        (("B",), Change.CHANGED),
        (("C",), Change.REMOVED),
        (("Nytt avsnitt",), Change.ADDED),
    ]  # fmt: skip


def test_a_section_under_a_new_heading_is_the_same_section() -> None:
    text = (Paragraph("Kommunens ekonomi är i balans och målen nås."),)
    section = one(difference(document(Section("Ekonomi", text)), document(Section("Ekonomin i korthet", text))))
    assert (section.change, section.moved) == (Change.CHANGED, False)
    assert [text.label for text in section.texts if text.change is not Change.SAME] == ["Rubrik"]


def test_a_section_in_another_order_is_moved_and_only_that_one() -> None:
    a, b, c = (Section(name, (Paragraph(f"Text {name}."),)) for name in "ABC")
    found = difference(document(a, b, c), document(c, a, b))
    assert [(section.path, section.moved) for section in found.differing] == [(("C",), True)]


def test_a_section_that_goes_into_another_is_moved_with_what_it_holds() -> None:
    inner = Section("Skolan", (Paragraph("Eleverna blev fler under året."),), (Section("Lokaler"),))
    before = document(Section("Nämnder", sections=(inner,)), Section("Verksamheter"))
    found = difference(before, document(Section("Nämnder"), Section("Verksamheter", sections=(inner,))))
    section = one(found)
    assert (section.moved, section.path, section.path_before) == (
        True,
        ("Verksamheter", "Skolan"),
        ("Nämnder", "Skolan"),
    )
    assert found.sections[-1].path == ("Verksamheter", "Skolan", "Lokaler")


def test_a_gone_section_stands_where_it_stood_with_what_it_held() -> None:
    before = document(Section("A"), Section("B", sections=(Section("B1"),)), Section("C"))
    found = difference(before, document(Section("A"), Section("C")))
    assert [section.path for section in found.sections] == [("A",), ("B",), ("B", "B1"), ("C",)]


def test_two_sections_of_one_name_are_told_apart_by_their_order() -> None:
    first, second = Section("Mål", (Paragraph("Ett."),)), Section("Mål", (Paragraph("Två."),))
    found = difference(
        document(first, second), document(first, replace(second, blocks=(Paragraph("Två och ett halvt."),)))
    )
    assert [section.change for section in found.sections] == [Change.SAME, Change.CHANGED]


def test_who_answers_for_a_section_is_a_part_of_it() -> None:
    section = one(difference(document(Section("A", owner="Ekonomi")), document(Section("A", owner="Kansliet"))))
    assert [(text.label, text.change) for text in section.texts][-1] == ("Ansvarig", Change.CHANGED)


def test_the_cover_tells_the_decision_and_the_references() -> None:
    found = difference(document(Section("A")), document(Section("A"), draft=False))
    assert not found.is_empty
    assert not found.differing
    assert [text.label for text in found.cover if text.change is not Change.SAME] == ["Beslut"]


# Texts


def test_a_rewritten_paragraph_is_compared_word_by_word_with_the_one_it_was() -> None:
    before = Section("A", (Paragraph("Vi byggde en skola."), Paragraph("Ekonomin är stark i år.")))
    after = Section(
        "A", (Paragraph("Något helt annat."), Paragraph("Vi byggde en skola."), Paragraph("Ekonomin är svag i år."))
    )
    blocks = one(difference(document(before), document(after))).blocks
    assert [block.change for block in blocks] == [Change.ADDED, Change.SAME, Change.CHANGED]
    assert isinstance(blocks[2], TextDifference)
    assert [run.text.strip() for run in blocks[2].runs] == ["Ekonomin är", "stark", "svag", "i år."]


def test_a_link_that_leads_elsewhere_is_told_as_such() -> None:
    before = Section("A", (RichText((Run("Läs mer", address="https://www.sala.example/a"),)),))
    after = Section("A", (RichText((Run("Läs mer", address="https://www.sala.example/b"),)),))
    (text,) = one(difference(document(before), document(after))).blocks
    assert isinstance(text, TextDifference)
    assert text.form_only


def test_words_without_form_are_the_same_however_they_were_written() -> None:
    typed, plain = Section("A", (RichText((Run("Hej"),)),)), Section("A", (Paragraph("Hej"), PageBreak()))
    assert difference(document(typed), document(plain)).is_empty


def test_each_point_of_a_list_is_compared() -> None:
    before = Section("A", (BulletList(("Ett", "Två", "Tre")),))
    after = Section("A", (BulletList(("Ett", "Tre")),))
    blocks = one(difference(document(before), document(after))).blocks
    assert [block.change for block in blocks] == [Change.SAME, Change.REMOVED, Change.SAME]


# Tables


def figures(before: Table, after: Table) -> list[tuple[str, str, object, object]]:
    return changed_cells(difference(document(Section("A", (before,))), document(Section("A", (after,)))))


def test_a_figure_that_comes_or_goes_is_told_without_a_sum() -> None:
    found = difference(
        document(Section("A", (numbers(("Skolan", None, Decimal("1.5"))),))),
        document(Section("A", (numbers(("Skolan", 12_50, None)),))),
    )
    told = [(cell.column, cell.before, cell.after, cell.step) for *_where, cell in found.figures]
    assert told == [("Utfall", None, 12_50, None), ("Andel", Decimal("1.5"), None, None)]


def test_a_new_row_is_told_with_its_figures() -> None:
    before, after = numbers(("Skolan", 1, 2)), numbers(("Kulturen", 3, 4), ("Skolan", 1, 2))
    assert figures(before, after) == [("Kulturen", "Utfall", None, 3), ("Kulturen", "Andel", None, 4)]


def test_a_row_under_a_new_name_keeps_its_figures() -> None:
    before, after = (
        numbers(("Skolnämnden", 1, 2), ("Summa", 1, 2)),
        numbers(("Bildningsnämnden", 1, 2), ("Summa", 1, 2)),
    )
    (table,) = tables_of(difference(document(Section("A", (before,))), document(Section("A", (after,)))))
    assert [(row.before, row.after, row.cells) for row in table.rows if row.change is not Change.SAME] == [
        ("Skolnämnden", "Bildningsnämnden", ())
    ]


def test_rows_of_one_name_are_told_apart_by_the_heading_they_stand_under() -> None:
    def table(second: int) -> Table:
        groups = (Row(("Intäkter",), RowKind.HEADING), Row(("Bidrag", 1, 1)), Row(("Kostnader",), RowKind.HEADING))
        return Table("T", NUMBERS, (*groups, Row(("Bidrag", second, 1))), unit_note="kr")

    (found,) = tables_of(difference(document(Section("A", (table(2),))), document(Section("A", (table(3),)))))
    assert [(row.group, row.label) for row, _cell in found.figures] == [("Kostnader", "Bidrag")]


def test_rows_in_another_order_are_no_other_figures() -> None:
    before, after = numbers(("A", 1, 1), ("B", 2, 2)), numbers(("B", 2, 2), ("A", 1, 1))
    (table,) = tables_of(difference(document(Section("A", (before,))), document(Section("A", (after,)))))
    assert (table.change, table.reordered, list(table.figures)) == (Change.CHANGED, True, [])


def test_a_column_under_a_new_head_is_the_same_column() -> None:
    columns = (Column("Rad"), Column("Bokslut", ColumnKind.AMOUNT), Column("Andel", ColumnKind.NUMBER))
    before, after = numbers(("A", 1, 1)), replace(numbers(("A", 1, 1)), columns=columns)
    (table,) = tables_of(difference(document(Section("A", (before,))), document(Section("A", (after,)))))
    assert [text.label for text in table.texts if text.change is not Change.SAME] == ["Kolumn"]
    assert list(table.figures) == []


def test_a_table_under_a_new_caption_is_found_by_what_it_holds() -> None:
    before, after = (
        numbers(("Skolan", 1, 1), ("Kulturen", 2, 2)),
        numbers(("Skolan", 1, 1), ("Kulturen", 2, 3), caption="Årets utfall"),
    )
    assert figures(before, after) == [("Kulturen", "Andel", 2, 3)]


def test_another_unit_is_told_and_no_figure_for_that() -> None:
    before, after = numbers(("A", 1, 1)), numbers(("A", 1, 1), unit=Unit.MNKR, unit_note="mnkr, + är överskott")
    (table,) = tables_of(difference(document(Section("A", (before,))), document(Section("A", (after,)))))
    assert [text.label for text in table.texts if text.change is not Change.SAME] == [
        "Enhet och tecken",
        "Beloppen visas i",
    ]
    assert list(table.figures) == []


def test_a_status_is_told_and_is_no_figure() -> None:
    columns = (Column("Mål"), Column("Läge", ColumnKind.STATUS))
    before, after = (
        Table("Mål", columns, (Row(("Skolan", Status(*sign)),),))
        for sign in (("◐", "delvis"), ("●", "uppfyllt"))
    )  # fmt: skip
    (table,) = tables_of(difference(document(Section("A", (before,))), document(Section("A", (after,)))))
    assert list(table.figures) == []
    assert table.change is Change.CHANGED


def test_a_drawing_is_compared_by_its_words_and_figures_not_by_its_lines(figure: Figure) -> None:
    drawn_again = replace(figure, svg="<svg/>")
    assert difference(document(Section("A", (figure,))), document(Section("A", (drawn_again,)))).is_empty
    other = replace(figure, alternative="Något annat.")
    (table,) = tables_of(difference(document(Section("A", (figure,))), document(Section("A", (other,)))))
    assert table.is_drawing
    assert [text.label for text in table.texts if text.change is not Change.SAME] == ["Figuren i ord"]


# Pictures


@pytest.mark.parametrize(("change", "exchanged", "labels"), [
    ({"sha256": "b" * 64}, True, []),
    ({"alternative": "En annan"}, False, ["Bilden i ord"]),
    ({"caption": "Foto: någon"}, False, ["Bildtext"]),
])  # fmt: skip
def test_a_picture_is_another_by_its_bytes_and_its_words(
    change: dict[str, str], exchanged: bool, labels: list[str]
) -> None:
    picture = Picture(b"", PictureKind.PNG, "Matsalen", "a" * 64)
    other = replace(picture, **change)  # type: ignore[arg-type]
    (found,) = one(difference(document(Section("A", (picture,))), document(Section("A", (other,))))).blocks
    assert isinstance(found, PictureDifference)
    assert (found.change, found.is_exchanged) == (Change.CHANGED, exchanged)
    assert [text.label for text in found.texts if text.change is not Change.SAME] == labels


# Size


def test_a_long_report_is_compared_in_a_moment() -> None:
    def long(step: int) -> Document:
        chapters = (
            Section(
                f"Kapitel {n}", (Paragraph(f"Text {n} {step}."), money_table(200 + step, f"Tabell {n}")), (by_hand(),)
            )
            for n in range(60)
        )
        return document(*chapters)

    began = time.perf_counter()
    found = difference(long(0), long(1))
    assert len(found.differing) == 60
    assert time.perf_counter() - began < 10
