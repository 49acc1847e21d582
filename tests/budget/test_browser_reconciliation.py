"""Avstämning av siffror in a real browser: red is seen, opened to its parts and followed to where the figure lives; then the budget is decided."""

import pytest
from playwright.sync_api import Page, expect
from pytest_django.live_server_helper import LiveServer

from budget.models import BudgetDecision, BudgetEntry
from tests.budget.builders import YEAR, Money
from tests.budget.conftest import give_frames, write_detail
from tests.cast import Cast, build_cast
from tests.support.browser import Complaints, axe, no_sideways_scroll, sign_in, width

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def people(transactional_db: None) -> Cast:
    return build_cast()


@pytest.fixture
def money(people: Cast) -> Money:
    """A year whose frames are a krona more than the result budget, and without surplus."""
    made = Money(people)
    give_frames(made)
    write_detail(made)
    made.result_budget(cost=-18_000, tax=18_000)
    made.frame("A", 1)
    return made


def test_red_is_followed_to_its_figure_and_the_budget_decided_with_a_reason(
    page: Page, live_server: LiveServer, people: Cast, money: Money, complaints: Complaints
) -> None:
    complaints.expect("422")
    address = f"{live_server.url}/ekonomi/avstamning/?ar={YEAR}&i=kr"
    sign_in(page, live_server.url, people.user("controller"))
    page.goto(address)
    first = page.locator("#kontroll-1")
    expect(first).to_contain_text("stämmer inte")
    page.locator(".check-parts summary").first.click()
    axe(page)
    with width(page, 360):
        no_sideways_scroll(page)
    page.locator(".check-parts").first.get_by_role("link", name="Nämnd A").click()
    expect(page).to_have_url(f"{live_server.url}/ekonomi/ramar/{people['A'].pk}/{YEAR}/")

    page.goto(f"{live_server.url}/ekonomi/avstamning/beslut/?ar={YEAR}")
    axe(page)
    page.get_by_label("Kommunfullmäktiges beslut").select_option(index=1)
    page.get_by_role("button", name="Anteckna som beslutad").click()
    expect(page.get_by_text("Beslutet är inte antecknat: något går inte ihop")).to_be_visible()
    assert not BudgetDecision.objects.exists()

    money.entry("frame", "A", None, 1, corrects=BudgetEntry.objects.latest("pk"))
    page.get_by_role("button", name="Anteckna som beslutad").click()
    expect(page.get_by_text("Skriv varför budgeten beslutas ändå").first).to_be_visible()
    page.get_by_label("Skäl").fill("Stora investeringar i år")
    page.get_by_role("button", name="Anteckna som beslutad").click()
    expect(page.get_by_text("Skäl: Stora investeringar i år")).to_be_visible()
    page.get_by_role("link", name="Öppna budgeten igen").click()
    axe(page)
    with width(page, 360):
        no_sideways_scroll(page)
