"""Two people in one text: what either wrote is in the result."""

from hypothesis import given
from hypothesis import strategies as st

from sala_styr.text_merge import Merged, merge_texts

BASE = "Skolan har fått fler elever.\n\nPersonalen räcker till. Vikarier är svåra att få tag i.\n\nVi följer frånvaron."


def test_two_paragraphs_by_two_people() -> None:
    theirs = BASE.replace("fler elever", "tolv fler elever")
    mine = BASE + " Den har minskat."
    assert merge_texts(BASE, theirs, mine) == Merged(theirs + " Den har minskat.")


def test_two_sentences_of_the_same_paragraph() -> None:
    theirs = BASE.replace("Personalen räcker till.", "Personalen räcker till just nu.")
    mine = BASE.replace("svåra att få tag i", "lättare att få tag i än i våras")
    merged = merge_texts(BASE, theirs, mine)
    assert "Personalen räcker till just nu. Vikarier är lättare att få tag i än i våras." in merged.text
    assert merged.clashes == ()


def test_the_same_sentence_is_kept_twice_and_said() -> None:
    theirs = BASE.replace("Vi följer frånvaron.", "Frånvaron är högre i årskurs 9.")
    mine = BASE.replace("Vi följer frånvaron.", "Frånvaron har minskat.")
    merged = merge_texts(BASE, theirs, mine)
    assert "Frånvaron är högre i årskurs 9. Frånvaron har minskat." in merged.text
    assert merged.clashes == (("Frånvaron är högre i årskurs 9.", "Frånvaron har minskat."),)


def test_two_people_begin_in_an_empty_field() -> None:
    merged = merge_texts("", "Anna skriver.", "Bo skriver.")
    assert merged.text == "Anna skriver.\nBo skriver."
    assert merged.clashes


def test_the_same_from_both_stands_once() -> None:
    assert merge_texts(BASE, BASE + " Bra.", BASE + " Bra.") == Merged(BASE + " Bra.")


def test_what_one_takes_away_is_gone_and_the_others_words_stay() -> None:
    theirs = BASE.replace(" Vikarier är svåra att få tag i.", "")
    assert merge_texts(BASE, theirs, BASE + "\n\nMer.").text == theirs + "\n\nMer."


def test_line_ends_of_windows_are_no_change() -> None:
    assert merge_texts(BASE, BASE, BASE.replace("\n", "\r\n")) == Merged(BASE)


words = st.lists(
    st.sampled_from(["skola", "barn", "mat", "buss", "resa", "lön.", "tid?", "snö\n", "ny\n\n"]), max_size=12
).map(" ".join)


@given(words, words, words)
def test_no_word_that_either_wrote_anew_is_lost(base: str, theirs: str, mine: str) -> None:
    merged = merge_texts(base, theirs, mine).text.split()
    for text in (theirs, mine):
        assert set(text.split()) - set(base.split()) <= set(merged)


@given(words, words)
def test_when_only_one_has_written_it_is_theirs(base: str, mine: str) -> None:
    assert merge_texts(base, base, mine) == Merged(mine)
    assert merge_texts(base, mine, base) == Merged(mine)
