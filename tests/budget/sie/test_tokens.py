"""One line into fields."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from budget.sie.findings import SieError
from budget.sie.tokens import BLOCK, split_fields


@pytest.mark.parametrize(
    ("line", "fields"),
    [
        ("#FLAGGA 0", ["#FLAGGA", "0"]),
        ("#KONTO   1910    Kassa  ", ["#KONTO", "1910", "Kassa"]),
        ("#KONTO\t1910\t\tKassa\t", ["#KONTO", "1910", "Kassa"]),
        (" \t#TRANS  1910 {} -12899.00", ["#TRANS", "1910", (), "-12899.00"]),
        ('#KONTO 1910 "Kassa på kontoret"', ["#KONTO", "1910", "Kassa på kontoret"]),
        ('#KONTO 1910 ""', ["#KONTO", "1910", ""]),
        (r'#KONTO 1910 "Den \"lilla\" kassan"', ["#KONTO", "1910", 'Den "lilla" kassan']),
        (r'#KONTO 1910 "C:\mapp\fil"', ["#KONTO", "1910", r"C:\mapp\fil"]),
        ('#KONTO 1910 Skärm24"', ["#KONTO", "1910", 'Skärm24"']),
        ('#OBJEKT 1 "0001" "Utbildning av användare"', ["#OBJEKT", "1", "0001", "Utbildning av användare"]),
        ('#PSALDO 0 202501 3010 {"1" "Syd" "6" "0001" "7" "4"} 5', None),
        ("#PSALDO 0 202501 3010 {1 Syd} 5", ["#PSALDO", "0", "202501", "3010", ("1", "Syd"), "5"]),
        ("#PSALDO 0 202501 3010{ 1  Syd }5", ["#PSALDO", "0", "202501", "3010", ("1", "Syd"), "5"]),
        ('#PSALDO 0 202501 3010 {1 "{inne}"} 5', ["#PSALDO", "0", "202501", "3010", ("1", "{inne}"), "5"]),
        (r'#TRANS 1 {1 "a\"b"} 5', ["#TRANS", "1", ("1", 'a"b'), "5"]),
        ('#VER A 1 20250110 "Text {med} klammer"', ["#VER", "A", "1", "20250110", "Text {med} klammer"]),
        ("#VER A 1 20250110 Text {", ["#VER", "A", "1", "20250110", "Text", BLOCK]),
        ('#KONTO "1910"Kassa', ["#KONTO", "1910", "Kassa"]),
        ("", []),
        ("   \t ", []),
    ],
)
def test_a_line_is_split_into_its_fields(line: str, fields: list | None) -> None:
    expected = fields or (
        ["#PSALDO", "0", "202501", "3010", ("1", "Syd", "6", "0001", "7", "4"), "5"] if line.strip() else []
    )
    assert split_fields(line, 1) == expected


@pytest.mark.parametrize(
    ("line", "words"),
    [
        ('#KONTO 1910 "Kassa', "citattecken öppnas men avslutas inte"),
        (r'#KONTO 1910 "Kassa\"', "citattecken öppnas men avslutas inte"),
        ("#TRANS 1910 {1 Syd 100", "{ öppnas men avslutas inte"),
        ('#TRANS 1910 {1 "Syd} 100', "{ öppnas men avslutas inte"),
        ("#TRANS 1910 {1 {2} 3} 100", "{ öppnas men avslutas inte"),
        ("#TRANS 1910 } 100", "} står utan en {"),
        ("}#TRANS", "} står utan en {"),
    ],
)
def test_a_line_that_does_not_close_what_it_opens_is_an_error_on_that_line(line: str, words: str) -> None:
    with pytest.raises(SieError) as error:
        split_fields(line, 17)
    assert words in error.value.message
    assert error.value.line == 17
    assert str(error.value).startswith("Rad 17: ")


def test_an_object_list_that_holds_a_brace_is_not_taken_for_an_opening_block() -> None:
    assert split_fields('#X { "{" }', 1)[1] is not BLOCK


def _outcome(line: str, number: int) -> str | int | None:
    """The line's first field, None when it has no text there, or the line number of the SieError."""
    try:
        fields = split_fields(line, number)
    except SieError as error:
        return error.line
    return fields[0] if fields and isinstance(fields[0], str) else None


@pytest.mark.parametrize("piece", ['"', "\\", '\\"', "{", "}", '{"', "{}", '"\\', " ", "a"])
def test_hundreds_of_thousands_of_the_same_sign_on_a_line_come_to_an_end(piece: str) -> None:
    assert _outcome("#X " + piece * 200_000, 1) in ("#X", 1)


@given(st.text(alphabet='#aå1 \t"\\{}', max_size=60))
@settings(deadline=None)
def test_whatever_a_line_holds_it_becomes_fields_or_a_sie_error(line: str) -> None:
    assert isinstance(_outcome(line, 3), str) or _outcome(line, 3) in (3, None)


@given(
    st.lists(st.text(st.characters(exclude_characters='\\"', exclude_categories=["Cc", "Cs"]), max_size=20), max_size=6)
)
@settings(deadline=None)
def test_quoted_fields_come_back_as_they_were(texts: list[str]) -> None:
    assert split_fields(" ".join(f'"{text}"' for text in texts), 1) == texts
