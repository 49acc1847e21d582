"""The files themselves: what a spreadsheet meets when it opens them."""

import io
import zipfile
from collections.abc import Iterator

import pytest
from django.test import RequestFactory

from sala_styr.errors import RuleBroken
from sala_styr.tables import Column, Kind, Listing, Value, as_file, file_response, text_column
from sala_styr.tables.out import CSV, XLSX, file_name, sheet_name, written

FORMULAS = ["=1+1", "+46", "-a", "@SUM(A1)", "＝1", "＋1", "－1", "＠1"]


def content(listing: Listing, format_: str) -> bytes:
    with written(listing, format_) as file:
        return file.read()


def sheet_of(listing: Listing) -> str:
    return zipfile.ZipFile(io.BytesIO(content(listing, XLSX))).read("xl/worksheets/sheet1.xml").decode()


@pytest.mark.parametrize("formula", FORMULAS)
def test_a_text_is_never_a_formula(formula: str) -> None:
    listing = Listing("Prov", text_column("Text", "Mer"), [(formula, "x")])
    assert content(listing, CSV).decode("utf-8-sig").splitlines()[1] == f"'{formula};x"
    assert "<f>" not in sheet_of(listing)


def test_numbers_stay_numbers_with_decimal_comma() -> None:
    columns = (Column("Tal", Kind.NUMBER), Column("Belopp", Kind.AMOUNT))
    assert (
        content(Listing("Prov", columns, [(-5, -123456)]), CSV).decode("utf-8-sig")
        == "Tal;Belopp (kr)\r\n-5;-1234,56\r\n"
    )
    assert "<v>-1234.56</v>" in sheet_of(Listing("Prov", columns, [(-5, -123456)]))


def test_csv_says_that_it_is_utf_8() -> None:
    assert content(Listing("Prov", text_column("Å", "Ä"), []), CSV) == "\ufeffÅ;Ä\r\n".encode()


def test_the_sheet_has_a_head_that_stays_a_filter_and_no_merged_cells() -> None:
    sheet = sheet_of(Listing("Prov", text_column("A", "B"), [("x", "y")] * 3))
    assert 'state="frozen"' in sheet
    assert '<autoFilter ref="A1:B4"/>' in sheet
    assert "mergeCell" not in sheet


def test_rows_are_gone_through_once_and_may_be_thousands() -> None:
    def rows() -> Iterator[tuple[Value, ...]]:
        yield from ((f"rad {number}", number) for number in range(5000))

    listing = Listing("Prov", (Column("Text"), Column("Tal", Kind.NUMBER)), rows())
    assert content(listing, CSV).count(b"\r\n") == 5001


def test_a_text_longer_than_a_cell_is_told_and_not_cut() -> None:
    with pytest.raises(RuleBroken, match="rad 2"):
        content(Listing("Prov", text_column("Text"), [("x" * 40_000,)]), XLSX)


@pytest.mark.parametrize(
    ("name", "safe"),
    [
        ("Planen 2026", "Planen-2026"),
        ('a"; filename=x.exe', "a-filename-x.exe"),
        ("../../etc", "etc"),
        ("åäö\r\nX: y", "åäö-X-y"),
        ("", "lista"),
    ],
)
def test_file_names_are_safe(name: str, safe: str) -> None:
    assert file_name(name) == safe


@pytest.mark.django_db
def test_the_answer_names_the_file_as_rfc_6266_says() -> None:
    response = file_response(Listing("Övergripande mål", text_column("A"), []), CSV)
    assert response["Content-Disposition"] == "attachment; filename*=utf-8''%C3%96vergripande-m%C3%A5l.csv"
    assert response["Content-Type"] == "text/csv; charset=utf-8"
    response.close()


@pytest.mark.parametrize(
    ("name", "allowed"), [("a/b:c", "a b c"), ("History", "Lista"), ("", "Lista"), ("x" * 40, "x" * 31)]
)
def test_sheets_are_called_what_excel_allows(name: str, allowed: str) -> None:
    assert sheet_name(name) == allowed


@pytest.mark.django_db
def test_a_view_answers_with_a_file_only_when_asked_for_one_that_exists() -> None:
    def make() -> Listing:
        return Listing("Prov", text_column("A"), [])

    assert as_file(RequestFactory().get("/"), make) is None
    assert as_file(RequestFactory().get("/?format=exe"), make) is None
    response = as_file(RequestFactory().get("/?format=xlsx"), make)
    assert response is not None
    response.close()


def test_a_cell_offers_what_it_may_say_in_the_rows_to_be_filled_in_too() -> None:
    listing = Listing(
        "Prov", (Column("Läge", choices=("pågår", "klar")), Column("Mer", choices=("x" * 300,))), [("klar", "y")]
    )
    sheet = sheet_of(listing)
    assert '<dataValidations count="1">' in sheet
    assert 'sqref="A2:A1002"' in sheet
    assert "pågår,klar" in sheet
