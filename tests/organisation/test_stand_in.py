"""Somebody stands in for somebody who is away: the rights for those days, and both names in the history."""

from datetime import date, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from sala_styr.errors import Refused, RuleBroken
from sala_styr.history import recording
from sala_styr.organisation.actor import actor_for, system_actor
from sala_styr.organisation.models import Appointment, Role, StandIn
from sala_styr.organisation.stand_ins import appoint_stand_in, end_stand_in
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


def test_they_cost_one_query_more_however_many(cast: Cast, django_assert_num_queries) -> None:  # type: ignore[no-untyped-def]
    user = cast.user("manager_b")
    with django_assert_num_queries(2):
        actor_for(user, FIRST)
    lend(cast)
    with django_assert_num_queries(3):
        actor_for(user, FIRST)
    lend(cast, away="manager_a")
    with django_assert_num_queries(3):
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


today = timezone.localdate  # asked each time: a run may go past midnight


def later() -> date:
    return today() + timedelta(days=9)


def of(cast: Cast, name: str) -> Appointment:
    return Appointment.objects.get(user=cast.user(name))


def test_one_appoints_ones_own_stand_in_and_takes_the_rights_back(cast: Cast) -> None:
    made = appoint_stand_in(cast.actor("manager_a1"), of(cast, "manager_a1"), cast.user("manager_b"), today(), later())
    assert cast.actor("manager_b").holds(cast["A1"].pk, Role.MANAGER)
    with pytest.raises(RuleBroken, match="redan en ersättare"):
        appoint_stand_in(cast.actor("manager_a1"), of(cast, "manager_a1"), cast.user("manager_a"), later(), later())
    end_stand_in(cast.actor("manager_a1"), made)
    assert not cast.actor("manager_b").holds(cast["A1"].pk, Role.MANAGER)


@pytest.mark.parametrize(
    ("by", "away", "to", "word"),
    [
        ("manager_b", "manager_a1", "manager_a", "Ersättare utses av"),
        ("chair_a", "chair_a", "manager_a", "Ersättare utses av"),
        ("auditor", "auditor", "manager_a", "Ersättare utses av"),
        ("controller", "administrator", "manager_a", "Ersättare utses av"),
        ("manager_a1", "manager_a1", "manager_a1", "någon annan"),
        ("controller", "manager_a1", "controller", "dig själv"),
        ("manager_a1", "manager_a1", "politician_a", "chef, medarbetare eller controller"),
    ],
)
def test_the_wall_holds_also_when_somebody_is_away(cast: Cast, by: str, away: str, to: str, word: str) -> None:
    with pytest.raises((Refused, RuleBroken), match=word):
        appoint_stand_in(cast.actor(by), of(cast, away), cast.user(to), today(), later())
    assert not StandIn.objects.exists()


def test_a_stand_in_passes_nothing_on(cast: Cast) -> None:
    appoint_stand_in(cast.actor("manager_a1"), of(cast, "manager_a1"), cast.user("manager_b"), today(), later())
    with pytest.raises(Refused):
        appoint_stand_in(cast.actor("manager_b"), of(cast, "manager_a1"), cast.user("head_a"), today(), later())


@pytest.mark.parametrize(("first", "last"), [(-1, 3), (3, 1), (0, 400)])
def test_the_days_are_ahead_in_order_and_at_most_a_year(cast: Cast, first: int, last: int) -> None:
    days = [today() + timedelta(days=count) for count in (first, last)]
    with pytest.raises(RuleBroken, match="Välj"):
        appoint_stand_in(cast.actor("manager_a1"), of(cast, "manager_a1"), cast.user("manager_b"), days[0], days[1])


def test_the_page_lets_a_manager_lend_their_own_and_a_controller_anybodys(cast: Cast) -> None:
    url = reverse("organisation:stand_ins")
    manager, controller = cast.client("manager_a1"), cast.client("controller")
    assert str(cast.user("manager_b")) + ", chef" not in manager.get(url).content.decode()
    sent = {
        "appointment": of(cast, "manager_a1").pk,
        "substitute": cast.user("manager_b").pk,
        "valid_from": str(today()),
        "valid_to": str(later()),
    }
    assert cast.client("manager_a").post(url, sent).status_code == 422
    assert cast.client("chair_a").post(url, sent).status_code == 403
    assert controller.post(url, sent).status_code == 302
    made = StandIn.objects.get()
    end = reverse("organisation:stand_in_end", args=[made.pk])
    assert cast.client("manager_b").post(end).status_code == 403
    assert cast.client("head_a").post(end).status_code == 404
    assert manager.post(end).status_code == 302
    assert not StandIn.objects.exists()
    assert cast.client("outsider").get(url).status_code == 403
