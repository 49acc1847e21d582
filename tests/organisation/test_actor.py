"""What an appointment reaches: inherited downwards, dated, and worked out in two queries."""

from datetime import date, timedelta

import pytest
from django.contrib.auth.models import AnonymousUser
from django.utils import timezone

from sala_styr.history import recording
from sala_styr.organisation.actor import ANONYMOUS, actor_for, system_actor
from sala_styr.organisation.models import Appointment, Role
from tests.cast import Cast


@pytest.mark.parametrize(
    ("person", "role", "covered", "not_covered"),
    [
        ("head_a", Role.MANAGER, ["kontorA", "verksA", "A1", "A2"], ["A", "KF", "kontorB", "B1"]),
        ("manager_a", Role.MANAGER, ["verksA", "A1", "A2"], ["kontorA", "B1"]),
        ("manager_a1", Role.MANAGER, ["A1"], ["A2", "verksA"]),
        ("controller", Role.CONTROLLER, ["koncern", "KF", "A1", "B1", "bolaget"], []),
        ("chair_a", Role.CHAIR, ["A", "kontorA", "A1"], ["B", "KF"]),
    ],
)
def test_a_role_reaches_everything_below_it(
    cast: Cast, person: str, role: Role, covered: list[str], not_covered: list[str]
) -> None:
    actor = cast.actor(person)
    assert [code for code in covered if not actor.covers(cast[code].pk, role)] == []
    assert [code for code in not_covered if actor.covers(cast[code].pk, role)] == []


def test_holding_is_for_that_very_unit(cast: Cast) -> None:
    actor = cast.actor("chair_a")
    assert actor.holds(cast["A"].pk, Role.CHAIR)
    assert not actor.holds(cast["kontorA"].pk, Role.CHAIR)


def test_another_role_does_not_count(cast: Cast) -> None:
    actor = cast.actor("chair_a")
    assert not actor.covers(cast["A"].pk, Role.MANAGER)
    assert not actor.has(Role.MANAGER)


def test_an_appointment_counts_from_its_first_to_its_last_day(cast: Cast) -> None:
    with recording(system_actor(), "Test"):
        appointment = Appointment.objects.get(user=cast.user("manager_a1"))
        appointment.valid_from, appointment.valid_to = date(2025, 1, 1), date(2025, 6, 30)
        appointment.save()
    user = cast.user("manager_a1")
    reaches = {
        day: actor_for(user, day).covers(cast["A1"].pk, Role.MANAGER)
        for day in (date(2024, 12, 31), date(2025, 1, 1), date(2025, 6, 30), date(2025, 7, 1))
    }
    assert list(reaches.values()) == [False, True, True, False]


def test_an_appointment_that_ended_yesterday_opens_nothing_today(cast: Cast) -> None:
    with recording(system_actor(), "Test"):
        appointment = Appointment.objects.get(user=cast.user("auditor"))
        appointment.valid_to = timezone.localdate() - timedelta(days=1)
        appointment.save()
    assert not cast.actor("auditor").sees_everything


def test_somebody_without_appointment_reaches_nothing(cast: Cast) -> None:
    actor = cast.actor("outsider")
    assert not actor.is_known
    assert actor.covered_ids() == frozenset()


def test_a_stopped_person_reaches_nothing(cast: Cast) -> None:
    user = cast.user("controller")
    user.is_active = False
    assert actor_for(user) is ANONYMOUS


def test_a_stranger_reaches_nothing() -> None:
    assert actor_for(AnonymousUser()) is ANONYMOUS


def test_several_appointments_are_joined(cast: Cast) -> None:
    with recording(system_actor(), "Test"):
        Appointment.objects.create(
            user=cast.user("chair_a"), unit=cast["KF"], role=Role.POLITICIAN, valid_from=date(2020, 1, 1)
        )
    actor = cast.actor("chair_a")
    assert actor.holds(cast["KF"].pk, Role.POLITICIAN)
    assert actor.holds(cast["A"].pk, Role.CHAIR)
    assert not actor.holds(cast["KF"].pk, Role.CHAIR)
    assert len(actor.titles) == 2


@pytest.mark.parametrize(
    ("person", "sees"),
    [("controller", True), ("auditor", True), ("administrator", True), ("chair_a", False), ("head_a", False)],
)
def test_some_roles_read_everything(cast: Cast, person: str, sees: bool) -> None:
    assert cast.actor(person).sees_everything is sees


def test_the_command_line_may_do_everything() -> None:
    actor = system_actor()
    assert actor.covers(1, Role.MANAGER)
    assert actor.holds(None, Role.CHAIR)
    assert actor.sees_everything


def test_it_takes_two_queries(cast: Cast, django_assert_num_queries) -> None:  # type: ignore[no-untyped-def]
    user = cast.user("head_a")
    with django_assert_num_queries(2):
        actor_for(user)
