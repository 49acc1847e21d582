"""The plan in a real browser: opened in place, by mouse and keyboard and without scripts; the address follows and back works."""

import pytest
from playwright.sync_api import Browser, Page, expect
from pytest_django.live_server_helper import LiveServer

from goals import actions
from goals.models import ItemState, PlanItem
from tests.cast import Cast, build_cast
from tests.support.browser import Complaints, examine, sign_in

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def people(transactional_db: None) -> Cast:
    return build_cast()


@pytest.fixture
def chain(people: Cast) -> dict[str, PlanItem]:
    return people.chain()


def toggle(page: Page, item: PlanItem):  # type: ignore[no-untyped-def]
    return page.locator(f"#v{item.pk}")


def row(page: Page, item: PlanItem):  # type: ignore[no-untyped-def]
    return page.locator(f"#p{item.pk}")


def test_a_branch_opens_in_place_and_the_address_follows(
    page: Page, live_server: LiveServer, people: Cast, chain: dict[str, PlanItem]
) -> None:
    sign_in(page, live_server.url, people.user("manager_a"))
    page.goto(f"{live_server.url}/mal/?ar=2026")
    page.evaluate("window.kept = true")
    toggle(page, chain["focus"]).click()
    expect(row(page, chain["strategy"])).to_be_visible()
    expect(toggle(page, chain["focus"])).to_be_focused()
    expect(page).to_have_url(f"{live_server.url}/mal/?ar=2026&oppna={chain['focus'].pk}")
    toggle(page, chain["strategy"]).click()
    expect(row(page, chain["activity"])).to_be_visible()
    assert page.evaluate("window.kept")
    page.go_back()
    expect(row(page, chain["activity"])).not_to_be_visible()
    expect(row(page, chain["strategy"])).to_be_visible()
    page.go_back()
    expect(row(page, chain["strategy"])).not_to_be_visible()


def test_an_address_can_be_shared(
    page: Page, live_server: LiveServer, people: Cast, chain: dict[str, PlanItem]
) -> None:
    sign_in(page, live_server.url, people.user("auditor"))
    page.goto(f"{live_server.url}/mal/?ar=2026&oppna={chain['focus'].pk},{chain['strategy'].pk}")
    expect(row(page, chain["activity"])).to_be_visible()


def test_the_arrows_open_close_and_move(
    page: Page, live_server: LiveServer, people: Cast, chain: dict[str, PlanItem]
) -> None:
    sign_in(page, live_server.url, people.user("manager_a"))
    page.goto(f"{live_server.url}/mal/?ar=2026")
    page.locator(f"#n{chain['focus'].pk}").focus()
    page.keyboard.press("ArrowRight")
    expect(row(page, chain["strategy"])).to_be_visible()
    expect(page.locator(f"#n{chain['focus'].pk}")).to_be_focused()
    page.keyboard.press("ArrowDown")
    expect(page.locator(f"#n{chain['strategy'].pk}")).to_be_focused()
    page.keyboard.press("ArrowLeft")
    expect(page.locator(f"#n{chain['focus'].pk}")).to_be_focused()
    page.keyboard.press("ArrowLeft")
    expect(row(page, chain["strategy"])).not_to_be_visible()


def test_a_search_replaces_the_plan_alone_and_stays_in_the_address(
    page: Page, live_server: LiveServer, people: Cast, chain: dict[str, PlanItem]
) -> None:
    sign_in(page, live_server.url, people.user("politician_a"))
    page.goto(f"{live_server.url}/mal/?ar=2026")
    page.evaluate("window.kept = true")
    page.locator("main").get_by_label("Sök i planen").fill("aktivitet")
    expect(row(page, chain["activity"])).to_be_visible()
    expect(page.get_by_text("1 del av 5 stämmer.")).to_be_visible()
    assert "q=aktivitet" in page.url
    assert page.evaluate("window.kept")
    page.reload()
    expect(row(page, chain["activity"])).to_be_visible()


def test_without_scripts_the_same_links_do_the_same(
    browser: Browser, live_server: LiveServer, people: Cast, chain: dict[str, PlanItem]
) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    sign_in(page, live_server.url, people.user("manager_a1"))
    page.goto(f"{live_server.url}/mal/?ar=2026")
    for key, below in (("focus", "strategy"), ("strategy", "activity")):
        toggle(page, chain[key]).click()
        expect(row(page, chain[below])).to_be_visible()
    row(page, chain["activity"]).get_by_role("link").click()
    page.get_by_role("button", name="klar").click()
    expect(page.get_by_text("Noterat: klar.")).to_be_visible()
    context.close()
    assert PlanItem.objects.get(pk=chain["activity"].pk).activity_status == "done"


def test_the_quick_note_is_made_in_place(
    page: Page, live_server: LiveServer, people: Cast, chain: dict[str, PlanItem]
) -> None:
    sign_in(page, live_server.url, people.user("staff_a1"))
    page.goto(f"{live_server.url}/mal/{chain['activity'].pk}/")
    page.evaluate("window.kept = true")
    page.get_by_role("button", name="försenad").click()
    expect(page.get_by_role("button", name="försenad")).to_have_attribute("aria-pressed", "true")
    expect(page.get_by_role("button", name="försenad")).to_be_focused()
    assert page.evaluate("window.kept")
    assert PlanItem.objects.get(pk=chain["activity"].pk).activity_status == "delayed"


def test_the_chart_comes_when_it_is_needed(
    page: Page, live_server: LiveServer, people: Cast, chain: dict[str, PlanItem]
) -> None:
    from decimal import Decimal

    staff = people.actor("staff_a1")
    indicator = actions.create_indicator(staff, chain["activity"], name="Antal", unit_of_measure="antal")
    actions.set_value(staff, indicator, 2025, Decimal(5), Decimal(4))
    sign_in(page, live_server.url, people.user("staff_a1"))
    page.goto(f"{live_server.url}/mal/{chain['activity'].pk}/")
    page.get_by_text("Visa som diagram").scroll_into_view_if_needed()
    expect(page.get_by_role("img", name="Antal")).to_be_visible()


def test_every_page_of_the_plan_passes(
    page: Page, live_server: LiveServer, people: Cast, chain: dict[str, PlanItem]
) -> None:
    draft = people.item("focus", "A", parent=chain["goal"], state=ItemState.DRAFT, title="Utkast till fokusområde")
    people.decision("A")
    actions.create_indicator(people.actor("chair_a"), draft, name="Behöriga till gymnasiet", unit_of_measure="procent")
    for name, addresses in (
        (
            "chair_a",
            [
                f"/mal/{draft.pk}/",
                f"/mal/{draft.pk}/besluta/",
                f"/mal/{draft.pk}/ta-bort/",
                f"/mal/{chain['goal'].pk}/ny/",
            ],
        ),
        ("manager_a1", [f"/mal/{chain['activity'].pk}/", f"/mal/{chain['activity'].pk}/andra/"]),
        ("manager_a1", [f"/mal/grunduppdrag/{people['A1'].pk}/", f"/mal/grunduppdrag/{people['A1'].pk}/lagstadgat/"]),
        (
            "controller",
            ["/mal/?ar=2026&visa=alla", "/mal/?ar=2026&som=tabell", "/mal/kvar/?ar=2026", "/mal/grunduppdrag/"],
        ),
        ("outsider", ["/mal/?ar=2031", "/mal/?ar=2026&q=xyzzy"]),
    ):
        sign_in(page, live_server.url, people.user(name))
        for address in addresses:
            page.goto(f"{live_server.url}{address}")
            examine(page)


def test_a_form_with_errors_and_a_conflict_pass(
    page: Page, live_server: LiveServer, people: Cast, chain: dict[str, PlanItem], complaints: Complaints
) -> None:
    complaints.expect("409|422")
    sign_in(page, live_server.url, people.user("manager_a1"))
    page.goto(f"{live_server.url}/mal/{chain['activity'].pk}/andra/")
    page.get_by_label("Till och med år").fill("2020")
    page.get_by_role("button", name="Spara").click()
    expect(page.get_by_text("Det här behöver rättas")).to_be_visible()
    examine(page)
    page.get_by_label("Till och med år").fill("2027")
    page.get_by_label("Rubrik").fill("Min rubrik")
    actions.edit_item(people.actor("staff_a1"), chain["activity"], 1, title="Någon annans rubrik")
    page.get_by_role("button", name="Spara").click()
    expect(page.get_by_text("Någon annans rubrik").first).to_be_visible()
    examine(page)
    page.get_by_role("button", name="Spara").click()
    expect(page.get_by_role("heading", name="Min rubrik")).to_be_visible()
