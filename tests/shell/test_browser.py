"""The shell in a real browser: looks, keyboard, phone, without JavaScript, and what htmx does with a refusal."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect
from pytest_django.live_server_helper import LiveServer

from sala_styr.organisation.models import User
from tests.support.browser import Complaints, axe, examine, no_sideways_scroll, sign_in, width

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True), pytest.mark.urls("tests.shell.pages")]


@pytest.fixture
def gallery(page: Page, live_server: LiveServer) -> Page:
    """The page that shows every component."""
    page.goto(f"{live_server.url}/galleri/")
    return page


@pytest.fixture
def anna(transactional_db: None) -> User:
    return User.objects.create_user("anna", first_name="Anna", last_name="Exempel")


@pytest.fixture
def plain_page(browser: Browser) -> Iterator[Page]:
    """A browser that runs no scripts."""
    context = browser.new_context(locale="sv-SE", java_script_enabled=False, viewport={"width": 360, "height": 800})
    yield context.new_page()
    context.close()


def test_every_component_passes_axe_keyboard_and_phone(gallery: Page) -> None:
    examine(gallery)


def test_every_component_passes_axe_in_the_dark(gallery: Page) -> None:
    gallery.emulate_media(color_scheme="dark")
    axe(gallery)


def test_every_component_passes_axe_and_phone_when_everything_is_wrong(gallery: Page, complaints: Complaints) -> None:
    complaints.expect("422")
    gallery.get_by_role("button", name="Spara").click()
    gallery.wait_for_load_state()
    examine(gallery)


def test_nothing_is_lost_at_the_width_of_a_page_enlarged_four_times(gallery: Page) -> None:
    with width(gallery, 320):
        no_sideways_scroll(gallery)


def test_the_log_in_page_passes(page: Page, live_server: LiveServer) -> None:
    page.goto(f"{live_server.url}/logga-in/")
    examine(page)


def test_the_first_page_passes(page: Page, live_server: LiveServer, anna: User) -> None:
    sign_in(page, live_server.url, anna)
    page.goto(live_server.url)
    examine(page)


def test_a_page_that_is_not_there_passes(page: Page, live_server: LiveServer, complaints: Complaints) -> None:
    complaints.expect("404")
    page.goto(f"{live_server.url}/finns-inte/")
    examine(page)


def test_the_admin_runs_under_the_same_policy(page: Page, live_server: LiveServer) -> None:
    root = User.objects.create_superuser("root", password="x")
    sign_in(page, live_server.url, root)
    page.goto(f"{live_server.url}/admin/")
    page.goto(f"{live_server.url}/admin/auth/group/add/")
    expect(page.locator("#id_name")).to_be_visible()


def test_errors_are_read_first(gallery: Page, complaints: Complaints) -> None:
    complaints.expect("422")
    gallery.get_by_role("button", name="Spara").click()
    expect(gallery.locator("[data-error-summary]")).to_be_focused()
    gallery.get_by_role("link", name="Kostnad: Behöver fyllas i.").click()
    expect(gallery.locator("#id_cost")).to_be_focused()


def test_a_refusal_by_htmx_is_said_on_top_and_the_page_stays(gallery: Page, complaints: Complaints) -> None:
    complaints.expect("409")
    gallery.locator("#id_title").fill("Det jag skrev")
    gallery.get_by_role("button", name="Bryt en regel").click()
    expect(gallery.locator("#meddelanden")).to_contain_text("Fördelningen är 120 tkr större än ramen.")
    expect(gallery.locator("#meddelanden")).to_be_in_viewport()
    expect(gallery.locator("#id_title")).to_have_value("Det jag skrev")
    gallery.get_by_role("button", name="Stäng").click()
    expect(gallery.locator("#meddelanden .ds-alert")).to_have_count(0)


def test_a_crash_behind_htmx_is_said_in_words(gallery: Page, complaints: Complaints) -> None:
    complaints.expect("500")
    gallery.get_by_role("button", name="Krascha").click()
    expect(gallery.locator("#meddelanden")).to_contain_text("Inget har sparats.")


def test_turning_a_page_replaces_the_list_and_moves_the_address(gallery: Page) -> None:
    gallery.evaluate("() => { window.still_the_same_page = true; }")
    gallery.get_by_role("link", name="Nästa").click()
    expect(gallery.locator(".pager-count")).to_have_text("Visar 11–20 av 60")
    assert gallery.url.endswith("/galleri/?sida=2")
    assert gallery.evaluate("() => window.still_the_same_page")
    gallery.go_back()
    expect(gallery.locator(".pager-count")).to_have_text("Visar 1–10 av 60")


def test_a_filter_acts_at_once_and_stays_in_the_address(gallery: Page) -> None:
    gallery.get_by_label("Läge").select_option("1")
    gallery.wait_for_url("**/galleri/?q=&status=1")
    gallery.get_by_label("Sök").fill("skola")
    gallery.wait_for_url("**/galleri/?q=skola&status=1")
    expect(gallery.get_by_label("Sök")).to_be_focused()


def test_a_slash_leads_to_the_search(gallery: Page) -> None:
    gallery.locator("main").press("/")
    expect(gallery.get_by_label("Sök")).to_be_focused()


def test_arrows_walk_the_outline(gallery: Page) -> None:
    def at() -> str:
        return str(gallery.evaluate("() => document.activeElement.innerText"))

    gallery.get_by_role("link", name="Trygg uppväxt").last.focus()
    walked = []
    for key in ("ArrowDown", "ArrowDown", "ArrowLeft", "ArrowLeft", "ArrowDown", "ArrowRight", "ArrowDown", "Home"):
        gallery.keyboard.press(key)
        walked.append(at())
    tillvaxt, kort = "Hållbar tillväxt", "Sommarlovskort"
    assert walked == ["Kunskap", "Läslust", "Kunskap", "Kunskap", tillvaxt, tillvaxt, kort, "Trygg uppväxt"]


def test_a_table_takes_a_stop_of_the_tab_key_only_when_it_scrolls(gallery: Page) -> None:
    box = gallery.locator(".table-box")
    expect(box).to_have_attribute("tabindex", "-1")
    with width(gallery, 360):
        expect(box).to_have_attribute("tabindex", "0")


def test_escape_closes_a_menu_and_gives_the_focus_back(gallery: Page) -> None:
    summary = gallery.locator(".year-switch > summary")
    summary.click()
    gallery.locator(".year-switch a").first.focus()
    gallery.keyboard.press("Escape")
    expect(gallery.locator(".year-switch ul")).to_be_hidden()
    expect(summary).to_be_focused()


def test_without_scripts_the_menu_the_outline_and_the_pages_work(
    plain_page: Page, live_server: LiveServer, anna: User
) -> None:
    sign_in(plain_page, live_server.url, anna)
    plain_page.goto(f"{live_server.url}/galleri/")
    start = plain_page.get_by_role("navigation", name="Huvudmeny").get_by_role("link", name="Start")
    expect(start).to_be_hidden()
    plain_page.get_by_text("Meny", exact=True).click()
    expect(start).to_be_visible()
    hidden = plain_page.get_by_role("link", name="Sommarlovskort")
    expect(hidden).to_be_hidden()
    plain_page.locator(".thread-toggle:has-text('Hållbar tillväxt') summary").click()
    expect(hidden).to_be_visible()
    plain_page.get_by_role("link", name="Nästa").click()
    expect(plain_page.locator(".pager-count")).to_have_text("Visar 11–20 av 60")
