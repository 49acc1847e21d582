"""Coming in and going out."""

import pytest
from django.test import Client
from django.urls import reverse
from pytest_django import Settings

from sala_styr.organisation.models import User
from tests.cast import Cast

pytestmark = pytest.mark.django_db


@pytest.fixture
def anna() -> User:
    return User.objects.create_user("anna", password="ett långt lösenord", first_name="Anna", last_name="Exempel")


def test_a_page_asks_a_stranger_to_log_in_and_remembers_where_they_were_going(client: Client) -> None:
    answer = client.get("/organisation/")
    assert answer.status_code == 302
    assert answer["Location"] == f"{reverse('login')}?next=/organisation/"


def test_name_and_password_let_a_person_in(client: Client, anna: User) -> None:
    answer = client.post(reverse("login"), {"username": "anna", "password": "ett långt lösenord"})
    assert answer["Location"] == reverse("start")
    assert client.session["_auth_user_id"] == str(anna.pk)


def test_log_in_leads_on_to_the_page_that_was_asked_for(client: Client, anna: User) -> None:
    answer = client.post(
        reverse("login"), {"username": "anna", "password": "ett långt lösenord", "next": "/organisation/"}
    )
    assert answer["Location"] == "/organisation/"


def test_log_in_never_leads_to_another_site(client: Client, anna: User) -> None:
    form = {"username": "anna", "password": "ett långt lösenord", "next": "//annan.example/"}
    assert client.post(reverse("login"), form)["Location"] == reverse("start")


@pytest.mark.parametrize(
    "form", [{"username": "anna", "password": "gissning"}, {"username": "ingen", "password": "gissning"}]
)
def test_a_wrong_password_and_an_unknown_name_get_the_same_words(
    client: Client, anna: User, form: dict[str, str]
) -> None:
    page = client.post(reverse("login"), form).content.decode()
    assert "Användarnamnet och lösenordet hör inte ihop" in page
    assert "<title>Fel: Logga in" in page
    assert "gissning" not in page


def test_somebody_already_in_is_sent_to_the_first_page(cast: Cast) -> None:
    assert cast.client("controller").get(reverse("login"))["Location"] == reverse("start")


def test_log_out_is_done_by_pressing_a_button(cast: Cast) -> None:
    client = cast.client("controller")
    assert client.get(reverse("logout")).status_code == 405
    assert client.post(reverse("logout"))["Location"] == reverse("login")
    assert "_auth_user_id" not in client.session


def test_every_page_offers_the_way_out_to_those_who_are_in(cast: Cast) -> None:
    page = cast.client("controller").get(reverse("start")).content.decode()
    assert f'<form method="post" action="{reverse("logout")}">' in page
    assert "controller, Provkommuns koncern" in page


# The example municipality


def test_the_example_offers_one_button_for_each_person_that_exists(client: Client, example: dict[str, User]) -> None:
    page = client.get(reverse("login")).content.decode()
    assert [role for role in ("politiker", "chef", "controller", "revisor") if f'value="{role}"' in page] == [
        "politiker",
        "chef",
        "controller",
    ]
    assert "Exempeldata" in page


def test_one_click_lets_one_in_in_the_example(client: Client, example: dict[str, User]) -> None:
    answer = client.post(reverse("login_example"), {"roll": "chef"})
    assert answer["Location"] == reverse("start")
    assert client.session["_auth_user_id"] == str(example["chef"].pk)


def test_one_click_keeps_where_one_was_going(client: Client, example: dict[str, User]) -> None:
    answer = client.post(reverse("login_example"), {"roll": "chef", "next": "/organisation/"})
    assert answer["Location"] == "/organisation/"


@pytest.mark.parametrize("role", ["revisor", "chef' --", "", "superuser"])
def test_nobody_there_means_no_way_in(client: Client, example: dict[str, User], role: str) -> None:
    assert client.post(reverse("login_example"), {"roll": role}).status_code == 404
    assert "_auth_user_id" not in client.session


def test_outside_the_example_the_one_click_way_does_not_exist(
    client: Client, example: dict[str, User], settings: Settings
) -> None:
    settings.EXAMPLE = False
    page = client.get(reverse("login")).content.decode()
    assert reverse("login_example") not in page
    assert "Exempeldata" not in page
    assert client.post(reverse("login_example"), {"roll": "chef"}).status_code == 404
    assert "_auth_user_id" not in client.session


def test_the_one_click_way_is_a_post(client: Client, example: dict[str, User]) -> None:
    assert client.get(reverse("login_example"), {"roll": "chef"}).status_code == 405
