"""The detail budget's grid in a real browser: thirty rows by the keyboard alone, a block out of Excel, and two people."""

import time
from collections.abc import Callable

import pytest
from playwright.sync_api import Browser, Page, expect
from pytest_django.live_server_helper import LiveServer

from budget.models import Account, Chart, DetailLine
from sala_styr.history import recording
from sala_styr.organisation.actor import system_actor
from tests.budget.builders import Money
from tests.cast import Cast, build_cast
from tests.support.browser import Complaints, Fingers, axe, no_sideways_scroll, sign_in, width

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
ROWS = 30


@pytest.fixture
def people(transactional_db: None) -> Cast:
    return build_cast()


@pytest.fixture
def money(people: Cast) -> Money:
    """A manager's unit with 360 000 kr to budget, and accounts to write it on."""
    made = Money(people)
    with recording(system_actor(), "Test"):
        for number, called in (("4010", "Inköp"), ("5010", "Löner"), ("6110", "Kontorsmateriel")):
            Account.objects.get_or_create(chart=Chart.KOMMUN_BAS, number=number, defaults={"name": called})
    made.frame("A", 360)
    made.allocate("A", "kontorA", 360, decision=people.decision("A"))
    for giver, taker in (("kontorA", "verksA"), ("verksA", "A1")):
        made.allocate(giver, taker, 360)
    return made


def open_grid(page: Page, live_server: LiveServer, people: Cast, person: str = "manager_a1") -> None:
    sign_in(page, live_server.url, people.user(person))
    page.goto(f"{live_server.url}/ekonomi/detaljbudget/{people['A1'].pk}/rutnat/?ar=2026")


def test_thirty_rows_are_entered_by_the_keyboard_alone(
    page: Page,
    live_server: LiveServer,
    people: Cast,
    money: Money,
    record_property: Callable[[str, object], None],
) -> None:
    open_grid(page, live_server, people)
    hand, began = Fingers(page), time.monotonic()
    page.locator("#n0-konto").focus()
    for _row in range(ROWS):
        hand.type("5010")
        hand.press("Enter")
    hand.press("ArrowRight", "ArrowRight", "ArrowRight")
    for _row in range(ROWS):
        hand.press("ArrowUp")
        hand.type("-12")
    expect(page.locator("[data-grid-left]")).to_have_text("Lika med tilldelningen på öret")
    hand.press("Control+s")
    expect(page.get_by_text("Sparat: 30 nya rader.")).to_be_visible()
    seconds = time.monotonic() - began
    assert list(DetailLine.objects.order_by().values_list("account__number", "amount").distinct()) == [("5010", -1_200)]
    assert DetailLine.objects.count() == ROWS
    record_property(
        "figure",
        f"30 budget rows: {hand.keys} keystrokes, {hand.loads} page load, {seconds:.1f} s by the machine's fingers",
    )
    assert hand.keys <= 300
    axe(page)
    with width(page, 360):
        no_sideways_scroll(page)


def test_a_block_out_of_excel_gets_the_rows_it_needs_and_can_be_taken_back(
    page: Page, live_server: LiveServer, people: Cast, money: Money
) -> None:
    open_grid(page, live_server, people)
    block = "\\n".join(f"6110\\t\\tRad {number}\\t-10\\tjämnt" for number in range(12))
    page.locator("#n0-konto").evaluate(
        f"""(cell) => {{
            const data = new DataTransfer();
            data.setData("text/plain", "{block}");
            cell.dispatchEvent(new ClipboardEvent("paste", {{ clipboardData: data, bubbles: true, cancelable: true }}));
        }}"""
    )
    expect(page.locator("#n11-text")).to_have_value("Rad 11")
    expect(page.locator("[data-grid-left]")).to_have_text("Kvar att budgetera när du sparar: 240 kr")
    page.get_by_role("button", name="Ångra", exact=True).click()
    expect(page.locator("#n11-text")).to_have_value("")
    page.locator("#n0-konto").fill("6110")
    page.locator("#n0-ar").fill("-1000")
    expect(page.locator("[data-grid-left]")).to_contain_text("Över tilldelningen med 640 kr")
    page.get_by_role("button", name="Spara", exact=True).click()
    page.get_by_role("button", name="Ta tillbaka det du sparade").click()
    expect(page.get_by_text("Det du sparade är taget tillbaka.")).to_be_visible()
    assert not DetailLine.objects.exists()


def test_the_second_of_two_is_told_what_changed_and_loses_nothing(
    page: Page, browser: Browser, live_server: LiveServer, people: Cast, money: Money, complaints: Complaints
) -> None:
    complaints.expect("422")
    with recording(system_actor(), "Test"):
        line = money.line("A1", "5010", -120, text="Från början")
    other = browser.new_context().new_page()
    open_grid(page, live_server, people)
    open_grid(other, live_server, people, "manager_a")
    text, amount = f"#r{line.pk}-text", f"#r{line.pk}-ar"
    other.locator(text).fill("Hennes text")
    other.get_by_role("button", name="Spara", exact=True).click()
    expect(other.get_by_text("Sparat: 1 ändrad rad.")).to_be_visible()
    page.locator(text).fill("Hans text")
    page.locator(amount).fill("-240")
    page.get_by_role("button", name="Spara", exact=True).click()
    expect(page.locator(f"{text}-fel")).to_contain_text("Hennes text")
    expect(page.locator(text)).to_have_value("Hans text")
    axe(page)
    page.locator(text).fill("Hennes text, och hans")
    page.get_by_role("button", name="Spara", exact=True).click()
    expect(page.get_by_text("Sparat: 1 ändrad rad.")).to_be_visible()
    line.refresh_from_db()
    assert (line.text, line.amount) == ("Hennes text, och hans", -24_000)
    other.context.close()
