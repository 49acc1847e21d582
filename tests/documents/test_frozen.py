"""Sections kept as JSON come back as they were, whatever is in them."""

import json
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sala_styr.documents.frozen import document_from_json, document_to_json, section_from_plain, section_to_plain
from sala_styr.documents.layout import figure_files, picture_files
from sala_styr.documents.model import (
    BulletList,
    Column,
    ColumnKind,
    Document,
    DocumentError,
    PageBreak,
    Paragraph,
    ParagraphKind,
    Row,
    RowKind,
    Section,
    Status,
    Table,
    fingerprint,
)
from sala_styr.documents.rich import RichList, RichText, Run
from sala_styr.money import Unit
from tests.documents.builders import tiny

texts = st.text(min_size=1).filter(str.strip)
cells = st.tuples(
    st.none() | st.text(),
    st.none() | st.integers(-(10**15), 10**15),
    st.none() | st.integers() | st.decimals(allow_nan=False, allow_infinity=False),
    st.none() | st.builds(Status, texts, texts),
    st.none() | st.dates(),
)
KINDS = (ColumnKind.TEXT, ColumnKind.AMOUNT, ColumnKind.NUMBER, ColumnKind.STATUS, ColumnKind.DATE)
tables = st.builds(
    lambda caption, rows, unit, note, width: Table(
        caption,
        tuple(Column(kind, kind, width) for kind in KINDS),
        (*(Row(row) for row in rows), Row(("En grupp",), RowKind.HEADING)),
        unit,
        "tkr, + är överskott",
        note,
    ),
    texts,
    st.lists(cells, max_size=3),
    st.sampled_from(Unit),
    st.text(),
    st.none() | st.integers(1, 90),
)
blocks = st.one_of(
    st.builds(Paragraph, st.text(), st.sampled_from(ParagraphKind)),
    st.builds(BulletList, st.lists(st.text(), max_size=3).map(tuple)),
    st.builds(PageBreak),
    tables,
)
sections = st.builds(
    lambda heading, held, owner, inner: Section(heading, tuple(held), tuple(Section(each) for each in inner), owner),
    texts,
    st.lists(blocks, max_size=3),
    st.text(),
    st.lists(texts, max_size=2),
)


@given(sections)
def test_what_is_kept_comes_back_as_it_was(section: Section) -> None:
    kept = json.dumps(section_to_plain(section))
    assert section_from_plain(json.loads(kept)) == section


def test_where_a_figure_leads_is_kept() -> None:
    table = Table(
        "T", (Column("A"), Column("B", ColumnKind.DATE)), (Row(("x", date(2026, 1, 2)), origins=("", "/x/")),)
    )
    kept = section_from_plain(section_to_plain(Section("S", (table,))))
    assert isinstance(kept.blocks[0], Table)
    assert kept.blocks[0].rows[0].origins == ("", "/x/")


def test_a_number_keeps_its_decimals() -> None:
    table = Table("T", (Column("A"), Column("B", ColumnKind.NUMBER)), (Row(("x", Decimal("1.50"))),))
    kept = section_from_plain(section_to_plain(Section("S", (table,))))
    assert isinstance(kept.blocks[0], Table)
    assert str(kept.blocks[0].rows[0].cells[1]) == "1.50"


def test_a_whole_document_comes_back_as_it_was(full_document: Document) -> None:
    pictures = {each.sha256: each.content for each in picture_files(full_document.sections).values()}
    kept = document_to_json(full_document)
    back = document_from_json(kept, lambda sha256, kind: pictures[sha256])
    assert back == full_document
    assert back.data_id == full_document.data_id
    assert fingerprint(back) == fingerprint(full_document)
    assert document_to_json(back) == kept
    assert figure_files(back.sections) == figure_files(full_document.sections)
    assert len(pictures) == 1


def test_a_chart_that_comes_back_is_shown_as_it_was_drawn(full_document: Document) -> None:
    back = document_from_json(document_to_json(full_document), lambda sha256, kind: b"")
    [svg] = figure_files(back.sections).values()
    assert svg.startswith("<svg")
    assert hasattr(svg, "__html__")


def test_what_people_wrote_keeps_its_form() -> None:
    written = Section(
        "S",
        (
            RichText((Run("a "), Run("b", strong=True, emphasis=True), Run("c\n", address="https://x.example"))),
            RichList(((Run("1", origin="/x/"),), ()), ordered=True),
        ),
    )
    assert section_from_plain(json.loads(json.dumps(section_to_plain(written)))) == written


def test_a_format_of_a_later_program_is_refused() -> None:
    kept = document_to_json(tiny()).replace(b'"format":1', b'"format":99')
    with pytest.raises(ValueError, match="format 99"):
        document_from_json(kept, lambda sha256, kind: b"")


def test_a_document_is_a_draft_decided_or_frozen() -> None:
    made = tiny()
    common = (made.title, made.subtitle, made.municipality, made.generated_at, made.sections)
    assert Document(*common, draft=False, frozen_line="Underlag, fryst 2026-01-01").frozen_line
    with pytest.raises(DocumentError, match="decision line"):
        Document(*common, draft=False)
