"""What holds for every page: strict content policy, the small addresses."""

import pytest
from django.test import Client
from django.urls import reverse

from tests.cast import Cast

POLICY = {
    "default-src": "'none'",
    "script-src": "'self'",
    "style-src": "'self'",
    "img-src": "'self' data:",
    "font-src": "'self'",
    "connect-src": "'self'",
    "form-action": "'self'",
    "base-uri": "'none'",
    "frame-ancestors": "'none'",
}


@pytest.mark.parametrize("address", ["/", "/logga-in/", "/finns-inte/", "/halsa/"])
def test_pages_may_run_and_fetch_only_what_is_ours(cast: Cast, address: str) -> None:
    sent = cast.client("controller").get(address)["Content-Security-Policy"]
    policy = dict(part.strip().split(" ", 1) for part in sent.split(";"))
    assert policy == POLICY


@pytest.mark.parametrize("address", ["/", "/logga-in/", "/finns-inte/"])
def test_pages_may_not_be_framed_nor_guessed_at(cast: Cast, address: str) -> None:
    answer = cast.client("outsider").get(address)
    assert answer["X-Frame-Options"] == "DENY"
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert answer["Referrer-Policy"] == "same-origin"


def test_the_icon_is_where_browsers_look_for_it(client: Client, db: None) -> None:
    assert client.get("/favicon.ico")["Location"].endswith("img/favicon.svg")


def test_the_municipality_s_name_is_a_setting(client: Client, db: None, settings) -> None:  # type: ignore[no-untyped-def]
    settings.MUNICIPALITY_NAME = "Provkommun"
    assert "Provkommun" in client.get(reverse("login")).content.decode()


def test_every_page_begins_with_a_way_past_the_head(client: Client, db: None) -> None:
    page = client.get(reverse("login")).content.decode()
    assert page.index('href="#innehall"') < page.index("<header")
    assert '<main class="main" id="innehall" tabindex="-1">' in page
