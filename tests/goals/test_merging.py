"""The three-way merge: nothing that somebody changed meanwhile is overwritten unseen."""

from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from goals.merging import Fate, fate, merge, questions

NAMES = ("title", "description", "first_year", "responsible")
VALUES = st.sampled_from([None, "", "a", "b", 1, 2])
WORDINGS = st.fixed_dictionaries(dict.fromkeys(NAMES, VALUES))
ANSWERS = st.dictionaries(st.sampled_from(NAMES), VALUES)


@given(WORDINGS, WORDINGS, WORDINGS, ANSWERS)
def test_what_somebody_changed_meanwhile_is_never_overwritten_without_an_answer(
    base: dict[str, Any], now: dict[str, Any], proposed: dict[str, Any], answers: dict[str, Any]
) -> None:
    merged = merge(base, now, proposed, answers, NAMES)
    for name in NAMES:
        if now[name] == base[name]:
            continue
        if name in merged.unanswered:
            assert name not in answers
        elif merged.values[name] != now[name]:
            assert merged.values[name] == answers[name]


@given(WORDINGS, WORDINGS, WORDINGS)
def test_every_question_is_asked_and_nothing_else(
    base: dict[str, Any], now: dict[str, Any], proposed: dict[str, Any]
) -> None:
    asked = questions(base, now, proposed, NAMES)
    assert list(merge(base, now, proposed, {}, NAMES).unanswered) == asked
    for name in NAMES:
        assert (name in asked) == (len({repr(base[name]), repr(now[name]), repr(proposed[name])}) == 3)


@given(WORDINGS, WORDINGS)
def test_while_nobody_else_changes_anything_all_that_is_proposed_is_taken(
    base: dict[str, Any], proposed: dict[str, Any]
) -> None:
    merged = merge(base, base, proposed, {}, NAMES)
    assert (merged.values, merged.unanswered) == (proposed, ())


@given(WORDINGS, WORDINGS)
def test_what_is_not_proposed_stays_as_others_have_made_it(base: dict[str, Any], now: dict[str, Any]) -> None:
    merged = merge(base, now, base, {}, NAMES)
    assert (merged.values, merged.unanswered) == (now, ())


def test_the_four_fates_of_a_field() -> None:
    assert fate("a", "b", "a") is Fate.LEFT
    assert fate("a", "a", "b") is Fate.TAKEN
    assert fate("a", "b", "b") is Fate.ALIKE
    assert fate("a", "b", "c") is Fate.ASKED
