"""The example's organisation and people."""

from datetime import date

import pytest
from django.contrib.auth import authenticate

from sala_styr import trees
from sala_styr.organisation.actor import actor_for
from sala_styr.organisation.models import Appointment, LegalForm, Role, SteeringRole, Unit, UnitKind, User

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("example")]

A_DAY = date(2026, 11, 24)


def person(name: str) -> User:
    return User.objects.get(username=f"exempel-{name}")


def unit(code: str) -> Unit:
    return Unit.objects.get(code=code)


def test_the_organisation_is_one_sound_tree() -> None:
    assert trees.check(Unit) == []
    assert Unit.objects.filter(parent__isnull=True).count() == 1
    assert Unit.objects.filter(kind=UnitKind.UNIT).count() >= 60


def test_the_companies_have_their_shares_and_their_place_in_the_steering_model() -> None:
    owned = {
        u.code: (u.legal_form, u.ownership_share, u.steering_role) for u in Unit.objects.filter(kind=UnitKind.COMPANY)
    }
    assert owned == {
        "SALABO": (LegalForm.WHOLLY_OWNED, 100, SteeringRole.STEERED),
        "SHE": (LegalForm.PARTLY_OWNED, 87.5, SteeringRole.GUIDED),
        "GRUVAN": (LegalForm.PARTLY_OWNED, 81, SteeringRole.GUIDED),
    }
    assert unit("VAFAB").consolidated is False


def test_a_committee_ends_with_the_year_and_is_followed_by_another() -> None:
    old, new = unit("BMN"), unit("SBN")
    assert (old.valid_to, new.valid_from, new.predecessor) == (date(2026, 12, 31), date(2027, 1, 1), old)
    in_2026 = set(Unit.objects.in_year(2026).values_list("code", flat=True))
    in_2027 = set(Unit.objects.in_year(2027).values_list("code", flat=True))
    assert {"BMN", "6110"} <= in_2026
    assert {"SBN", "6111"} <= in_2027
    assert "SBN" not in in_2026
    assert "BMN" not in in_2027


def test_nothing_below_an_ended_unit_goes_on_without_it() -> None:
    for child in Unit.objects.filter(parent__valid_to__isnull=False).select_related("parent"):
        assert child.valid_to is not None
        assert child.valid_to <= child.parent.valid_to


def test_every_body_has_a_chair_and_every_operation_a_manager() -> None:
    chaired = set(Appointment.objects.filter(role=Role.CHAIR).values_list("unit__code", flat=True))
    assert chaired >= {"KF", "KS", "SN", "VON", "KFN", "BMN", "SBN", "ÖFN", "VAL"}
    managed = set(Appointment.objects.filter(role=Role.MANAGER).values_list("unit_id", flat=True))
    operations = Unit.objects.filter(kind__in=[UnitKind.DEPARTMENT, UnitKind.SERVICE, UnitKind.UNIT, UnitKind.COMPANY])
    assert [u.name for u in operations if u.pk not in managed] == []


@pytest.mark.parametrize(
    ("name", "code", "role"),
    [
        ("politiker", "SN", Role.CHAIR),
        ("politiker", "KF", Role.POLITICIAN),
        ("chef", "SK-GRU", Role.MANAGER),
        ("controller", "SALA", Role.CONTROLLER),
        ("revisor", "SALA", Role.AUDITOR),
        ("administrator", "SALA", Role.ADMINISTRATOR),
    ],
)
def test_the_five_that_one_may_log_in_as_have_their_appointments(name: str, code: str, role: Role) -> None:
    assert actor_for(person(name), on=A_DAY).holds(unit(code).pk, role)


def test_the_manager_reaches_the_schools_below_and_nothing_beside() -> None:
    actor = actor_for(person("chef"), on=A_DAY)
    assert actor.covers(unit("3211").pk, Role.MANAGER)
    assert not actor.covers(unit("SK-FSK").pk, Role.MANAGER)
    assert not actor.covers(unit("SK").pk, Role.MANAGER)


def test_only_the_administrator_may_use_djangos_own_pages() -> None:
    assert list(User.objects.filter(is_staff=True)) == [person("administrator")]
    assert list(User.objects.filter(is_superuser=True)) == [person("administrator")]


def test_nobody_can_log_in_with_a_password() -> None:
    assert not any(user.has_usable_password() for user in User.objects.all())
    assert authenticate(username="exempel-controller", password="") is None


def test_addresses_can_reach_nobody() -> None:
    assert all(user.email.endswith("@exempel.invalid") for user in User.objects.all())


def test_no_two_people_have_the_same_name() -> None:
    names = [user.get_full_name() for user in User.objects.all()]
    assert len(names) == len(set(names))
    assert len(names) > 60


def test_appointments_lie_within_the_days_of_their_unit() -> None:
    for appointment in Appointment.objects.select_related("unit"):
        begins, ends = appointment.unit.valid_from, appointment.unit.valid_to
        assert begins is None or appointment.valid_from >= begins
        assert ends is None or (appointment.valid_to is not None and appointment.valid_to <= ends)
