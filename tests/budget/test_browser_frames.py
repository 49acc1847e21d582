"""Frames in a real browser: a change in the row at the bottom by the keyboard, a reallocation whose sum is seen as one types, and every page to the eye."""

import pytest
from playwright.sync_api import Page, expect
from pytest_django.live_server_helper import LiveServer

from budget.models import BudgetEntry, CentralPot, EntryKind, FrameCause, PotDecider
from sala_styr.history import recording
from sala_styr.organisation.actor import system_actor
from tests.budget.builders import YEAR, Money
from tests.budget.conftest import SPRING
from tests.cast import Cast, build_cast
from tests.support.browser import Complaints, Fingers, axe, no_sideways_scroll, sign_in, width

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def people(transactional_db: None) -> Cast:
    return build_cast()


@pytest.fixture
def money(people: Cast) -> Money:
    """Two committees with frames of this year and a step of the next, and a pot that has given."""
    made = Money(people)
    with recording(system_actor(), "Test"):
        CentralPot.objects.create(unit=people["gemensamt"], decider=PotDecider.BOARD, purpose="Oförutsett")
    for unit, amount in (("A", 9_000_000), ("B", 5_000_000), ("gemensamt", 500_000)):
        made.frame(unit, amount)
    made.frame("A", 9_000_000, year=YEAR + 1, cause=FrameCause.BASE, permanent=True)
    made.entry(EntryKind.CENTRAL_POT, "gemensamt", "A", 100_000, day=SPRING)
    return made


def test_a_change_is_written_in_the_row_at_the_bottom_by_the_keyboard(
    page: Page, live_server: LiveServer, people: Cast, money: Money
) -> None:
    sign_in(page, live_server.url, people.user("controller"))
    page.goto(f"{live_server.url}/ekonomi/ramar/{people['A'].pk}/{YEAR + 1}/")
    hand = Fingers(page)
    page.locator("#andring_cause").focus()
    hand.type("Eff")
    hand.press("Tab")
    hand.type("Färre lokaler")
    hand.press("Tab", "Tab")
    hand.press("ArrowDown", "Tab")
    hand.type("-90")
    hand.press("Enter")
    expect(page.locator(".frame-bridge")).to_contain_text("Färre lokaler")
    entry = BudgetEntry.objects.get(cause=FrameCause.EFFICIENCY)
    assert (entry.source, entry.target, entry.amount, entry.permanent) == (people["A"], None, 9_000_000, True)
    expect(page.locator(".frame-bridge tfoot")).to_contain_text("8 910")


def test_the_sum_of_a_reallocation_is_seen_as_one_types(
    page: Page, live_server: LiveServer, people: Cast, money: Money
) -> None:
    sign_in(page, live_server.url, people.user("controller"))
    page.goto(f"{live_server.url}/ekonomi/ramar/omfordela/?ar={YEAR}")
    told = page.locator("[data-moves-sum]")
    expect(told).to_have_text("–")
    page.locator(f"#id_enhet_{people['A'].pk}").fill("-1 250,5")
    expect(told).to_have_text("−1\u00a0250,5")
    page.locator(f"#id_enhet_{people['B'].pk}").fill("1 250,5")
    expect(told).to_have_text("0, går jämnt upp")
    expect(page.locator("tr", has_text="Nämnd B").locator("[data-after]")).to_have_text("6\u00a0250,5")


def test_more_who_pay_are_added_by_the_keyboard_and_counted_first(
    page: Page, live_server: LiveServer, people: Cast, money: Money, complaints: Complaints
) -> None:
    """The part that is folded away is opened, filled in and looked at; what is wrong in it keeps it open and is said there."""
    decision = people.decision("KF", SPRING)
    sign_in(page, live_server.url, people.user("controller"))
    page.goto(f"{live_server.url}/ekonomi/ramar/tillaggsanslag/?ar={YEAR}")
    more = page.locator("summary", has_text="Fler som betalar")
    expect(page.locator("#id_payer_2")).to_be_hidden()
    more.focus()
    page.keyboard.press("Enter")
    expect(page.locator("#id_payer_2")).to_be_visible()
    axe(page)
    with width(page, 360):
        no_sideways_scroll(page)
    page.locator("#id_payer_2").select_option("reserve")
    page.locator("#id_part_2").fill("fel")
    page.locator("#id_decision").select_option(str(decision.pk))
    complaints.expect("422")
    page.locator("[name=rakna]").press("Enter")
    expect(page.locator("#id_part_2")).to_be_visible()  # open, since the fault is there
    expect(page.locator("#id_part_2")).to_have_attribute("aria-invalid", "true")
    axe(page)


def test_every_page_of_frames_is_calm_to_the_eye_and_to_axe(
    page: Page, live_server: LiveServer, people: Cast, money: Money, complaints: Complaints
) -> None:
    sign_in(page, live_server.url, people.user("controller"))
    a, pot, company = (people[code].pk for code in ("A", "gemensamt", "bolaget"))
    for address in (
        "ramar/",
        f"ramar/{a}/{YEAR + 1}/",
        f"ramar/{pot}/{YEAR}/",
        f"ramar/{a}/{YEAR}/omfordela/",
        "ramar/omfordela/",
        "ramar/tillaggsanslag/",
        "ramar/potter/",
        f"ramar/potter/{pot}/",
        "ramar/regler/",
        "ramar/regler/andra/",
        "bolag/",
        f"bolag/{company}/{YEAR}/",
    ):
        page.goto(f"{live_server.url}/ekonomi/{address}")
        axe(page)
        with width(page, 360):
            no_sideways_scroll(page)
