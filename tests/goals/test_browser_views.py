"""The ways to look at the plan in a real browser: filters, table, timeline, flow, kvar att koppla; by keyboard and at 360 px."""

from datetime import date

import pytest
from playwright.sync_api import Page, expect
from pytest_django.live_server_helper import LiveServer

from goals import actions
from goals.models import PlanItem, SubStep
from sala_styr.history import recording
from sala_styr.organisation.actor import system_actor
from tests.cast import Cast, build_cast
from tests.support.browser import PHONE, examine, sign_in

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def people(transactional_db: None) -> Cast:
    return build_cast()


@pytest.fixture
def chain(people: Cast) -> dict[str, PlanItem]:
    chain = people.chain()
    PlanItem.objects.filter(pk=chain["activity"].pk).update(
        start_date=date(2026, 2, 1), end_date=date(2026, 9, 30), activity_status="ongoing"
    )
    with recording(system_actor(), "Test"):
        SubStep.objects.create(item=chain["activity"], order=1, text="Upphandla", due=date(2026, 5, 1))
    return chain


def test_every_view_passes(page: Page, live_server: LiveServer, people: Cast, chain: dict[str, PlanItem]) -> None:
    actions.say_not_concerned(people.actor("chair_b"), chain["goal"], people["B"], 2026, reason="Inte vi.")
    for name, addresses in (
        ("controller", ["/mal/?ar=2026&som=tabell&q=aktivitet&niva=goals", "/mal/tidslinje/?ar=2026"]),
        (
            "outsider",
            ["/mal/tidslinje/?ar=2026&skala=kvartal&grupp=fokus", "/mal/tidslinje/?ar=2031", "/mal/flode/?ar=2026"],
        ),
        ("chair_b", ["/mal/kvar/?ar=2026", f"/mal/{chain['goal'].pk}/?ar=2026"]),
        ("chair_b", [f"/mal/{chain['goal'].pk}/beror-inte/{people['B'].pk}/"]),
        ("manager_a1", ["/mal/kvar/?ar=2026"]),
    ):
        sign_in(page, live_server.url, people.user(name))
        for address in addresses:
            page.goto(f"{live_server.url}{address}")
            examine(page)


def test_the_slash_key_searches_the_plan_from_any_page(
    page: Page, live_server: LiveServer, people: Cast, chain: dict[str, PlanItem]
) -> None:
    sign_in(page, live_server.url, people.user("politician_a"))
    page.goto(f"{live_server.url}/")
    page.keyboard.press("/")
    expect(page.locator("#sok-i-huvudet")).to_be_focused()
    page.keyboard.type("aktiviteter")
    page.keyboard.press("Enter")
    expect(page.locator(f"#p{chain['activity'].pk} mark")).to_have_text("aktivitet")
    page.keyboard.press("/")
    expect(page.get_by_label("Sök i planen").last).to_be_focused()


def test_a_filter_is_taken_away_by_its_chip(
    page: Page, live_server: LiveServer, people: Cast, chain: dict[str, PlanItem]
) -> None:
    sign_in(page, live_server.url, people.user("politician_a"))
    page.goto(f"{live_server.url}/mal/?ar=2026&som=tabell&q=aktivitet&agare={people['A1'].pk}")
    page.get_by_role("link", name="Sök i planen: aktivitet").click()
    expect(page).to_have_url(f"{live_server.url}/mal/?ar=2026&som=tabell&agare={people['A1'].pk}")
    page.get_by_text("Fler filter").click()
    page.get_by_label("Nivå eller spår").select_option(str(people.levels["strategy"].pk))
    expect(page.get_by_text("Inget i planen stämmer")).to_be_visible()


def test_the_timeline_follows_the_filters_without_a_new_page(
    page: Page, live_server: LiveServer, people: Cast, chain: dict[str, PlanItem]
) -> None:
    sign_in(page, live_server.url, people.user("politician_a"))
    page.goto(f"{live_server.url}/mal/tidslinje/?ar=2026")
    expect(page.locator("rect.timeline-stretch")).to_have_count(1)
    page.evaluate("window.kept = true")
    page.locator("main").get_by_label("Sök i planen").fill("xyzzy")
    expect(page.get_by_text("Inget på tidslinjen stämmer")).to_be_visible()
    assert page.evaluate("window.kept")


def test_somebody_is_made_responsible_by_keyboard(
    page: Page, live_server: LiveServer, people: Cast, chain: dict[str, PlanItem]
) -> None:
    sign_in(page, live_server.url, people.user("manager_a1"))
    page.goto(f"{live_server.url}/mal/kvar/?ar=2026")
    page.get_by_label(f"Ansvarig för {chain['activity'].title}", exact=True).focus()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(page.get_by_text("ansvarar nu för")).to_be_visible()
    assert PlanItem.objects.get(pk=chain["activity"].pk).responsible == people.user("manager_a1")


def test_on_a_phone_the_plans_pages_are_one_row_with_the_present_one_in_sight(
    page: Page, live_server: LiveServer, people: Cast, chain: dict[str, PlanItem]
) -> None:
    sign_in(page, live_server.url, people.user("politician_a"))
    page.set_viewport_size({"width": PHONE, "height": 740})
    page.goto(f"{live_server.url}/mal/grunduppdrag/?ar=2026")
    nav = page.locator(".plan-nav")
    box = nav.bounding_box()
    assert box is not None
    assert box["height"] < 60
    expect(nav.locator("[aria-current]")).to_be_in_viewport()
