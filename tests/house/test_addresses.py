"""The same questions to every address: does it ask who you are, and does it stay calm when something is amiss?"""

import pytest
from django.conf import settings
from django.test import Client
from django.urls import reverse

from public.open_data.sets import DATA_SETS
from tests.cast import Cast
from tests.house.addresses import Address, every_address

# What anybody may see without logging in, and why.
PUBLIC = {
    "login": "one must be able to log in",
    "privacy:about": "what is held about people, for anybody",
    "account_login": "the same page, under the name that allauth finds it by",
    "openid_connect_login": "to the municipality's log-in service; not there without one",
    "openid_connect_callback": "back from it; what comes is checked",
    "saml_login": "to the municipality's log-in service by SAML; not there without one",
    "saml_acs": "its answer is sent here, by its own page; what comes is checked",
    "saml_finish_acs": "the answer is read here, with the session that asked",
    "saml_metadata": "the service is to know who we are; not there without one",
    "socialaccount_login_cancelled": "who changed their mind there comes back here",
    "logged_out": "who came in through the service learns that they are still logged in there",
    "password_ask": "who has forgotten the password cannot log in",
    "password_asked": "the same answer for everybody",
    "password_choose": "the address in the letter is signed, and works once",
    "login_example": "one click in the example municipality; not there elsewhere",
    "set_language": "the log-in page can be read in English too",
    "health": "for monitoring; tells nothing but that it works",
    "ready": "for whoever spreads the load; tells of the parts, not why they fail",
    "whole": "for monitoring; the same with the worker",
    "metrics": "counts, for Prometheus; to the addresses that are allowed, and not there for others",
    "mail:unsubscribe": "one says no to a letter from the letter; what it may do is signed in the address",
    "followup:wheel_feed": "the days of the year wheel that are public, for a calendar program",
    "followup:my_wheel_feed": "a calendar program cannot log in: the address itself is signed, and replaced when the person asks",
    "public:robots": "search engines ask for it before anything else",
    **dict.fromkeys(
        (
            *("public:start", "public:plan_now", "public:plan", "public:goal", "public:budget_now", "public:budget"),
            *("public:follow_ups", "public:follow_up", "public:reports", "public:report", "public:picture"),
            *("public:pdf", "public:word", "public:excel", "public:data", "public:openapi"),
            *(f"public:data_{key}" for key in DATA_SETS),
        ),
        "what is decided or published is read by anybody (public.queries)",
    ),
    "public:accessibility": "the law asks for it, and for a way to tell us",
    "favicon": "the browser asks for it on the log-in page",
}
ADDRESSES = list(every_address())
PEOPLE = ["politician_a", "manager_a1", "controller", "auditor", "administrator", "outsider"]


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


@pytest.mark.parametrize("person", PEOPLE)
def test_what_does_not_exist_is_told_calmly(cast: Cast, person: str) -> None:
    client = cast.client(person)
    client.raise_request_exception = False
    loud = []
    for address in ADDRESSES:
        for method in ("GET", "POST"):
            status = client.generic(method, address.path).status_code
            broken = status >= 500 and address.name != "whole"  # without a worker it says so
            if broken or (address.has_places and method == "GET" and status == 200):
                loud.append(f"{method} {address.path} ({address.name}): {status}")
    assert not loud, "\n".join(loud)


def test_a_method_that_means_nothing_is_refused(cast: Cast) -> None:
    client = cast.client("administrator")
    # The log-in page sends those who are logged in onwards, whatever they ask.
    loud = [
        a.name
        for a in ADDRESSES
        if a.name not in ("login", "account_login") and client.delete(a.path).status_code != 405
    ]
    assert Client().delete(reverse("login")).status_code == 405
    assert not loud, f"DELETE is not answered by 405: {loud}"


@pytest.mark.parametrize("person", PEOPLE)
def test_an_address_that_nobody_has_is_a_page_of_ours(cast: Cast, person: str) -> None:
    response = cast.client(person).get("/finns/inte/")
    assert response.status_code == 404
    assert "<h1" in response.content.decode()
