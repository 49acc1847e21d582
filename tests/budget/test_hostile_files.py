"""Files that were made by mistake or in spite, all the way to the import: refused in words on what to do, soon, in little memory, and nothing is written."""

import re
import time
import tracemalloc
from io import BytesIO

import pytest

from budget.actions.imports import import_actuals
from budget.imports import from_table, read_file, reading
from budget.models import Account, Actual, ActualBatch
from budget.queries.imports import preview
from budget.sie.encoding import LONGEST_LINE
from budget.tables_in.actuals import LONGEST_CODE
from sala_styr.errors import RuleBroken
from sala_styr.money import LARGEST
from tests.budget.builders import YEAR
from tests.cast import Cast
from tests.tables.workbooks import by_hand

pytestmark = pytest.mark.django_db
SIE = f"#FLAGGA 0\r\n#SIETYP 4\r\n#RAR 0 {YEAR}0101 {YEAR}1231\r\n#KONTO 5010 Lön\r\n".encode("cp437")
TABLE = b"konto;period;belopp;ansvar\n"
ENTITIES = (
    b'<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa">'
    + b"".join(b'<!ENTITY %c "%b">' % (98 + n, b"&%c;" % (97 + n) * 10) for n in range(9))
    + b"]>"
)


def told(cast: Cast, data: bytes, name: str) -> str:
    """What the person is told when the file is brought in; the test fails if it is not refused, takes long, or leaves anything."""
    began = time.process_time()
    with pytest.raises((ValueError, RuleBroken)) as refused:
        import_actuals(cast.actor("controller"), cast["koncern"], read_file(BytesIO(data), name, YEAR))
    assert time.process_time() - began < 5
    assert not any(model.objects.exists() for model in (ActualBatch, Actual, Account))
    return str(refused.value)


@pytest.mark.parametrize(
    ("data", "name", "words"),
    [
        (SIE + b"{\r\n", "klammer.se", "Rad 5: Klammern { står här utan att höra till en verifikation"),
        (
            SIE + f"#VER A 1 {YEAR}0101 {{\r\n#TRANS 5010 {{}} 1\r\n".encode(),
            "klammer.se",
            "slutar mitt i verifikation",
        ),
        (SIE + b"#KONTO 5020 " + b"x" * (LONGEST_LINE + 10), "rad.se", "Rad 5: Raden är orimligt lång"),
        (SIE + b"{" * (LONGEST_LINE + 10), "rad.se", "Rad 5: Raden är orimligt lång"),
        (SIE.replace(b"%d1231" % YEAR, b"%d1231" % (YEAR + 5)), "ar.se", "Räkenskapsåret"),
        (SIE.replace(b"%d1231" % YEAR, b"99999999"), "ar.se", "inget datum"),
        (SIE.replace(b"%d0101" % YEAR, b"%d1231" % (YEAR + 1)), "ar.se", "Räkenskapsår"),
        (SIE + b"#RES 0 5010 1.005\r\n", "ore.se", "fler än två decimaler"),
        (SIE + b"\x00", "nul.se", "NUL"),
        (SIE.decode("cp437").encode("utf-16"), "utf16.se", "UTF-16"),
        (TABLE + b"5010;202601;1,005;\n", "ore.csv", "Rad 2: .*fler decimaler än hela ören"),
        (TABLE + b"5010;202601;" + b"9" * 400 + b";\n", "stort.csv", "Rad 2: "),
        (TABLE + b"5010;202601;1e5;\n", "flyt.csv", "Rad 2: "),
        (TABLE + b"5010;202601;1;" + b"x" * (LONGEST_CODE + 1) + b"\n", "kod.csv", "Rad 2: .*högst 20 tecken"),
        (TABLE + b"x" * (2 * LONGEST_LINE), "rad.csv", "Rad 2 är orimligt lång"),
        (TABLE + b'5010;202601;"1;\n' + b"5010;202601;1;\n" * 20_000, "citat.csv", "Rad 2 går inte att läsa"),
        (ENTITIES + b"<x>&j;</x>", "entiteter.csv", "Rad 1 går inte att läsa"),
        (b"PK\x03\x04" + b"\x00" * 5000, "inte.xlsx", "skadad"),
    ],
)
def test_it_is_refused_in_words_and_nothing_is_written(cast: Cast, data: bytes, name: str, words: str) -> None:
    assert re.search(words, told(cast, data, name))


def test_a_bomb_in_a_workbook_is_refused(cast: Cast) -> None:
    """Two hundred megabytes of nothing, packed to two hundred kilobytes."""
    data = by_hand("<row/>" + " " * (200 * 1024 * 1024))
    assert len(data) < 1024 * 1024
    assert "packar upp till orimligt mycket" in told(cast, data, "bomb.xlsx")


def test_entities_in_a_workbook_are_not_expanded(cast: Cast) -> None:
    rows = "<row><c t='inlineStr'><is><t>konto</t></is></c></row><row><c t='inlineStr'><is><t>&j;</t></is></c></row>"
    assert told(cast, by_hand(rows, ENTITIES.decode()), "entiteter.xlsx")


def test_amounts_out_of_all_reason_are_refused_on_every_database(cast: Cast) -> None:
    """Each is one that can be read; together they are more than 64 bits hold, and cancel out."""
    kronor = LARGEST // 100
    rows = b"".join(b"5010;202601;%s%d;\n" % (sign, kronor) for sign in (b"", b"-") for _row in range(600))
    assert "tillsammans orimligt stora" in told(cast, TABLE + rows, "stort.csv")


def test_a_column_of_numbers_that_are_no_accounts_is_refused(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    for module in (from_table, reading):
        monkeypatch.setattr(module, "MOST_ACCOUNTS", 10)
    rows = b"".join(b"%d;202601;1;\n" % (3000 + number) for number in range(11))
    assert "fler än 10 olika kontonummer" in told(cast, TABLE + rows, "konton.csv")
    lines = "".join(f"#RES 0 {3000 + number} 1\r\n" for number in range(11)).encode()
    assert "fler än 10 olika kontonummer" in told(cast, SIE + lines, "konton.se")


def test_a_column_of_voucher_numbers_is_no_column_of_codes(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(from_table, "MOST_CODINGS", 10)
    rows = b"".join(b"5010;202601;1;%d\n" % number for number in range(11))
    assert "fler än 10 olika kombinationer av koder" in told(cast, TABLE + rows, "koder.csv")


def test_many_unknown_codes_are_counted_and_the_first_named(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("budget.queries.import_targets.MOST_NAMED", 3)
    data = TABLE + b"".join(b"5010;202601;1;X%d\n" % number for number in range(5))
    found = preview(read_file(data, "koder.csv", YEAR), cast["koncern"])
    assert [finding.line for finding in found.errors] == [2, 3, 4, None]
    assert found.errors[-1].message == "… och 2 till av samma slag."


@pytest.mark.parametrize("name", ["utfall.se", "utfall.csv"])
def test_a_file_of_one_endless_line_is_never_whole_in_memory(name: str) -> None:
    data = (SIE if name.endswith(".se") else TABLE) + b"\x86" * (12 * LONGEST_LINE)
    tracemalloc.start()
    try:
        with pytest.raises(ValueError, match="orimligt lång"):
            len(read_file(BytesIO(data), name, YEAR).figures)
        peak = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
    assert peak < len(data) + 8 * LONGEST_LINE


def test_a_file_that_has_been_here_is_said_to_have_been(cast: Cast) -> None:
    """By its bytes, whatever it is called and whoever it is for."""
    data = TABLE + b"5010;202601;-1;\n"
    batch = import_actuals(cast.actor("controller"), cast["A1"], read_file(data, "utfall.csv", YEAR)).batch
    assert preview(read_file(data, "annat_namn.csv", YEAR), cast["A1"]).already == batch
    other = preview(read_file(data, "annat_namn.csv", YEAR), cast["B1"])
    assert other.already is None
    (warning,) = [finding for finding in other.findings if finding.code == "seen_before"]
    assert cast["A1"].name in warning.message
    assert "gäller" in warning.message
