"""What the shell is made of: headers on every kind of answer, cookies that stay here, bodies that are not too large, settings fit for real use."""

import math
import os
import subprocess
import sys
from typing import Any

import pytest
from django.conf import settings
from django.contrib.auth.hashers import check_password, make_password
from django.contrib.auth.password_validation import validate_password
from django.contrib.sessions.backends.db import SessionStore
from django.core.exceptions import ImproperlyConfigured, ValidationError
from django.test import Client, override_settings
from django.urls import reverse

from sala_styr.production import refuse_unfit
from sala_styr.shell import shield
from tests.cast import Cast
from tests.support.suite import PRODUCTION
from tests.walk.headers import faults

ADDRESSES = [
    "/",
    "/finns-inte/",
    "/mal/?format=csv",
    "/mal/?format=xlsx",
    "/organisation/",
    "/oppet/",
    "/oppet/data/v1/budget",
    "/halsa/",
    "/admin/",
]


@pytest.mark.parametrize("address", ADDRESSES)
def test_what_somebody_logged_in_sees_is_guarded_and_not_kept(cast: Cast, address: str) -> None:
    answer = cast.client("controller").get(address)
    assert faults({address: answer.headers}, kept=False) == []


@pytest.mark.parametrize(
    "address", ["/logga-in/", "/oppet/", "/oppet/data/openapi.json", "/finns-inte/", "/robots.txt"]
)
def test_what_all_may_see_is_guarded_too(client: Client, db: None, address: str) -> None:
    answer = client.get(address)
    assert faults({address: answer.headers}, kept=True) == []


def test_an_answer_that_could_not_be_made_is_guarded(client: Client, db: None, monkeypatch: Any) -> None:
    def broken(*_: object, **__: object) -> None:
        raise LookupError

    monkeypatch.setattr("sala_styr.shell.language.chosen_language", broken)
    client.raise_request_exception = False
    answer = client.get("/logga-in/")
    assert answer.status_code == 500
    assert faults({"500": answer.headers}, kept=True) == []


@override_settings(WHITENOISE_USE_FINDERS=True, WHITENOISE_AUTOREFRESH=True)
def test_static_files_are_guarded_and_kept(cast: Cast) -> None:
    address = "/static/img/favicon.svg"
    answer = cast.client("controller").get(address)
    assert answer.status_code == 200
    assert faults({address: answer.headers}, kept=True) == []
    assert "no-store" not in answer["Cache-Control"]


def test_other_sites_may_read_open_data_and_nothing_else(client: Client, db: None) -> None:
    open_data = client.get(reverse("public:openapi"))
    assert open_data["Access-Control-Allow-Origin"] == "*"
    assert "Cross-Origin-Resource-Policy" not in open_data
    assert "Access-Control-Allow-Origin" not in client.get("/oppet/")


@pytest.mark.parametrize(
    ("name", "limit"), [("controller", shield.LARGEST_BODY), (None, shield.LARGEST_BODY_OF_STRANGERS)]
)
def test_a_body_that_is_too_large_is_refused_before_it_is_read(cast: Cast, name: str | None, limit: int) -> None:
    client = cast.client(name) if name else Client()
    sent: dict[str, Any] = {"data": b"", "content_type": "multipart/form-data; boundary=x"}
    answer = client.post(reverse("login"), **sent, CONTENT_LENGTH=str(limit + 1))
    assert answer.status_code == 413
    assert f"större än {limit // 1024**2} MB" in answer.content.decode()
    assert client.post(reverse("login"), **sent, CONTENT_LENGTH="0").status_code != 413
    assert client.post(reverse("login"), **sent, CONTENT_LENGTH="9" * 5000).status_code == 413


def test_a_stated_length_that_is_no_number_is_left_to_the_server(client: Client, db: None) -> None:
    assert client.get("/logga-in/", CONTENT_LENGTH="-1").status_code == 200
    assert client.get("/logga-in/", CONTENT_LENGTH="").status_code == 200


@pytest.mark.parametrize(
    ("wrong", "words"),
    [
        ({"debug": True, "hosts": ["styr.example"]}, "SALA_DEBUG"),
        ({"debug": False, "hosts": []}, "SALA_ALLOWED_HOSTS"),
        ({"debug": False, "hosts": ["styr.example", "*"]}, "SALA_ALLOWED_HOSTS"),
        ({"debug": False, "hosts": [".example"]}, "SALA_ALLOWED_HOSTS"),
    ],
)
def test_unfit_settings_are_named(wrong: dict[str, Any], words: str) -> None:
    with pytest.raises(ImproperlyConfigured, match=words):
        refuse_unfit(**wrong)


SHOW = """
from sala_styr import settings as s
print(s.SESSION_COOKIE_NAME, s.CSRF_COOKIE_NAME, s.STAMP_COOKIE_NAME, s.LANGUAGE_COOKIE_NAME)
print(s.SESSION_COOKIE_SECURE, s.CSRF_COOKIE_SECURE, s.SECURE_HSTS_SECONDS, s.SECURE_HSTS_INCLUDE_SUBDOMAINS, s.DEBUG, s.EXAMPLE)
print(*s.SECRET_KEY_FALLBACKS)
"""


def started(**changed: str) -> "subprocess.CompletedProcess[str]":
    """The product's settings read in a process of their own, as for real use but for what is changed; an empty value takes it away."""
    ours = {name: value for name, value in os.environ.items() if not name.startswith("SALA_")}
    wanted = {name: value for name, value in {**PRODUCTION, **changed}.items() if value}
    return subprocess.run(
        [sys.executable, "-c", SHOW],
        cwd=settings.BASE_DIR,
        env=ours | wanted,
        capture_output=True,
        text=True,
        check=False,
    )


@pytest.mark.parametrize(
    ("changed", "named"),
    [
        ({"SALA_SECRET_KEY": ""}, "SALA_SECRET_KEY"),
        ({"SALA_ALLOWED_HOSTS": ""}, "SALA_ALLOWED_HOSTS"),
        ({"SALA_DEBUG": "1"}, "SALA_DEBUG"),
    ],
)
def test_real_use_does_not_start_with_open_doors(changed: dict[str, str], named: str) -> None:
    done = started(**changed)
    assert done.returncode != 0
    assert f"ImproperlyConfigured: {'Ta bort' if 'DEBUG' in named else 'Sätt'} {named}" in done.stderr


def test_cookies_in_real_use_stay_at_this_host_and_under_tls(tmp_path: Any) -> None:
    done = started(SALA_EXAMPLE="1", SALA_DATA_DIR=str(tmp_path), SALA_SECRET_KEYS_BEFORE="old,older")
    names, flags, before = done.stdout.splitlines()
    assert all(name.startswith("__Host-") for name in names.split()), done.stderr
    assert before == "old older"
    assert flags == "True True 31536000 True False False"
    assert settings.SESSION_COOKIE_HTTPONLY
    assert settings.SESSION_COOKIE_SAMESITE == "Lax"


LONG_AND_ODD = "å🌊 " * 40 + "slut"


@pytest.mark.django_db
def test_passwords_may_be_of_any_length_and_letters_and_are_taken_as_typed(settings: Any) -> None:
    validate_password(LONG_AND_ODD)
    validate_password("bara små bokstäver")
    settings.PASSWORD_HASHERS = ["sala_styr.access.hashers.PasswordHasher"]
    kept = make_password(LONG_AND_ODD)
    assert check_password(LONG_AND_ODD, kept)
    assert not check_password(LONG_AND_ODD[:-1], kept)
    assert not check_password(LONG_AND_ODD.upper(), kept)


@pytest.mark.django_db
@pytest.mark.parametrize("weak", ["kortord", "qwertyuiop123", "1q2w3e4r5t6y"])
def test_short_and_common_passwords_are_refused(weak: str) -> None:
    with pytest.raises(ValidationError):
        validate_password(weak)


def test_the_key_of_a_session_has_more_than_128_bits(db: None) -> None:
    keys = {SessionStore()._get_new_session_key() for _each in range(20)}  # type: ignore[attr-defined]
    assert len(keys) == 20
    assert all(len(key) * math.log2(36) > 128 and key.isalnum() for key in keys)
