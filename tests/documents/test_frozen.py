"""Sections kept as JSON come back as they were, whatever is in them."""

import json
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sala_styr.documents.frozen import section_from_plain, section_to_plain
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
)
from sala_styr.money import Unit
from tests.documents.builders import chart_data, tiny

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


def test_a_chart_is_not_kept() -> None:
    from sala_styr.documents.charts import as_figure, bar_chart

    data = chart_data()
    figure = as_figure("Titel", "Text", bar_chart("Titel", "Text", data), data)
    with pytest.raises(DocumentError, match="keep its table"):
        section_to_plain(Section("S", (figure,)))


def test_a_document_is_a_draft_decided_or_frozen() -> None:
    made = tiny()
    common = (made.title, made.subtitle, made.municipality, made.generated_at, made.sections)
    assert Document(*common, draft=False, frozen_line="Underlag, fryst 2026-01-01").frozen_line
    with pytest.raises(DocumentError, match="decision line"):
        Document(*common, draft=False)
