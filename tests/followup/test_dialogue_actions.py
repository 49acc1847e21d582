"""A dialogue between two levels: each its own picture, the middle shared, steps that come back, a lock when both have confirmed (invariants 18, 20)."""

from datetime import date, timedelta

import pytest
from django.utils import timezone

from followup.actions.dialogues import (
    LOWER,
    UPPER,
    arrange_dialogue,
    confirm_dialogue,
    plan_dialogue,
    write_picture,
    write_shared,
)
from followup.actions.steps import (
    CARRIED,
    add_step,
    answer_question,
    ask_question,
    remove_question,
    remove_step,
    report_on_step,
    settle_step,
)
from followup.models import Dialogue, DialogueState, NextStep, StepState
from followup.queries.dialogue_steps import returning_questions, returning_steps, untouched_steps
from sala_styr import trees
from sala_styr.errors import EditConflict, Refused, RuleBroken
from sala_styr.history import recording
from sala_styr.organisation.actor import system_actor
from sala_styr.organisation.models import Unit
from tests.cast import PEOPLE, Cast
from tests.followup.builders import dialogue, period

EVERYBODY = [name for name, _role, _unit in PEOPLE]
SIDES = {"chair_a", "politician_a", "head_a"}  # of the dialogue between nämnd A and kontor A


def confirmed(cast: Cast, talk: Dialogue) -> Dialogue:
    talk = confirm_dialogue(cast.actor("chair_a"), talk, UPPER, talk.version)
    return confirm_dialogue(cast.actor("head_a"), talk, LOWER, talk.version)


def test_planning_notes_who_takes_part_and_in_what_capacity(cast: Cast) -> None:
    talk = plan_dialogue(
        cast.actor("head_a"),
        period=period(),
        upper=cast["A"],
        lower=cast["kontorA"],
        day=date(2026, 5, 12),
        place="Sammanträdesrummet",
        participants=[cast.user("chair_a"), cast.user("head_a")],
    )
    assert talk.state == DialogueState.PLANNED
    titles = {row.user: row.title for row in talk.participants.all()}
    assert titles == {cast.user("chair_a"): "ordförande, Nämnd A", cast.user("head_a"): "chef, Kontor A"}


@pytest.mark.parametrize(("upper", "lower"), [("A", "verksA"), ("A", "B"), ("kontorA", "A"), ("koncern", "KF")])
def test_units_that_do_not_meet_hold_no_dialogue(cast: Cast, upper: str, lower: str) -> None:
    with pytest.raises(RuleBroken, match="inte grannar"):
        plan_dialogue(system_actor(), period=period(), upper=cast[upper], lower=cast[lower], day=date(2026, 5, 12))


def test_others_than_the_two_and_controllers_plan_no_dialogue(cast: Cast) -> None:
    during = period()
    may = set()
    for name in EVERYBODY:
        try:
            plan_dialogue(
                cast.actor(name), period=during, upper=cast["A"], lower=cast["kontorA"], day=date(2026, 5, 12)
            )
        except Refused:
            continue
        may.add(name)
    assert may == SIDES | {"controller"}


@pytest.mark.parametrize("name", EVERYBODY)
def test_each_side_writes_only_its_own_picture(cast: Cast, name: str) -> None:
    talk = dialogue(cast, period())
    for side, people in ((UPPER, {"chair_a", "politician_a"}), (LOWER, {"head_a"})):
        if name in people:
            talk = write_picture(cast.actor(name), talk, side, f"Så ser vi det, {side}.", talk.version)
        else:
            with pytest.raises(Refused):
                write_picture(cast.actor(name), talk, side, "Så ser ni det.", talk.version)
    talk.refresh_from_db()
    assert (talk.upper_picture != "", talk.lower_picture != "") == (
        name in {"chair_a", "politician_a"},
        name == "head_a",
    )


@pytest.mark.parametrize("name", EVERYBODY)
def test_both_sides_and_nobody_else_write_the_middle(cast: Cast, name: str) -> None:
    talk = dialogue(cast, period())
    if name in SIDES:
        assert write_shared(cast.actor(name), talk, {"reflection": "Vi lärde oss."}, 1).reflection == "Vi lärde oss."
    else:
        with pytest.raises(Refused):
            write_shared(cast.actor(name), talk, {"reflection": "Vi lärde oss."}, 1)
        with pytest.raises(Refused):
            add_step(cast.actor(name), talk, "Gör något.")
        with pytest.raises(Refused):
            ask_question(cast.actor(name), talk, "Varför?")


def test_two_people_may_write_in_different_fields_at_once(cast: Cast) -> None:
    talk = dialogue(cast, period(), reflection="Från början.")
    write_picture(cast.actor("head_a"), talk, LOWER, "Vi ser det så här.", 1)
    write_shared(cast.actor("chair_a"), talk, {"reflection": "Från början.", "money": "Stramt."}, 1)
    talk.refresh_from_db()
    assert (talk.lower_picture, talk.money, talk.reflection) == ("Vi ser det så här.", "Stramt.", "Från början.")


def test_two_in_the_same_field_are_put_together_and_nothing_is_lost(cast: Cast) -> None:
    talk = dialogue(cast, period())
    write_shared(cast.actor("head_a"), talk, {"reflection": "Kontorets ord."}, 1)
    write_shared(cast.actor("chair_a"), talk, {"reflection": "Nämndens ord.", "money": "Stramt."}, 1)
    talk.refresh_from_db()
    assert (talk.reflection, talk.money) == ("Kontorets ord.\nNämndens ord.", "Stramt.")


def test_a_page_from_a_version_that_never_was_saves_nothing(cast: Cast) -> None:
    with pytest.raises(EditConflict, match="Inget av ditt har sparats"):
        write_shared(cast.actor("head_a"), dialogue(cast, period()), {"reflection": "Ord."}, 99)


def test_only_the_shared_fields_can_be_written_as_shared(cast: Cast) -> None:
    with pytest.raises(ValueError, match="upper_picture"):
        write_shared(cast.actor("head_a"), dialogue(cast, period()), {"upper_picture": "Vi skriver åt er."}, 1)


def test_it_is_locked_when_both_have_confirmed(cast: Cast) -> None:
    talk = dialogue(cast, period())
    talk = confirm_dialogue(cast.actor("chair_a"), talk, UPPER, talk.version)
    assert talk.state == DialogueState.HELD
    talk = confirm_dialogue(cast.actor("head_a"), talk, LOWER, talk.version)
    assert talk.state == DialogueState.CONFIRMED
    assert (talk.upper_confirmed_by, talk.lower_confirmed_by) == (cast.user("chair_a"), cast.user("head_a"))
    step = NextStep(dialogue=talk, text="Något")
    for write in (
        lambda: write_picture(cast.actor("head_a"), talk, LOWER, "Nytt", talk.version),
        lambda: write_shared(cast.actor("chair_a"), talk, {"money": "Nytt"}, talk.version),
        lambda: add_step(cast.actor("head_a"), talk, "Nytt"),
        lambda: remove_step(cast.actor("head_a"), step),
        lambda: ask_question(cast.actor("head_a"), talk, "Nytt?"),
        lambda: confirm_dialogue(cast.actor("head_a"), talk, LOWER, talk.version),
        lambda: arrange_dialogue(
            cast.actor("head_a"), talk, day=talk.day, place="Nytt", material="", participants=[], version=talk.version
        ),
    ):
        with pytest.raises(RuleBroken, match="bekräftad av båda"):
            write()


@pytest.mark.parametrize("name", EVERYBODY)
def test_a_side_is_confirmed_only_by_its_own_chair_or_manager(cast: Cast, name: str) -> None:
    for side, people in ((UPPER, {"chair_a"}), (LOWER, {"head_a"})):
        talk = dialogue(cast, period(name=f"{name} {side}"))
        if name in people:
            assert confirm_dialogue(cast.actor(name), talk, side, 1).state == DialogueState.HELD
        else:
            with pytest.raises(Refused):
                confirm_dialogue(cast.actor(name), talk, side, 1)


def test_one_person_does_not_confirm_for_both(cast: Cast) -> None:
    talk = dialogue(cast, period(), upper="kontorA", lower="verksA")
    talk.upper_confirmed_by = cast.user("manager_a")
    talk.upper_confirmed_at = timezone.now()
    with recording(system_actor(), "Test"):
        talk.save()
    with pytest.raises(RuleBroken, match="två personer"):
        confirm_dialogue(cast.actor("manager_a"), talk, LOWER, talk.version)


def test_a_dialogue_is_not_confirmed_before_its_day(cast: Cast) -> None:
    talk = dialogue(cast, period(), day=timezone.localdate() + timedelta(days=1))
    with pytest.raises(RuleBroken, match="inte har kommit"):
        confirm_dialogue(cast.actor("chair_a"), talk, UPPER, 1)


def test_one_confirms_only_what_one_has_read(cast: Cast) -> None:
    talk = dialogue(cast, period())
    write_shared(cast.actor("head_a"), talk, {"money": "Stramt."}, 1)
    with pytest.raises(EditConflict, match="Läs igen"):
        confirm_dialogue(cast.actor("chair_a"), talk, UPPER, 1)


def test_a_change_takes_back_the_confirmation_of_what_stood_before(cast: Cast) -> None:
    talk = confirm_dialogue(cast.actor("chair_a"), dialogue(cast, period()), UPPER, 1)
    add_step(cast.actor("head_a"), talk, "Räkna om behovet.")
    talk.refresh_from_db()
    assert talk.upper_confirmed_at is None
    assert talk.state == DialogueState.PLANNED


def two_talks(cast: Cast) -> tuple[Dialogue, Dialogue]:
    during = period()
    return dialogue(cast, during, day=date(2026, 2, 10)), dialogue(cast, during, day=date(2026, 5, 12))


def test_an_agreed_step_comes_back_in_the_next_dialogue_until_it_is_closed(cast: Cast) -> None:
    first, second = two_talks(cast)
    third = dialogue(cast, period(name="Tertial 1"), day=date(2026, 9, 15))
    step = add_step(cast.actor("head_a"), first, "Räkna om behovet av platser.", responsible=cast.user("head_a"))
    assert returning_steps(first) == []
    assert returning_steps(second) == [step]
    settle_step(cast.actor("chair_a"), second, step, CARRIED, "")
    assert returning_steps(third) == [step]
    settle_step(cast.actor("head_a"), third, step, StepState.DONE, "Behovet är 40 platser.")
    assert returning_steps(dialogue(cast, period(name="Tertial 3"), day=date(2026, 11, 3))) == []
    assert returning_steps(third) == [step]
    step.refresh_from_db()
    assert (step.state, step.outcome, step.closed_in) == (StepState.DONE, "Behovet är 40 platser.", third)


def test_steps_of_another_pair_do_not_come_here(cast: Cast) -> None:
    first, second = two_talks(cast)
    add_step(cast.actor("head_a"), first, "Vårt steg.")
    other = dialogue(cast, period(name="Annan"), upper="kontorA", lower="verksA")
    assert returning_steps(other) == []
    theirs = add_step(cast.actor("head_a"), other, "Deras steg.")
    with pytest.raises(RuleBroken, match="hör inte till de här två"):
        settle_step(cast.actor("head_a"), second, theirs, StepState.DONE, "Klart.")


def test_steps_follow_to_the_unit_that_succeeds_a_reorganised_one(cast: Cast) -> None:
    first, _second = two_talks(cast)
    step = add_step(cast.actor("head_a"), first, "Flytta arkivet.")
    with recording(system_actor(), "Test"):
        unit = Unit(code="nytt", name="Nytt kontor", kind="department", predecessor=cast["kontorA"])
        trees.insert(unit, cast["A"].pk)
        cast.units["nytt"] = unit
    assert returning_steps(dialogue(cast, period(name="Efter"), lower="nytt", day=date(2026, 6, 1))) == [step]


@pytest.mark.parametrize("choice", [StepState.DONE, StepState.DROPPED])
def test_closing_a_step_needs_a_word_of_how_it_went(cast: Cast, choice: str) -> None:
    first, second = two_talks(cast)
    step = add_step(cast.actor("head_a"), first, "Räkna om behovet.")
    with pytest.raises(RuleBroken, match="hur det gick"):
        settle_step(cast.actor("head_a"), second, step, choice, " ")
    assert settle_step(cast.actor("head_a"), second, step, choice, "Det blev inte av.").state == choice


def test_a_step_is_not_closed_twice_in_different_dialogues(cast: Cast) -> None:
    first, second = two_talks(cast)
    third = dialogue(cast, period(name="Tertial 3"), day=date(2026, 9, 15))
    step = add_step(cast.actor("head_a"), first, "Räkna om behovet.")
    settle_step(cast.actor("head_a"), third, step, StepState.DONE, "Klart.")
    with pytest.raises(RuleBroken, match="senare dialog"):
        settle_step(cast.actor("head_a"), second, step, StepState.DROPPED, "Nej.")


def test_untouched_steps_are_shown_and_confirming_asks_why(cast: Cast) -> None:
    first, second = two_talks(cast)
    left = add_step(cast.actor("head_a"), first, "Räkna om behovet.")
    done = add_step(cast.actor("head_a"), first, "Ring grannkommunen.")
    settle_step(cast.actor("head_a"), second, done, StepState.DONE, "Vi ringde.")
    second.refresh_from_db()
    assert untouched_steps(second) == [left]
    with pytest.raises(RuleBroken, match="1 steg från tidigare") as refusal:
        confirm_dialogue(cast.actor("chair_a"), second, UPPER, second.version)
    assert refusal.value.field == "note"
    talk = confirm_dialogue(cast.actor("chair_a"), second, UPPER, second.version, note="Tiden räckte inte.")
    talk = confirm_dialogue(cast.actor("head_a"), talk, LOWER, talk.version)
    assert (talk.state, talk.steps_note) == (DialogueState.CONFIRMED, "Tiden räckte inte.")


def test_the_person_responsible_says_between_the_dialogues_how_it_goes(cast: Cast) -> None:
    first, second = two_talks(cast)
    step = add_step(cast.actor("chair_a"), first, "Besök enheten.", responsible=cast.user("manager_a1"))
    report_on_step(cast.actor("manager_a1"), step, "Besöket är bokat.")
    assert returning_steps(second)[0].outcome == "Besöket är bokat."
    for name in set(EVERYBODY) - SIDES - {"manager_a1"}:
        with pytest.raises(Refused):
            report_on_step(cast.actor(name), step, "Inte mitt.")


def test_an_open_question_is_carried_until_it_is_answered(cast: Cast) -> None:
    first, second = two_talks(cast)
    question = ask_question(cast.actor("chair_a"), first, "Varför söker så få?")
    assert returning_questions(second) == [question]
    answer_question(cast.actor("head_a"), second, question, "De känner inte till platserna.")
    third = dialogue(cast, period(name="Tertial 3"), day=date(2026, 9, 15))
    assert returning_questions(third) == []
    with pytest.raises(RuleBroken):
        answer_question(cast.actor("head_a"), third, question, "Annat svar.")
    answer_question(cast.actor("head_a"), second, question, "")
    assert returning_questions(third) == [question]


def test_a_question_can_be_answered_where_it_was_put(cast: Cast) -> None:
    first, second = two_talks(cast)
    question = ask_question(cast.actor("chair_a"), first, "Varför söker så få?")
    answer_question(cast.actor("head_a"), first, question, "Det är sommar.")
    assert returning_questions(second) == []
    with pytest.raises(RuleBroken, match="fått ett svar"):
        remove_question(cast.actor("chair_a"), question)


def test_what_was_put_by_mistake_can_be_taken_back_and_the_history_keeps_it(cast: Cast) -> None:
    first, second = two_talks(cast)
    step = add_step(cast.actor("head_a"), first, "Fel steg.")
    remove_step(cast.actor("head_a"), step)
    assert returning_steps(second) == []
    assert list(NextStep.history.order_by("history_id").values_list("history_type", flat=True)) == ["+", "-"]
    kept = add_step(cast.actor("head_a"), first, "Rätt steg.")
    settle_step(cast.actor("head_a"), second, kept, CARRIED, "")
    with pytest.raises(RuleBroken, match="senare dialog"):
        remove_step(cast.actor("head_a"), kept)


def test_day_and_participants_can_be_changed_until_it_is_locked(cast: Cast) -> None:
    talk = dialogue(cast, period())
    people = [cast.user("chair_a"), cast.user("head_a")]
    talk = arrange_dialogue(
        cast.actor("head_a"), talk, day=date(2026, 6, 1), place="", material="", participants=people, version=1
    )
    talk = arrange_dialogue(
        cast.actor("chair_a"),
        talk,
        day=date(2026, 6, 1),
        place="Rummet",
        material="Delårsrapporten",
        participants=people[:1],
        version=talk.version,
    )
    assert [row.user for row in talk.participants.all()] == people[:1]
    confirmed(cast, talk)
    talk.refresh_from_db()
    assert talk.state == DialogueState.CONFIRMED
