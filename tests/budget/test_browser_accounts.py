"""The annual accounts' pages in a real browser: a column is filled from a pasted table and saved; every page is clean for axe and fits a phone."""

import pytest
from playwright.sync_api import Page, expect
from pytest_django.live_server_helper import LiveServer

from budget.actions.figures import ColumnKey, write_figures
from budget.models import Statement, Whose
from tests.budget.builders import YEAR, Money, kr
from tests.cast import Cast, build_cast
from tests.support.browser import axe, no_sideways_scroll, sign_in, width

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
PAGES = ("resultat", "balans", "kassaflode", "driftredovisning", "balanskrav", "nyckeltal", "fem-ar")
TABLE = "Verksamhetens intäkter\t281,9\nVerksamhetens kostnader\t-1 381,2\nVerksamhetens nettokostnader\t-1 100,0"


@pytest.fixture
def people(transactional_db: None) -> Cast:
    """Both columns of both statements, with a frame and a deficit to restore."""
    cast = build_cast()
    money = Money(cast)
    money.frame("A", 500)
    money.actual("A", "5010", 12, -100, batch=money.batch("A", year=YEAR - 3))
    controller = cast.actor("controller")
    for whose in Whose:
        for statement, amounts in (
            (Statement.INCOME, {"revenue": kr(100), "cost": kr(-940), "tax": kr(850)}),
            (
                Statement.BALANCE,
                {"property": kr(900), "liquid": kr(110), "other_equity": kr(500), "long_debt": kr(500)},
            ),
        ):
            write_figures(controller, ColumnKey(YEAR, statement, whose), amounts, source="Bokslut")
    return cast


def test_a_table_is_pasted_its_sum_is_held_against_it_and_the_rows_are_saved(
    page: Page, live_server: LiveServer, people: Cast
) -> None:
    sign_in(page, live_server.url, people.user("controller"))
    page.goto(f"{live_server.url}/ekonomi/inskrivet/income/group/actual/skriv/?ar={YEAR}&i=mnkr")
    page.get_by_text("Fyll i från en tabell").click()
    page.get_by_label("Klistra in två kolumner").fill(TABLE)
    page.get_by_role("button", name="Fyll i fälten").click()
    expect(page.get_by_text("2 rader ur tabellen är ifyllda nedan.")).to_be_visible()
    expect(page.get_by_text("Skillnaden är −0,7 mnkr.")).to_be_visible()
    axe(page)
    page.get_by_role("button", name="Spara", exact=True).click()
    expect(page.get_by_text("2 rader är sparade.")).to_be_visible()
    page.get_by_role("link", name="281,9").click()
    expect(page.get_by_role("heading", level=1)).to_have_text(f"Resultaträkning {YEAR}, kommunkoncernen, utfall")
    axe(page)
    with width(page, 360):
        no_sideways_scroll(page)


def test_every_page_of_the_accounts_is_for_everybody(page: Page, live_server: LiveServer, people: Cast) -> None:
    sign_in(page, live_server.url, people.user("politician_a"))
    for name in PAGES:
        page.goto(f"{live_server.url}/ekonomi/{name}/?ar={YEAR}")
        axe(page)
        with width(page, 360):
            no_sideways_scroll(page)
