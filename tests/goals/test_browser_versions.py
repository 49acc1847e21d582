"""Wordings, amendments and changes of many in a real browser: read, answered and undone by keyboard, at a desk and on a phone."""

import pytest
from playwright.sync_api import Page, expect
from pytest_django.live_server_helper import LiveServer

from goals import actions
from goals.actions import amendments
from goals.models import PlanItem
from tests.cast import Cast, build_cast
from tests.support.browser import examine, sign_in

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def people(transactional_db: None) -> Cast:
    return build_cast()


def test_two_wordings_are_read_woven_and_side_by_side(page: Page, live_server: LiveServer, people: Cast) -> None:
    focus = people.chain()["focus"]
    chair = people.actor("chair_a")
    draft = actions.revise_item(chair, focus, 2026)
    actions.edit_item(chair, draft, 1, title="Ett skarpare fokusområde", responsible=people.user("chair_a"))
    sign_in(page, live_server.url, people.user("chair_a"))
    page.goto(f"{live_server.url}/mal/{draft.pk}/")
    expect(page.get_by_role("heading", name="Det här ändras mot den beslutade lydelsen")).to_be_visible()
    page.get_by_role("link", name="Jämför lydelserna").click()
    examine(page)
    page.get_by_role("link", name="Sida vid sida").click()
    expect(page.locator("ins", has_text="skarpare")).to_be_visible()
    examine(page)


def test_a_merge_asks_and_the_answer_is_given_by_keyboard(page: Page, live_server: LiveServer, people: Cast) -> None:
    activity = people.chain()["activity"]
    manager = people.actor("manager_a1")
    amendment = amendments.open_amendment(manager, name="Revidering", owner=people["A1"], year=2026, reason="")
    change = amendments.take_items(manager, amendment, [activity])[0]
    years = {"first_year": 2025, "last_year": 2027}
    amendments.edit_change(manager, change, 1, title="Vår rubrik", parent=activity.parent, **years)
    actions.edit_item(people.actor("staff_a1"), activity, 1, title="Deras rubrik")
    sign_in(page, live_server.url, people.user("manager_a1"))
    page.goto(f"{live_server.url}/mal/andringar/{amendment.pk}/")
    examine(page)
    page.get_by_role("link", name="För in i planen").click()
    examine(page)
    page.get_by_role("radio", name="Skriv något tredje").focus()
    page.keyboard.press("Space")
    page.keyboard.press("Tab")
    page.keyboard.type("En gemensam rubrik")
    page.keyboard.press("Enter")
    expect(page.get_by_text("Planändringen är införd i planen.")).to_be_visible()
    assert PlanItem.objects.get(pk=activity.pk).title == "En gemensam rubrik"


def test_many_are_changed_from_the_table_and_undone(page: Page, live_server: LiveServer, people: Cast) -> None:
    strategy = people.item("strategy", "verksA")
    for number in range(3):
        people.item("activity", "A1", parent=strategy, title=f"Aktivitet {number}")
    sign_in(page, live_server.url, people.user("manager_a1"))
    page.goto(f"{live_server.url}/mal/?ar=2026&som=tabell")
    for number in range(2):
        page.get_by_role("checkbox", name=f"Välj ”Aktivitet {number}”").check()
    page.get_by_role("button", name="Ändra det förkryssade").click()
    examine(page)
    page.get_by_role("radio", name="Till och med år").check()
    page.get_by_label("Nytt sista år").fill("2026")
    page.get_by_role("button", name="Visa före och efter").click()
    examine(page)
    page.get_by_label("Varför det ändras").fill("Kortare")
    page.get_by_role("button", name="Ändra 2 delar").click()
    expect(page.get_by_role("heading", name="2 delar är ändrade")).to_be_visible()
    examine(page)
    page.get_by_role("button", name="Ångra").click()
    expect(page.get_by_text("Ångrade: Kortare")).to_be_visible()
    assert set(PlanItem.objects.filter(step__key="activity").values_list("last_year", flat=True)) == {2027}
