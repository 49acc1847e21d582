"""Records outside the vouchers: what is read, and what is said when it cannot be."""

import datetime

import pytest

from budget.sie import SieError, parse, write_sie4
from budget.sie.fiscal_year import FiscalYear
from budget.sie.model import ObjectBalance, PeriodAmount
from budget.sie.values import to_ore
from tests.budget.sie.samples import own
from tests.budget.sie.texts import HEAD, sie

NORMAL = FiscalYear(datetime.date(2025, 1, 1), datetime.date(2025, 12, 31))


def test_the_head_of_a_file_is_read() -> None:
    file = parse(own("typ2.se"), "typ2.se")
    assert (file.type, file.kind) == (2, "2")
    assert (file.program, file.program_version) == ("Eget prov", "1.0")
    assert file.generated == datetime.date(2026, 1, 15)
    assert file.company == "Övningsbolaget Ån AB"
    assert file.orgnr == "556000-0001"
    assert file.years == {0: NORMAL, -1: FiscalYear(datetime.date(2024, 1, 1), datetime.date(2024, 12, 31))}
    assert file.through == datetime.date(2025, 3, 31)
    assert file.currency == "SEK"
    assert not file.already_read


def test_accounts_have_name_and_type() -> None:
    accounts = parse(own("typ1.se")).accounts
    assert [(a.number, a.name, a.type, a.is_result) for a in accounts.values()] == [
        ("1910", "Kassa på kontoret", "T", False),
        ("2010", "Eget kapital", "S", False),
        ("3010", "Försäljning", "I", True),
        ("5010", "Lokalhyra Ängshuset", "K", True),
    ]


def test_balances_and_results_are_exact_ore_in_ledger_sign() -> None:
    file = parse(own("typ1.se"))
    assert file.opening == {0: {"1910": 100000, "2010": -100000}}
    assert file.closing == {0: {"1910": 129950, "2010": -100000}}
    assert file.results == {0: {"3010": -50000, "5010": 20050}}


def test_period_rows_keep_their_object_lists_and_lines() -> None:
    file = parse(own("typ3_delar.se"))
    row = next(row for row in file.period_balances if len(row.objects) == 2)
    assert row == PeriodAmount(0, 202501, "3010", (("1", "Syd"), ("6", "P1")), -5000, 31)


def test_period_budgets_are_kept_apart_from_movements() -> None:
    file = parse(own("typ3_totaler.se"))
    assert [row[:5] for row in file.period_budgets] == [
        (0, 202501, "3010", (), -60000),
        (0, 202501, "3010", (("1", "Syd"),), -35000),
    ]
    assert all(row.amount not in (-60000, -35000) for row in file.period_balances)


def test_dimensions_and_objects_have_names() -> None:
    file = parse(own("typ3_totaler.se"))
    assert file.dimensions == {"1": "Kostnadsställe", "6": "Projekt"}
    assert file.objects["1", "Syd"] == "Södra skolan"


def test_object_balances_are_read() -> None:
    file = parse(sie('#OIB 0 1910 {1 "1"} 7600\n#OUB 0 3010 {1 "1"} -26400\n#UNDERDIM 21 "Lag" 1\n'))
    assert file.object_opening == (ObjectBalance(0, "1910", (("1", "1"),), 760000),)
    assert file.object_closing == (ObjectBalance(0, "3010", (("1", "1"),), -2640000),)
    assert file.dimensions == {"21": "Lag"}


def test_tags_of_any_case_tabs_and_unquoted_names_are_read() -> None:
    file = parse(own("brutet_ar.se"))
    assert file.company == "Brutna"
    assert file.accounts["3010"].name == "Försäljning"
    assert len(file.period_balances) == 4


def test_mixed_line_ends_and_a_dos_end_of_file_mark_are_no_trouble() -> None:
    file = parse(own("blandade_radslut.se"))
    assert file.years == {0: NORMAL}
    assert file.opening == {0: {"1910": 10000, "2010": -10000}}


def test_line_numbers_count_every_kind_of_line_end() -> None:
    with pytest.raises(SieError) as error:
        parse(b"#FLAGGA 0\r\n#SIETYP 4\r#RAR 0 20250101 20251231\n\n#IB 0 1910 fel\n")
    assert error.value.line == 5


@pytest.mark.parametrize(
    ("text", "ore"),
    [
        ("0", 0),
        ("-0.00", 0),
        ("100", 10000),
        ("-12899.00", -1289900),
        ("+5.5", 550),
        ("7.", 700),
        (".05", 5),
        ("-.5", -50),
        ("-0.79", -79),
        ("0012.30", 1230),
    ],
)
def test_amounts_become_exact_ore(text: str, ore: int) -> None:
    assert to_ore(text, 1) == ore


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("1250,50", "går inte att läsa som ett belopp. I en SIE-fil skrivs belopp med punkt"),
        ("1 250", "”1 250” går inte att läsa som ett belopp"),
        ("abc", "”abc”"),
        ("1e3", "”1e3”"),
        ("--5", "”--5”"),
        ("٣٤", "belopp"),
        ("NaN", "”NaN”"),
        ("1_000", "”1_000”"),
        ("1.500", "1.500 har fler än två decimaler"),
        ("100.000", "100.000 har fler än två decimaler"),
        ("99999999999999999", "orimligt stort"),
        ("9" * 5000, "orimligt stort"),
    ],
)
def test_what_is_no_exact_amount_is_refused_with_the_line(text: str, words: str) -> None:
    with pytest.raises(SieError) as error:
        to_ore(text, 42)
    assert words in error.value.message
    assert error.value.line == 42
    assert len(error.value.message) < 200


@pytest.mark.parametrize(
    ("line", "words"),
    [
        ("#IB 0 1910", "#IB saknar belopp"),
        ("#IB 0", "#IB saknar kontonummer"),
        ("#IB", "#IB saknar årsnummer"),
        ("#IB i_år 1910 5", "”i_år” går inte att läsa som ett årsnummer"),
        ("#IB 0 1910 {} 5", "#IB saknar belopp"),
        ('#IB 0 "" 5', "går inte att läsa som ett kontonummer"),
        ("#IB 0 123456789012345678901 5", "kontonummer"),
        ("#KONTO", "#KONTO saknar kontonummer"),
        ("#KTYP 1910", "#KTYP saknar kontotyp"),
        ("#KTYP 1910 X", "Kontotypen ”X” är inte känd. Den ska vara T, S, K eller I."),
        ("#RAR 1 20250101", "#RAR saknar slutdatum"),
        ("#RAR 1 20250101 20250230", "slutdatum ”20250230” är inget datum"),
        ("#RAR 1 99999999 20250101", "startdatum ”99999999” är inget datum"),
        ("#RAR 1 20250101 20240101", "Kontrollera #RAR"),
        ("#RAR 1 19000101 20251231", "Kontrollera #RAR"),
        ("#OMFATTN igår", "#OMFATTN ”igår” är inget datum"),
        ("#PSALDO 0 202513 3010 {} 5", "Perioden ”202513” är ingen månad"),
        ("#PSALDO 0 2025-1 3010 {} 5", "Perioden ”2025-1” är ingen månad"),
        ("#PSALDO 0 202501 3010 {1} 5", "par av dimension och objekt"),
        ("#PSALDO 0 202501 3010 {1 2 3} 5", "par av dimension och objekt"),
        ("#PSALDO 0 202501 3010 {}", "#PSALDO saknar belopp"),
        ("#PSALDO 0 202501 3010 {", "par av dimension och objekt"),
        ("#DIM", "#DIM saknar dimension"),
        ("#OBJEKT 1", "#OBJEKT saknar objektkod"),
        ('#KONTO 1910 "Kassa', "citattecken öppnas men avslutas inte"),
    ],
)
def test_a_faulty_record_says_what_is_wrong_and_on_which_line(line: str, words: str) -> None:
    with pytest.raises(SieError) as error:
        parse(sie(line + "\n"))
    assert words in error.value.message
    assert error.value.line == HEAD.count("\n") + 1


@pytest.mark.parametrize("tag", ["IB", "UB", "RES"])
def test_the_same_balance_twice_is_an_error_since_one_of_them_is_wrong(tag: str) -> None:
    with pytest.raises(SieError) as error:
        parse(sie(f"#{tag} 0 3010 5\n#{tag} -1 3010 5\n#{tag} 0 3010 5\n"))
    assert f"#{tag} för konto 3010 och år 0 står två gånger" in error.value.message
    assert error.value.line == HEAD.count("\n") + 3


def test_an_object_list_may_be_left_out() -> None:
    assert parse(sie("#PSALDO 0 202501 3010 -5.00 12\n")).period_balances[0][:5] == (0, 202501, "3010", (), -500)


def test_quantities_after_the_amount_are_ignored() -> None:
    assert parse(sie("#IB 0 1910 100.00 7\n")).opening == {0: {"1910": 10000}}


def test_unknown_tags_are_skipped_and_told_while_known_but_unused_ones_are_not() -> None:
    file = parse(sie("#XYZ 1\n#xyz 2\n#SRU 1910 7201\n#KSUMMA\n#ADRESS a b c d\n"))
    (note,) = file.notes
    assert (note.code, note.detail) == ("unknown_tags", "#XYZ (2)")


def test_a_faulty_date_of_generation_is_of_no_weight() -> None:
    assert parse(sie("#GEN igår\n")).generated is None


def test_the_organisation_number_is_not_in_the_file_s_own_description() -> None:
    file = parse(sie("#ORGNR 850709-9805\n"))
    assert file.orgnr == "850709-9805"
    assert "850709" not in repr(file)


def test_a_file_with_only_vouchers_or_the_ending_si_is_an_import_file() -> None:
    block = "#VER A 1 20250110\n{\n#TRANS 1910 {} 5\n#TRANS 3010 {} -5\n}\n"
    assert parse(sie(block), "fil.se").kind == "4I"
    assert parse(sie(block + "#RES 0 3010 -5\n"), "fil.se").kind == "4"
    assert parse(sie(block + "#RES 0 3010 -5\n"), "FIL.SI").kind == "4I"
    assert parse(sie(), "fil.se").kind == "4"


def test_a_file_is_read_the_same_when_written_and_read_again() -> None:
    file = parse(own("typ3_delar.se"))
    again = parse(write_sie4(file))
    assert again.accounts == file.accounts
    assert again.objects == file.objects
    assert [row[:5] for row in again.period_balances] == [row[:5] for row in file.period_balances]
