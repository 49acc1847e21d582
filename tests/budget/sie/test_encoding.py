"""Finding out the character encoding, and seeing when text has been spoiled."""

import pytest

from budget.sie import parse
from budget.sie.encoding import decode, detect, spoiled_text
from budget.sie.findings import SieError
from tests.budget.sie.samples import own

NAMES = '#FNAMN "Åkeri Ängö AB"\n#KONTO 3010 "Försäljning"\n'


@pytest.mark.parametrize("encoding", ["cp437", "latin-1", "utf-8"])
def test_the_encoding_is_found_by_the_swedish_letters_whatever_format_claims(encoding: str) -> None:
    data = ("#FORMAT PC8\n" + NAMES).encode(encoding)
    assert detect(data) == encoding
    assert "Åkeri Ängö" in decode(data, detect(data))


def test_a_file_of_only_ascii_counts_as_the_standard_encoding() -> None:
    assert detect(b"#FNAMN Sala\n") == "cp437"


def test_a_byte_order_mark_means_utf_8_and_does_not_stay_in_the_text() -> None:
    data = b"\xef\xbb\xbf#FNAMN Sala\n"
    assert detect(data) == "utf-8"
    assert decode(data, "utf-8").startswith("#FNAMN")


def test_the_names_weigh_more_than_voucher_texts() -> None:
    texts = b"".join(b'#VER A 1 20250110 "\xe5\xe4\xf6"\n' for _ in range(50))
    assert detect('#KONTO 3010 "Försäljning"\n'.encode("cp437") + texts) == "cp437"


def test_without_letters_in_the_names_the_whole_file_decides() -> None:
    assert detect(b'#FNAMN Sala\n#VER A 1 20250110 "\xe5\xe4\xf6"\n') == "latin-1"


def test_with_as_many_letters_of_both_kinds_the_standard_wins() -> None:
    assert detect(b'#FNAMN "\x86\xe5"\n') == "cp437"


def test_windows_1252_signs_in_a_latin_1_file_are_read() -> None:
    assert decode(b"5 \x96 10 \x80 \xe5", "latin-1") == "5 – 10 € å"


def test_bytes_that_windows_does_not_use_are_read_as_latin_1() -> None:
    assert decode(b"\x81\xe5", "latin-1") == "\x81å"


def test_asking_for_utf_8_when_it_is_not_names_the_line_and_the_way_out() -> None:
    with pytest.raises(SieError) as error:
        parse(own("typ1.se"), "typ1.se", "utf-8")
    assert error.value.line == 4
    assert "Välj en annan teckenkodning" in error.value.message


def test_an_encoding_that_is_not_on_offer_is_refused() -> None:
    with pytest.raises(SieError, match="rot13"):
        parse(own("typ1.se"), "typ1.se", "rot13")  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("name", "encoding"),
    [("typ1.se", "cp437"), ("latin1.se", "latin-1"), ("utf8.se", "utf-8"), ("utf8_bom.se", "utf-8")],
)
def test_the_same_company_reads_the_same_in_every_encoding(name: str, encoding: str) -> None:
    sie = parse(own(name), name)
    assert sie.encoding == encoding
    assert sie.company == "Övningsbolaget Ån AB"
    assert sie.accounts["5010"].name == "Lokalhyra Ängshuset"
    assert sie.notes == ()


def test_the_person_may_override_the_guess() -> None:
    sie = parse(own("typ1.se"), "typ1.se", "latin-1")
    assert sie.company != "Övningsbolaget Ån AB"
    assert [note.code for note in sie.notes] == ["spoiled_text"]


def test_a_file_with_replacement_characters_is_read_and_said_to_be_spoiled() -> None:
    sie = parse(own("forvanskad.se"))
    note = sie.notes[0]
    assert note.code == "spoiled_text"
    assert note.message == "Text på 5 rader ser förvanskad ut: å, ä och ö kan ha gått förlorade."
    assert note.detail.startswith("Beloppen påverkas inte. Rad 4, 7, 10, 14, 16.")
    assert note.line == 4


@pytest.mark.parametrize(
    "text", ["F\ufffdrs\ufffdljning", "FÃ¶rsÃ¤ljning", "F├╢rs├ñljning", "┼kersberga", "F\x94rs\x84ljning"]
)
def test_text_that_was_read_in_the_wrong_encoding_is_noticed(text: str) -> None:
    note = spoiled_text(["#FLAGGA 0", f'#KONTO 3010 "{text}"'])
    assert note is not None
    assert note.line == 2


@pytest.mark.parametrize("text", ["Försäljning", "Café Überraschung", "Größe", "ASCII", "50 £", "Ø Æ ñ"])
def test_ordinary_text_is_not_called_spoiled(text: str) -> None:
    assert spoiled_text([text]) is None


def test_many_spoiled_lines_are_counted_but_only_the_first_are_named() -> None:
    note = spoiled_text(["\ufffd"] * 9)
    assert note is not None
    assert "9 rader" in note.message
    assert "Rad 1, 2, 3, 4, 5 …" in note.detail
