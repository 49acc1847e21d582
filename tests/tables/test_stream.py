"""A table row after row: the same rows as when it is read whole, and never more in memory than a piece of it."""

import csv
import io
import tracemalloc

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sala_styr.tables import TableError, read_csv, stream
from sala_styr.tables.stream import LONGEST_LINE, Row, open_table
from tests.tables.workbooks import by_hand, workbook


def rows(data: bytes) -> list[Row]:
    return list(open_table(io.BytesIO(data)))


def outcome(data: bytes) -> str:
    """Any other exception, and a refusal without words, goes through to the test."""
    try:
        rows(data)
    except TableError as error:
        return "refused" if len(str(error)) > 10 else "refused without words"
    return "rows"


def stripped(found: list[Row]) -> list[tuple[int, list[str]]]:
    return [(number, [cell.strip() for cell in cells]) for number, cells in found if any(map(str.strip, cells))]


@pytest.mark.parametrize("delimiter", [";", "\t", ","])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252"])
@pytest.mark.parametrize("line_end", ["\n", "\r\n", "\r"])
def test_delimiter_encoding_and_line_ends_are_found_out(delimiter: str, encoding: str, line_end: str) -> None:
    data = line_end.join(
        delimiter.join(row) for row in (("konto", "månad"), ("3010", "maj"), ("", ""), ("5010", "juni"))
    )
    assert rows(data.encode(encoding)) == [(1, ["konto", "månad"]), (2, ["3010", "maj"]), (4, ["5010", "juni"])]


def test_the_rows_are_gone_through_from_the_first_each_time() -> None:
    table = open_table(io.BytesIO(b"konto;belopp\n3010;5\n"))
    assert list(table) == list(table) == [(1, ["konto", "belopp"]), (2, ["3010", "5"])]


def test_a_letter_that_is_split_between_two_pieces_is_read(monkeypatch: pytest.MonkeyPatch) -> None:
    data = "konto;namn\n3010;åäö\n".encode()
    for size in range(1, 8):
        monkeypatch.setattr(stream, "_PIECE", size)
        assert rows(data)[1] == (2, ["3010", "åäö"])


def test_windows_letters_far_down_decide_the_encoding_of_the_whole_file() -> None:
    data = b"konto;namn\n" + b"3010;a\n" * 300_000 + "5010;Löner\n".encode("cp1252")
    assert rows(data)[-1] == (300_002, ["5010", "Löner"])


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"", "tom"),
        (b" \n\n\n", "tom"),
        (b"<!DOCTYPE html><p>404", "webbsida"),
        (b"\xd0\xcf\x11\xe0" + b"x" * 50, "äldre Excel-fil"),
        (b"%PDF-1.7", "PDF"),
        ("konto;belopp".encode("utf-16"), "vanlig textfil"),
        (b"konto;belopp\n3010;\x00\n", "vanlig textfil"),
        (b"konto;belopp\n\x81\xe5;5\n", "teckenkodning"),
        (b'konto;belopp\n3010;"5\n5010;7\n', "Rad 2 går inte att läsa"),
        (b"PK\x03\x04" + b"x" * 100, "skadad"),
        (by_hand("<row><c></row"), "skadad"),
    ],
)
def test_what_is_no_table_is_refused_in_words(data: bytes, words: str) -> None:
    with pytest.raises(TableError, match=words):
        rows(data)


def test_a_file_larger_than_the_limit_is_refused_before_it_is_read(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(stream, "LARGEST_FILE", 10)
    with pytest.raises(TableError, match="större än"):
        rows(b"konto;belopp\n")


@pytest.mark.parametrize("quote", [b"", b'"'])
def test_a_line_without_end_is_refused_and_not_kept_in_memory(quote: bytes) -> None:
    data = b"konto;belopp\n3010;" + quote + b"x" * (8 * LONGEST_LINE)
    tracemalloc.start()
    try:
        with pytest.raises(TableError, match="Rad 2"):
            rows(data)
        assert tracemalloc.get_traced_memory()[1] < 6 * LONGEST_LINE
    finally:
        tracemalloc.stop()


def test_a_quote_that_is_never_closed_is_refused_long_before_the_end_of_the_file() -> None:
    data = b'konto;belopp\n3010;"5\n' + b"5010;7\n" * 100_000
    with pytest.raises(TableError, match="Rad 2 går inte att läsa"):
        rows(data)


def test_ten_times_the_rows_take_no_more_memory() -> None:
    peaks = []
    for count in (10_000, 100_000):
        file = io.BytesIO(b"konto;period;belopp\n" + b"3010;202601;5,00\n" * count)
        tracemalloc.start()
        assert sum(1 for _row in open_table(file)) == count + 1
        peaks.append(tracemalloc.get_traced_memory()[1])
        tracemalloc.stop()
    assert peaks[1] < peaks[0] + 3 * 1024 * 1024


def test_a_workbook_is_gone_through_like_a_text() -> None:
    data = workbook(("Konto", "Belopp"), (), (3010, 1.5))
    assert rows(data) == rows(data) == [(1, ["Konto", "Belopp"]), (3, ["3010", "1.5"])]
    assert open_table(io.BytesIO(data)).is_workbook


def cells() -> st.SearchStrategy[str]:
    return st.text(st.sampled_from("a1 å,;\"'\n-"), max_size=5)


@given(st.lists(st.lists(cells(), min_size=1, max_size=4), min_size=1, max_size=8))
@settings(deadline=None, max_examples=200)
def test_the_rows_are_those_that_are_read_when_the_file_is_read_whole(table: list[list[str]]) -> None:
    text = io.StringIO()
    csv.writer(text, delimiter=";").writerows(table)
    data = text.getvalue().encode()
    if outcome(data) == "refused":
        with pytest.raises(TableError):
            read_csv(data)
        return
    if not stripped(rows(data)):
        return  # blank rows: nothing to compare
    sheet = read_csv(data)
    whole = [(sheet.header_row, list(sheet.headers)), *((number, list(row)) for number, row in sheet.rows)]
    width = len(sheet.headers)
    assert [(number, row + [""] * (width - len(row))) for number, row in stripped(rows(data))] == whole


@given(st.binary(max_size=300))
@settings(deadline=None, max_examples=300)
def test_any_bytes_become_rows_or_a_table_error(data: bytes) -> None:
    assert outcome(data) in ("rows", "refused")


@pytest.mark.filterwarnings("error::pytest.PytestUnraisableExceptionWarning")
def test_rows_left_unread_are_let_go_of_after_their_file_is_closed() -> None:
    file = io.BytesIO(b"konto;belopp\n3010;1\n")
    unread = iter(open_table(file))
    assert next(unread) == (1, ["konto", "belopp"])
    file.close()
    unread.close()  # type: ignore[attr-defined]
