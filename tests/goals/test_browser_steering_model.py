"""Så styr vi, in a real browser: read at every width, changed and exchanged by keyboard alone."""

import pytest
from playwright.sync_api import Page, expect
from pytest_django.live_server_helper import LiveServer

from goals.models import Level, SteeringModel
from tests.cast import Cast, build_cast
from tests.goals.models_in_use import take_into_use
from tests.support.browser import examine, sign_in

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def people(transactional_db: None) -> Cast:
    return build_cast()


def test_the_model_is_read_by_all_and_its_pages_are_sound(page: Page, live_server: LiveServer, people: Cast) -> None:
    take_into_use("eskilstuna", 2027)
    sign_in(page, live_server.url, people.user("administrator"))
    for address in ("?ar=2027", "byt/", f"{SteeringModel.objects.get(first_year=2027).pk}/ord/"):
        page.goto(f"{live_server.url}/mal/styrmodell/{address}")
        examine(page)


def test_a_word_is_changed_and_another_model_taken_into_use_by_keyboard(
    page: Page, live_server: LiveServer, people: Cast
) -> None:
    sign_in(page, live_server.url, people.user("administrator"))
    level = Level.objects.get(key="focus")
    page.goto(f"{live_server.url}/mal/styrmodell/niva/{level.pk}/")
    page.get_by_label("Ett", exact=True).focus()
    page.keyboard.press("Control+A")
    page.keyboard.type("målområde")
    page.keyboard.press("Enter")
    expect(page.locator(f"#niva-{level.pk} .chain-word")).to_have_text("Målområde")
    page.get_by_role("link", name="Byt styrmodell från ett nytt år").press("Enter")
    page.get_by_label("Vadstena kommuns styrmodell").press("Space")
    page.get_by_label("Gäller från och med år").focus()
    page.keyboard.press("Control+A")
    page.keyboard.type("2028")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="Så blir det från 2028 med Vadstena kommuns styrmodell")).to_be_visible()
    gone = page.get_by_role("row").filter(has_text="målområde").filter(has_text="används inte för nytt")
    expect(gone).to_be_visible()
    assert SteeringModel.objects.count() == 1
    examine(page)
    page.get_by_role("button", name="Byt styrmodell").press("Enter")
    expect(page.get_by_text("Vadstena kommuns styrmodell gäller från och med 2028.")).to_be_visible()
