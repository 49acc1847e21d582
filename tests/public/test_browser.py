"""The open pages in a real browser: axe, keyboard and phone on each."""

import pytest
from playwright.sync_api import Page
from pytest_django.live_server_helper import LiveServer

from tests.cast import build_cast
from tests.public.world import World, build_world
from tests.support.browser import Complaints, examine, sign_in

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def world(transactional_db: None) -> World:
    return build_world(build_cast())


def test_every_open_page(page: Page, live_server: LiveServer, world: World, complaints: Complaints) -> None:
    complaints.expect("410")
    goal, period, report = world.items["goal"], world.periods["published"], world.reports["published"]
    for address in (
        *("/", "plan/2026/", f"mal/{goal.pk}/", "budget/2026/?lon=32000", "uppfoljning/", f"uppfoljning/{period.pk}/"),
        *("rapporter/", f"rapporter/{report.pk}/", "tillganglighet/", f"rapporter/{world.reports['withdrawn'].pk}/"),
    ):
        page.goto(f"{live_server.url}/oppet/{address.lstrip('/')}")
        examine(page)


def test_a_visitor_tells_us_by_keyboard(
    page: Page, live_server: LiveServer, world: World, complaints: Complaints
) -> None:
    complaints.expect("422")
    page.goto(f"{live_server.url}/oppet/tillganglighet/")
    page.get_by_role("button", name="Skicka").press("Enter")
    page.get_by_text("Det här behöver rättas").wait_for()
    examine(page)
    page.get_by_label("Vad fungerar inte").fill("Jag ser inte staplarna.")
    page.get_by_role("button", name="Skicka").press("Enter")
    page.get_by_text("Tack! Vi har tagit emot").wait_for()
    sign_in(page, live_server.url, world.cast.user("controller"))
    for address in ("synpunkter/", "publicering/"):
        page.goto(f"{live_server.url}/oppet/{address}")
        examine(page)
    page.get_by_role("link", name="Dra tillbaka").first.press("Enter")
    page.get_by_role("heading", name="Dra tillbaka").wait_for()
    examine(page)
