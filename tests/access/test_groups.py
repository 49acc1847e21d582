"""Appointments by the groups of the log-in service, and how many files one may take."""

from datetime import date, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries, Settings

from sala_styr.access.groups import add_mapping, follow_groups, remove_mapping, told_groups
from sala_styr.access.models import GroupAppointment, GroupMapping
from sala_styr.errors import Refused, RuleBroken
from sala_styr.organisation.actions import appoint
from sala_styr.organisation.actor import actor_for
from sala_styr.organisation.models import Appointment, Role
from sala_styr.organisation.stand_ins import appoint_stand_in
from tests.access.conftest import Visitor
from tests.cast import Cast

pytestmark = pytest.mark.django_db
TODAY = date(2026, 3, 2)


@pytest.fixture
def mapped(cast: Cast) -> GroupMapping:
    """The group Skola makes a manager of verksamhet A."""
    return add_mapping(
        cast.actor("administrator"), group="Skola", role=Role.MANAGER, unit=cast["verksA"], title="Rektor"
    )


def roles(cast: Cast, day: date = TODAY) -> list[tuple[str, str]]:
    found = Appointment.objects.on(day).filter(user=cast.user("outsider")).order_by("pk")
    return [(each.title or each.role, each.unit.code) for each in found]


def test_a_group_begins_an_appointment_and_leaving_it_ends_it_at_once(cast: Cast, mapped: GroupMapping) -> None:
    person = cast.user("outsider")
    follow_groups(person, ["Skola", "Något annat"], TODAY)
    follow_groups(person, ["Skola"], TODAY)
    assert roles(cast) == [("Rektor", "verksA")]
    appointment = Appointment.objects.get(user=person)
    assert appointment.history.get().history_change_reason == "Enligt gruppen Skola i inloggningstjänsten"
    follow_groups(person, [], TODAY + timedelta(days=30))
    assert roles(cast, TODAY + timedelta(days=30)) == []
    assert roles(cast, TODAY + timedelta(days=29)) == [("Rektor", "verksA")]
    last = appointment.history.first()
    assert last.history_change_reason == "Inte längre i gruppen Skola i inloggningstjänsten"
    follow_groups(person, ["Skola"], TODAY + timedelta(days=60))
    assert roles(cast, TODAY + timedelta(days=60)) == [("Rektor", "verksA")]


def test_what_began_today_and_ends_today_gives_no_rights_and_is_in_the_history(
    cast: Cast, mapped: GroupMapping
) -> None:
    person, today = cast.user("outsider"), timezone.localdate()
    follow_groups(person, ["Skola"])
    appointment = Appointment.objects.get(user=person)
    appoint_stand_in(actor_for(person), appointment, cast.user("manager_b"), today, today)
    assert actor_for(person).covers(cast["A1"].pk, Role.MANAGER)
    follow_groups(person, [])
    assert not actor_for(person).is_known
    assert not actor_for(cast.user("manager_b")).covers(cast["A1"].pk, Role.MANAGER)
    assert Appointment.history.filter(id=appointment.pk, history_type="-").count() == 1


def test_what_was_given_by_hand_is_never_touched(cast: Cast, mapped: GroupMapping) -> None:
    person = cast.user("outsider")
    given = appoint(cast.actor("administrator"), person, cast["verksA"], Role.MANAGER, TODAY)
    follow_groups(person, ["Skola"], TODAY)
    assert not GroupAppointment.objects.exists()
    follow_groups(person, [], TODAY)
    given.refresh_from_db()
    assert given.valid_to is None


def test_a_mapping_that_is_removed_takes_back_what_it_gave(cast: Cast, mapped: GroupMapping) -> None:
    person = cast.user("outsider")
    follow_groups(person, ["Skola"], TODAY)
    remove_mapping(cast.actor("administrator"), mapped)
    assert GroupMapping.history.first().history_change_reason == "Tog bort kopplingen till gruppen"
    follow_groups(person, ["Skola"], TODAY + timedelta(days=1))
    assert roles(cast, TODAY + timedelta(days=1)) == []


def test_following_what_has_not_changed_costs_little(
    cast: Cast, mapped: GroupMapping, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    follow_groups(cast.user("outsider"), ["Skola"], TODAY)
    with django_assert_max_num_queries(6):  # the transaction's two, the person's row, given, mappings, in force
        follow_groups(cast.user("outsider"), ["Skola"], TODAY)


def test_only_administrators_map_groups(cast: Cast, mapped: GroupMapping) -> None:
    for name in ("controller", "manager_a", "auditor", "outsider"):
        with pytest.raises(Refused):
            add_mapping(cast.actor(name), group="Alla", role=Role.ADMINISTRATOR, unit=cast["koncern"])
        with pytest.raises(Refused):
            remove_mapping(cast.actor(name), mapped)
        assert cast.client(name).get(reverse("access_groups")).status_code == 403
    with pytest.raises(RuleBroken):
        add_mapping(cast.actor("administrator"), group="Skola", role=Role.MANAGER, unit=cast["verksA"])


def test_the_page_adds_and_removes(cast: Cast, mapped: GroupMapping) -> None:
    client = cast.client("administrator")
    form = {"group": "Skola", "unit": cast["verksA"].pk, "role": Role.MANAGER, "title": ""}
    page = client.post(reverse("access_groups"), form)
    assert page.status_code == 422
    assert "Den gruppen ger redan det uppdraget" in page.content.decode()
    client.post(reverse("access_groups"), form | {"unit": cast["verksB"].pk})
    assert GroupMapping.objects.count() == 2
    client.post(reverse("access_group_remove", args=[mapped.pk]))
    assert GroupMapping.objects.get().unit == cast["verksB"]


@pytest.mark.parametrize(
    ("claims", "told"),
    [
        ({"groups": ["A", "B"]}, {"A", "B"}),
        ({"groups": "A"}, {"A"}),
        ({"groups": []}, set()),
        ({}, set()),
        ({"groups": {"A": 1}}, set()),
        ({"_claim_names": {"groups": "src1"}}, None),
    ],
)
def test_the_groups_that_are_told(claims: dict[str, object], told: set[str] | None) -> None:
    assert told_groups(claims, "groups") == told


@pytest.mark.usefixtures("oidc_app")
def test_the_groups_come_with_the_log_in(cast: Cast) -> None:
    add_mapping(cast.actor("administrator"), group="Ekonomi", role=Role.STAFF, unit=cast["ekonomi"])
    Visitor("controller").log_in()
    assert GroupAppointment.objects.get().appointment.user == cast.user("controller")
    assert cast.actor("controller").holds(cast["ekonomi"].pk, Role.STAFF)
    assert cast.actor("controller").has(Role.CONTROLLER)


# Files


def test_the_eleventh_file_within_a_minute_waits(cast: Cast, settings: Settings) -> None:
    settings.EXPORTS_A_MINUTE = 10
    client = cast.client("administrator")
    lists = [reverse("organisation:people") + "?format=csv", reverse("organisation:tree") + "?format=xlsx"]
    assert [client.get(lists[number % 2]).status_code for number in range(10)] == [200] * 10
    answer = client.get(lists[0])
    assert answer.status_code == 429
    assert 0 < int(answer["Retry-After"]) <= 60
    assert client.get(reverse("organisation:people")).status_code == 200
    assert cast.client("controller").get(lists[1]).status_code == 200
