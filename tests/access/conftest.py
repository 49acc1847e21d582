"""A real OpenID provider on this machine, and somebody who goes there and back."""

import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import parse_qs, urljoin, urlsplit

import jwt
import pytest
import requests
from cryptography.hazmat.primitives.asymmetric import rsa
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse
from pytest_django import Settings

from tests.sso.programs import running

HERE = "http://testserver"
KEY = rsa.generate_private_key(public_exponent=65537, key_size=2048)


def jwk() -> dict[str, Any]:
    """The provider's signing key."""
    key = jwt.algorithms.RSAAlgorithm.to_jwk(KEY, as_dict=True) | {"kid": "test", "use": "sig", "alg": "RS256"}
    del key["key_ops"]  # it would say that the key only signs; the provider also reads what it has signed
    return key


@pytest.fixture(scope="session")
def oidc_port() -> Iterator[int]:
    """The certified provider of npm, for the whole run."""
    back = HERE + reverse("openid_connect_callback", args=["oidc"])
    with running("oidc.mjs", back, HERE + reverse("login"), STYR_TEST_KEY=json.dumps(jwk())) as port:
        yield port


@pytest.fixture
def oidc_app(oidc_port: int, settings: Settings) -> dict[str, Any]:
    """Our side, set up as the environment would. The tests may change it."""
    app: dict[str, Any] = {
        "provider_id": "oidc",
        "name": "Logga in med kommunkontot",
        "client_id": "sala-styr",
        "secret": "only-for-tests-only-for-tests-only-for-tests",
        "settings": {
            "server_url": f"http://127.0.0.1:{oidc_port}",
            "scope": ["openid", "profile", "email", "groups"],
            "groups_claim": "groups",
        },
    }
    known = settings.SOCIALACCOUNT_PROVIDERS
    settings.SOCIALACCOUNT_PROVIDERS = known | {"openid_connect": known["openid_connect"] | {"APPS": [app]}}
    return app


@dataclass
class Visitor:
    """Somebody with a browser, logged in at the provider as ``user`` ("" : who presses cancel there)."""

    user: str
    client: Client = field(default_factory=Client)
    there: requests.Session = field(default_factory=requests.Session)

    def set_out(self, **query: str) -> str:
        """Follow our link; the address of the provider that it leads to."""
        answer = self.client.get(reverse("openid_connect_login", args=["oidc"]), query)
        assert answer.status_code == 302
        return str(answer["Location"])

    def at_the_provider(self, address: str) -> str:
        """Go through the provider's pages; the address of ours that it leads back to."""
        self.there.cookies.set("user", self.user)
        for _step in range(10):
            answer = self.there.get(address, allow_redirects=False, timeout=10)
            address = urljoin(address, answer.headers["Location"])
            if address.startswith(HERE):
                return address
        raise AssertionError("the provider never led back")

    def come_back(self, address: str) -> HttpResponse:
        """Follow the provider's redirect to us."""
        return self.client.get(address.removeprefix(HERE))  # type: ignore[return-value]

    def log_in(self, **query: str) -> HttpResponse:
        """The whole way."""
        return self.come_back(self.at_the_provider(self.set_out(**query)))

    @property
    def is_in(self) -> bool:
        return "_auth_user_id" in self.client.session


def asked(address: str) -> dict[str, str]:
    """The query of an address."""
    return {name: values[0] for name, values in parse_qs(urlsplit(address).query).items()}
