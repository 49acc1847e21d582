"""A whole year, 2027, played through by the right people, from the council's frames in June 2026 to its discharge in June 2028.

Each step waits for exactly those whose it is, they see it on their pages, and it leaves when it is done; in the end nothing is left open that should
not be. One long test, since every stretch stands on the one before.
"""

from datetime import date, timedelta

import pytest

from budget.actions.forecast import give_forecast
from followup.actions.reminders import run_due
from followup.actions.wheel import load_standard, note_part_done, set_year
from followup.models import (
    Dialogue,
    JointJudgement,
    NextStep,
    OpenQuestion,
    Period,
    PeriodKind,
    StepState,
    Verdict,
    WheelStep,
)
from followup.queries.wheel import wheel_of
from followup.todo import todo_kinds
from goals.actions.assignments import give_assignment, pass_on
from goals.actions.year_opening import open_year
from goals.models import PlanItem
from sala_styr.decisions.actions import set_year_state
from sala_styr.decisions.models import YearState
from sala_styr.documents.models import Report
from sala_styr.errors import RuleBroken
from sala_styr.mail.models import Message
from sala_styr.organisation.models import Appointment
from sala_styr.organisation.stand_ins import appoint_stand_in
from tests.followup.year import closing, controlling, following, planning, talking
from tests.followup.year.planning import BODIES, CHAIRS, HEADS, note_steps, step_of
from tests.followup.year.talking import Left
from tests.followup.year.world import EVERYBODY, World, a_world

YEAR, NEXT = 2027, 2028
BEFORE_US = (
    "annual_report", "annual_approval", "discharge", "committee_reports", "control_follow_up", "companies",
)  # fmt: skip
"""Steps about the books of years that were followed up before there was a system."""


@pytest.mark.postgresql  # a minute and more: where it is run for real
def test_a_whole_year(db: None) -> None:
    with a_world(date(2026, 6, 1)) as world:
        the_planning(world)
        spring = the_first_tertial(world)
        autumn = the_interim(world, spring)
        the_next_years_plan(world)
        the_closing(world, autumn)
        nothing_is_left(world)


def the_planning(world: World) -> None:
    """June 2026 to January 2027."""
    controller = world.actor("controller")
    load_standard(controller)
    leave_out(world, 2026, "conditions", "preparation", *BEFORE_US)
    leave_out(world, 2027, *BEFORE_US)

    world.on(2026, 6, 15)
    planning.council_says_what(world, YEAR)
    planning.council_gives_frames(world, YEAR)

    world.on(2026, 9, 22)
    planning.committees_draft(world, YEAR)
    planning.committees_pass_on(world, YEAR)

    world.on(2026, 10, 20)
    note_steps(world, "ks_chair", "proposal", "interim_report")
    world.on(2026, 11, 10)
    each_notes(world, "improvements", HEADS)
    world.on(2026, 11, 23)
    planning.council_decides_budget(world, YEAR, "budget_election")
    world.on(2026, 12, 15)
    planning.committees_decide(world, YEAR)
    controlling.committees_decide_what_to_control(world, YEAR)

    closing.stewardship_goals(world, YEAR)
    world.on(2027, 1, 11)
    set_year_state(world.actor("controller"), YEAR, YearState.OPEN)
    planning.units_say_how(world, YEAR)
    planning.managers_lock(world, YEAR, {"A1": "activity A1"})
    assert not world.waiting()


def the_first_tertial(world: World) -> Left:
    """February to June 2027."""
    world.on(2027, 2, 15)
    give_assignment_to(world, "A", due=date(2027, 10, 15))
    world.on(2027, 3, 10)
    note_steps(world, "ks_chair", "conditions")
    controlling.companies_are_tested(world, YEAR - 1)
    period = following.begin(
        world, year=YEAR, kind=PeriodKind.TERTIAL, name="Tertial 1", last_day=date(2027, 4, 30), due=date(2027, 5, 14)
    )

    world.on(2027, 5, 3)
    note_steps(world, "ks_chair", "preparation")
    following.bring_in(world, YEAR, through=4)
    letters_go_out(world)
    following.everybody_is_asked(world, period)
    somebody_stands_in(world, period)
    (first, *_more) = following.answer(world, "A1")
    following.send_back(world, first, "A1", "Skriv vad det beror på.")
    following.answer(world, "B1", nothing="Inget har hänt sedan sist.")
    for code in following.ASKED:
        following.answer(world, code)
    following.read_sections(world, period)

    following.assess(world, period, {f"del-{world.items['activity A1'].pk}": "partly"})
    following.ask_again(world, period, world.items["activity A1"], "A1")
    following.judge(world, period)
    following.forecast(world, period, {})

    world.on(2027, 5, 17)
    talking.ask_and_answer(world, world.items["focus A"], "politician_a", {"chair_a", "head_a"}, "head_a")
    left = talking.all_talks(world, period)
    talking.report_on(world, left.steps)
    world.until(date(2027, 6, 14))
    following.close(world, period)
    return left


def the_interim(world: World, spring: Left) -> Left:
    """June to October 2027: the plan of the year after begins, the forecast is off, and last time's steps come back."""
    controller = world.actor("controller")
    world.on(2027, 6, 21)
    assert open_year(controller, NEXT).taken
    planning.council_gives_frames(world, NEXT)
    period = following.begin(
        world, year=YEAR, kind=PeriodKind.INTERIM, name="Delår", last_day=date(2027, 8, 31), due=date(2027, 9, 20)
    )

    world.on(2027, 9, 6)
    following.bring_in(world, YEAR, 8, {"A1": 400})
    everybody_answers(world, period)
    too_far_without_words(world)
    following.forecast(world, period, {"A1": -5_400})
    closing.write_measure(world, YEAR, "A1", 300)
    closing.move_money(world, YEAR, 200)
    closing.explain(world, YEAR, 8, "A2", -4_000)

    world.on(2027, 9, 21)
    planning.committees_pass_on(world, NEXT)
    autumn = talking.all_talks(world, period)
    for step in spring.steps:
        assert talking.stands_in_pack(step.text, period, step.dialogue.lower.code)
        assert NextStep.objects.get(pk=step.pk).state == StepState.DONE
    for question in spring.questions:
        assert OpenQuestion.objects.get(pk=question.pk).answer
    closing.joint_judgement(world, YEAR, Verdict.PARTLY, "Prognosen pekar på att ett mål av två nås.")
    following.close(world, period)
    world.until(date(2027, 10, 18))
    note_steps(world, "ks_chair", "interim_report", "proposal")
    return autumn


def everybody_answers(world: World, period: Period) -> None:
    """All sections and all that is to be assessed: asked for, handed in, read and approved."""
    following.everybody_is_asked(world, period)
    for code in following.ASKED:
        following.answer(world, code)
    following.read_sections(world, period)
    following.assess(world, period)
    following.judge(world, period)


def too_far_without_words(world: World) -> None:
    """A forecast further from the budget than the council lets pass is not taken without a cause and a measure."""
    with pytest.raises(RuleBroken, match="Skriv orsak och åtgärd"):
        give_forecast(world.actor("manager_a1"), world.unit("A1"), YEAR, 8, -5_400_000_00, "Som vi ser det nu.")


def the_next_years_plan(world: World) -> None:
    """October to December 2027, with what this year has taught."""
    talk = Dialogue.objects.filter(lower=world.unit("verksA"), period__year=YEAR).latest("day")
    improvement = closing.improvement_from(world, talk, "verksA", "manager_a1")
    closing.assignment_is_reported(world)
    world.on(2027, 11, 8)
    strategy = PlanItem.objects.get(copied_from=world.items["strategy verksA"])
    closing.becomes_activity(world, improvement, strategy, NEXT)
    each_notes(world, "improvements", HEADS)
    world.on(2027, 11, 24)
    closing.activities_end(world, YEAR)
    planning.council_decides_budget(world, NEXT, "budget")
    world.on(2027, 12, 14)
    planning.committees_decide(world, NEXT)
    controlling.committees_decide_what_to_control(world, NEXT)
    controlling.controls_are_done(world, YEAR)
    closing.stewardship_goals(world, NEXT)


def the_closing(world: World, autumn: Left) -> None:
    """January to June 2028."""
    world.on(2028, 1, 3)
    set_year_state(world.actor("controller"), NEXT, YearState.OPEN)
    planning.managers_lock(world, NEXT, {})
    period = following.begin(
        world, year=YEAR, kind=PeriodKind.FULL_YEAR, name="Helår", last_day=date(2027, 12, 31), due=date(2028, 1, 31)
    )
    world.on(2028, 1, 10)
    following.bring_in(world, YEAR, 12, {"A1": 100})
    everybody_answers(world, period)
    world.on(2028, 2, 1)
    talking.all_talks(world, period, last=True)
    assert {NextStep.objects.get(pk=step.pk).state for step in autumn.steps} == {StepState.DONE}
    assert not NextStep.objects.filter(state=StepState.OPEN).exists()
    following.close(world, period)
    world.until(date(2028, 2, 25))
    bodies = {body: CHAIRS[body] for body in BODIES}
    each_notes(world, "committee_reports", bodies)
    each_notes(world, "control_follow_up", bodies)

    world.on(2028, 3, 20)
    note_steps(world, "ks_chair", "conditions")
    controlling.companies_are_tested(world, YEAR)
    closing.judge_stewardship(world, YEAR)
    version = JointJudgement.objects.get(year=YEAR).version
    closing.joint_judgement(world, YEAR, Verdict.CONSISTENT, "Båda målen nåddes.", version)
    closing.books_tie(world, YEAR)
    world.on(2028, 4, 10)
    note_steps(world, "ks_chair", "annual_report", "preparation")
    world.on(2028, 5, 22)
    report = closing.report_is_decided(world, YEAR)
    note_steps(world, "kf_chair", "annual_approval")
    set_year_state(world.actor("controller"), YEAR, YearState.CLOSED)
    world.on(2028, 6, 12)
    note_steps(world, "kf_chair", "discharge")
    assert Report.objects.get(pk=report.pk).sha256 == report.sha256


def nothing_is_left(world: World) -> None:
    """Nobody has anything to do but what belongs to the year after next, and the wheel has gone round."""
    coming = {step_of(world, "frames", "KF", NEXT): {"kf_chair"}}
    """The frames of 2029: it is June 2028."""
    assert world.waiting() == coming
    for name in EVERYBODY:
        if not any(name in names for names in coming.values()) and world.actor(name).is_known:
            assert "Inget mer att göra just nu" in world.page(name, "followup:todo")

    asked = [each for each in wheel_of(YEAR, world.today) if each.step.is_asked and not each.left_out]
    assert [each.step.key for each in asked if not each.is_over] == []
    seen = {key.partition(":")[0] for key in world.seen}
    assert {kind.name for kind in todo_kinds()} - seen == {"mail-troubled"}
    """A letter that does not arrive is no part of the year; tests/followup/test_reminders.py."""


def give_assignment_to(world: World, code: str, due: date) -> None:
    """The council gives a committee an uppdrag: it waits for its chair, and, passed on, for the office's head too."""
    decision = world.decide("kf_chair", "KF", "Uppdrag om köer")
    given = give_assignment(
        world.actor("kf_chair"), world.unit("KF"), decision, title="Korta köerna", due=due, receivers=[world.unit(code)]
    )
    part = given.receivers.get()
    world.waits(f"assignment:{part.pk}", CHAIRS[code])
    pass_on(world.actor(CHAIRS[code]), part, part.version, [world.unit("kontorA")])
    world.waits(f"assignment:{given.receivers.get(via=part).pk}", "head_a")


def letters_go_out(world: World) -> None:
    """Everybody for whom something is due within a week, or late, has the week's letter, once; nobody else has."""
    reminding = [kind.name for kind in todo_kinds() if kind.reminds]
    soon = world.today + timedelta(days=7)
    expected = {
        name for name in EVERYBODY if any(todo.due and todo.due <= soon for todo in world.todos(name, *reminding))
    }
    assert "manager_a1" in expected
    assert run_due().week == len(expected)
    assert {message.recipient.username for message in Message.objects.all() if message.recipient} == expected
    assert run_due().week == 0


def somebody_stands_in(world: World, period: Period) -> None:
    """The manager of A2 is away: what waits there waits for the substitute too, who answers, and the history names both."""
    appointment = Appointment.objects.get(user=world.who.user("manager_a2"), unit=world.unit("A2"))
    staff = world.who.user("staff_a1")
    appoint_stand_in(world.actor("manager_a2"), appointment, staff, world.today, world.today)
    key = next(key for key in world.waiting("section") if key.endswith(f":{world.unit('A2').pk}"))
    world.waits(key, "manager_a2", "staff_a1")
    reports = following.answer(world, "A2", "staff_a1")
    assert reports
    for report in reports:
        assert report.in_place_of == str(world.who.user("manager_a2"))
        assert report.history.latest().history_user == staff
    world.gone(key)
    world.on(2027, 5, 4)
    assert not world.having(following.key_of("forecast", period, world.unit("A2"))).keys() - {"manager_a2"}


def leave_out(world: World, year: int, *keys: str) -> None:
    """The controller leaves out what was done before the system was there."""
    for key in keys:
        step = WheelStep.objects.get(key=key)
        set_year(world.actor("controller"), step, year, day=None, left_out=True, reason="Gjordes i det förra systemet.")


def each_notes(world: World, key: str, who: dict[str, str]) -> None:
    """A step that several answer for, each for the own unit: it leaves each one's list when that part is noted."""
    year, step = world.today.year, WheelStep.objects.get(key=key)
    for code, name in who.items():
        waits = step_of(world, key, code, year)
        world.waits(waits, name)
        note_part_done(world.actor(name), step, year, world.unit(code), on=world.today, note="")
        world.gone(waits)
