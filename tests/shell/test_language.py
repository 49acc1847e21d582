"""Swedish unless the person says otherwise."""

import pytest
from django.conf import settings
from django.test import Client
from django.urls import reverse

pytestmark = pytest.mark.django_db


def test_the_pages_speak_swedish_whatever_the_browser_prefers(client: Client) -> None:
    answer = client.get(reverse("login"), headers={"accept-language": "en-GB,en;q=0.9"})
    assert '<html lang="sv"' in answer.content.decode()
    assert answer["Content-Language"] == "sv"


def test_a_person_can_switch_to_english_and_back(client: Client) -> None:
    client.post(reverse("set_language"), {"language": "en", "next": reverse("login")})
    assert '<html lang="en"' in client.get(reverse("login")).content.decode()
    client.post(reverse("set_language"), {"language": "sv", "next": reverse("login")})
    assert '<html lang="sv"' in client.get(reverse("login")).content.decode()


def test_the_choice_lasts_beyond_the_session(client: Client) -> None:
    client.post(reverse("set_language"), {"language": "en"})
    assert client.cookies[settings.LANGUAGE_COOKIE_NAME]["max-age"] >= 300 * 24 * 60 * 60


def test_the_switch_returns_to_the_same_page_with_its_filters(client: Client) -> None:
    answer = client.post(reverse("set_language"), {"language": "en", "next": "/mal/?ar=2026&q=skola"})
    assert answer["Location"] == "/mal/?ar=2026&q=skola"


@pytest.mark.parametrize(
    "elsewhere",
    ["https://annan.example/", "//annan.example", "javascript:alert(1)", "https:annan.example", "\\\\annan.example"],
)
def test_the_switch_never_leads_to_another_site(client: Client, elsewhere: str) -> None:
    answer = client.post(reverse("set_language"), {"language": "en", "next": elsewhere})
    assert answer["Location"] == reverse("start")


def test_a_language_we_do_not_speak_is_refused(client: Client) -> None:
    assert client.post(reverse("set_language"), {"language": "de"}).status_code == 400
    assert settings.LANGUAGE_COOKIE_NAME not in client.cookies


def test_a_made_up_language_in_the_cookie_means_swedish(client: Client) -> None:
    client.cookies[settings.LANGUAGE_COOKIE_NAME] = "xx"
    assert '<html lang="sv"' in client.get(reverse("login")).content.decode()


def test_switching_is_a_post(client: Client) -> None:
    assert client.get(reverse("set_language"), {"language": "en"}).status_code == 405
