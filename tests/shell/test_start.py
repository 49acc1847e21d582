"""The first page is made for the work one has."""

from datetime import date

import pytest
from django.http import HttpRequest
from django.test import Client
from django.urls import reverse

from sala_styr.history import recording
from sala_styr.organisation.actor import system_actor
from sala_styr.organisation.models import Appointment, Role
from sala_styr.shell import contributions
from sala_styr.shell.contributions import Panel
from tests.cast import Cast

SLOTS = ("politician", "manager", "controller", "auditor", "administrator")


@pytest.fixture
def sections(monkeypatch: pytest.MonkeyPatch) -> None:
    """Each slot holds one section that says which it is."""
    monkeypatch.setattr(contributions, "_panels", {})
    for slot in SLOTS:

        def panel(request: HttpRequest, slot: str = slot) -> Panel:
            return Panel(f"Del för {slot}", "components/empty_state.html", {"title": f"inne i {slot}"})

        contributions.contribute(f"start.{slot}", 10)(panel)


def first_page(cast: Cast, name: str, query: str = "") -> str:
    return cast.client(name).get(reverse("start") + query).content.decode()


@pytest.mark.parametrize(
    ("name", "slot"),
    [
        ("kf_politician", "politician"),
        ("chair_a", "politician"),
        ("manager_a1", "manager"),
        ("staff_a1", "manager"),
        ("controller", "controller"),
        ("auditor", "auditor"),
        ("administrator", "administrator"),
    ],
)
def test_each_sees_the_sections_of_their_own_work_and_no_other(
    cast: Cast, sections: None, name: str, slot: str
) -> None:
    page = first_page(cast, name)
    assert [other for other in SLOTS if f"inne i {other}" in page] == [slot]
    assert f"Del för {slot}" in page


@pytest.fixture
def both(cast: Cast) -> Cast:
    """The controller is also an elected representative."""
    with recording(system_actor(), "Test"):
        Appointment.objects.create(
            user=cast.user("controller"), unit=cast["KF"], role=Role.POLITICIAN, valid_from=date(2020, 1, 1)
        )
    return cast


def test_with_several_roles_one_sees_the_elected_one_first_and_may_switch(both: Cast, sections: None) -> None:
    page = first_page(both, "controller")
    assert "inne i politician" in page
    assert 'href="?som=controller"' in page
    assert "inne i controller" in first_page(both, "controller", "?som=controller")


@pytest.mark.parametrize("asked", ["chef", "revisor", "påve"])
def test_a_role_one_does_not_have_cannot_be_asked_for(both: Cast, sections: None, asked: str) -> None:
    assert "inne i politician" in first_page(both, "controller", f"?som={asked}")


def test_with_one_role_there_is_no_switch(cast: Cast, sections: None) -> None:
    assert "?som=" not in first_page(cast, "controller")


def test_without_sections_the_page_says_what_will_be_here(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(contributions, "_panels", {})
    assert "Här kommer ditt att stå" in first_page(cast, "manager_a1")


def test_without_appointment_the_page_says_whom_to_ask(cast: Cast, sections: None) -> None:
    page = first_page(cast, "outsider")
    assert "Du har inget uppdrag ännu" in page
    assert not any(f"inne i {slot}" in page for slot in SLOTS)


def test_a_stranger_is_asked_to_log_in(client: Client, db: None) -> None:
    assert client.get(reverse("start")).status_code == 302


def test_the_navigation_marks_where_one_is(cast: Cast) -> None:
    assert '<a href="/" aria-current="page">Start</a>' in first_page(cast, "controller")


def test_a_stranger_s_page_offers_no_navigation_that_needs_log_in(client: Client, db: None) -> None:
    assert ">Start</a>" not in client.get(reverse("login")).content.decode()
