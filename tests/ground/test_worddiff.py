"""The word-by-word difference: exact both ways, and readable."""

import time
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sala_styr.worddiff import Kind, Run, earlier, later, word_runs

TEXTS = st.text(alphabet=st.sampled_from("abå ö.,-:\n\t ’1"), max_size=60) | st.text(max_size=30)


@given(TEXTS, TEXTS)
def test_applying_the_difference_gives_both_texts_back(before: str, after: str) -> None:
    runs = word_runs(before, after)
    assert earlier(runs) == before
    assert later(runs) == after


@given(TEXTS, TEXTS)
def test_runs_are_never_empty_and_never_two_of_a_kind_in_a_row(before: str, after: str) -> None:
    runs = word_runs(before, after)
    assert all(run.text for run in runs)
    assert all(one.kind is not other.kind for one, other in pairwise(runs))


@given(TEXTS)
def test_a_text_does_not_differ_from_itself(text: str) -> None:
    assert all(run.kind is Kind.SAME for run in word_runs(text, text))


def same(text: str) -> Run:
    return Run(Kind.SAME, text)


def removed(text: str) -> Run:
    return Run(Kind.REMOVED, text)


def added(text: str) -> Run:
    return Run(Kind.ADDED, text)


@pytest.mark.parametrize(
    ("before", "after", "runs"),
    [
        ("", "", []),
        ("", "Nytt", [added("Nytt")]),
        ("Gammalt", "", [removed("Gammalt")]),
        (
            "Alla barn lär sig läsa",
            "Alla elever lär sig läsa",
            [same("Alla "), removed("barn "), added("elever "), same("lär sig läsa")],
        ),
        ("Trygg uppväxt", "Trygg uppväxt för alla", [same("Trygg uppväxt"), added(" för alla")]),
        ("minst 95,5 %", "minst 97,5 %", [same("minst "), removed("95,5 "), added("97,5 "), same("%")]),
        ("läsa.", "läsa!", [same("läsa"), removed("."), added("!")]),
        ("Å och ö", "Å och ä", [same("Å och "), removed("ö"), added("ä")]),
    ],
)
def test_what_differs_is_whole_words(before: str, after: str, runs: list[Run]) -> None:
    assert word_runs(before, after) == runs


def test_long_texts_with_nothing_in_common_are_told_at_once() -> None:
    before = " ".join(f"gammalt{n}" for n in range(20_000))
    after = " ".join(f"nytt{n}" for n in range(20_000))
    begun = time.perf_counter()
    runs = word_runs(f"Först {before} sist", f"Först {after} sist")
    assert time.perf_counter() - begun < 5
    assert [run.kind for run in runs] == [Kind.SAME, Kind.REMOVED, Kind.ADDED, Kind.SAME]
