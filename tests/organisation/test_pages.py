"""The organisation's pages."""

from datetime import date

import pytest

from sala_styr import trees
from sala_styr.organisation.models import Appointment, Unit, User
from tests.cast import PEOPLE, Cast

ADMIN_PAGES = ["/organisation/personer/", "/organisation/personer/ny/"]


def test_the_tree_shows_everybody_the_whole_group(cast: Cast) -> None:
    text = cast.client("staff_a1").get("/organisation/").content.decode()
    for unit in Unit.objects.all():
        assert unit.name in text


def test_the_tree_on_a_day_leaves_out_what_has_ended(cast: Cast) -> None:
    Unit.objects.filter(code="A2").update(valid_to=date(2025, 12, 31))
    client = cast.client("auditor")
    assert "Enhet A2" in client.get("/organisation/?dag=2025-06-01").content.decode()
    assert "Enhet A2" not in client.get("/organisation/?dag=2026-06-01").content.decode()


@pytest.mark.parametrize("day", ["", "igår", "2026-02-31", "99999-01-01"])
def test_a_day_that_is_none_is_today(cast: Cast, day: str) -> None:
    assert cast.client("auditor").get("/organisation/", {"dag": day}).status_code == 200


def test_the_tree_costs_the_same_whatever_its_size(cast: Cast, django_assert_max_num_queries) -> None:  # type: ignore[no-untyped-def]
    client = cast.client("controller")
    with django_assert_max_num_queries(12) as small:
        client.get("/organisation/")
    trees.bulk_insert(Unit, [Unit(code=f"x{n}", name=f"X {n}", kind="unit") for n in range(200)], [None] * 200)
    with django_assert_max_num_queries(12) as large:
        client.get("/organisation/")
    assert len(small) == len(large)


def test_a_unit_page_shows_who_leads_it_and_what_lies_below(cast: Cast) -> None:
    text = cast.client("outsider").get(f"/organisation/{cast['verksA'].pk}/").content.decode()
    assert "Manager A Exempel" in text
    assert "Enhet A1" in text


def test_only_the_administrator_is_offered_to_change_a_unit(cast: Cast) -> None:
    address = f"/organisation/{cast['A1'].pk}/"
    assert "andra/" in cast.client("administrator").get(address).content.decode()
    assert "andra/" not in cast.client("manager_a1").get(address).content.decode()


@pytest.mark.parametrize("person", [name for name, role, _u in PEOPLE if role != "administrator"])
@pytest.mark.parametrize("address", ADMIN_PAGES)
def test_others_are_refused_with_a_reason(cast: Cast, person: str, address: str) -> None:
    response = cast.client(person).get(address)
    assert response.status_code == 403
    assert "systemförvaltaren" in response.content.decode()


def test_the_administrator_adds_a_unit(cast: Cast) -> None:
    parent = cast["verksA"]
    data = {"code": "A3", "name": "Enhet A3", "kind": "unit", "legal_form": "municipality", "steering_role": "steered"}
    response = cast.client("administrator").post(f"/organisation/{parent.pk}/ny/", data, follow=True)
    assert response.status_code == 200
    assert cast.client("auditor").get(f"/organisation/{parent.pk}/").content.decode().count("Enhet A3") >= 1


def test_a_code_already_used_is_said_at_the_field(cast: Cast) -> None:
    data = {"code": "A1", "name": "Dubbel", "kind": "unit", "legal_form": "municipality", "steering_role": "steered"}
    response = cast.client("administrator").post(f"/organisation/{cast['verksA'].pk}/ny/", data)
    assert response.status_code == 422
    assert not Unit.objects.filter(name="Dubbel").exists()


def test_the_administrator_moves_and_ends_a_unit(cast: Cast) -> None:
    client, pk = cast.client("administrator"), cast["A1"].pk
    client.post(f"/organisation/{pk}/flytta/", {"parent": cast["verksB"].pk})
    assert cast["A1"].parent_id == cast["verksB"].pk
    client.post(f"/organisation/{pk}/avsluta/", {"last_day": "2026-12-31"})
    assert cast["A1"].valid_to == date(2026, 12, 31)


def test_a_move_into_itself_is_said_at_the_field(cast: Cast) -> None:
    response = cast.client("administrator").post(
        f"/organisation/{cast['verksA'].pk}/flytta/", {"parent": cast["A1"].pk}
    )
    assert response.status_code == 422
    assert "under sig självt" in response.content.decode()


def test_the_administrator_gives_and_ends_an_appointment(cast: Cast) -> None:
    client, person = cast.client("administrator"), cast.user("outsider")
    data = {"unit": cast["A1"].pk, "role": "staff", "title": "Lärare", "valid_from": "2026-01-01", "valid_to": ""}
    assert client.post(f"/organisation/personer/{person.pk}/", data).status_code == 302
    given = Appointment.objects.get(user=person)
    assert client.post(f"/organisation/uppdrag/{given.pk}/avsluta/", {"last_day": "2026-06-30"}).status_code == 302
    given.refresh_from_db()
    assert given.valid_to == date(2026, 6, 30)


def test_an_appointment_cannot_end_before_it_begins(cast: Cast) -> None:
    given = Appointment.objects.get(user=cast.user("staff_a1"))
    response = cast.client("administrator").post(
        f"/organisation/uppdrag/{given.pk}/avsluta/", {"last_day": "1999-01-01"}, follow=True
    )
    given.refresh_from_db()
    assert given.valid_to is None
    assert "tidigast den dag" in response.content.decode()


def test_a_weak_password_is_refused(cast: Cast) -> None:
    data = {"username": "ny", "first_name": "Ny", "last_name": "Person", "email": "", "password": "kort"}
    assert cast.client("administrator").post("/organisation/personer/ny/", data).status_code == 422
    assert not User.objects.filter(username="ny").exists()


def test_people_are_found_by_name_in_swedish_order(cast: Cast) -> None:
    client = cast.client("administrator")
    text = client.get("/organisation/personer/?q=chair").content.decode()
    assert "Chair A Exempel" in text
    assert "Auditor Exempel" not in text


def test_a_closed_log_in_stops_at_once(cast: Cast) -> None:
    inside = cast.client("manager_a")
    assert inside.get("/organisation/").status_code == 200
    cast.client("administrator").post(
        f"/organisation/personer/{cast.user('manager_a').pk}/inloggning/", {"active": "0"}
    )
    assert inside.get("/organisation/").status_code == 302


@pytest.mark.parametrize("method", ["put", "delete", "patch"])
def test_other_methods_are_refused(cast: Cast, method: str) -> None:
    assert getattr(cast.client("administrator"), method)("/organisation/").status_code == 405


def test_a_unit_that_is_not_is_not_found(cast: Cast) -> None:
    assert cast.client("controller").get("/organisation/999999/").status_code == 404
