"""What has changed in the plan since a day."""

from datetime import date
from typing import Any

import pytest

from goals import actions
from goals.models import ItemState
from goals.queries.changes import Changed, Kind, changes_between, told
from sala_styr.organisation.actor import ANONYMOUS, system_actor
from tests.cast import Cast, build_cast
from tests.goals.big_plan import PER_GOAL, grow
from tests.goals.days import on

ALL = system_actor()
JANUARY, FEBRUARY, MARCH, APRIL = (date(2026, month, 10) for month in (1, 2, 3, 4))


@pytest.fixture
def early(db: None) -> Cast:
    """The municipality, made before everything else."""
    with on(date(2025, 12, 1)):
        return build_cast()


def found(actor: Any = ALL, since: date = FEBRUARY, until: date = APRIL, **filters: Any) -> list[Changed]:
    return changes_between(actor, 2026, since, until, **filters)


def kinds(actor: Any = ALL, **filters: Any) -> dict[str, set[str]]:
    return {each.latest["title"]: set(each.kinds) for each in found(actor, **filters)}


def test_what_is_new_changed_moved_and_gone(early: Cast) -> None:
    with on(JANUARY):
        chain = early.chain()
        other = early.item("focus", "A", parent=chain["goal"], title="Annat")
        gone = early.item("strategy", "verksA", parent=chain["focus"], title="Bort")
        ended = early.item("activity", "A1", parent=chain["strategy"], title="Slut")
        untouched = early.item("activity", "A1", parent=chain["strategy"], title="Orörd")
    with on(MARCH):
        manager = early.actor("manager_a")
        actions.edit_item(manager, chain["activity"], 1, title="Ändrad")
        actions.move_item(manager, chain["strategy"], other, 1)
        actions.delete_item(manager, gone, 1)
        actions.end_item(manager, ended, 2026, "Räcker nu", 1)
        early.item("activity", "A2", parent=chain["strategy"], title="Ny")
    assert kinds() == {
        "Ändrad": {Kind.CHANGED},
        "Ett strategi": {Kind.MOVED},
        "Bort": {Kind.REMOVED},
        "Slut": {Kind.ENDED, Kind.CHANGED},
        "Ny": {Kind.ADDED},
    }
    assert untouched.title not in kinds()


def test_only_what_was_written_between_the_days_counts(early: Cast) -> None:
    with on(JANUARY):
        strategy = early.item("strategy", "verksA", title="Ett")
    with on(MARCH):
        actions.edit_item(early.actor("manager_a"), strategy, 1, title="Två")
    assert len(found(since=JANUARY, until=FEBRUARY)) == 0
    assert len(found(since=FEBRUARY, until=MARCH)) == 1
    assert len(found(since=MARCH, until=APRIL)) == 0


def test_what_was_changed_and_changed_back_is_no_change(early: Cast) -> None:
    with on(JANUARY):
        strategy = early.item("strategy", "verksA", title="Ett")
    with on(MARCH):
        actions.edit_item(early.actor("manager_a"), strategy, 1, title="Två")
        actions.edit_item(early.actor("manager_a"), strategy, 2, title="Ett")
    assert found() == []


def test_a_change_says_from_what_to_what_by_whom_when_and_why(early: Cast) -> None:
    with on(JANUARY):
        strategy = early.item("strategy", "verksA", title="Ett", description="Så")
    with on(MARCH):
        actions.edit_item(early.actor("manager_a"), strategy, 1, title="Två", description="Så här")
    (change,) = told(ALL, found(), FEBRUARY, APRIL)
    assert {(field.label, field.before, field.after) for field in change.fields} == {
        ("Rubrik", "Ett", "Två"), ("Beskrivning", "Så", "Så här"),
    }  # fmt: skip
    (event,) = change.events
    assert (event.who, event.reason, event.when.date()) == ("Manager A Exempel", "Ändrade strategi", MARCH)
    assert (change.step, change.owner, change.is_there) == ("strategi", "Verksamhet A", True)


def test_a_move_names_both_places(early: Cast) -> None:
    with on(JANUARY):
        chain = early.chain()
        other = early.item("focus", "A", parent=chain["goal"], title="Annat")
    with on(MARCH):
        actions.move_item(early.actor("manager_a"), chain["strategy"], other, 1)
    (change,) = told(ALL, found(), FEBRUARY, APRIL)
    assert change.moved == ("Ett fokusområde", "Annat")
    assert change.fields == ()


def test_a_decision_is_told_to_those_who_could_not_see_the_draft_without_its_words(early: Cast) -> None:
    with on(JANUARY):
        responsible = early.user("kf_chair")
        goal = early.item("goal", "KF", title="Hemligt utkast", state=ItemState.DRAFT, responsible=responsible)
    with on(MARCH):
        actions.edit_item(early.actor("kf_chair"), goal, 1, title="Öppet mål")
        goal.refresh_from_db()
        actions.decide_item(early.actor("kf_chair"), goal, early.decision("KF"), goal.version)
    (change,) = told(ANONYMOUS, found(ANONYMOUS), FEBRUARY, APRIL)
    assert change.kinds == (Kind.ADDED, Kind.DECIDED)
    assert "Hemligt" not in str(change)
    assert len(change.events) == 1
    (own,) = told(early.actor("kf_chair"), found(early.actor("kf_chair")), FEBRUARY, APRIL)
    assert set(own.kinds) == {Kind.DECIDED, Kind.CHANGED}
    assert len(own.events) == 2


def test_a_draft_of_others_is_not_told(early: Cast) -> None:
    with on(MARCH):
        early.item("goal", "KF", title="Utkast", state=ItemState.DRAFT)
    assert found(ANONYMOUS) == []
    assert len(found(early.actor("auditor"))) == 1


def test_the_list_can_be_of_some_units_and_of_one_kind(early: Cast) -> None:
    with on(MARCH):
        early.item("strategy", "verksA", title="A")
        early.item("strategy", "verksB", title="B")
    assert set(kinds(owners=[early["verksA"].pk])) == {"A"}
    assert set(kinds(kinds=[Kind.ADDED])) == {"A", "B"}
    assert kinds(kinds=[Kind.MOVED]) == {}


@pytest.mark.parametrize("goals", [1, 6])
def test_the_number_of_queries_is_the_same_for_any_size(
    early: Cast, goals: int, django_assert_num_queries: Any
) -> None:
    with on(MARCH):
        grow(early, goals)
    with django_assert_num_queries(2):
        changes = found()
    assert len(changes) == 1 + goals * PER_GOAL
    with django_assert_num_queries(2):
        assert len(told(ALL, changes[:20], FEBRUARY, APRIL)) == 20


# The page


def test_the_page_shows_the_changes_and_keeps_the_filters(early: Cast) -> None:
    with on(JANUARY):
        strategy = early.item("strategy", "verksA", title="Ett")
    with on(MARCH):
        actions.edit_item(early.actor("manager_a"), strategy, 1, title="Två")
    client = early.client("outsider")
    text = client.get("/mal/andrat/?ar=2026&sedan=2026-02-10&till=2026-04-10").content.decode()
    assert "Två" in text
    assert "Ändrade strategi" in text
    assert 'href="/mal/?ar=2026&amp;dag=2026-02-10"' in text
    none = client.get("/mal/andrat/?ar=2026&sedan=2026-02-10&till=2026-04-10&slag=flytt").content.decode()
    assert "Inget har ändrats" in none


@pytest.mark.parametrize("query", ["", "?sedan=igår", "?sedan=2026-04-01&till=2026-03-01", "?enhet=9999", "?slag=xyz"])
def test_an_address_typed_by_hand_gives_a_page(early: Cast, query: str) -> None:
    assert early.client("outsider").get(f"/mal/andrat/{query}").status_code == 200
