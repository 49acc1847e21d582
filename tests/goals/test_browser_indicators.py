"""The grid of indicators in a real browser: arrows, Enter, a block from Excel, undo; and the pages are clean at a phone's width."""

import re
from decimal import Decimal

import pytest
from playwright.sync_api import Locator, Page, expect
from pytest_django.live_server_helper import LiveServer

from goals import actions
from goals.models import Indicator, IndicatorValue
from tests.cast import Cast, build_cast
from tests.support.browser import Complaints, examine, sign_in

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
GRID = "/mal/indikatorer/fyll-i/?ar=2026"
PASTE = """([element, text]) => {
  const data = new DataTransfer();
  data.setData("text/plain", text);
  element.dispatchEvent(new ClipboardEvent("paste", {clipboardData: data, bubbles: true, cancelable: true}));
}"""


@pytest.fixture
def people(transactional_db: None) -> Cast:
    return build_cast()


@pytest.fixture
def indicators(people: Cast) -> list[Indicator]:
    item, staff = people.item("activity", "A1"), people.actor("staff_a1")
    names = ("Nöjda brukare med ett ganska långt namn som behöver brytas", "Väntetid", "Kontinuitet")
    return [
        actions.create_indicator(staff, item, name=name, unit_of_measure="procent", frequency="tertial")
        for name in names
    ]


def cell(page: Page, down: int, across: int) -> Locator:
    return page.locator(f'[data-cell="{down},{across}"]')


def paste(page: Page, into: Locator, text: str) -> None:
    page.evaluate(PASTE, [into.element_handle(), text])


def test_arrows_and_enter_move_and_escape_takes_back(
    page: Page, live_server: LiveServer, people: Cast, indicators: list[Indicator]
) -> None:
    sign_in(page, live_server.url, people.user("staff_a1"))
    page.goto(live_server.url + GRID)
    cell(page, 0, 1).focus()
    page.keyboard.type("12,5")
    page.keyboard.press("Enter")
    expect(cell(page, 1, 1)).to_be_focused()
    page.keyboard.press("ArrowRight")
    expect(cell(page, 1, 2)).to_be_focused()
    page.keyboard.press("ArrowUp")
    expect(cell(page, 0, 2)).to_be_focused()
    cell(page, 0, 1).focus()
    page.keyboard.press("Escape")
    expect(cell(page, 0, 1)).to_have_value("")
    page.get_by_role("button", name="Ångra").click()
    expect(cell(page, 0, 1)).to_have_value("12,5")


def test_a_block_from_excel_is_spread_and_can_be_taken_back_and_saved(
    page: Page, live_server: LiveServer, people: Cast, indicators: list[Indicator]
) -> None:
    sign_in(page, live_server.url, people.user("staff_a1"))
    page.goto(live_server.url + GRID)
    cell(page, 0, 2).focus()
    paste(page, cell(page, 0, 2), "1 250,5\t80\r\n−3\t81\r\n")
    expect(cell(page, 1, 3)).to_have_value("81")
    page.get_by_role("button", name="Ångra").click()
    expect(cell(page, 0, 2)).to_have_value("")
    paste(page, cell(page, 0, 2), "1 250,5\t80\r\n−3\t81\r\n")
    page.get_by_role("button", name="Spara").click()
    expect(page.get_by_text("4 värden är sparade.")).to_be_visible()
    found = {(value.indicator_id, value.month): value.outcome for value in IndicatorValue.objects.filter(year=2026)}
    one, two = indicators[0].pk, indicators[1].pk
    assert {key: str(number) for key, number in found.items()} == {
        (one, 4): "1250.500",
        (one, 8): "80.000",
        (two, 4): "-3.000",
        (two, 8): "81.000",
    }


def test_an_error_is_led_to_and_stands_by_its_cell(
    page: Page, live_server: LiveServer, people: Cast, indicators: list[Indicator], complaints: Complaints
) -> None:
    complaints.expect("422")
    sign_in(page, live_server.url, people.user("staff_a1"))
    page.goto(live_server.url + GRID)
    cell(page, 1, 2).fill("ungefär")
    page.get_by_role("button", name="Spara").click()
    page.get_by_role("link", name=re.compile("Skriv ett tal")).first.click()
    expect(cell(page, 1, 2)).to_be_focused()
    expect(cell(page, 1, 2)).to_have_value("ungefär")
    examine(page)


def test_the_pages_are_clean(page: Page, live_server: LiveServer, people: Cast, indicators: list[Indicator]) -> None:
    one = indicators[0]
    actions.set_value(people.actor("staff_a1"), one, 2025, None, None, "Enkäten ställdes in av skäl som tar plats")
    actions.set_value(people.actor("staff_a1"), one, 2024, None, Decimal("1234.5"))
    sign_in(page, live_server.url, people.user("staff_a1"))
    for address in ("/mal/indikatorer/", f"/mal/indikatorer/{one.pk}/", GRID, f"/mal/indikator/{one.pk}/"):
        page.goto(live_server.url + address)
        examine(page)
