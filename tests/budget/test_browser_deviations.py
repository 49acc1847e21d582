"""A deviation explained, a measure followed, a line divided and a figure opened, in a real browser."""

import pytest
from playwright.sync_api import Page, expect
from pytest_django.live_server_helper import LiveServer

from budget.models import DeviationNote, LineShare
from tests.budget.builders import YEAR, Money, kr
from tests.budget.conftest import book_actuals, give_frames, write_detail
from tests.cast import Cast, build_cast
from tests.support.browser import Complaints, axe, no_sideways_scroll, sign_in, width

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def people(transactional_db: None) -> Cast:
    return build_cast()


@pytest.fixture
def money(people: Cast) -> Money:
    made = Money(people)
    give_frames(made)
    write_detail(made)
    book_actuals(made)
    return made


def looks_right(page: Page) -> None:
    """No fault by axe, and nothing beside a telephone's screen."""
    axe(page)
    with width(page, 360):
        no_sideways_scroll(page)


def test_from_the_proposal_to_the_measure_and_from_the_figure_to_its_file(
    page: Page, live_server: LiveServer, people: Cast, money: Money, complaints: Complaints
) -> None:
    complaints.expect("422")
    unit = people["A1"]
    sign_in(page, live_server.url, people.user("manager_a1"))
    page.goto(f"{live_server.url}/ekonomi/uppfoljning/{unit.pk}/?ar={YEAR}&forslag=1#prognos")
    expect(page.get_by_label("Nettoresultat helår")).to_have_value("−7")
    page.get_by_label("Vad prognosen bygger på").fill("Fler elever")
    page.get_by_role("button", name="Lämna prognosen").click()
    expect(page.get_by_text("Gränsen är 65 kr").first).to_be_visible()
    page.get_by_label("Orsak till avvikelsen").fill("En klass mer än planerat")
    page.get_by_label("Vad ni gör åt den").fill("Vi väntar med inköp")
    looks_right(page)
    page.get_by_role("button", name="Lämna prognosen").click()
    expect(page.get_by_text("Prognosen är lämnad.")).to_be_visible()
    assert DeviationNote.objects.get().cause == "En klass mer än planerat"

    page.get_by_role("link", name="Ny åtgärd").click()
    page.get_by_label("Åtgärd", exact=True).fill("Samordna inköp")
    page.get_by_label("Förväntad effekt i år").fill("0,2")
    looks_right(page)
    page.get_by_role("button", name="Spara").click()
    page.get_by_role("textbox", name="Effekt från årets början").fill("0,1")
    page.get_by_role("button", name="Anteckna").click()
    expect(page.get_by_text("Effekten är antecknad.")).to_be_visible()
    looks_right(page)
    page.goto(f"{live_server.url}/ekonomi/atgarder/?ar={YEAR}")
    expect(page.get_by_role("link", name="Samordna inköp")).to_be_visible()
    looks_right(page)

    page.goto(f"{live_server.url}/ekonomi/uppfoljning/{unit.pk}/?ar={YEAR}&i=kr")
    page.locator("a[href*='/siffra/utfall/']").first.click()
    expect(page.get_by_text("utfall.csv").first).to_be_visible()
    looks_right(page)


def test_a_line_is_divided_and_one_part_gets_the_rest(
    page: Page, live_server: LiveServer, people: Cast, money: Money
) -> None:
    people.item("activity", "A1", title="Läsgrupper")
    people.item("activity", "A1", title="Bokbuss")
    line = money.line("A1", "6010", -100)
    sign_in(page, live_server.url, people.user("manager_a1"))
    page.goto(f"{live_server.url}/ekonomi/detaljbudget/rad/{line.pk}/")
    page.get_by_role("link", name="Dela raden mellan flera delar av planen").click()
    page.get_by_label("Del av planen 1").select_option(label="Läsgrupper")
    page.get_by_label("Procent 1").fill("33,3")
    page.get_by_label("Del av planen 2").select_option(label="Bokbuss")
    page.get_by_role("button", name="Dela raden").click()
    expect(page.get_by_text("Raden är delad.")).to_be_visible()
    assert list(LineShare.objects.order_by("pk").values_list("amount", flat=True)) == [kr(-100) * 333 // 1000, -6_670]
    looks_right(page)
