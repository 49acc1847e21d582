"""The plan in time, in a real browser: to another day and back by keyboard, what has changed, and the opening of a year."""

from datetime import date

import pytest
from playwright.sync_api import Page, expect
from pytest_django.live_server_helper import LiveServer

from goals import actions
from goals.models import PlanItem
from tests.cast import Cast, build_cast
from tests.goals.days import on
from tests.support.browser import examine, sign_in

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
JANUARY, MARCH = date(2026, 1, 10), date(2026, 3, 10)


@pytest.fixture
def people(transactional_db: None) -> Cast:
    with on(date(2025, 12, 1)):
        return build_cast()


@pytest.fixture
def chain(people: Cast) -> dict[str, PlanItem]:
    with on(JANUARY):
        items = people.chain()
    with on(MARCH):
        actions.edit_item(people.actor("manager_a"), items["strategy"], 1, title="Nytt namn")
    return items


def test_to_another_day_and_back_by_keyboard(
    page: Page, live_server: LiveServer, people: Cast, chain: dict[str, PlanItem]
) -> None:
    sign_in(page, live_server.url, people.user("manager_a"))
    page.goto(f"{live_server.url}/mal/?ar=2026&visa=alla")
    chooser = page.locator(".year-switch > summary")
    chooser.focus()
    page.keyboard.press("Enter")
    day = page.get_by_label("Som det var den")
    day.fill("2026-02-10")
    day.press("Enter")
    band = page.get_by_role("region", name="Du ser en gången dag")
    expect(band).to_contain_text("10 februari 2026")
    expect(page.get_by_role("link", name="Ett strategi", exact=True)).to_be_visible()
    examine(page)
    page.get_by_role("link", name="Ett strategi", exact=True).press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("Ett strategi")
    expect(page.get_by_text("Fakta den dagen")).to_be_visible()
    examine(page)
    band.get_by_role("link", name="Till idag").press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("Nytt namn")
    expect(band).not_to_be_visible()


def test_what_has_changed_is_read_and_chosen_without_leaving_the_page(
    page: Page, live_server: LiveServer, people: Cast, chain: dict[str, PlanItem]
) -> None:
    sign_in(page, live_server.url, people.user("politician_a"))
    page.goto(f"{live_server.url}/mal/andrat/?ar=2026&sedan=2026-02-10&till=2026-04-10")
    expect(page.get_by_text("Nytt namn").first).to_be_visible()
    examine(page)
    page.get_by_label("Vad som hände").select_option("flytt")
    expect(page.get_by_text("Inget har ändrats")).to_be_visible()


def test_a_year_is_opened_with_what_is_ticked(
    page: Page, live_server: LiveServer, people: Cast, chain: dict[str, PlanItem]
) -> None:
    people.item("activity", "A1", parent=chain["strategy"], title="Följer med", first_year=2026, last_year=2026)
    people.item("activity", "A1", parent=chain["strategy"], title="Följer inte med", first_year=2026, last_year=2026)
    sign_in(page, live_server.url, people.user("controller"))
    page.goto(f"{live_server.url}/mal/oppna-ar/?ar=2026")
    page.get_by_label("Följer inte med").uncheck()
    page.get_by_role("button", name="Räkna om").click()
    expect(page.get_by_label("Följer inte med")).not_to_be_checked()
    examine(page)
    page.get_by_role("button", name="Öppna 2027").click()
    expect(page.get_by_text("2027 är öppnat. 1 del följde med.")).to_be_visible()
    assert [item.title for item in PlanItem.objects.filter(first_year=2027)] == ["Följer med"]
