"""Vouchers: the block, its rows, and what is said when the block is broken."""

import datetime

import pytest

from budget.sie import SieError, SieFile, parse
from tests.budget.sie.samples import own
from tests.budget.sie.texts import HEAD, sie, voucher

START = HEAD.count("\n") + 1


def read(body: str) -> SieFile:
    return parse(sie(body))


def test_a_voucher_has_head_and_rows() -> None:
    first, second = parse(own("typ4.se")).vouchers
    assert (first.label, first.date, first.text) == ("A 1", datetime.date(2025, 1, 10), 'Försäljning "på kredit"')
    assert [(r.account, r.objects, r.amount, r.date, r.text) for r in first.rows] == [
        ("1910", (), 50000, None, ""),
        ("3010", (("1", "Syd"),), -50000, datetime.date(2025, 1, 10), "Läsår"),
    ]
    assert second.text == "Hyra"


def test_only_trans_rows_count_added_and_removed_ones_are_kept_beside() -> None:
    second = parse(own("typ4.se")).vouchers[1]
    assert second.difference == 0
    assert [row.amount for row in second.rows] == [20050, -20050]
    assert [row.amount for row in second.added] == [20050]
    assert [row.amount for row in second.removed] == [99900]


def test_an_added_row_without_its_identical_trans_is_told() -> None:
    file = read(voucher("#RTRANS 5010 {} 7", "#TRANS 5010 {} 5", "#TRANS 1910 {} -5"))
    (note,) = file.notes
    assert note.code == "added_row_not_repeated"
    assert "Bara #TRANS räknas." in note.message
    assert note.line == START
    assert file.vouchers[0].difference == 0


def test_two_equal_added_rows_need_two_trans_rows() -> None:
    file = read(voucher("#RTRANS 5010 {} 5", "#TRANS 5010 {} 5", "#RTRANS 5010 {} 5", "#TRANS 1910 {} -5"))
    assert [note.code for note in file.notes] == ["added_row_not_repeated"]


def test_the_opening_brace_may_stand_on_the_head_s_own_line() -> None:
    file = read("#VER A 1 20250110 Text {\n#TRANS 1910 {} 5\n#TRANS 3010 {} -5\n}\n")
    assert (file.vouchers[0].text, len(file.vouchers[0].rows)) == ("Text", 2)


def test_blank_lines_and_blanks_round_the_braces_do_not_matter() -> None:
    file = read("#VER A 1 20250110\n\n  {\t\n\n\t#TRANS 1910 {} 5\n#TRANS 3010 {} -5\n } \n")
    assert len(file.vouchers[0].rows) == 2


def test_a_voucher_may_lack_series_and_number() -> None:
    (only,) = parse(own("typ4i.si"), "typ4i.si").vouchers
    assert (only.series, only.number, only.label) == ("", "", "–")


@pytest.mark.parametrize(
    "body", ["#VER A 1 20250110\n{\n}\n", "#VER A 1 20250110\n", "#VER A 1 20250110\n#RES 0 3010 0\n"]
)
def test_a_voucher_without_rows_is_a_warning_not_an_error(body: str) -> None:
    file = read(body)
    assert [(note.severity.value, note.code, note.line) for note in file.notes] == [
        ("warning", "voucher_without_rows", START)
    ]
    assert "Verifikation A 1 har inga rader." in file.notes[0].message
    assert len(file.vouchers) == 1


def test_unknown_rows_outside_and_balances_between_vouchers_are_read() -> None:
    file = read(voucher("#TRANS 1910 {} 5", "#TRANS 3010 {} -5") + "#RES 0 3010 -5\n" + voucher("#TRANS 1910 {} 0"))
    assert file.results == {0: {"3010": -500}}
    assert len(file.vouchers) == 2


@pytest.mark.parametrize(
    ("body", "line", "words"),
    [
        ("#VER B 7 20250110\n{\n#TRANS 1910 {} 5\n", START, "slutar mitt i verifikation B 7"),
        ("#VER B 7 20250110\n{\n#VER B 8 20250111\n", START + 2, "B 7, som börjar på rad 9, avslutas aldrig"),
        ("#VER B 7 20250110\n{\n#RES 0 3010 5\n", START + 2, "klammern } saknas före den här raden"),
        ("{\n", START, "utan att höra till en verifikation"),
        ("#VER B 7 20250110\n{\n{\n", START + 2, "utan att höra till en verifikation"),
        ("}\n", START, "utan att någon verifikation är öppen"),
        ("#VER B 7 20250110\n}\n", START + 1, "utan att någon verifikation är öppen"),
        ("#TRANS 1910 {} 5\n", START, "#TRANS står utanför en verifikation"),
        ("#VER B 7 20250110\n#TRANS 1910 {} 5\n", START + 1, "#TRANS står utanför en verifikation"),
        ("#VER B 7\n", START, "#VER saknar verifikationsdatum"),
        ("#VER B 7 20250231\n", START, "Verifikationsdatumet ”20250231” är inget datum"),
        ("#VER B 7 20250110\n{\n#TRANS 1910 {} 5 31/1\n", START + 2, "Transaktionsdatumet ”31/1” är inget datum"),
        ("#VER B 7 20250110\n{\n#TRANS 1910 {} 5,00\n", START + 2, "”5,00” går inte att läsa som ett belopp"),
        ("#VER B 7 20250110\n{\n#TRANS 1910 {}\n", START + 2, "#TRANS saknar belopp"),
        ("#VER B 7 20250110\n{\n#TRANS {} 5\n", START + 2, "#TRANS saknar kontonummer"),
        ("#VER B 7 20250110\n{\n#TRANS 1910 {1 Syd 5\n", START + 2, "{ öppnas men avslutas inte"),
        ("#VER B 7 20250110\n{\n5010 {} 5\n", START + 2, "börjar inte med #"),
    ],
)
def test_a_broken_block_names_the_voucher_or_the_row_and_the_line(body: str, line: int, words: str) -> None:
    with pytest.raises(SieError) as error:
        read(body)
    assert words in error.value.message
    assert error.value.line == line
