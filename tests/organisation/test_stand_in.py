"""Somebody stands in for somebody who is away: the rights for those days, and both names in the history."""

from datetime import date

import pytest

from sala_styr.history import recording
from sala_styr.organisation.actor import actor_for, system_actor
from sala_styr.organisation.models import Appointment, Role, StandIn
from tests.cast import Cast

FIRST, LAST = date(2026, 11, 2), date(2026, 11, 20)


def lend(cast: Cast, away: str = "manager_a1", to: str = "manager_b") -> StandIn:
    """``to`` has the rights of ``away`` for the days."""
    with recording(system_actor(), "Test"):
        appointment = Appointment.objects.get(user=cast.user(away))
        return StandIn.objects.create(
            appointment=appointment, substitute=cast.user(to), valid_from=FIRST, valid_to=LAST
        )


@pytest.mark.parametrize(
    ("day", "has"), [(date(2026, 11, 1), False), (FIRST, True), (LAST, True), (date(2026, 11, 21), False)]
)
def test_the_rights_are_there_for_the_days(cast: Cast, day: date, has: bool) -> None:
    lend(cast)
    actor = actor_for(cast.user("manager_b"), day)
    assert actor.holds(cast["A1"].pk, Role.MANAGER) == has
    assert actor.holds(cast["verksB"].pk, Role.MANAGER)
    assert any(str(cast.user("manager_a1")) in title for title in actor.titles) == has


def test_they_cost_no_query_more(cast: Cast, django_assert_num_queries) -> None:  # type: ignore[no-untyped-def]
    lend(cast)
    user = cast.user("manager_b")
    with django_assert_num_queries(2):
        actor_for(user, FIRST)


def test_an_appointment_that_has_ended_lends_nothing(cast: Cast) -> None:
    lend(cast)
    Appointment.objects.filter(user=cast.user("manager_a1")).update(valid_to=date(2026, 11, 5))
    assert not actor_for(cast.user("manager_b"), date(2026, 11, 6)).holds(cast["A1"].pk, Role.MANAGER)


def test_the_history_names_both_and_only_where_the_right_was_lent(cast: Cast) -> None:
    lend(cast)
    actor = actor_for(cast.user("manager_b"), FIRST)
    assert actor.covers(cast["A1"].pk, Role.MANAGER)
    with recording(actor, "Lämnade in") as now:
        assert now.reason == f"Lämnade in, i stället för {cast.user('manager_a1')}"
        assert now.user == cast.user("manager_b")
    assert actor.covers(cast["B1"].pk, Role.MANAGER)
    with recording(actor, "Lämnade in") as now:
        assert now.reason == "Lämnade in"


def test_ones_own_right_comes_first(cast: Cast) -> None:
    lend(cast, to="manager_a")
    actor = actor_for(cast.user("manager_a"), FIRST)
    assert actor.covers(cast["A1"].pk, Role.MANAGER)
    assert actor.in_place_of == ""
    assert actor.holds(cast["A1"].pk, Role.MANAGER)
    assert actor.in_place_of == str(cast.user("manager_a1"))
