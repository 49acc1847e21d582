"""Writing SIE 4: what is written is read back the same, in the form that the standard wants."""

import datetime
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from budget.sie import Account, SieFile, Transaction, Voucher, check, movements, parse, write_sie4
from budget.sie.fiscal_year import FiscalYear
from budget.sie.write import amount, field
from tests.budget.sie.strategies import comparable, sie_files

YEAR = FiscalYear(datetime.date(2026, 1, 1), datetime.date(2026, 12, 31))
SALA = SieFile(
    type=4,
    kind="4",
    years={0: YEAR},
    company="Sala kommun",
    orgnr="212000-2098",
    program="Sala styr",
    program_version="0.1",
    accounts={"3111": Account("3111", "Förskoleavgifter", "I"), "1930": Account("1930", "Bank", "T")},
    dimensions={"1": "Ansvar"},
    objects={("1", "4711"): "Ängshagsskolan"},
    closing={0: {"1930": 1250050}},
    results={0: {"3111": -1250050}},
    vouchers=(
        Voucher(
            "A",
            "1",
            datetime.date(2026, 1, 31),
            'Avgifter "januari"',
            rows=(Transaction("1930", (), 1250050), Transaction("3111", (("1", "4711"),), -1250050)),
        ),
    ),
)


@given(sie_files())
@settings(deadline=None, max_examples=150)
def test_whatever_is_written_is_read_back_the_same(file: SieFile) -> None:
    assert comparable(parse(write_sie4(file), encoding="cp437")) == comparable(file)


@given(sie_files())
@settings(deadline=None, max_examples=40)
def test_writing_twice_gives_the_same_bytes(file: SieFile) -> None:
    once = write_sie4(file)
    assert write_sie4(parse(once, encoding="cp437")) == once


def test_a_municipal_file_is_cp437_with_the_records_the_standard_wants() -> None:
    data = write_sie4(SALA)
    text = data.decode("cp437")
    assert text.startswith('#FLAGGA 0\r\n#PROGRAM "Sala styr" "0.1"\r\n#FORMAT PC8\r\n#SIETYP 4\r\n')
    assert '#KONTO 3111 "Förskoleavgifter"\r\n#KTYP 3111 I\r\n' in text
    assert '#OBJEKT 1 4711 "Ängshagsskolan"\r\n' in text
    assert '#VER A 1 20260131 "Avgifter \\"januari\\""\r\n{\r\n   #TRANS 1930 {} 12500.50\r\n' in text
    assert "   #TRANS 3111 {1 4711} -12500.50\r\n}\r\n" in text
    assert b"F\x94rskoleavgifter" in data


def test_the_encoding_of_what_we_write_is_found_without_being_told() -> None:
    file = parse(write_sie4(SALA))
    assert file.encoding == "cp437"
    assert file.objects == SALA.objects


def test_a_municipal_file_passes_our_own_controls_and_imports() -> None:
    file = parse(write_sie4(SALA))
    assert {finding.severity.value for finding in check(file)} == {"ok"}
    assert movements(file).totals.net == 1250050


@pytest.mark.parametrize(
    ("ore", "text"), [(0, "0.00"), (5, "0.05"), (-5, "-0.05"), (-2807388, "-28073.88"), (100, "1.00")]
)
def test_amounts_are_written_with_point_and_two_decimals(ore: int, text: str) -> None:
    assert amount(ore) == text


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("Kassa", "Kassa"),
        ("", '""'),
        ("Två ord", '"Två ord"'),
        ('Den "lilla"', '"Den \\"lilla\\""'),
        ("rad\nbrytning\ttabb", '"rad brytning tabb"'),
        ("slutar med \\", '"slutar med "'),
        ("{klammer}", '"{klammer}"'),
        ("−5 – 10 €", '"-5 - 10 EUR"'),
        ("”citat”", '"\\"citat\\""'),
        ("A\u030akeri", '"Åkeri"'),
    ],
)
def test_texts_are_written_so_that_the_format_can_carry_them(text: str, written: str) -> None:
    assert field(text) == written


@given(st.text(max_size=40))
@settings(deadline=None)
def test_any_text_at_all_gives_a_file_that_can_be_read(text: str) -> None:
    file = replace(SALA, company=text, vouchers=(replace(SALA.vouchers[0], text=text),))
    assert movements(parse(write_sie4(file))).totals.net == 1250050


def test_a_character_that_cp437_lacks_becomes_a_question_mark_and_nothing_else_changes() -> None:
    file = parse(write_sie4(replace(SALA, company="Sala 漢 kommun")))
    assert file.company == "Sala ? kommun"


def test_an_added_row_is_written_just_before_its_identical_row() -> None:
    row = Transaction("3111", (), -500)
    voucher = Voucher("A", "1", datetime.date(2026, 1, 1), rows=(Transaction("1930", (), 500), row), added=(row,))
    lines = write_sie4(replace(SALA, vouchers=(voucher,))).decode("cp437").splitlines()
    assert lines[-4:] == ["   #TRANS 1930 {} 5.00", "   #RTRANS 3111 {} -5.00", "   #TRANS 3111 {} -5.00", "}"]
