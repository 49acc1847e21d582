"""Coming in with a password: limits, the log, lost passwords, and how long it lasts."""

import os
import re
import subprocess
import sys
from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
from allauth.usersessions.models import UserSession
from django.conf import settings as django_settings
from django.contrib.auth.hashers import Argon2PasswordHasher, identify_hasher, make_password
from django.core import mail
from django.core.cache import cache
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries, Settings

from sala_styr import settings as product
from sala_styr.access import events, limits, sessions
from sala_styr.access.models import AccessEvent, EventKind
from sala_styr.organisation.actions import set_active
from sala_styr.organisation.models import User
from tests.cast import Cast
from tests.support.suite import PRODUCTION

pytestmark = pytest.mark.django_db
PASSWORD = "ett långt lösenord"


@pytest.fixture
def anna(cast: Cast) -> User:
    user = cast.user("controller")
    user.email = "anna@styr.example"
    user.set_password(PASSWORD)
    user.save()
    return user


def log_in(client: Client, password: str = PASSWORD, name: str = "controller", **extra: Any) -> Any:
    return client.post(reverse("login"), {"username": name, "password": password}, **extra)


def kinds() -> list[str]:
    return list(AccessEvent.objects.order_by("pk").values_list("kind", flat=True))


# Limits


@pytest.fixture(params=["local", "shared"])
def counted_in(request: pytest.FixtureRequest, settings: Settings) -> Iterator[None]:
    """In this process's memory, as when trying out, and in the database, as in production."""
    if request.param == "shared":
        settings.CACHES = {
            "default": {
                "BACKEND": "django.core.cache.backends.db.DatabaseCache",
                "LOCATION": "access_cachedvalue",
                "OPTIONS": {"MAX_ENTRIES": 100_000},
            }
        }
    cache.clear()
    yield
    cache.clear()


@pytest.mark.usefixtures("counted_in")
def test_the_sixth_try_within_a_quarter_waits_even_with_the_right_password(client: Client, anna: User) -> None:
    assert [log_in(client, "gissning").status_code for _try in range(5)] == [200] * 5
    answer = log_in(client)
    assert answer.status_code == 429
    assert 0 < int(answer["Retry-After"]) <= 900
    assert "Försök igen om 15 minuter" in answer.content.decode()
    assert kinds() == [EventKind.REFUSED] * 5 + [EventKind.LIMITED]
    # Neither another name nor another address is held up by it.
    assert log_in(Client(), "gissning", name="manager_a").status_code == 200
    assert log_in(Client(), REMOTE_ADDR="192.0.2.7").status_code == 302


def test_the_right_password_gives_the_tries_back(client: Client, anna: User) -> None:
    for _time in range(3):
        for _try in range(4):
            assert log_in(Client(), "gissning").status_code == 200
        assert log_in(Client()).status_code == 302


def test_time_gives_the_tries_back(monkeypatch: pytest.MonkeyPatch) -> None:
    limit = limits.Limit("prov", 2, 60)
    assert [limit.take("a"), limit.take("a")] == [0, 0]
    assert 0 < limit.take("a") <= 60
    now = limits.time.time()
    monkeypatch.setattr("time.time", lambda: now + 61)
    assert limit.take("a") == 0


# The log


def test_the_log_tells_who_came_in_and_who_was_refused_and_never_what_was_typed(client: Client, anna: User) -> None:
    log_in(client, "gissning")
    log_in(client, "gissning", name="mitt-lösenord-i-fel-ruta")
    log_in(client)
    client.post(reverse("logout"))
    told = [(each.kind, each.user, each.address) for each in AccessEvent.objects.order_by("pk")]
    assert told == [
        (EventKind.REFUSED, anna, "127.0.0.1"),
        (EventKind.REFUSED, None, "127.0.0.1"),
        (EventKind.LOGIN, anna, "127.0.0.1"),
        (EventKind.LOGOUT, anna, "127.0.0.1"),
    ]
    assert "fel-ruta" not in str(list(AccessEvent.objects.values()))


@pytest.mark.parametrize(("person", "status"), [("administrator", 200), ("auditor", 200), ("controller", 403)])
def test_administrators_and_auditors_read_the_log(cast: Cast, person: str, status: int) -> None:
    events.note(EventKind.REFUSED, user=cast.user("manager_a"))
    answer = cast.client(person).get(reverse("access_log"), {"vad": "nekade", "q": "manager"})
    assert answer.status_code == status
    assert ("Manager A Exempel" in answer.content.decode()) == (status == 200)


def test_the_log_costs_the_same_however_long(cast: Cast, django_assert_max_num_queries: DjangoAssertNumQueries) -> None:
    for _line in range(70):
        events.note(EventKind.REFUSED, user=cast.user("manager_a"))
    client = cast.client("auditor")
    client.get(reverse("access_log"))
    with django_assert_max_num_queries(8):
        assert client.get(reverse("access_log"), {"sida": "2"}).status_code == 200
    assert client.get(reverse("access_log"), {"format": "csv"}).status_code == 200


def test_old_lines_go_when_somebody_logs_in(client: Client, anna: User, settings: Settings) -> None:
    settings.ACCESS_LOG_DAYS = 30
    AccessEvent.objects.create(kind=EventKind.REFUSED, at=timezone.now() - timedelta(days=31))
    AccessEvent.objects.create(kind=EventKind.REFUSED, at=timezone.now() - timedelta(days=29))
    log_in(client)
    assert kinds() == [EventKind.REFUSED, EventKind.LOGIN]


# Passwords


def test_passwords_are_kept_by_argon2_and_old_ones_when_their_owner_comes(anna: User, settings: Settings) -> None:
    settings.PASSWORD_HASHERS = product.PASSWORD_HASHERS
    anna.password = make_password(PASSWORD, hasher="pbkdf2_sha256")
    anna.save()
    assert log_in(Client()).status_code == 302
    assert identify_hasher(User.objects.get(pk=anna.pk).password).algorithm == "argon2"


def test_passwords_that_djangos_measure_kept_are_kept_anew_by_ours(anna: User, settings: Settings) -> None:
    settings.PASSWORD_HASHERS = product.PASSWORD_HASHERS
    anna.password = Argon2PasswordHasher().encode(PASSWORD, "salt-salt-salt")
    anna.save()
    assert log_in(Client()).status_code == 302
    assert "$argon2id$v=19$m=47104,t=1,p=1$" in User.objects.get(pk=anna.pk).password


def ask_for_letter(client: Client, email: str) -> str:
    answer = client.post(reverse("password_ask"), {"email": email}, follow=True)
    assert answer.status_code == 200
    return re.sub(r'value="[^"]*"|X-CSRFToken": "[^"]*"', "", answer.content.decode())


def test_asking_for_a_new_password_is_answered_alike_for_all(client: Client, anna: User) -> None:
    assert ask_for_letter(Client(), "anna@styr.example") == ask_for_letter(Client(), "ingen@styr.example")
    assert [letter.to for letter in mail.outbox] == [["anna@styr.example"]]


def test_the_letter_gives_a_new_password_once_and_ends_other_log_ins(client: Client, anna: User) -> None:
    elsewhere = Client()
    log_in(elsewhere)
    ask_for_letter(client, "anna@styr.example")
    letter = mail.outbox[0].body
    assert "Hej Controller Exempel!" in letter
    address = re.search(r"http://127.0.0.1:8000(/losenord/nytt/\S+)", str(letter))
    assert address
    form = client.get(address[1], follow=True).redirect_chain[-1][0]
    new = "ett annat långt lösenord"
    assert client.post(form, {"new_password1": new, "new_password2": "olika"}).status_code == 200
    assert client.post(form, {"new_password1": new, "new_password2": new})["Location"] == reverse("login")
    assert elsewhere.get(reverse("my_access")).status_code == 302
    assert log_in(Client()).status_code == 200
    assert log_in(Client(), new).status_code == 302
    assert Client().get(address[1]).status_code == 410
    assert User.objects.get(pk=anna.pk).history.first().history_change_reason == "Bytte lösenord"


def test_changing_the_password_ends_other_log_ins_but_not_this(client: Client, anna: User) -> None:
    elsewhere = Client()
    log_in(elsewhere)
    log_in(client)
    new = "ett annat långt lösenord"
    form = {"old_password": PASSWORD, "new_password1": new, "new_password2": new}
    assert client.post(reverse("password_change"), form)["Location"] == reverse("my_access")
    assert client.get(reverse("my_access")).status_code == 200
    assert elsewhere.get(reverse("my_access")).status_code == 302
    assert UserSession.objects.filter(user=anna).count() == 1


# How long it lasts


def later(monkeypatch: pytest.MonkeyPatch, seconds: float) -> None:
    now = sessions.time.time()
    monkeypatch.setattr("time.time", lambda: now + seconds)


def test_a_log_in_ends_an_hour_after_one_last_did_anything(
    client: Client, anna: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    log_in(client)
    for _step in range(3):
        later(monkeypatch, 59 * 60)
        assert client.get(reverse("my_access")).status_code == 200
    later(monkeypatch, 61 * 60)
    assert client.get(reverse("my_access")).status_code == 302
    assert kinds()[-1] == EventKind.TIMED_OUT
    assert not UserSession.objects.exists()


def test_what_a_page_asks_by_itself_keeps_nobody_logged_in(
    client: Client, anna: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    log_in(client)
    later(monkeypatch, 59 * 60)
    assert client.get(reverse("my_access"), headers={"X-Styr-Alone": "1"}).status_code == 200
    later(monkeypatch, 2 * 60)
    assert client.get(reverse("my_access")).status_code == 302


def test_a_log_in_ends_after_twelve_hours_whatever_one_does(
    client: Client, anna: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    log_in(client)
    for _step in range(13):
        later(monkeypatch, 55 * 60)
        assert client.get(reverse("my_access")).status_code == 200
    later(monkeypatch, 10 * 60)
    assert client.get(reverse("my_access")).status_code == 302


@pytest.mark.parametrize("cookie", ["", "påhittad", "stolen"])
def test_the_clock_cannot_be_set_by_the_browser(
    client: Client, anna: User, monkeypatch: pytest.MonkeyPatch, cookie: str, settings: Settings
) -> None:
    """Without the cookie, with one of one's own, and with one of another session, the clock is the log-in's."""
    log_in(client)
    later(monkeypatch, 50 * 60)
    other = Client()
    log_in(other)
    other.get(reverse("my_access"))
    client.cookies[settings.STAMP_COOKIE_NAME] = (
        other.cookies[settings.STAMP_COOKIE_NAME].value if cookie == "stolen" else cookie
    )
    later(monkeypatch, 15 * 60)
    assert client.get(reverse("my_access")).status_code == 302


def test_prolonging_tells_how_long_is_left(client: Client, anna: User, monkeypatch: pytest.MonkeyPatch) -> None:
    log_in(client)
    later(monkeypatch, 50 * 60)
    assert client.post(reverse("prolong")).json() == {"left": 3600}
    later(monkeypatch, 40 * 60)
    assert client.get(reverse("my_access")).status_code == 200


def test_an_ordinary_page_costs_no_more_for_it(
    cast: Cast, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    client = cast.client("outsider")
    with django_assert_max_num_queries(4):  # session, person, appointments, stand-ins
        client.get(reverse("start"))


# Where one is logged in


def test_the_key_of_the_session_is_new_after_log_in(client: Client, anna: User) -> None:
    client.get(reverse("login"))
    session = client.session
    session["before"] = 1
    session.save()
    client.cookies["sessionid"] = session.session_key or ""
    log_in(client)
    assert client.session.session_key != session.session_key


def test_one_sees_where_one_is_logged_in_and_ends_the_others(client: Client, anna: User) -> None:
    log_in(client, HTTP_USER_AGENT="Mozilla/5.0 (Windows NT 10.0) Gecko/20100101 Firefox/140.0")
    elsewhere = Client()
    log_in(elsewhere, HTTP_USER_AGENT="Mozilla/5.0 (iPhone) Version/18.0 Safari/604.1", REMOTE_ADDR="192.0.2.7")
    page = client.get(reverse("my_access")).content.decode()
    assert "Firefox, Windows" in page
    assert "Safari, iPhone" in page
    assert "192.0.2.7" in page
    assert "1 inloggning är avslutad" in client.post(reverse("end_others"), follow=True).content.decode()
    assert elsewhere.get(reverse("my_access")).status_code == 302
    assert client.get(reverse("my_access")).status_code == 200


def test_an_administrator_ends_anothers_log_ins_and_nobody_else_does(cast: Cast, anna: User, client: Client) -> None:
    log_in(client)
    path = reverse("end_person", args=[anna.pk])
    assert cast.client("manager_a").post(path).status_code == 403
    assert client.get(reverse("my_access")).status_code == 200
    assert cast.client("administrator").post(path).status_code == 302
    assert client.get(reverse("my_access")).status_code == 302
    last = AccessEvent.objects.first()
    assert (last.kind, last.user, last.by) == (EventKind.SESSIONS_ENDED, anna, cast.user("administrator"))  # type: ignore[union-attr]


def test_closing_somebodys_log_in_ends_it_everywhere_at_once(cast: Cast, anna: User, client: Client) -> None:
    log_in(client)
    set_active(cast.actor("administrator"), anna, False)
    assert client.get(reverse("my_access")).status_code == 302
    assert not UserSession.objects.exists()
    assert log_in(Client()).status_code == 200  # refused, with words


def test_housekeeping_has_no_way_in_of_its_own(client: Client, anna: User) -> None:
    answer = client.get(reverse("admin:login"), {"next": "/admin/"})
    assert answer.status_code == 302
    assert answer["Location"].startswith(reverse("login"))
    assert client.post(reverse("admin:login"), {"username": "controller", "password": PASSWORD}).status_code == 302
    assert "_auth_user_id" not in client.session


def test_in_production_the_cookies_are_this_hosts_alone() -> None:
    names = "SESSION_COOKIE_NAME CSRF_COOKIE_NAME STAMP_COOKIE_NAME"
    told = f"from django.conf import settings as s; print(*(getattr(s, n) for n in '{names}'.split()), s.CACHES['default']['BACKEND'])"
    done = subprocess.run(
        [sys.executable, "-c", told],
        cwd=django_settings.BASE_DIR,
        env=os.environ | PRODUCTION | {"DJANGO_SETTINGS_MODULE": "sala_styr.settings"},
        capture_output=True,
        text=True,
        check=True,
    )
    *cookies, store = done.stdout.split()
    assert all(name.startswith("__Host-") for name in cookies)
    assert store.endswith("DatabaseCache")
