"""The same questions to every address: does it ask who you are, and does it stay calm when something is amiss?"""

import pytest
from django.conf import settings
from django.test import Client
from django.urls import reverse

from tests.house.addresses import Address, every_address

# What anybody may see without logging in, and why.
PUBLIC = {
    "login": "one must be able to log in",
    "login_as": "one click in the example municipality; refused elsewhere",
    "set_language": "the log-in page can be read in English too",
}
ADDRESSES = list(every_address())


def asks_for_login(client: Client, address: Address, method: str) -> bool:
    """Whether a stranger is sent to the log-in page."""
    response = client.generic(method, address.path)
    return response.status_code == 302 and response["Location"].startswith(reverse(settings.LOGIN_URL))


def test_every_address_has_its_own_name() -> None:
    names = [address.name for address in ADDRESSES]
    assert len(names) > 30
    assert len(names) == len(set(names))


@pytest.mark.django_db
@pytest.mark.parametrize("address", [a for a in ADDRESSES if a.name not in PUBLIC], ids=lambda a: a.name)
def test_a_stranger_is_asked_to_log_in(client: Client, address: Address) -> None:
    assert asks_for_login(client, address, "GET")
    assert asks_for_login(client, address, "POST")


def test_the_public_addresses_exist() -> None:
    assert set(PUBLIC) <= {address.name for address in ADDRESSES}


@pytest.mark.django_db
def test_housekeeping_is_closed_to_strangers(client: Client) -> None:
    assert client.get(reverse("admin:index")).status_code == 302


@pytest.mark.django_db
def test_an_address_that_does_not_exist_is_a_calm_page(client: Client) -> None:
    response = client.get("/finns/inte/")
    assert response.status_code in (302, 404)
