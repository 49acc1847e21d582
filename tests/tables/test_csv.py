"""CSV into a Sheet: delimiter, encoding, row numbers."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sala_styr.tables import Sheet, TableError, read_csv, read_table
from sala_styr.tables import csv_in as csv_module

HEADERS = ("Konto", "Månad", "Belopp")


@pytest.mark.parametrize("delimiter", [";", "\t", ","])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252"])
@pytest.mark.parametrize("line_end", ["\n", "\r\n", "\r"])
def test_delimiter_encoding_and_line_ends_are_found_out(delimiter: str, encoding: str, line_end: str) -> None:
    text = line_end.join(delimiter.join(row) for row in (HEADERS, ("3010", "januari", "5"), ("5010", "maj", "-7")))
    sheet = read_csv(text.encode(encoding))
    assert sheet.headers == HEADERS
    assert sheet.rows == ((2, ("3010", "januari", "5")), (3, ("5010", "maj", "-7")))


def test_decimal_commas_do_not_make_the_comma_the_delimiter() -> None:
    sheet = read_csv(b"konto;period;belopp\n3010;202501;1 250,50\n3010;202502;3,00\n")
    assert sheet.rows[0] == (2, ("3010", "202501", "1 250,50"))


def test_delimiters_inside_quotes_do_not_count() -> None:
    sheet = read_csv(b'konto,"a;b;c;d;e",belopp\n3010,"x;y;z;u;v",5\n')
    assert sheet.headers == ("konto", "a;b;c;d;e", "belopp")


def test_a_title_above_the_headings_does_not_hide_the_delimiter() -> None:
    sheet = read_csv(b"Utfall 2025, alla enheter\n\nkonto;period;belopp\n3010;202501;5\n")
    assert sheet.headers == ("Utfall 2025, alla enheter", "", "")
    assert sheet.rows[0] == (3, ("konto", "period", "belopp"))


def test_quoted_cells_may_hold_line_breaks_and_rows_keep_the_number_of_their_first_line() -> None:
    sheet = read_csv(b'konto;text\n3010;"rad ett\nrad tv\xc3\xa5"\n5010;x\n')
    assert sheet.rows == ((2, ("3010", "rad ett\nrad två")), (4, ("5010", "x")))


def test_blank_rows_are_passed_over_and_numbers_stay_those_of_the_file() -> None:
    sheet = read_csv(b"\n;;\nkonto;belopp\n\n3010;5\n; \n5010;7\n")
    assert sheet.header_row == 3
    assert [number for number, _cells in sheet.rows] == [5, 7]


def test_short_rows_are_filled_up_and_long_ones_widen_the_headings() -> None:
    sheet = read_csv(b"a;b\n1\n1;2;3\n")
    assert sheet.headers == ("a", "b", "")
    assert sheet.rows == ((2, ("1", "", "")), (3, ("1", "2", "3")))


def test_cells_are_stripped_of_blanks_of_all_kinds() -> None:
    assert read_csv("konto; belopp \n 3010\u00a0;\u00a05 \n".encode()).rows == ((2, ("3010", "5")),)


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"", "Filen är tom"),
        (b"\n;;\n  ;\n", "Filen är tom"),
        ("konto;belopp\n".encode("utf-16"), "inte en vanlig textfil"),
        (b"konto;belopp\n3010;\x00\n", "inte en vanlig textfil"),
        (b"konto;belopp\n3010;\x81\n", "teckenkodning känns inte igen"),
        (b'konto;belopp\n3010;"5\n5010;7\n', "Rad 2 går inte att läsa. Kontrollera citattecknen"),
        (b'konto;belopp\n3010;5\n"5010"x;7\n', "Rad 3 går inte att läsa"),
        (b"<!DOCTYPE html><html>", "webbsida"),
        (b"%PDF-1.7", "PDF"),
        (b"\x89PNG\r\n\x1a\n", "en bild"),
        (b"\xff\xd8\xff\xe0JFIF", "en bild"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "äldre Excel-fil (.xls)"),
    ],
)
def test_what_is_no_table_is_refused_in_words(data: bytes, words: str) -> None:
    with pytest.raises(TableError, match=words.replace("(", r"\(").replace(")", r"\)")):
        read_table(data, "fil.csv")


def test_the_row_with_a_fault_is_given_apart_from_the_words() -> None:
    with pytest.raises(TableError) as error:
        read_csv(b'a;b\n1;2\n3;"4\n')
    assert error.value.row == 3


def test_a_file_that_is_far_too_large_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(csv_module, "LARGEST_FILE", 1024 * 1024)
    with pytest.raises(TableError, match="större än 1 MB"):
        read_csv(b"a" * (1024 * 1024 + 1))


@given(st.binary(max_size=200))
@settings(deadline=None, max_examples=200)
def test_any_bytes_become_a_sheet_or_a_table_error(data: bytes) -> None:
    try:
        sheet: Sheet | None = read_csv(data)
    except TableError:
        sheet = None
    assert sheet is None or all(len(cells) == len(sheet.headers) for _number, cells in sheet.rows)
