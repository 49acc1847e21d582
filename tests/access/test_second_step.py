"""The second step: an app, a key, codes for the day they are lost, and who must have one."""

import re
from typing import Any

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal import auth as totp
from django.core.cache import cache
from django.test import Client, TestCase
from django.urls import reverse
from playwright.sync_api import Page
from pytest_django import DjangoAssertNumQueries, Settings
from pytest_django.live_server_helper import LiveServer

from sala_styr.access.models import AccessEvent, EventKind
from sala_styr.organisation.models import User
from tests.access.test_log_in import PASSWORD, log_in
from tests.cast import Cast
from tests.support.browser import examine

pytestmark = pytest.mark.django_db


@pytest.fixture
def anna(cast: Cast, settings: Settings) -> User:
    """A controller where controllers must have a second step."""
    settings.MFA_ROLES = ["administrator", "controller"]
    user = cast.user("controller")
    user.set_password(PASSWORD)
    user.save()
    return user


def code_of(secret: str) -> str:
    """What the app shows now."""
    return totp.format_hotp_value(totp.hotp_value(secret, next(iter(totp.yield_hotp_counters_from_time()))))


def add_app(client: Client) -> str:
    """Set up an app, as its page says; the secret."""
    page = client.get(reverse("mfa_activate_totp")).content.decode()
    assert 'src="data:image/svg+xml;base64,' in page
    secret = re.search(r"<code>([A-Z2-7]+)</code>", page)[1]  # type: ignore[index]
    with TestCase.captureOnCommitCallbacks(execute=True):
        answer = client.post(reverse("mfa_activate_totp"), {"code": code_of(secret)})
    assert answer["Location"] == reverse("mfa_view_recovery_codes"), answer.content.decode()
    cache.clear()  # half a minute passes: the same code is not taken twice
    return secret


def test_who_must_have_a_second_step_is_led_to_it_and_to_nothing_else(client: Client, anna: User) -> None:
    log_in(client)
    for address in ("start", "my_access", "access_log", "organisation:tree", "admin:index"):
        assert client.get(reverse(address))["Location"] == reverse("mfa_index")
    page = client.get(reverse("mfa_index")).content.decode()
    assert "Ditt uppdrag kräver ett andra steg" in page
    add_app(client)
    assert client.get(reverse("start")).status_code == 200
    assert "Ditt uppdrag kräver" not in client.get(reverse("mfa_index")).content.decode()


def test_others_are_asked_for_nothing(client: Client, cast: Cast, anna: User, settings: Settings) -> None:
    manager = cast.user("manager_a")
    manager.set_password(PASSWORD)
    manager.save()
    log_in(client, name="manager_a")
    assert client.get(reverse("start")).status_code == 200
    settings.MFA_ROLES = []
    free = Client()
    log_in(free)
    assert free.get(reverse("start")).status_code == 200


def test_the_password_alone_does_not_let_one_in_any_more(client: Client, anna: User) -> None:
    log_in(client)
    secret = add_app(client)
    again = Client()
    answer = again.post(reverse("login"), {"username": "controller", "password": PASSWORD, "next": "/organisation/"})
    assert answer["Location"] == reverse("mfa_authenticate")
    assert "_auth_user_id" not in again.session
    assert again.get(reverse("start")).status_code == 302
    page = again.post(reverse("mfa_authenticate"), {"code": "000000"})
    assert "Koden stämmer inte" in page.content.decode()
    answer = again.post(reverse("mfa_authenticate"), {"code": code_of(secret)})
    assert answer["Location"] == "/organisation/"
    kinds = list(AccessEvent.objects.filter(user=anna).order_by("pk").values_list("kind", flat=True))
    assert kinds[-2:] == [EventKind.FACTOR_REFUSED, EventKind.LOGIN]
    assert AccessEvent.objects.filter(kind=EventKind.LOGIN).first().way == "lösenord + andra steg"  # type: ignore[union-attr]


def test_a_code_is_taken_once(client: Client, anna: User) -> None:
    log_in(client)
    secret = add_app(client)
    code = code_of(secret)
    for taken in (True, False):
        again = Client()
        log_in(again)
        again.post(reverse("mfa_authenticate"), {"code": code})
        assert ("_auth_user_id" in again.session) == taken


def test_codes_are_guessed_at_five_times(client: Client, anna: User) -> None:
    log_in(client)
    secret = add_app(client)
    again = Client()
    log_in(again)
    for _try in range(5):
        again.post(reverse("mfa_authenticate"), {"code": "000000"})
    page = again.post(reverse("mfa_authenticate"), {"code": code_of(secret)})
    assert "för många försök" in page.content.decode()
    assert "_auth_user_id" not in again.session


def test_a_recovery_code_lets_one_in_once(client: Client, anna: User) -> None:
    log_in(client)
    add_app(client)
    page = client.get(reverse("mfa_view_recovery_codes")).content.decode()
    codes = re.findall(r"<li><code>(\d+)</code></li>", page)
    assert len(codes) == 10
    for taken in (True, False):
        again = Client()
        log_in(again)
        again.post(reverse("mfa_authenticate"), {"code": codes[0]})
        assert ("_auth_user_id" in again.session) == taken


def test_the_last_second_step_of_who_must_have_one_stays(client: Client, anna: User, settings: Settings) -> None:
    log_in(client)
    add_app(client)
    assert "Lägg till ett nytt" in client.post(reverse("mfa_deactivate_totp")).content.decode()
    assert Authenticator.objects.filter(type="totp").exists()
    settings.MFA_ROLES = []
    assert client.post(reverse("mfa_deactivate_totp")).status_code == 302
    assert not Authenticator.objects.exists()


def test_secrets_do_not_lie_open_in_the_database(client: Client, anna: User) -> None:
    log_in(client)
    secret = add_app(client)
    assert secret not in str(list(Authenticator.objects.values()))


def test_an_administrator_takes_away_what_is_lost_and_nobody_else_does(client: Client, cast: Cast, anna: User) -> None:
    log_in(client)
    add_app(client)
    path = reverse("remove_factors", args=[anna.pk])
    assert cast.client("manager_a").post(path).status_code == 403
    assert Authenticator.objects.exists()
    assert cast.client("administrator").post(path).status_code == 302
    assert not Authenticator.objects.exists()
    own = reverse("remove_factors", args=[cast.user("administrator").pk])
    assert cast.client("administrator").post(own).status_code == 409


def test_looking_whether_it_is_missing_costs_no_question(
    client: Client, anna: User, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    log_in(client)
    with django_assert_num_queries(1):  # the session
        client.get(reverse("start"))


# A key, in a real browser with an authenticator that only exists there


def press(page: Page, name: str) -> None:
    page.get_by_role("button", name=name).press("Enter")


def fill_in(page: Page, live_server: LiveServer) -> None:
    page.goto(f"{live_server.url}{reverse('login')}")
    page.get_by_label("Användarnamn").fill("controller")
    page.get_by_label("Lösenord", exact=True).fill(PASSWORD)
    press(page, "Logga in")


@pytest.mark.browser
@pytest.mark.django_db(transaction=True)
def test_a_key_is_added_and_lets_one_in(page: Page, live_server: LiveServer, anna: User) -> None:
    devtools: Any = page.context.new_cdp_session(page)
    devtools.send("WebAuthn.enable")
    key = {"protocol": "ctap2", "transport": "internal", "hasUserVerification": True, "isUserVerified": True}
    devtools.send("WebAuthn.addVirtualAuthenticator", {"options": {**key, "automaticPresenceSimulation": True}})
    fill_in(page, live_server)
    examine(page)
    page.get_by_role("link", name="Lägg till en app").click()
    examine(page)
    page.go_back()
    page.get_by_role("link", name="Lägg till en nyckel").click()
    examine(page)
    page.get_by_label("Vad ska nyckeln heta?").fill("Blå nyckeln")
    press(page, "Läs in nyckeln")
    page.get_by_role("heading", name="Reservkoder").wait_for()
    examine(page)
    page.goto(f"{live_server.url}{reverse('mfa_index')}")
    assert "Blå nyckeln" in page.locator("main").inner_text()
    page.context.clear_cookies()
    fill_in(page, live_server)
    page.get_by_role("heading", name="Andra steget").wait_for()
    examine(page)
    press(page, "Använd nyckeln")
    page.wait_for_url(f"{live_server.url}/")
    assert AccessEvent.objects.filter(kind=EventKind.LOGIN, user=anna).count() == 2
