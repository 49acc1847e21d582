"""XLSX into a Sheet: exact numbers, row numbers, and no bombs."""

import datetime
import io
import random
import zipfile
from contextlib import nullcontext

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sala_styr.tables import TableError, read_table, read_xlsx, zip_guard
from sala_styr.tables.xlsx_child import as_text
from tests.tables.workbooks import SHEET, by_hand, workbook, zipped

DAMAGED = "skadad och går inte att läsa"
SWOLLEN = "packar upp till orimligt mycket"


def test_numbers_become_text_exactly_and_text_stays_text() -> None:
    sheet = read_table(workbook(("Konto", "Period", "Belopp"), (3010, 202501, 1250.5), ("0310", "2025-02", -7)))
    assert sheet.headers == ("Konto", "Period", "Belopp")
    assert sheet.rows == ((2, ("3010", "202501", "1250.5")), (3, ("0310", "2025-02", "-7")))
    assert (sheet.name, sheet.others) == ("Utfall", ())


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (3010.0, "3010"),
        (0.1, "0.1"),
        (0.1 + 0.2, "0.3"),
        (1e16, "10000000000000000"),
        (1e-7, "0.0000001"),
        (-1250.5, "-1250.5"),
        (100, "100"),
        (True, "SANT"),
        (False, "FALSKT"),
        ("=1+1", "=1+1"),
        (datetime.date(2025, 1, 1), "2025-01-01"),
        (datetime.datetime(2025, 1, 1), "2025-01-01"),
        (datetime.datetime(2025, 1, 1, 10, 30), "2025-01-01T10:30:00"),
        (datetime.time(10, 30), "10:30:00"),
    ],
)
def test_each_kind_of_cell_has_its_text(value: object, text: str) -> None:
    assert as_text(value) == text


@given(st.integers(-(10**13), 10**13))
@settings(deadline=None)
def test_an_amount_of_whole_ore_survives_being_a_float(ore: int) -> None:
    whole, _point, decimals = as_text(ore / 100).partition(".")
    assert int(whole + decimals.ljust(2, "0")) == ore


def test_noise_below_excels_own_fifteen_digits_is_no_figure() -> None:
    sheet = read_xlsx(
        by_hand('<row r="1"><c r="A1"><v>1</v></c></row><row r="2"><c r="A2"><v>0.30000000000000004</v></c></row>')
    )
    assert sheet.rows == ((2, ("0.3",)),)


def test_a_date_that_excel_made_of_a_month_is_a_date_text() -> None:
    assert read_xlsx(workbook(("Period",), (datetime.date(2025, 1, 1),))).rows == ((2, ("2025-01-01",)),)


def test_rows_keep_the_numbers_that_excel_shows() -> None:
    sheet = read_xlsx(workbook((), (), ("konto", "belopp"), (), (3010, 5)))
    assert sheet.header_row == 3
    assert sheet.rows == ((5, ("3010", "5")),)


def test_text_that_looks_like_a_formula_is_only_text() -> None:
    row = '<row r="{0}"><c r="A{0}" t="inlineStr"><is><t>{1}</t></is></c></row>'
    sheet = read_xlsx(by_hand(row.format(1, "text") + row.format(2, "=HYPERLINK(1)")))
    assert sheet.rows == ((2, ("=HYPERLINK(1)",)),)


def test_the_first_sheet_with_content_is_read_and_the_others_are_named() -> None:
    sheet = read_xlsx(workbook(("konto",), (1,), sheets=("Omslag", "Utfall")))
    assert (sheet.name, sheet.others) == ("Utfall", ("Omslag",))


def test_a_sheet_can_be_asked_for_by_name() -> None:
    data = workbook(("konto",), (1,), sheets=("Omslag", "Utfall"))
    assert read_table(data, sheet_name="Utfall").name == "Utfall"
    with pytest.raises(TableError, match="inget blad med det namnet"):
        read_table(data, sheet_name="Finns inte")
    with pytest.raises(TableError, match="Excel-filen är tom"):
        read_table(data, sheet_name="Omslag")


def test_an_empty_workbook_says_so() -> None:
    with pytest.raises(TableError, match="Excel-filen är tom"):
        read_xlsx(workbook())


def test_a_zip_that_is_no_workbook_is_refused() -> None:
    with pytest.raises(TableError, match="inte en Excel-fil"):
        read_table(zipped({"läsmig.txt": "hej"}))


@pytest.mark.parametrize("keep", [10, 100, 400])
def test_a_workbook_that_was_cut_off_is_called_damaged(keep: int) -> None:
    with pytest.raises(TableError, match=DAMAGED):
        read_table(workbook(("konto",), (1,))[:keep])


def test_a_workbook_with_broken_xml_is_called_damaged() -> None:
    with pytest.raises(TableError, match=DAMAGED):
        read_xlsx(by_hand(sheet="<worksheet><sheetData><row r='1'><c r='A1'><v>1</v></row>"))


def test_a_file_larger_than_the_limit_is_refused_before_it_is_opened(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(zip_guard, "LARGEST_PACKED", 1000)
    with pytest.raises(TableError, match="större än"):
        read_xlsx(workbook(("konto",), (1,)))


def test_a_member_that_swells_beyond_the_ratio_is_refused() -> None:
    with pytest.raises(TableError, match=SWOLLEN):
        read_xlsx(by_hand("<row></row>" * 1_000_000))


def test_members_that_together_unpack_to_more_than_the_limit_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(zip_guard, "LARGEST_UNPACKED", 100_000)
    with pytest.raises(TableError, match=SWOLLEN):
        read_xlsx(by_hand(extra={f"xl/media/{n}": "x" * 40_000 for n in range(3)}))


def test_more_members_than_the_limit_are_refused() -> None:
    with pytest.raises(TableError, match=SWOLLEN):
        read_xlsx(by_hand(extra={f"xl/{n}": "" for n in range(1001)}))


@pytest.mark.parametrize("lie", [100, 999_999, 1_000_001, 150_000_000])
def test_a_member_that_lies_about_its_size_is_refused(lie: int) -> None:
    """Unpacked it is a million bytes, whatever the zip says. The guard counts for itself."""
    data = by_hand(extra={"xl/lögn": random.Random(1).randbytes(20_000) * 50})
    told = (1_000_000).to_bytes(4, "little")
    assert data.count(told) == 2  # in the member's own head and in the zip's directory
    zip_guard.refuse_bombs(data)
    with pytest.raises(TableError, match=f"{DAMAGED}|{SWOLLEN}"):
        zip_guard.refuse_bombs(data.replace(told, lie.to_bytes(4, "little")))


@pytest.mark.parametrize(("limit", "refused"), [(20, False), (10, True)])
def test_the_ratio_is_what_decides(limit: int, refused: bool, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(zip_guard, "LARGEST_RATIO", limit)
    swells_fifteen_times = random.Random(1).randbytes(100_000) + bytes(1_400_000)
    data = by_hand(extra={"xl/media/bild": swells_fifteen_times})
    with pytest.raises(TableError, match=SWOLLEN) if refused else nullcontext():
        zip_guard.refuse_bombs(data)


def test_two_members_of_the_same_name_are_refused() -> None:
    out = io.BytesIO(by_hand())
    with pytest.warns(UserWarning, match="Duplicate name"), zipfile.ZipFile(out, "a") as archive:
        archive.writestr("xl/workbook.xml", "<annat/>")
    with pytest.raises(TableError, match=DAMAGED):
        read_xlsx(out.getvalue())


def test_a_packing_method_that_excel_does_not_use_is_refused() -> None:
    members = {"[Content_Types].xml": "x", "xl/workbook.xml": "x"}
    with pytest.raises(TableError, match=DAMAGED):
        read_xlsx(zipped(members, zipfile.ZIP_BZIP2))


def test_a_sheet_with_one_cell_in_each_far_corner_is_refused_and_does_no_harm() -> None:
    corners = '<row r="1"><c r="A1"><v>1</v></c></row><row r="1048576"><c r="XFD1048576"><v>2</v></c></row>'
    with pytest.raises(TableError, match="för stor att läsa"):
        read_xlsx(by_hand(corners))


def test_a_sheet_with_more_rows_than_the_limit_is_refused() -> None:
    with pytest.raises(TableError, match="för stor att läsa"):
        read_xlsx(by_hand('<row r="1"><c r="A1"><v>1</v></c></row><row r="600000"><c r="A600000"><v>2</v></c></row>'))


def test_entities_are_not_expanded_and_no_file_is_read() -> None:
    attack = '<!DOCTYPE w [<!ENTITY x SYSTEM "file:///etc/hostname">]>' + SHEET.removeprefix(
        '<?xml version="1.0"?>'
    ).format(rows='<row r="1"><c r="A1" t="inlineStr"><is><t>&x;</t></is></c></row>')
    with pytest.raises(TableError, match=DAMAGED):
        read_xlsx(by_hand(sheet=attack))


def test_entities_that_multiply_do_no_harm() -> None:
    laughs = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 10))
    attack = f'<!DOCTYPE w [<!ENTITY l0 "ha">{laughs}]>' + SHEET.removeprefix('<?xml version="1.0"?>').format(
        rows='<row r="1"><c r="A1" t="inlineStr"><is><t>&l9;</t></is></c></row>'
    )
    with pytest.raises(TableError, match=DAMAGED):
        read_xlsx(by_hand(sheet=attack))


@given(st.lists(st.tuples(st.integers(0, 10_000), st.binary(min_size=1, max_size=4)), min_size=1, max_size=4))
@settings(deadline=None, max_examples=60)
def test_any_damaged_workbook_passes_the_guard_or_is_a_table_error(changes: list[tuple[int, bytes]]) -> None:
    data = by_hand('<row r="1"><c r="A1"><v>1</v></c></row>')
    for place, piece in changes:
        place %= len(data)
        data = data[:place] + piece + data[place + len(piece) :]
    assert _guarded(data) in ("passed", "refused")


def _guarded(data: bytes) -> str:
    """Say "passed" or "refused"; any other exception, and a refusal without words, goes through to the test."""
    try:
        zip_guard.refuse_bombs(data)
    except TableError as error:
        return "refused" if str(error) else "refused without words"
    return "passed"
