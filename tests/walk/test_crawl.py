"""Every link that a role is offered leads to a page that the role may see, the page is valid HTML, and its forms are of no use to others; in the whole
example municipality."""

import random
from collections.abc import Callable

import pytest
from django.test import Client, override_settings
from django.urls import reverse

from sala_styr.organisation.models import User
from tests.support import nu
from tests.walk import headers, tables, theft
from tests.walk.crawler import crawl, kind_of
from tests.walk.fuzz.filling import fill_in

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("example")]
SEED = 1981
FORMS_OF_A_WALK = 8
GOING = {"logout", "login_example"}


def client_for(role: str) -> Client:
    client = Client()
    client.force_login(User.objects.get(username=f"exempel-{role}"))
    return client


def whole_pages(pages: dict[str, str]) -> dict[str, str]:
    """Without the pieces that a page asks for itself: what is around them is not there."""
    return {address: page for address, page in pages.items() if page.lstrip().lower().startswith("<!doctype")}


def some_forms(client: Client, pages: dict[str, str]) -> tuple[int, list[str]]:
    """Some of the forms, always the same, with whatever may be typed in them: all of them take many minutes (tests/walk/fuzz/every_form.py)."""
    chance = random.Random(SEED)
    forms = [form for form in theft.kinds_of_forms(pages) if kind_of(form.action)[0] not in GOING]
    client.raise_request_exception = False
    return fill_in(client, chance.sample(forms, min(len(forms), FORMS_OF_A_WALK)), chance)


# A walk takes a minute: each is done on one of the databases.
WALKS = [
    *(pytest.param(role, "sv", marks=pytest.mark.postgresql) for role in ("controller", "politiker", "chef")),
    *(pytest.param(role, "sv", marks=pytest.mark.sqlite) for role in ("revisor", "administrator")),
    pytest.param("politiker", "en", marks=pytest.mark.sqlite),
]


@pytest.mark.parametrize(("role", "language"), WALKS)
@override_settings(EXAMPLE=True)
def test_no_link_leads_astray(role: str, language: str, record_property: Callable[[str, object], None]) -> None:
    client = client_for(role)
    client.post(reverse("set_language"), {"language": language})
    walk = crawl(client)
    assert walk.broken == []
    assert walk.unknown == []
    assert len(walk.visited) > 60
    assert headers.faults(walk.headers, kept=False) == []
    assert nu.errors(whole_pages(walk.pages)) == []
    assert tables.without_file(walk.pages) == []
    assert tables.not_offered(walk.pages) == []
    if (role, language) == ("controller", "sv"):
        assert tables.different(client, walk.pages) == []
    if language == "sv":
        loot = theft.stolen(walk.pages)
        assert loot.wrote == []
        assert loot.broken == []
        sent, faults = some_forms(client, walk.pages)
        assert faults == []
        record_property("figure", f"{role}: {sent} ifyllningar av den som går på tangenterna, alla besvarade i ord")
        record_property("figure", f"{role}: {loot.sent} formulär skickade av någon annan, inget skrevs")
