"""The pages of codes and of budgets as files in a real browser: read by axe, at 360 pixels, and used by hand."""

from pathlib import Path

import pytest
from playwright.sync_api import Page, expect
from pytest_django.live_server_helper import LiveServer

from budget.models import Account, ActivityCode
from sala_styr.history import recording
from sala_styr.organisation.actor import system_actor
from tests.budget.builders import YEAR, Money
from tests.cast import Cast, build_cast
from tests.support.browser import Complaints, axe, no_sideways_scroll, sign_in, width

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def people(transactional_db: None) -> Cast:
    return build_cast()


@pytest.fixture
def money(people: Cast) -> Money:
    """Two units' lines, a code, and an account that waits."""
    made = Money(people)
    with recording(system_actor(), "Test"):
        ActivityCode.objects.create(code="440", name="Grundskola", rs_code="440")
        Account.objects.create(number="5999", name="Ur en fil", in_use=False, from_file_only=True)
    made.line("A1", "5010", -1200, text="Lärare")
    made.line("A2", "5010", -2400)
    return made


def looked_at(page: Page) -> None:
    """axe at full width and no sideways scroll on a phone."""
    axe(page)
    with width(page, 360):
        no_sideways_scroll(page)


def test_a_controller_takes_in_an_account_adds_a_code_and_reads_every_page(
    page: Page, live_server: LiveServer, people: Cast, money: Money, complaints: Complaints
) -> None:
    sign_in(page, live_server.url, people.user("controller"))
    page.goto(f"{live_server.url}/ekonomi/kodplan/?ar={YEAR}")
    looked_at(page)
    page.get_by_role("button", name="Ta in 5999").press("Enter")
    expect(page.get_by_text("går att välja i detaljbudgeten")).to_be_visible()
    page.goto(f"{live_server.url}/ekonomi/kodplan/projekt/ny/")
    looked_at(page)
    page.get_by_label("Kod", exact=True).fill("7101")
    page.get_by_label("Benämning").fill("Läslyftet")
    page.get_by_role("button", name="Spara").press("Enter")
    expect(page.get_by_role("rowheader", name="7101")).to_be_visible()
    for address in ("kodplan/konton/las-in/", "kodplan/oversattningar/", "import/kolumner/", "import/kolumner/ny/"):
        page.goto(f"{live_server.url}/ekonomi/{address}")
        looked_at(page)


def test_a_manager_takes_out_a_budget_changes_it_brings_it_in_and_takes_it_back(
    page: Page, live_server: LiveServer, people: Cast, money: Money, complaints: Complaints, tmp_path: Path
) -> None:
    sign_in(page, live_server.url, people.user("manager_a"))
    page.goto(f"{live_server.url}/ekonomi/detaljbudget/{people['verksA'].pk}/?ar={YEAR}")
    with page.expect_download() as taken:
        page.locator("a[href*='/ekonomi/fil/'][href*='format=csv']").click()
    file = tmp_path / "budget.csv"
    file.write_text(Path(taken.value.path()).read_text("utf-8-sig").replace("Lärare", "Lärare i ettan"), "utf-8-sig")
    page.get_by_role("link", name="Läs in en detaljbudget från en fil").click()
    looked_at(page)
    page.get_by_label("Fil", exact=True).set_input_files(file)
    page.get_by_role("button", name="Granska filen").press("Enter")
    expect(page.get_by_role("heading", name="Det som ändras")).to_be_visible()
    looked_at(page)
    page.get_by_role("button", name="Läs in").press("Enter")
    expect(page.get_by_text("Det som skrevs")).to_be_visible()
    looked_at(page)
    page.get_by_role("button", name="Ta tillbaka det som lästes in").press("Enter")
    expect(page.get_by_text("taget tillbaka i 1 enhet")).to_be_visible()
