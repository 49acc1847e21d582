"""What goes out comes back: the same rows from both formats, whatever people have written in them."""

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sala_styr.tables import Column, Kind, Listing, Value, read_table
from sala_styr.tables.back import values
from sala_styr.tables.cells import tidy
from sala_styr.tables.out import CSV, XLSX, written

COLUMNS = (
    Column("Namn"),
    Column("Beskrivning", Kind.LONG_TEXT),
    Column("Tal", Kind.NUMBER),
    Column("Kronor", Kind.AMOUNT),
    Column("Dag", Kind.DATE),
    Column("År", Kind.YEAR),
    Column("Klart", Kind.YES_NO),
)

texts = st.text(max_size=60) | st.sampled_from(
    [
        "=1+1",
        "'=1",
        "''@x",
        "+46 224",
        "-5",
        "@ALLA",
        "＝1",
        "'hej",
        "0012",
        "åäö ÅÄÖ",
        "a\nb",
        'sa "hej"; då',
        "_x0041_",
        "1,5",
        "ja",
    ]
)
numbers = st.decimals(allow_nan=False, allow_infinity=False, min_value=-(10**11), max_value=10**11, places=3)
rows = st.tuples(
    st.none() | texts.map(tidy).map(lambda text: text or None),
    st.none() | texts.map(tidy).map(lambda text: text or None),
    st.none() | numbers,
    st.none() | st.integers(-(10**16), 10**16),
    st.none() | st.dates(date(1000, 1, 1), date(2999, 12, 31)),
    st.none() | st.integers(1000, 2999),
    st.none() | st.booleans(),
)


def there_and_back(
    columns: tuple[Column, ...], content: list[tuple[Value, ...]], format_: str
) -> list[tuple[Value, ...]]:
    with written(Listing("Prov", columns, content), format_) as file:
        return values(read_table(file.read()), columns)


@settings(max_examples=150, deadline=None)
@given(st.lists(rows.filter(any), max_size=12))
def test_csv_comes_back_as_it_went(content: list[tuple[Value, ...]]) -> None:
    assert there_and_back(COLUMNS, content, CSV) == content


@settings(max_examples=15, deadline=None)
@given(st.lists(rows.filter(any), max_size=25))
def test_xlsx_comes_back_as_it_went(content: list[tuple[Value, ...]]) -> None:
    assert there_and_back(COLUMNS, content, XLSX) == content


@settings(max_examples=100, deadline=None)
@given(st.lists(texts.map(tidy).filter(bool), max_size=8))
def test_a_single_column_comes_back_whatever_is_written_in_it(content: list[str]) -> None:
    assert there_and_back((Column("Vad"),), [(text,) for text in content], CSV) == [(text,) for text in content]


@pytest.mark.parametrize("format_", [CSV, XLSX])
def test_missing_stays_missing_and_nought_stays_nought(format_: str) -> None:
    content: list[tuple[Value, ...]] = [
        ("a", None, None, None, None, None, None),
        ("b", None, Decimal(0), 0, None, None, False),
    ]
    assert there_and_back(COLUMNS, content, format_) == content


@pytest.mark.parametrize("format_", [CSV, XLSX])
def test_a_page_of_description_with_commas_does_not_change_what_parts_the_columns(format_: str) -> None:
    content: list[tuple[Value, ...]] = [("a", "ett, två, tre\n" * 40 + "slut", None, None, None, None, None)]
    assert there_and_back(COLUMNS, content, format_) == content
