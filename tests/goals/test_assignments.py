"""Uppdrag: who gives, answers, sends back and closes them, and how they stand."""

from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from goals.actions import assignments as actions
from goals.models import Assignment, AssignmentReceiver, AssignmentState, ItemState
from goals.queries import assignments as queries
from sala_styr.errors import EditConflict, Refused, RuleBroken
from tests.cast import PEOPLE, Cast
from tests.goals.past import count, said

today = timezone.localdate  # asked each time: a run may go past midnight
EVERYBODY = {name for name, _role, _unit in PEOPLE}


def give(cast: Cast, giver: str = "KF", to: tuple[str, ...] = ("A",), by: str = "", **fields: Any) -> Assignment:
    """An uppdrag from ``giver``, given by its chair."""
    by = by or {"KF": "kf_chair", "A": "chair_a", "B": "chair_b", "KS": "controller"}[giver]
    values = {"title": "Utred busshållplatsen", "due": today() + timedelta(days=30)} | fields
    receivers = [cast[code] for code in to]
    return actions.give_assignment(cast.actor(by), cast[giver], cast.decision(giver), receivers=receivers, **values)


def part_of(assignment: Assignment, unit: str) -> AssignmentReceiver:
    return AssignmentReceiver.objects.select_related("assignment__giver", "unit", "via__unit").get(
        assignment=assignment, unit__code=unit
    )


def answer(cast: Cast, who: str, assignment: Assignment, unit: str, state: str, **fields: Any) -> AssignmentReceiver:
    part = part_of(assignment, unit)
    return actions.answer_assignment(cast.actor(who), part, part.version, state=state, **fields)


def late(cast: Cast, **fields: Any) -> Assignment:
    """One that should have been reported twelve days ago."""
    return give(cast, due=today() - timedelta(days=12), **fields)


def state_of(cast: Cast, assignment: Assignment) -> tuple[str, bool]:
    (row,) = queries.rows_for(cast.actor("auditor"), queries.whole(Assignment.objects.filter(pk=assignment.pk)))
    return row.state, row.overdue


def test_it_is_given_numbered_and_told(cast: Cast) -> None:
    first = give(cast, to=("A", "B"))
    second = give(cast)
    assert [first.number, second.number] == ["KF 2025-1", "KF 2025-2"]
    assert set(first.receivers.values_list("unit__code", "state")) == {("A", "given"), ("B", "given")}
    assert said(first) == ("kf_chair", f"Lämnade uppdraget: {first.decision}")


def test_a_number_of_ones_own_is_kept_and_a_taken_one_is_told_with_the_next_free(cast: Cast) -> None:
    assert give(cast, number="Budgetuppdrag 7").number == "Budgetuppdrag 7"
    give(cast, number="KF 2025-10")
    with pytest.raises(RuleBroken, match="Nästa lediga är KF 2025-11") as broken:
        give(cast, number="KF 2025-10")
    assert broken.value.field == "number"
    assert Assignment.objects.count() == 2


@pytest.mark.parametrize("giver", ["KF", "A"])
@pytest.mark.parametrize("name", sorted(EVERYBODY))
def test_the_givers_own_elected_and_a_controller_give_and_nobody_else(cast: Cast, name: str, giver: str) -> None:
    allowed = {"KF": {"kf_chair", "kf_politician", "controller"}, "A": {"chair_a", "politician_a", "controller"}}[giver]
    to = {"KF": ("B",), "A": ("kontorA",)}[giver]
    if name in allowed:
        assert give(cast, giver, to, by=name).pk
    else:
        with pytest.raises(Refused, match="förtroendevalda där eller av en controller"):
            give(cast, giver, to, by=name)
        assert not Assignment.objects.exists()


def test_the_decision_is_the_givers_own(cast: Cast) -> None:
    with pytest.raises(RuleBroken, match="inte ett beslut av Kommunfullmäktige") as broken:
        actions.give_assignment(
            cast.actor("kf_chair"), cast["KF"], cast.decision("A"), title="T", due=today(), receivers=[cast["A"]]
        )
    assert broken.value.field == "decision"


@pytest.mark.parametrize(
    ("giver", "to", "fits"),
    [("KF", "A", True), ("KF", "KS", True), ("KF", "bolaget", True), ("KF", "kontorA", False), ("KF", "KF", False),
     ("KF", "gemensamt", False), ("A", "kontorA", True), ("A", "A1", True), ("A", "B", False), ("A", "kontorB", False),
     ("KS", "A", True), ("KS", "ekonomi", True)],
)  # fmt: skip
def test_a_body_gives_to_those_it_can_tell_what_to_do(cast: Cast, giver: str, to: str, fits: bool) -> None:
    if fits:
        assert give(cast, giver, (to,)).pk
    else:
        with pytest.raises(RuleBroken, match="kan inte lämna uppdrag till"):
            give(cast, giver, (to,))
        assert not Assignment.objects.exists()


def test_it_needs_a_receiver_and_a_day_after_the_decision(cast: Cast) -> None:
    with pytest.raises(RuleBroken, match="minst en mottagare"):
        give(cast, to=())
    with pytest.raises(RuleBroken, match="före beslutet"):
        give(cast, due=today().replace(year=2020))
    assert not Assignment.objects.exists()


def test_it_does_not_belong_to_a_draft(cast: Cast) -> None:
    goal = cast.item("goal", "KF")
    assert give(cast, plan_item=goal).plan_item == goal
    draft = cast.item("goal", "KF", state=ItemState.DRAFT)
    with pytest.raises(RuleBroken, match="inte till ett utkast"):
        give(cast, plan_item=draft)


def test_the_way_from_given_to_closed(cast: Cast) -> None:
    uppdrag = give(cast)
    assert answer(cast, "politician_a", uppdrag, "A", "received").state == AssignmentState.RECEIVED
    assert state_of(cast, uppdrag) == (queries.OPEN, False)
    part = answer(cast, "chair_a", uppdrag, "A", "ongoing", responsible=cast.user("head_a"), report="Vi har börjat")
    assert part.responsible == cast.user("head_a")
    part = answer(cast, "chair_a", uppdrag, "A", "reported", report="Klart", responsible=cast.user("head_a"))
    assert (part.reported_on, part.report, part.version) == (today(), "Klart", 4)
    assert said(part) == ("chair_a", "Uppdraget: återrapporterat")
    assert state_of(cast, uppdrag) == (queries.WAITING, False)
    decision = cast.decision("KF", today())
    closed = actions.close_assignment(cast.actor("kf_chair"), uppdrag, 1, decision)
    assert (closed.closed_on, closed.close_decision) == (today(), decision)
    assert state_of(cast, uppdrag) == (queries.CLOSED, False)


def test_it_is_overdue_until_the_last_has_reported(cast: Cast) -> None:
    uppdrag = late(cast, to=("A", "B"), by="kf_chair")
    assert state_of(cast, uppdrag) == (queries.OPEN, True)
    answer(cast, "chair_a", uppdrag, "A", "reported", report="Klart")
    (row,) = queries.overdue_rows(cast.actor("controller"), 6).rows
    assert row.due_in_words == "skulle ha återrapporterats för 12 dagar sedan"
    assert row.look == ("attention", "försenat", "warning")
    answer(cast, "chair_b", uppdrag, "B", "reported", report="Klart")
    assert queries.overdue_rows(cast.actor("controller"), 6) == queries.Few((), 0)
    assert state_of(cast, uppdrag) == (queries.WAITING, False)


def test_of_very_much_the_first_are_shown_and_the_rest_counted(cast: Cast, django_assert_num_queries: Any) -> None:
    for days in (3, 9, 6):
        give(cast, due=today() - timedelta(days=days), title=f"{days} dagar")
    chair = cast.actor("kf_chair")
    with django_assert_num_queries(3):
        few = queries.overdue_rows(chair, 2)
    assert [row.assignment.title for row in few.rows] == ["9 dagar", "6 dagar"]
    assert few.more == 1
    with django_assert_num_queries(6):
        assert queries.given_and_received(chair, 2).overdue == few


def test_the_day_itself_is_not_too_late(cast: Cast) -> None:
    assert state_of(cast, give(cast, due=today())) == (queries.OPEN, False)


@pytest.mark.parametrize("name", sorted(EVERYBODY))
def test_the_receivers_own_answer_and_nobody_else(cast: Cast, name: str) -> None:
    council, own = give(cast, to=("A",)), give(cast, "A", ("kontorA",))
    for uppdrag, unit, allowed in ((council, "A", {"chair_a", "politician_a"}), (own, "kontorA", {"head_a"})):
        if name in allowed:
            assert answer(cast, name, uppdrag, unit, "received").state == "received"
        else:
            with pytest.raises(Refused):
                answer(cast, name, uppdrag, unit, "received")


def test_the_company_answers_by_its_own_and_not_by_the_council(cast: Cast) -> None:
    uppdrag = give(cast, to=("bolaget",))
    for name in ("kf_chair", "head_a", "controller"):
        with pytest.raises(Refused, match="Bolaget AB"):
            answer(cast, name, uppdrag, "bolaget", "received")


def test_the_named_person_writes_but_does_not_report(cast: Cast) -> None:
    uppdrag = give(cast)
    answer(cast, "chair_a", uppdrag, "A", "ongoing", responsible=cast.user("staff_a1"))
    part = answer(cast, "staff_a1", uppdrag, "A", "ongoing", report="Ett förslag", responsible=None)
    assert (part.report, part.responsible) == ("Ett förslag", cast.user("staff_a1"))
    with pytest.raises(Refused, match="förtroendevalda i Nämnd A"):
        answer(cast, "staff_a1", uppdrag, "A", "reported", report="Ett förslag")


def test_a_report_says_something_and_nothing_goes_backwards(cast: Cast) -> None:
    uppdrag = give(cast)
    with pytest.raises(RuleBroken, match="Skriv återrapporten först"):
        answer(cast, "chair_a", uppdrag, "A", "reported", report="  ")
    answer(cast, "chair_a", uppdrag, "A", "ongoing")
    with pytest.raises(RuleBroken, match="redan kommit längre"):
        answer(cast, "chair_a", uppdrag, "A", "received")
    answer(cast, "chair_a", uppdrag, "A", "reported", report="Klart")
    with pytest.raises(RuleBroken, match="väntar på Kommunfullmäktige"):
        answer(cast, "chair_a", uppdrag, "A", "ongoing", report="Ändrat")


def test_the_same_answer_again_changes_nothing(cast: Cast) -> None:
    uppdrag = give(cast)
    part = answer(cast, "chair_a", uppdrag, "A", "received")
    again = answer(cast, "chair_a", uppdrag, "A", "received")
    assert (again.version, count(part)) == (2, 2)


def test_the_giver_sends_a_report_back_with_a_word(cast: Cast) -> None:
    uppdrag = give(cast)
    part = answer(cast, "chair_a", uppdrag, "A", "reported", report="Klart")
    with pytest.raises(RuleBroken, match="vad som saknas"):
        actions.send_back(cast.actor("kf_politician"), part, part.version, " ")
    back = actions.send_back(cast.actor("kf_politician"), part, part.version, "Vad kostade det?")
    assert (back.state, back.returned_word, back.reported_on) == ("ongoing", "Vad kostade det?", None)
    assert state_of(cast, uppdrag)[0] == queries.OPEN
    again = answer(cast, "chair_a", uppdrag, "A", "reported", report="Klart, 12 000 kr")
    assert (again.returned_word, again.returned_on) == ("", None)


@pytest.mark.parametrize("name", sorted(EVERYBODY - {"kf_chair", "kf_politician"}))
def test_only_the_givers_elected_send_back(cast: Cast, name: str) -> None:
    uppdrag = give(cast)
    part = answer(cast, "chair_a", uppdrag, "A", "reported", report="Klart")
    with pytest.raises(Refused, match="avgörs av Kommunfullmäktige"):
        actions.send_back(cast.actor(name), part_of(uppdrag, "A"), part.version, "Mer")


@pytest.mark.parametrize("name", sorted(EVERYBODY - {"kf_chair", "kf_politician", "controller"}))
def test_only_the_giver_closes(cast: Cast, name: str) -> None:
    uppdrag = give(cast)
    with pytest.raises(Refused):
        actions.close_assignment(cast.actor(name), uppdrag, 1, cast.decision("KF", today()), "Klart")
    assert Assignment.objects.get().closed_on is None


@pytest.mark.parametrize(("body", "field"), [("A", "decision"), (None, "decision")])
def test_closing_takes_the_givers_own_decision(cast: Cast, body: str | None, field: str) -> None:
    uppdrag = give(cast)
    decision = cast.decision(body, today()) if body else None
    with pytest.raises(RuleBroken) as broken:
        actions.close_assignment(cast.actor("kf_chair"), uppdrag, 1, decision, "Klart")
    assert broken.value.field == field


def test_what_is_not_reported_is_closed_with_a_word_and_then_nothing_more_is_done(cast: Cast) -> None:
    uppdrag, decision = give(cast, to=("A", "B")), cast.decision("KF", today())
    with pytest.raises(RuleBroken, match="Alla har inte återrapporterat"):
        actions.close_assignment(cast.actor("kf_chair"), uppdrag, 1, decision)
    closed = actions.close_assignment(cast.actor("kf_chair"), uppdrag, 1, decision, "Behövs inte längre")
    assert closed.closing_text == "Behövs inte längre"
    for act in (
        lambda: answer(cast, "chair_a", uppdrag, "A", "received"),
        lambda: actions.close_assignment(cast.actor("kf_chair"), uppdrag, 2, decision, "Igen"),
        lambda: actions.pass_on(cast.actor("chair_a"), part_of(uppdrag, "A"), 1, [cast["kontorA"]]),
        lambda: edit(cast, uppdrag, 2),
    ):
        with pytest.raises(RuleBroken, match="avslutat av Kommunfullmäktige"):
            act()


def test_a_decision_older_than_the_uppdrag_does_not_close_it(cast: Cast) -> None:
    uppdrag = give(cast)
    older = cast.decision("KF", uppdrag.decision.date - timedelta(days=1))
    with pytest.raises(RuleBroken, match="äldre än uppdraget"):
        actions.close_assignment(cast.actor("kf_chair"), uppdrag, 1, older, "Klart")


def edit(cast: Cast, uppdrag: Assignment, version: int, who: str = "kf_chair", **fields: Any) -> Assignment:
    values = {"title": uppdrag.title, "due": uppdrag.due, "receivers": [cast["A"]], "reason": "Skrivfel"} | fields
    return actions.edit_assignment(cast.actor(who), uppdrag, version, **values)


def test_a_change_says_why_and_counts(cast: Cast) -> None:
    uppdrag = give(cast)
    with pytest.raises(RuleBroken, match="varför uppdraget ändras"):
        edit(cast, uppdrag, 1, reason="")
    changed = edit(cast, uppdrag, 1, title="Utred två hållplatser", reason="Nytt beslut § 5")
    assert (changed.version, said(changed)) == (2, ("kf_chair", "Ändrade uppdraget: Nytt beslut § 5"))
    assert edit(cast, changed, 2).version == 2
    with pytest.raises(EditConflict):
        edit(cast, uppdrag, 1, title="Ett annat")
    with pytest.raises(Refused):
        edit(cast, uppdrag, 2, who="chair_a")


def test_receivers_come_and_go_until_they_have_begun(cast: Cast) -> None:
    uppdrag = give(cast)
    edit(cast, uppdrag, 1, receivers=[cast["B"]])
    assert list(uppdrag.receivers.values_list("unit__code", flat=True)) == ["B"]
    answer(cast, "chair_b", uppdrag, "B", "received")
    with pytest.raises(RuleBroken, match="Nämnd B har redan börjat"):
        edit(cast, uppdrag, 2, receivers=[cast["A"]])
    assert list(uppdrag.receivers.values_list("unit__code", flat=True)) == ["B"]


def test_a_committee_passes_it_on_and_still_answers_for_the_whole(cast: Cast) -> None:
    uppdrag = give(cast)
    part = part_of(uppdrag, "A")
    part = actions.pass_on(cast.actor("chair_a"), part, 1, [cast["kontorA"], cast["A2"]])
    assert (part.state, part.version) == ("ongoing", 2)
    below = answer(cast, "head_a", uppdrag, "kontorA", "reported", report="Vår del")
    assert state_of(cast, uppdrag)[0] == queries.OPEN
    with pytest.raises(Refused, match="avgörs av Nämnd A"):
        actions.send_back(cast.actor("kf_chair"), part_of(uppdrag, "kontorA"), below.version, "Mer")
    assert (
        actions.send_back(cast.actor("chair_a"), part_of(uppdrag, "kontorA"), below.version, "Mer").state == "ongoing"
    )
    with pytest.raises(RuleBroken, match="redan skickats vidare"):
        actions.pass_on(cast.actor("head_a"), part_of(uppdrag, "kontorA"), below.version + 1, [cast["A1"]])
    answer(cast, "chair_a", uppdrag, "A", "reported", report="Alltihop")
    assert state_of(cast, uppdrag)[0] == queries.WAITING


def test_it_is_passed_on_to_ones_own_alone(cast: Cast) -> None:
    uppdrag = give(cast)
    for code, message in (("kontorB", "hör inte till Nämnd A"), ("B", "hör inte till")):
        with pytest.raises(RuleBroken, match=message):
            actions.pass_on(cast.actor("chair_a"), part_of(uppdrag, "A"), 1, [cast[code]])
    with pytest.raises(RuleBroken, match="minst en verksamhet"):
        actions.pass_on(cast.actor("chair_a"), part_of(uppdrag, "A"), 1, [])
    with pytest.raises(Refused):
        actions.pass_on(cast.actor("head_a"), part_of(uppdrag, "A"), 1, [cast["kontorA"]])
    assert uppdrag.receivers.count() == 1


def test_another_unit_takes_over_what_is_written_when_the_organisation_changes(cast: Cast) -> None:
    uppdrag = give(cast)
    answer(cast, "chair_a", uppdrag, "A", "ongoing", report="Hit kom vi", responsible=cast.user("head_a"))
    part = part_of(uppdrag, "A")
    moved = actions.hand_over(cast.actor("controller"), part, part.version, cast["B"], "Nämnd A upphör")
    assert (moved.unit, moved.state, moved.report, moved.responsible) == (cast["B"], "ongoing", "Hit kom vi", None)
    assert said(moved) == ("controller", "Flyttade uppdraget till Nämnd B: Nämnd A upphör")
    with pytest.raises(Refused):
        answer(cast, "chair_a", uppdrag, "B", "reported", report="Klart")
    done = answer(cast, "chair_b", uppdrag, "B", "reported", report="Klart")
    with pytest.raises(RuleBroken, match="väntar på Kommunfullmäktige"):
        actions.hand_over(cast.actor("kf_chair"), done, done.version, cast["A"], "Tillbaka")


@pytest.mark.parametrize(
    ("unit", "reason", "message"),
    [("kontorA", "Fel", "kan inte lämna uppdrag till"), ("B", "Fel", "har redan"), ("KS", " ", "varför")],
)
def test_it_is_not_moved_to_those_who_cannot_have_it(cast: Cast, unit: str, reason: str, message: str) -> None:
    part = part_of(give(cast, to=("A", "B")), "A")
    with pytest.raises(RuleBroken, match=message):
        actions.hand_over(cast.actor("kf_chair"), part, 1, cast[unit], reason)
    for name in sorted(EVERYBODY - {"kf_chair", "kf_politician", "controller"}):
        with pytest.raises(Refused):
            actions.hand_over(cast.actor(name), part, 1, cast["KS"], "Fel")


def test_the_second_of_two_who_answer_is_told(cast: Cast) -> None:
    uppdrag = give(cast)
    seen = part_of(uppdrag, "A")
    answer(cast, "politician_a", uppdrag, "A", "ongoing", report="Först")
    with pytest.raises(EditConflict):
        actions.answer_assignment(cast.actor("chair_a"), seen, seen.version, state="ongoing", report="Sedan")
    assert part_of(uppdrag, "A").report == "Först"


def test_a_report_that_is_not_handed_in_is_read_by_its_own(cast: Cast) -> None:
    uppdrag = give(cast)
    answer(cast, "chair_a", uppdrag, "A", "ongoing", report="Utkastet")

    def read(name: str) -> str:
        (row,) = queries.rows_for(cast.actor(name), queries.whole(Assignment.objects.filter(pk=uppdrag.pk)))
        return row.receivers[0].report

    assert {name for name in EVERYBODY if read(name)} == {
        "chair_a", "politician_a", "controller", "auditor", "administrator",
    }  # fmt: skip
    part = answer(cast, "chair_a", uppdrag, "A", "reported", report="Utkastet")
    assert {name for name in EVERYBODY if read(name)} == EVERYBODY
    actions.send_back(cast.actor("kf_chair"), part_of(uppdrag, "A"), part.version, "Mer")
    assert read("kf_politician")
    assert not read("chair_b")


def test_a_year_has_what_was_under_way_in_it(cast: Cast) -> None:
    uppdrag = give(cast)
    assert uppdrag.decision.date.year == 2025
    years = [year for year in (2024, 2025, 2026, 2027) if Assignment.objects.of_year(year).exists()]
    assert years == [2025, 2026, 2027]
    actions.close_assignment(cast.actor("kf_chair"), uppdrag, 1, cast.decision("KF"), "Klart")
    years = [year for year in (2024, 2025, 2026, 2027) if Assignment.objects.of_year(year).exists()]
    assert years == [2025]


def test_a_list_is_found_by_giver_receiver_state_and_text(cast: Cast) -> None:
    late(cast, title="Försenad åtgärd")
    waits = give(cast, to=("B",), title="Väntar")
    answer(cast, "chair_b", waits, "B", "reported", report="Klart")
    give(cast, "A", ("kontorA",), title="Egen")

    def titles(**wanted: Any) -> set[str]:
        return {each.title for each in queries.found_assignments(**wanted)}

    assert titles(giver=cast["A"].pk) == {"Egen"}
    assert titles(receiver=cast["B"].pk) == {"Väntar"}
    assert titles(state=queries.OVERDUE) == {"Försenad åtgärd"}
    assert titles(state=queries.WAITING) == {"Väntar"}
    assert titles(state=queries.CLOSED) == set()
    assert titles(state=queries.LIVE) == {"Försenad åtgärd", "Väntar", "Egen"}
    assert titles(text="ÅTGÄRD") == {"Försenad åtgärd"}
    assert titles(text="A 2025") == {"Egen"}
