"""A document is built of sound parts, or not at all."""

from dataclasses import FrozenInstanceError, replace
from datetime import datetime

import pytest

from sala_styr.documents.model import (
    Column,
    ColumnKind,
    Document,
    DocumentError,
    Figure,
    Paragraph,
    Row,
    RowKind,
    Section,
    Status,
    Table,
    fingerprint,
    paragraphs,
    tables,
    walk,
    with_decision,
)
from tests.documents.builders import AT, DECISION, document, goal_table, money_table, tiny


def table(*cells: object, kind: ColumnKind = ColumnKind.AMOUNT) -> Table:
    return Table("T", (Column("Namn"), Column("Värde", kind)), (Row(("rad", *cells)),), unit_note="tkr")  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("kind", "cell"),
    [
        (ColumnKind.AMOUNT, 12.5),
        (ColumnKind.AMOUNT, "12"),
        (ColumnKind.AMOUNT, True),
        (ColumnKind.NUMBER, 0.1),
        (ColumnKind.STATUS, "●"),
        (ColumnKind.DATE, "2026-01-01"),
        (ColumnKind.TEXT, 3),
    ],
)
def test_a_cell_of_the_wrong_kind_is_refused_when_the_table_is_built(kind: ColumnKind, cell: object) -> None:
    with pytest.raises(DocumentError, match="row 1"):
        table(cell, kind=kind)


@pytest.mark.parametrize("kind", list(ColumnKind))
def test_every_kind_of_cell_may_be_missing(kind: ColumnKind) -> None:
    assert table(None, kind=kind).rows[0].cells[1] is None


def test_a_row_must_have_a_cell_for_each_column() -> None:
    with pytest.raises(DocumentError, match="3 cells for 2 columns"):
        table(1, 2)


def test_a_heading_row_has_one_text() -> None:
    columns = (Column("Namn"), Column("Värde", ColumnKind.AMOUNT))
    with pytest.raises(DocumentError, match="heading"):
        Table("T", columns, (Row(("a", 1), RowKind.HEADING),), unit_note="tkr")


def test_a_table_of_amounts_says_unit_and_sign() -> None:
    with pytest.raises(DocumentError, match="unit and sign"):
        Table("T", (Column("Belopp", ColumnKind.AMOUNT),), ())


def test_a_table_without_caption_is_refused() -> None:
    with pytest.raises(DocumentError, match="caption"):
        Table(" ", (Column("A"),), ())


def test_a_figure_needs_its_text_alternative() -> None:
    with pytest.raises(DocumentError, match="alternative"):
        Figure("<svg/>", "Titel", "", money_table())


def test_a_decided_document_names_its_decision() -> None:
    with pytest.raises(DocumentError, match="decision"):
        replace(tiny(), draft=False)
    assert with_decision(tiny(), DECISION).decision_line == DECISION


def test_a_document_knows_its_time_zone() -> None:
    with pytest.raises(DocumentError, match="time zone"):
        replace(tiny(), generated_at=datetime(2026, 1, 1))


def test_sections_nest_five_deep_and_no_deeper() -> None:
    section = Section("Fem")
    for name in ("Fyra", "Tre", "Två", "Ett"):
        section = Section(name, sections=(section,))
    assert [level for level, _s in walk(document(section).sections)] == [1, 2, 3, 4, 5]
    with pytest.raises(DocumentError, match="deeper"):
        document(Section("Noll", sections=(section,)))


def test_a_section_holds_blocks_only() -> None:
    with pytest.raises(DocumentError, match="holds str"):
        Section("A", ("bara text",))  # type: ignore[arg-type]


def test_nothing_in_a_document_can_be_changed() -> None:
    made = tiny()
    with pytest.raises(FrozenInstanceError):
        made.title = "Annat"  # type: ignore[misc]
    assert hash(made)


def test_the_data_code_follows_the_data_and_nothing_else() -> None:
    made = tiny()
    later = replace(made, generated_at=AT.replace(year=2027), data_id="")
    decided = replace(made, draft=False, decision_line=DECISION, data_id="")
    changed = replace(
        made, sections=(Section("Sammanfattning", (Paragraph("Året gav ett överskott."), money_table(5))),), data_id=""
    )
    assert made.data_id == later.data_id == decided.data_id
    assert changed.data_id != made.data_id
    assert made.data_id == fingerprint(made)[:12].upper()


def test_the_data_code_does_not_depend_on_how_a_chart_was_drawn(figure: Figure) -> None:
    one = document(Section("A", (figure,)))
    other = document(Section("A", (replace(figure, svg="<svg/>"),)))
    assert one.data_id == other.data_id


def test_a_missing_amount_and_zero_are_different_data() -> None:
    assert fingerprint(document(Section("A", (table(None),)))) != fingerprint(document(Section("A", (table(0),))))


def test_text_with_blank_lines_becomes_paragraphs() -> None:
    assert paragraphs("Ett\r\n\r\nTvå\nrader\n\n\n  \n") == (Paragraph("Ett"), Paragraph("Två\nrader"))
    assert paragraphs("  ") == ()


def test_tables_are_found_in_reading_order_also_in_figures(full_document: Document) -> None:
    captions = [each.caption for each in tables(full_document)]
    assert captions[:2] == ["Budget och utfall per nämnd, siffror", "Måluppfyllelse"]
    assert len(captions) == 6


def test_a_status_is_never_a_symbol_alone() -> None:
    with pytest.raises(DocumentError, match="word"):
        Status("●", " ")


def test_the_example_tables_hold_what_the_tests_rely_on() -> None:
    assert any(row.kind == RowKind.HEADING for row in goal_table().rows)
