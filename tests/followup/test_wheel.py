"""The year wheel: when each step is, how far its work has come, and who may change what."""

from datetime import date
from typing import Any

import pytest
from django.urls import reverse
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from budget.models import BudgetDecision, BudgetEntry, EntryKind
from followup.actions.dialogues import confirm_dialogue
from followup.actions.wheel import (
    add_step,
    change_step,
    load_standard,
    note_done,
    note_part_done,
    renew_feed,
    set_year,
    take_back_done,
    take_back_part,
)
from followup.models import (
    AssessmentState,
    Period,
    PeriodKind,
    PeriodSection,
    SectionKind,
    SectionReport,
    WheelPart,
    WheelStep,
    WheelTrack,
    WheelYear,
)
from followup.queries.wheel import Occurrence, day_in, is_election_year, wheel_of
from followup.queries.wheel_todo import steps_for
from followup.todo import todos_of
from followup.wheel_ring import draw, ring_radius
from followup.wheel_standard import STANDARD
from goals.models import ItemState
from sala_styr.errors import EditConflict, Refused, RuleBroken
from sala_styr.history import recording
from sala_styr.organisation.actor import system_actor
from sala_styr.organisation.models import Unit, UnitKind
from tests.cast import PEOPLE, Cast
from tests.followup.builders import assessment, dialogue, full_year, period

EVERYBODY = [name for name, _role, _unit in PEOPLE]
SPRING = date(2026, 3, 10)
STEP: dict[str, Any] = {"name": "Budgetdag", "track": WheelTrack.PLANNING, "month": 5, "day": 7}


def standard(cast: Cast) -> dict[str, WheelStep]:
    load_standard(cast.actor("controller"))
    return {step.key: step for step in WheelStep.objects.all()}


def found(key: str, year: int = 2026, today: date = SPRING) -> Occurrence:
    return next(each for each in wheel_of(year, today) if each.step.key == key)


@pytest.mark.parametrize(
    ("key", "year", "day", "law"),
    [
        ("annual_report", 2026, date(2026, 4, 15), "KL 11:20"),
        ("discharge", 2026, date(2026, 6, 30), "KL 5:24"),
        ("interim_report", 2026, date(2026, 10, 31), "KL 11:16"),
        ("proposal", 2026, date(2026, 10, 31), "KL 11:8"),
        ("budget_election", 2026, date(2026, 11, 30), "KL 11:10"),
        ("budget", 2027, date(2027, 11, 30), "KL 11:10"),
        ("budget_late", 2026, date(2026, 12, 31), "KL 11:11"),
    ],
)
def test_the_laws_days_are_the_laws_also_on_a_holiday(cast: Cast, key: str, year: int, day: date, law: str) -> None:
    standard(cast)
    step = found(key, year)
    assert (step.day, step.step.law) == (day, law)


def test_in_an_election_year_it_is_the_newly_elected_who_decide(cast: Cast) -> None:
    standard(cast)
    assert [year for year in range(2020, 2031) if is_election_year(year)] == [2022, 2026, 2030]
    keys = {year: {each.step.key for each in wheel_of(year, SPRING)} for year in (2026, 2027)}
    assert "budget_election" in keys[2026]
    assert "budget" not in keys[2026]
    assert "budget" in keys[2027]
    assert "budget_election" not in keys[2027]


def test_a_day_of_our_own_moves_to_the_working_day_before_and_a_short_month_has_its_last() -> None:
    assert day_in(WheelStep(name="x", month=5, day=1, on_working_day=True), 2026) == date(2026, 4, 30)
    assert day_in(WheelStep(name="x", month=5, day=1), 2026) == date(2026, 5, 1)
    assert day_in(WheelStep(name="x", month=2, day=29), 2026) == date(2026, 2, 28)
    assert day_in(WheelStep(name="x", month=2), 2028) == date(2028, 2, 29)


def test_a_step_that_follows_periods_is_there_once_for_each_of_them(cast: Cast) -> None:
    standard(cast)
    for name, due in (("Tertial 1", date(2026, 5, 15)), ("Höst", date(2026, 12, 4))):
        period(kind=PeriodKind.TERTIAL, name=name, due=due)
    full_year(2025)
    days = [(each.name, each.day) for each in wheel_of(2026, SPRING) if each.step.key == "tertial"]
    assert days == [
        ("Tertialuppföljning: Tertial 1", date(2026, 5, 15)),
        ("Tertialuppföljning: Höst", date(2026, 12, 4)),
    ]
    closing = found("closing_work")
    assert (closing.day, closing.about) == (date(2026, 1, 30), 2025)


def test_the_standard_is_put_in_once_and_brings_back_only_what_is_missing(cast: Cast) -> None:
    controller = cast.actor("controller")
    assert load_standard(controller) == len(STANDARD)
    assert load_standard(controller) == 0
    assert WheelStep.objects.get(key="discharge").history.get().history_user == cast.user("controller")


@pytest.mark.parametrize("name", EVERYBODY)
def test_only_a_controller_steers_the_wheel(cast: Cast, name: str) -> None:
    step, actor = standard(cast)["discharge"], cast.actor(name)
    tries = (
        lambda: load_standard(actor),
        lambda: add_step(actor, **STEP),
        lambda: change_step(actor, step, step.version, name="Nytt namn"),
        lambda: set_year(actor, step, 2026, day=date(2026, 6, 9), left_out=False, reason=""),
    )
    for attempt in tries:
        if name == "controller":
            attempt()
        else:
            with pytest.raises(Refused):
                attempt()


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"name": " "}, "name"),
        ({"month": 4, "day": 31}, "day"),
        ({"start_month": 6}, "start_month"),
        ({"first_year": 2027, "last_year": 2026}, "last_year"),
        ({"owner_kind": "council"}, "role"),
        ({"role": "chair"}, "owner_kind"),
    ],
)
def test_what_does_not_fit_is_said_at_its_field(cast: Cast, wrong: dict[str, Any], field: str) -> None:
    with pytest.raises(RuleBroken) as refusal:
        add_step(cast.actor("controller"), **(STEP | wrong))
    assert refusal.value.field == field
    assert not WheelStep.objects.exists()


def test_two_who_change_the_same_step_the_second_is_told(cast: Cast) -> None:
    controller = cast.actor("controller")
    step = add_step(controller, **STEP)
    change_step(controller, step, 1, name="Budgetdagen")
    with pytest.raises(EditConflict):
        change_step(controller, step, 1, name="Dagen om budget")
    assert WheelStep.objects.get().name == "Budgetdagen"


def test_a_year_has_its_own_day_and_may_leave_a_step_out_with_a_reason(cast: Cast) -> None:
    controller, steps = cast.actor("controller"), standard(cast)
    set_year(controller, steps["discharge"], 2026, day=date(2026, 5, 25), left_out=False, reason="")
    assert (found("discharge").day, found("discharge", 2027).day) == (date(2026, 5, 25), date(2027, 6, 30))
    with pytest.raises(RuleBroken) as refusal:
        set_year(controller, steps["frames"], 2026, day=None, left_out=True, reason=" ")
    assert refusal.value.field == "reason"
    with pytest.raises(RuleBroken):
        set_year(controller, steps["frames"], 2026, day=date(2027, 6, 1), left_out=False, reason="")
    set_year(controller, steps["frames"], 2026, day=None, left_out=True, reason="Ramarna kommer i november.")
    assert found("frames").left_out
    assert not found("frames", 2027).left_out
    assert "frames" not in {mark.step.step.key for mark in draw(2026, wheel_of(2026, SPRING), SPRING).marks}


@pytest.mark.parametrize("name", EVERYBODY)
def test_who_answers_for_a_step_or_a_controller_notes_it_as_done(cast: Cast, name: str) -> None:
    steps, actor, today = standard(cast), cast.actor(name), timezone.localdate()
    for key, answers in (("discharge", {"kf_chair"}), ("committee_reports", set())):
        if name in answers | {"controller"}:
            note_done(actor, steps[key], today.year, on=today, note="§ 52")
            take_back_done(actor, steps[key], today.year)
            assert not WheelYear.objects.filter(done_on__isnull=False).exists()
        else:
            with pytest.raises(Refused):
                note_done(actor, steps[key], today.year, on=today, note="§ 52")


@pytest.mark.parametrize("name", EVERYBODY)
def test_of_what_several_answer_for_each_notes_the_own_part(cast: Cast, name: str) -> None:
    step, actor, today = standard(cast)["committee_reports"], cast.actor(name), timezone.localdate()
    if name in ("chair_a", "controller"):
        part = note_part_done(actor, step, today.year, cast["A"], on=today, note="§ 7")
        assert part.history.get().history_user == cast.user(name)
        take_back_part(actor, step, today.year, cast["A"])
    else:
        with pytest.raises(Refused):
            note_part_done(actor, step, today.year, cast["A"], on=today, note="§ 7")
        with pytest.raises(Refused):
            take_back_part(actor, step, today.year, cast["A"])
    assert not WheelPart.objects.exists()


def test_the_step_is_done_when_all_have_noted_their_part_the_board_too(cast: Cast) -> None:
    step, controller, february = standard(cast)["committee_reports"], cast.actor("controller"), date(2026, 2, 20)
    for number, code in enumerate(("A", "B", "KS")):
        occurrence = found("committee_reports", today=february)
        assert occurrence.progress.words == f"{number} av 3 är klara"
        assert not occurrence.is_done
        assert cast[code].pk in occurrence.progress.left
        note_part_done(controller, step, 2026, cast[code], on=february, note="")
        assert ("committee_reports" in keys_of(cast, "chair_b", february)) == (code == "A")
    assert found("committee_reports", today=february).is_done
    with pytest.raises(Refused):
        note_part_done(controller, step, 2026, cast["kontorA"], on=february, note="")
    with pytest.raises(RuleBroken):
        note_part_done(controller, WheelStep.objects.get(key="discharge"), 2026, cast["KF"], on=february, note="")
    with pytest.raises(RuleBroken):
        note_part_done(controller, step, 2026, cast["A"], on=date(2100, 1, 1), note="")


def test_what_the_council_does_for_others_waits_for_its_chair_until_all_of_it_is_done(cast: Cast) -> None:
    standard(cast)
    june = date(2026, 6, 15)
    for code in ("A", "B", "KS"):
        assert "frames" in keys_of(cast, "kf_chair", june)
        entry(cast, EntryKind.FRAME, None, code)
    assert "frames" not in keys_of(cast, "kf_chair", june)


def test_what_many_do_is_never_noted_by_hand_nor_what_has_not_been(cast: Cast) -> None:
    steps, controller = standard(cast), cast.actor("controller")
    with pytest.raises(RuleBroken):
        note_done(controller, steps["plans"], 2026, on=date(2026, 1, 2), note="")
    with pytest.raises(RuleBroken) as refusal:
        note_done(controller, steps["discharge"], 2026, on=date(2100, 1, 1), note="")
    assert refusal.value.field == "on"


def entry(cast: Cast, kind: str, source: str | None, target: str, year: int = 2027) -> None:
    with recording(system_actor(), "Test"):
        BudgetEntry.objects.create(
            year=year, kind=kind, source=cast[source] if source else None, target=cast[target], amount=100,
            text="Ram", decision=cast.decision(), booked_on=date(2026, 6, 22),
        )  # fmt: skip


def test_how_far_frames_plans_and_budget_have_come_is_said_in_words(cast: Cast) -> None:
    standard(cast)
    assert found("frames").progress.words == "0 av 3 nämnder har fått sin ram"
    entry(cast, EntryKind.FRAME, None, "A")
    assert (found("frames").progress.words, found("frames").state) == ("1 av 3 nämnder har fått sin ram", "begun")
    assert found("frames").progress.left == {cast["KS"].pk, cast["B"].pk}
    for code in ("B", "KS"):
        entry(cast, EntryKind.FRAME, None, code)
    assert (found("frames").is_done, found("frames").state) == (True, "done")
    cast.item("focus", "A", first_year=2027)
    cast.item("focus", "B", first_year=2027)
    cast.item("focus", "B", first_year=2027, state=ItemState.DRAFT)
    assert found("plans").progress.words == "1 av 3 nämnder har beslutat"
    assert not found("budget_election").is_done
    with recording(system_actor(), "Test"):
        BudgetDecision.objects.create(year=2027, decision=cast.decision(), decided_at=timezone.now())
    assert found("budget_election").is_done
    assert found("budget_late").is_done


def test_a_frame_that_is_taken_back_is_no_frame(cast: Cast) -> None:
    standard(cast)
    entry(cast, EntryKind.FRAME, None, "A")
    wrong = BudgetEntry.objects.get()
    with recording(system_actor(), "Test"):
        BudgetEntry.objects.create(
            year=2027, kind=EntryKind.FRAME, source=cast["A"], amount=100, text="Rättelse", corrects=wrong,
            decision=cast.decision(), booked_on=date(2026, 6, 23),
        )  # fmt: skip
    assert found("frames").progress.done == 0


def spring_period(**fields: Any) -> Period:
    return period(
        kind=PeriodKind.TERTIAL, name="Tertial 1", last_day=date(2026, 4, 30), due=date(2026, 5, 15), **fields
    )


def test_assessments_and_dialogues_of_the_period_are_counted_by_unit_and_by_talk(cast: Cast) -> None:
    standard(cast)
    chain, during = cast.chain(), spring_period()
    PeriodSection.objects.filter(period=during).delete()
    assert found("spring_dialogues").progress.words == "inga dialoger är planerade än"
    assessment(chain["activity"], during, AssessmentState.SUBMITTED)
    talk = dialogue(cast, during)
    assert found("tertial").progress.words == "1 av 4 enheter har lämnat allt"
    assert found("spring_dialogues").progress.words == "0 av 1 dialog är bekräftad av båda"
    confirm_dialogue(cast.actor("chair_a"), talk, "upper", 1)
    confirm_dialogue(cast.actor("head_a"), talk, "lower", 2)
    assert found("spring_dialogues").is_done


def test_where_the_period_asks_in_sections_these_are_counted(cast: Cast) -> None:
    """What a unit must answer; not what it answers if it likes, and not its assessments one by one."""
    standard(cast)
    during = spring_period()
    PeriodSection.objects.filter(period=during).delete()
    asked = {"period": during, "kind": SectionKind.QUESTION, "unit_kinds": [UnitKind.UNIT]}
    with recording(system_actor(), "Test"):
        must = PeriodSection.objects.create(title="Vad har ni lärt er?", order=1, **asked)
        PeriodSection.objects.create(title="Något mer?", order=2, required=False, **asked)
        report = SectionReport.objects.create(section=must, unit=cast["A1"], text="Mycket.")
    units = Unit.objects.in_year(2026).filter(kind=UnitKind.UNIT).count()
    assert found("tertial").progress.words == f"0 av {units} enheter har lämnat allt"
    SectionReport.objects.filter(pk=report.pk).update(state=AssessmentState.SUBMITTED)
    progress = found("tertial").progress
    assert progress.words == f"1 av {units} enheter har lämnat allt"
    assert cast["A1"].pk not in progress.left
    assert progress.url == reverse("followup:sections", args=[during.pk])


def test_a_closed_period_is_over_however_far_it_came(cast: Cast) -> None:
    standard(cast)
    cast.chain()
    spring_period(is_open=False)
    step = found("tertial", today=date(2026, 9, 1))
    assert (step.state, step.is_done, step.is_over) == ("closed", False, True)


def test_the_states_follow_the_day(cast: Cast) -> None:
    standard(cast)
    states = [found("discharge", today=day).state for day in (SPRING, date(2026, 5, 1), date(2026, 7, 1))]
    assert states == ["coming", "now", "late"]


def keys_of(cast: Cast, name: str, today: date) -> set[str]:
    return {step.step.key for step, _unit in steps_for(cast.actor(name), today)}


def test_a_step_waits_for_who_answers_from_when_it_begins_until_it_is_done(cast: Cast) -> None:
    steps = standard(cast)
    assert "discharge" not in keys_of(cast, "kf_chair", date(2026, 4, 30))
    assert "discharge" in keys_of(cast, "kf_chair", date(2026, 5, 2))
    for other in ("kf_politician", "chair_a", "controller", "manager_a1", "outsider"):
        assert "discharge" not in keys_of(cast, other, date(2026, 5, 2))
    with recording(system_actor(), "Test"):
        WheelYear.objects.create(step=steps["discharge"], year=2026, done_on=date(2026, 5, 25))
    assert "discharge" not in keys_of(cast, "kf_chair", date(2026, 5, 26))


def test_of_what_many_do_only_those_whose_own_part_remains_have_it(cast: Cast) -> None:
    standard(cast)
    november = date(2026, 11, 20)
    assert "plans" in keys_of(cast, "chair_a", november) & keys_of(cast, "chair_b", november)
    cast.item("focus", "A", first_year=2027)
    assert "plans" not in keys_of(cast, "chair_a", november)
    assert "plans" in keys_of(cast, "chair_b", november)


def test_the_steps_are_among_what_a_person_has_to_do(cast: Cast) -> None:
    steps = standard(cast)
    todos = [todo for _kind, todo in todos_of(cast.actor("kf_chair"), date(2026, 5, 2), ["wheel"])]
    key = f"wheel:{steps['discharge'].pk}:2026:{cast['KF'].pk}"
    assert {(todo.key, todo.due) for todo in todos} >= {(key, date(2026, 6, 30))}


@pytest.mark.parametrize("size", [1, 4])
def test_the_wheel_asks_as_many_questions_whatever_its_size(
    cast: Cast, size: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    standard(cast)
    during = spring_period()
    for number in range(size):
        cast.item("focus", "A", first_year=2027, title=f"Fokus {number}")
        cast.item("activity", "A1", title=f"Aktivitet {number}")
        dialogue(cast, during, day=date(2026, 5, 12 + number))
        add_step(cast.actor("controller"), **(STEP | {"name": f"Eget steg {number}"}))
        entry(cast, EntryKind.FRAME, None, "A")
    with django_assert_num_queries(42):
        wheel_of(2026, SPRING)


def test_no_two_marks_of_a_track_lie_on_each_other(cast: Cast) -> None:
    controller = cast.actor("controller")
    for number in range(12):
        add_step(controller, **(STEP | {"name": f"Steg {number}", "day": 7 + number // 6}))
    marks = draw(2026, wheel_of(2026, SPRING), SPRING).marks
    assert len(marks) == 12
    for number, one in enumerate(marks):
        for other in marks[number + 1 :]:
            assert ((one.x - other.x) ** 2 + (one.y - other.y) ** 2) ** 0.5 >= 12
            assert one.is_right != other.is_right or abs(one.words_y - other.words_y) >= 16


def test_january_is_at_the_top_and_the_year_goes_clockwise(cast: Cast) -> None:
    controller = cast.actor("controller")
    for month, day in ((1, 1), (4, 2), (7, 2), (10, 1)):
        add_step(controller, **(STEP | {"month": month, "day": day}))
    top, right, bottom, left = draw(2026, wheel_of(2026, SPRING), SPRING).marks
    radius = ring_radius(WheelTrack.PLANNING)
    assert (top.x, top.y) == (200, 200 - radius)
    assert right.x == pytest.approx(200 + radius, abs=1)
    assert right.y == pytest.approx(200, abs=2)
    assert bottom.y == pytest.approx(200 + radius, abs=1)
    assert left.x == pytest.approx(200 - radius, abs=1)
    assert draw(2026, [], SPRING).today is not None
    assert draw(2027, [], SPRING).today is None


def test_a_new_calendar_address_takes_the_place_of_the_old(cast: Cast) -> None:
    actor = cast.actor("chair_a")
    first = renew_feed(actor).key
    assert renew_feed(actor).key != first
    with pytest.raises(Refused):
        renew_feed(cast.actor("outsider"))
