"""The plan as it stood on a day."""

import random
from datetime import date, timedelta
from typing import Any

import pytest

from goals import actions
from goals.models import ItemState, PlanItem
from goals.queries import plan_rows
from goals.queries.as_of import item_on
from goals.queries.thread import PlanRow
from sala_styr import trees
from sala_styr.history import recording
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


def titles(day: date | None, actor: Any = ALL, year: int = 2026) -> list[tuple[int, str]]:
    return [(row.depth, row.title) for row in plan_rows(actor, year, day)]


def test_a_title_is_what_it_was(early: Cast) -> None:
    with on(JANUARY):
        strategy = early.item("strategy", "verksA", title="Först")
    with on(MARCH):
        actions.edit_item(early.actor("manager_a"), strategy, 1, title="Sedan")
    assert titles(JANUARY - timedelta(days=1)) == []
    assert titles(JANUARY) == titles(FEBRUARY) == [(0, "Först")]
    assert titles(MARCH) == titles(None) == [(0, "Sedan")]


def test_the_day_ends_at_midnight_here_and_not_in_greenwich(early: Cast) -> None:
    with on(date(2026, 7, 1), hour=0):
        early.item("strategy", "verksA", title="Strax efter midnatt")
    assert titles(date(2026, 6, 30)) == []
    assert titles(date(2026, 7, 1)) == [(0, "Strax efter midnatt")]


def test_what_has_been_deleted_since_is_there_again(early: Cast) -> None:
    with on(JANUARY):
        strategy = early.item("strategy", "verksA", title="Togs bort")
    with on(MARCH):
        actions.delete_item(early.actor("manager_a"), strategy, 1)
    assert titles(None) == titles(MARCH) == []
    assert titles(FEBRUARY) == [(0, "Togs bort")]


def test_what_has_got_other_years_since_is_there_again(early: Cast) -> None:
    with on(JANUARY):
        strategy = early.item("strategy", "verksA", title="Flyttades till nästa år", first_year=2026, last_year=2026)
    with on(MARCH):
        actions.edit_item(early.actor("manager_a"), strategy, 1, first_year=2027, last_year=2027)
    assert (titles(None), titles(None, year=2027)) == ([], [(0, "Flyttades till nästa år")])
    assert (titles(FEBRUARY), titles(FEBRUARY, year=2027)) == ([(0, "Flyttades till nästa år")], [])


def test_what_was_moved_hangs_where_it_hung(early: Cast) -> None:
    with on(JANUARY):
        chain = early.chain()
        other = early.item("focus", "A", parent=chain["goal"], title="Annat fokusområde")
    with on(MARCH):
        actions.move_item(early.actor("manager_a"), chain["strategy"], other, 1)
    parents = {day: {row.pk: row.parent_id for row in plan_rows(ALL, 2026, day)} for day in (FEBRUARY, None)}
    assert parents[FEBRUARY][chain["strategy"].pk] == chain["focus"].pk
    assert parents[None][chain["strategy"].pk] == other.pk


def test_names_are_what_they_were(early: Cast) -> None:
    with on(JANUARY):
        early.item("activity", "A1", responsible=early.user("manager_a1"))
    with on(MARCH), recording(ALL, "Test"):
        unit, person, level = early["A1"], early.user("manager_a1"), early.levels["activity"]
        unit.name, person.last_name, level.singular = "Nya namnet", "Gift", "insats"
        for thing in (unit, person, level):
            thing.save()
    was, now = plan_rows(ALL, 2026, FEBRUARY)[0], plan_rows(ALL, 2026)[0]
    assert (was.owner, was.responsible, was.step) == ("Enhet A1", "Manager A1 Exempel", "aktivitet")
    assert (now.owner, now.responsible, now.step) == ("Nya namnet", "Manager A1 Gift", "insats")


def test_a_draft_of_others_stays_hidden_though_it_is_decided_today(early: Cast) -> None:
    with on(JANUARY):
        goal = early.item("goal", "KF", title="Målet", state=ItemState.DRAFT, responsible=early.user("kf_chair"))
        decision = early.decision("KF")
    with on(MARCH):
        actions.decide_item(early.actor("kf_chair"), goal, decision, 1)
    assert titles(None, ANONYMOUS) == titles(MARCH, ANONYMOUS) == [(0, "Målet")]
    assert titles(FEBRUARY, ANONYMOUS) == []
    assert titles(FEBRUARY, early.actor("kf_politician")) == titles(FEBRUARY, early.actor("auditor")) == [(0, "Målet")]


def test_what_one_may_not_see_today_is_not_shown_by_going_back(early: Cast) -> None:
    """A correction has made it a draft again: what it said before is for its own body alone, as it is today."""
    with on(JANUARY):
        goal = early.item("goal", "KF", title="Målet")
    with on(MARCH), recording(ALL, "Test"):
        goal.state, goal.decision = ItemState.DRAFT, None
        goal.save()
    assert titles(FEBRUARY, ANONYMOUS) == []
    assert item_on(ANONYMOUS, goal.pk, FEBRUARY) is None
    assert titles(FEBRUARY, early.actor("kf_chair")) == [(0, "Målet")]


def test_one_item_is_what_it_was(early: Cast) -> None:
    with on(JANUARY):
        strategy = early.item("strategy", "verksA", title="Först", description="Så tänkte vi")
    with on(MARCH):
        actions.edit_item(early.actor("manager_a"), strategy, 1, title="Sedan", description="")
    was = item_on(ANONYMOUS, strategy.pk, FEBRUARY)
    assert was is not None
    assert (was.title, was.description) == ("Först", "Så tänkte vi")
    assert item_on(ANONYMOUS, strategy.pk, JANUARY - timedelta(days=1)) is None


def test_any_day_of_a_lively_plan_is_read_as_it_was_read_then(early: Cast) -> None:
    """What the plan was on each of twenty days, stored as it was read then, is what its history says of it afterwards."""
    chance = random.Random(26)
    stored: dict[date, list[PlanRow]] = {}
    with on(JANUARY):
        grow(early, 1)
    day = JANUARY
    for _number in range(20):
        day += timedelta(days=1)
        with on(day):
            for _time in range(4):
                do_something(early, chance)
        stored[day] = plan_rows(ALL, 2026)
    for each, rows in stored.items():
        assert set(plan_rows(ALL, 2026, each)) == set(rows), each
    assert plan_rows(ALL, 2026, day) == stored[day]


def do_something(cast: Cast, chance: random.Random) -> None:
    """An edit, a move, something new, something gone, or other years: of officials, who need no decision for it."""
    strategies = list(PlanItem.objects.filter(step__key="strategy").order_by("pk"))
    activities = list(PlanItem.objects.filter(step__key="activity").order_by("pk"))
    item, actor = chance.choice(activities), cast.actor("head_a")
    kind = chance.choice(["edit", "move", "new", "delete", "years", "status"])
    if kind == "edit":
        actions.edit_item(actor, item, item.version, title=f"Ändrad {chance.randrange(10_000)}")
    elif kind == "move":
        actions.move_item(actor, item, chance.choice(strategies), item.version)
    elif kind == "new":
        above = chance.choice(strategies)
        with recording(ALL, "Test"):
            new = PlanItem(
                step=item.step, owner=item.owner, title="Ny", first_year=2025, last_year=2026, state="active"
            )
            trees.insert(new, above.pk)
    elif kind == "delete":
        actions.delete_item(actor, item, item.version)
    elif kind == "years":
        actions.edit_item(actor, item, item.version, first_year=chance.choice([2026, 2027]), last_year=2027)
    else:
        actions.set_activity_status(actor, item, chance.choice(["done", "paused", "delayed"]))


@pytest.mark.parametrize("goals", [1, 6])
def test_the_number_of_queries_is_the_same_for_any_size(
    early: Cast, goals: int, django_assert_num_queries: Any
) -> None:
    with on(JANUARY):
        grow(early, goals)
    with django_assert_num_queries(11):
        assert len(plan_rows(ALL, 2026, JANUARY)) == 1 + goals * PER_GOAL
