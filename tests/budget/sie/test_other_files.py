"""Files that are something else than SIE get a message that says what they are and what to do."""

from pathlib import Path

import pytest

from budget.sie import SieError, parse
from budget.sie import recognise as recognise_module
from tests.budget.sie.samples import WEB_PAGES
from tests.budget.sie.texts import HEAD, sie


@pytest.mark.parametrize("path", WEB_PAGES, ids=lambda path: path.name)
def test_a_saved_web_page_is_called_a_web_page(path: Path) -> None:
    with pytest.raises(SieError) as error:
        parse(path.read_bytes(), path.name)
    assert error.value.message.startswith("Filen är en webbsida (HTML), inte en SIE-fil.")
    assert "Hämta filen igen ur ekonomisystemet." in error.value.message


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"", "Filen är tom."),
        (b" \r\n\t\n", "Filen är tom."),
        (b"\xef\xbb\xbf", "Filen är tom."),
        (b"\n\n<HTML>", "webbsida"),
        (b"fel <html lang=sv>", "webbsida"),
        (b'<?xml version="1.0"?><Sie xmlns="http://www.sie.se/sie5">', "SIE 5"),
        (b"<Sie>", "SIE 5"),
        (b"PK\x03\x04\x14\x00", "Excel-fil eller ett zip-arkiv"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1", "Excel-fil"),
        (b"%PDF-1.7\n", "PDF"),
        ("#FLAGGA 0".encode("utf-16"), "UTF-16"),
        ("#FLAGGA 0".encode("utf-16-be"), "NUL"),
        (b"konto;period;belopp\n3010;202501;5\n", "inte en SIE-fil"),
        ("Hej på dig".encode("cp437"), "#FLAGGA och #SIETYP"),
    ],
)
def test_other_kinds_of_files_are_named(data: bytes, words: str) -> None:
    with pytest.raises(SieError) as error:
        parse(data, "fil.se")
    assert words in error.value.message


def test_a_nul_byte_is_an_error_on_its_line() -> None:
    with pytest.raises(SieError) as error:
        parse(sie("#IB 0 1910 1\x0000\n"))
    assert error.value.line == 9
    assert "NUL" in error.value.message


def test_a_file_that_is_far_too_large_is_refused_before_it_is_read(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(recognise_module, "LARGEST_FILE", 1024 * 1024)
    with pytest.raises(SieError, match="större än 1 MB"):
        parse(b"#" * (1024 * 1024 + 1))


@pytest.mark.parametrize(
    ("missing", "words"),
    [("#SIETYP 4\n", "saknar #SIETYP"), ("#RAR 0 20250101 20251231\n", "saknar #RAR 0")],
)
def test_a_file_without_type_or_fiscal_year_says_which_is_missing(missing: str, words: str) -> None:
    with pytest.raises(SieError) as error:
        parse(sie(head=HEAD.replace(missing, "")))
    assert words in error.value.message
    assert error.value.line is None


@pytest.mark.parametrize("kind", ["5", "0", "4E", "åtta", "-1"])
def test_an_unknown_type_is_named_with_its_line(kind: str) -> None:
    with pytest.raises(SieError) as error:
        parse(sie(head=HEAD.replace("#SIETYP 4", f"#SIETYP {kind}")))
    assert error.value.line == 2
    assert f"”{kind}”" in error.value.message
    assert "typ 1, 2, 3 och 4" in error.value.message


def test_a_line_that_broke_off_in_the_middle_of_a_sie_file_is_named() -> None:
    with pytest.raises(SieError) as error:
        parse(sie("#IB 0 1910 100\nfortsättningen\n"))
    assert error.value.line == 10
    assert "”fortsättningen” börjar inte med #" in error.value.message
