"""The pages of investments in a real browser: nothing for axe to find, room on a phone, and a carry-over from the list to the new year's budget."""

import pytest
from playwright.sync_api import Page, expect
from pytest_django.live_server_helper import LiveServer

from budget.models import InvestmentProject
from tests.budget.investing import Investing
from tests.cast import Cast, build_cast
from tests.support.browser import axe, no_sideways_scroll, sign_in, width

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def people(transactional_db: None) -> Cast:
    return build_cast()


@pytest.fixture
def project(people: Cast) -> InvestmentProject:
    """Two projects, of which one has money left from 2026."""
    investing = Investing(people)
    investing.usual("9002", "B1")
    project = investing.usual("9001", "A1")
    investing.actual(project, 2026, -9_000, month=12)
    return project


def test_every_page_is_sound_and_fits_a_phone(
    page: Page, live_server: LiveServer, people: Cast, project: InvestmentProject
) -> None:
    sign_in(page, live_server.url, people.user("controller"))
    entry = project.entries.filter(kind="budget").first()
    assert entry is not None
    for path in (
        "?ar=2026",
        "redovisning/?ar=2026",
        f"{project.pk}/?ar=2026",
        "ny/",
        "omfordela/?ar=2026",
        "ombudgetera/?ar=2026",
        "utfall/",
        f"{project.pk}/beslut/?ar=2026",
        f"{project.pk}/lage/",
        f"post/{entry.pk}/ratta/",
    ):
        page.goto(f"{live_server.url}/ekonomi/investeringar/{path}")
        expect(page.locator("h1")).to_have_count(1)
        axe(page)
        with width(page, 360):
            no_sideways_scroll(page)


def test_what_is_left_of_a_year_is_carried_over_in_one_step(
    page: Page, live_server: LiveServer, people: Cast, project: InvestmentProject
) -> None:
    people.decision("KF", title="Ombudgetering")
    sign_in(page, live_server.url, people.user("controller"))
    page.goto(f"{live_server.url}/ekonomi/investeringar/?ar=2026")
    page.get_by_role("link", name="Ombudgetera från 2026").click()
    proposed = page.locator(f"#id_carry_{project.pk}")
    expect(proposed).to_have_value("−8")
    page.get_by_label("Beslut", exact=True).select_option(index=1)
    page.get_by_label("Vad det gäller").fill("Bokslut 2026")
    page.get_by_role("button", name="Anteckna ombudgeteringen").click()
    expect(page.locator("h1")).to_have_text("Investeringar 2027")
    page.get_by_role("link", name="Projekt 9001").click()
    expect(page.get_by_text("2026 → 2027")).to_be_visible()
