"""An assessment's way: draft → handed in → returned or approved, and who may take each step (invariants 16, 19, 20)."""

from collections.abc import Callable
from datetime import date

import pytest
from django.db import IntegrityError, transaction

from followup.actions.assessments import (
    Words,
    approve_assessment,
    return_assessment,
    save_assessment,
    submit_assessment,
)
from followup.models import Assessment, AssessmentState, Status
from goals.queries.scales import scales_of
from sala_styr.errors import EditConflict, Refused, RuleBroken
from sala_styr.organisation.actor import Actor
from tests.cast import PEOPLE, Cast
from tests.followup.builders import assessment, full_year, mission, period

EVERYBODY = [name for name, _role, _unit in PEOPLE]
WORDS = Words(status=Status.PARTLY, trend="better", comment="Det går framåt.", outlook=Status.MET)

Verb = Callable[[Actor, Assessment], object]
VERBS: dict[str, Verb] = {
    "submit": lambda actor, row: submit_assessment(actor, row, row.version),
    "approve": lambda actor, row: approve_assessment(actor, row, row.version),
    "return": lambda actor, row: return_assessment(actor, row, "Skriv mer om kön.", row.version),
}
LEGAL = {
    ("submit", AssessmentState.DRAFT): AssessmentState.SUBMITTED,
    ("submit", AssessmentState.RETURNED): AssessmentState.SUBMITTED,
    ("approve", AssessmentState.SUBMITTED): AssessmentState.APPROVED,
    ("return", AssessmentState.SUBMITTED): AssessmentState.RETURNED,
    ("return", AssessmentState.APPROVED): AssessmentState.RETURNED,
}
MAY = {
    "submit": {"head_a", "manager_a", "manager_a1"},
    "approve": {"head_a", "manager_a"},
    "return": {"head_a", "manager_a"},
}


@pytest.mark.parametrize("verb", VERBS)
@pytest.mark.parametrize("state", AssessmentState.values)
def test_each_step_starts_only_from_its_states(cast: Cast, verb: str, state: str) -> None:
    row = assessment(cast.chain()["activity"], period(), state)
    actor = cast.actor("head_a")
    if (verb, state) in LEGAL:
        VERBS[verb](actor, row)
        row.refresh_from_db()
        assert row.state == LEGAL[(verb, AssessmentState(state))]
        assert row.version == 2
    else:
        with pytest.raises(RuleBroken):
            VERBS[verb](actor, row)
        row.refresh_from_db()
        assert (row.state, row.version) == (state, 1)


@pytest.mark.parametrize("verb", VERBS)
@pytest.mark.parametrize("name", EVERYBODY)
def test_each_step_is_taken_only_by_those_who_may(cast: Cast, verb: str, name: str) -> None:
    start = AssessmentState.DRAFT if verb == "submit" else AssessmentState.SUBMITTED
    row = assessment(cast.chain()["activity"], period(), start)
    if name in MAY[verb]:
        VERBS[verb](cast.actor(name), row)
        row.refresh_from_db()
        assert row.state != start
    else:
        with pytest.raises(Refused):
            VERBS[verb](cast.actor(name), row)
        row.refresh_from_db()
        assert row.state == start


@pytest.mark.parametrize("name", EVERYBODY)
def test_only_the_units_own_people_write(cast: Cast, name: str) -> None:
    item, during = cast.chain()["activity"], period()
    if name in {"head_a", "manager_a", "manager_a1", "staff_a1"}:
        row = save_assessment(cast.actor(name), during, item, WORDS)
        assert row is not None
        assert (row.state, row.written_by) == (AssessmentState.DRAFT, cast.user(name))
    else:
        with pytest.raises(Refused):
            save_assessment(cast.actor(name), during, item, WORDS)
        assert not Assessment.objects.exists()


@pytest.mark.parametrize(
    ("step", "writer", "judge"), [("goal", "controller", "kf_chair"), ("focus", "head_a", "politician_a")]
)
def test_a_political_item_is_written_by_officials_and_approved_by_its_body(
    cast: Cast, step: str, writer: str, judge: str
) -> None:
    item = cast.chain()[step]
    row = save_assessment(cast.actor(writer), period(), item, WORDS)
    assert row is not None
    row = submit_assessment(cast.actor(writer), row, row.version)
    with pytest.raises(Refused, match="förtroendevalda"):
        approve_assessment(cast.actor(writer), row, row.version)
    assert approve_assessment(cast.actor(judge), row, row.version).state == AssessmentState.APPROVED


def test_a_core_mission_goes_the_same_way(cast: Cast) -> None:
    row = save_assessment(cast.actor("staff_a1"), period(), mission(cast, "A1"), WORDS)
    assert row is not None
    with pytest.raises(Refused, match="chefen för Enhet A1"):
        submit_assessment(cast.actor("staff_a1"), row, row.version)
    row = submit_assessment(cast.actor("manager_a1"), row, row.version)
    assert approve_assessment(cast.actor("manager_a"), row, row.version).state == AssessmentState.APPROVED


def test_the_history_tells_who_did_what_and_why(cast: Cast) -> None:
    row = save_assessment(cast.actor("staff_a1"), period(), cast.chain()["activity"], WORDS)
    assert row is not None
    row = submit_assessment(cast.actor("manager_a1"), row, row.version)
    return_assessment(cast.actor("manager_a"), row, "Vad beror kön på?", row.version)
    told = [(h.history_user, h.history_change_reason, h.state) for h in row.history.order_by("history_id")]
    assert told == [
        (cast.user("staff_a1"), "Skrev bedömning", "draft"),
        (cast.user("manager_a1"), "Lämnade in bedömningen", "submitted"),
        (cast.user("manager_a"), "Lämnade tillbaka bedömningen: Vad beror kön på?", "returned"),
    ]


def test_a_status_needs_its_comment(cast: Cast) -> None:
    with pytest.raises(RuleBroken, match="kommentar") as refusal:
        save_assessment(cast.actor("manager_a1"), period(), cast.chain()["activity"], Words(status=Status.MET))
    assert refusal.value.field == "comment"
    assert not Assessment.objects.exists()


def test_cannot_be_assessed_needs_its_reason(cast: Cast) -> None:
    words = Words(status=Status.CANNOT_ASSESS, comment="Vi vet inte.")
    with pytest.raises(RuleBroken, match="varför") as refusal:
        save_assessment(cast.actor("manager_a1"), period(), cast.chain()["activity"], words)
    assert refusal.value.field == "cannot_reason"


def test_the_database_itself_holds_that_a_status_has_comment_and_reason(cast: Cast) -> None:
    item, during = cast.chain()["activity"], period()
    with pytest.raises(IntegrityError), transaction.atomic():
        assessment(item, during, comment="")
    with pytest.raises(IntegrityError), transaction.atomic():
        assessment(item, during, status=Status.CANNOT_ASSESS, cannot_reason="")
    with pytest.raises(IntegrityError), transaction.atomic():
        assessment(item, during, AssessmentState.RETURNED, returned_because="")


def test_a_reason_left_from_another_status_is_not_kept(cast: Cast) -> None:
    words = Words(status=Status.MET, comment="Klart.", cannot_reason="Vi visste inte då.")
    row = save_assessment(cast.actor("manager_a1"), period(), cast.chain()["activity"], words)
    assert row is not None
    assert row.cannot_reason == ""


def test_a_comment_without_status_is_a_draft_that_cannot_be_handed_in(cast: Cast) -> None:
    row = save_assessment(cast.actor("manager_a1"), period(), cast.chain()["activity"], Words(comment="Återkommer."))
    assert row is not None
    with pytest.raises(RuleBroken, match="Välj hur det går"):
        submit_assessment(cast.actor("manager_a1"), row, row.version)


def test_saying_nothing_makes_nothing(cast: Cast) -> None:
    assert save_assessment(cast.actor("manager_a1"), period(), cast.chain()["activity"], Words()) is None
    assert not Assessment.objects.exists()


def test_saving_the_same_again_leaves_no_trace(cast: Cast) -> None:
    item, during, actor = cast.chain()["activity"], period(), cast.actor("manager_a1")
    row = save_assessment(actor, during, item, WORDS)
    assert row is not None
    again = save_assessment(actor, during, item, WORDS, row.version)
    assert again is not None
    assert again.version == row.version
    assert row.history.count() == 1


def test_the_second_to_save_is_told_and_nothing_is_overwritten(cast: Cast) -> None:
    item, during = cast.chain()["activity"], period()
    first = save_assessment(cast.actor("manager_a1"), during, item, WORDS)
    assert first is not None
    save_assessment(cast.actor("staff_a1"), during, item, Words(status=Status.MET, comment="Allt är klart."), 1)
    with pytest.raises(EditConflict):
        save_assessment(cast.actor("manager_a1"), during, item, Words(status=Status.NOT_MET, comment="Inget."), 1)
    first.refresh_from_db()
    assert first.comment == "Allt är klart."


def test_two_who_begin_at_once_do_not_overwrite_each_other(cast: Cast) -> None:
    item, during = cast.chain()["activity"], period()
    save_assessment(cast.actor("manager_a1"), during, item, WORDS, 0)
    with pytest.raises(EditConflict):
        save_assessment(cast.actor("staff_a1"), during, item, Words(status=Status.MET, comment="Klart."), 0)


def test_one_approves_only_what_one_has_read(cast: Cast) -> None:
    row = assessment(cast.chain()["activity"], period(), AssessmentState.SUBMITTED, version=3)
    with pytest.raises(EditConflict):
        approve_assessment(cast.actor("manager_a"), row, 2)


@pytest.mark.parametrize("state", [AssessmentState.SUBMITTED, AssessmentState.APPROVED])
def test_what_is_handed_in_is_not_changed(cast: Cast, state: str) -> None:
    item, during = cast.chain()["activity"], period()
    row = assessment(item, during, state)
    with pytest.raises(RuleBroken, match="inlämnad"):
        save_assessment(cast.actor("manager_a1"), during, item, WORDS, row.version)


def test_returning_needs_a_word(cast: Cast) -> None:
    row = assessment(cast.chain()["activity"], period(), AssessmentState.SUBMITTED)
    with pytest.raises(RuleBroken, match="kompletteras"):
        return_assessment(cast.actor("manager_a"), row, "   ", row.version)


def test_what_is_returned_can_be_changed_and_handed_in_again(cast: Cast) -> None:
    item, during = cast.chain()["activity"], period()
    row = assessment(item, during, AssessmentState.RETURNED)
    changed = save_assessment(cast.actor("manager_a1"), during, item, WORDS, row.version)
    assert changed is not None
    assert changed.state == AssessmentState.RETURNED
    assert submit_assessment(cast.actor("manager_a1"), changed, changed.version).state == AssessmentState.SUBMITTED


@pytest.mark.parametrize("verb", ["save", *VERBS])
def test_a_closed_period_takes_nothing(cast: Cast, verb: str) -> None:
    item, during = cast.chain()["activity"], period(is_open=False)
    row = assessment(item, during, AssessmentState.DRAFT if verb == "submit" else AssessmentState.SUBMITTED)
    save: Verb = lambda actor, row: save_assessment(actor, during, item, WORDS, row.version)  # noqa: E731
    with pytest.raises(RuleBroken, match="stängd"):
        VERBS.get(verb, save)(cast.actor("head_a"), row)


@pytest.mark.parametrize(
    ("step", "owner", "actor", "fields"),
    [
        ("focus", "A", "head_a", {"state": "draft"}),
        ("strategy", "verksA", "manager_a", {"first_year": 2027}),
        ("activity", "A1", "manager_a1", {"last_year": 2025}),
        ("vision", "KF", "controller", {}),
        ("activity", "A1", "manager_a1", {"start_date": date(2026, 9, 1)}),
    ],
)
def test_what_is_not_followed_up_cannot_be_assessed(
    cast: Cast, step: str, owner: str, actor: str, fields: dict[str, str]
) -> None:
    item = cast.item(step, owner, **fields)
    with pytest.raises(RuleBroken, match="följs inte upp"):
        save_assessment(cast.actor(actor), period(), item, WORDS)


def test_nobody_in_committee_b_touches_committee_a(cast: Cast) -> None:
    chain, during = cast.chain(), period()
    handed_in = assessment(chain["strategy"], during, AssessmentState.SUBMITTED)
    political = assessment(chain["focus"], during, AssessmentState.SUBMITTED)
    for name in ("chair_b", "manager_b"):
        for item in (chain["focus"], chain["strategy"], chain["activity"]):
            with pytest.raises(Refused):
                save_assessment(cast.actor(name), during, item, WORDS)
        for row in (handed_in, political):
            with pytest.raises(Refused):
                approve_assessment(cast.actor(name), row, row.version)


def test_the_words_of_a_status_follow_the_period(cast: Cast) -> None:
    from followup.queries.assessments import as_row

    item = cast.chain()["activity"]
    during = as_row(assessment(item, period(), status=Status.NOT_MET), scales_of(2026))
    closing = full_year(2026, first_day=date(2026, 1, 1))
    after = as_row(assessment(item, closing, status=Status.NOT_MET), scales_of(2026))
    assert (during.word, after.word) == ("kommer inte att nås", "ej uppfyllt")
    assert (during.symbol, during.tone) == (after.symbol, after.tone) == ("○", "danger")
