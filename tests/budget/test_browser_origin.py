"""From a figure to the row of the file in a real browser; the pages on the way are clean for axe and fit a phone."""

import pytest
from playwright.sync_api import Page, expect
from pytest_django.live_server_helper import LiveServer

from budget.models import ActualBatch
from tests.budget.builders import YEAR, Money
from tests.cast import Cast, build_cast
from tests.support.browser import axe, no_sideways_scroll, sign_in, width

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def people(transactional_db: None) -> Cast:
    """A unit with a frame, a line, a forecast and a file whose rows are numbered."""
    cast = build_cast()
    money = Money(cast)
    money.frame("A", 500)
    money.line("A1", "5010", -1_200)
    money.forecast("A1", 2, -1_300)
    batch = money.batch("KF")
    for row, period in enumerate((1, 2), 5):
        money.actual("A1", "5010", period, -100 * row, batch=batch)
        batch.actuals.filter(row=None).update(row=row)
    return cast


def test_a_figure_is_followed_to_its_row_in_the_file(page: Page, live_server: LiveServer, people: Cast) -> None:
    sign_in(page, live_server.url, people.user("politician_a"))
    unit = people["A1"].pk
    page.goto(f"{live_server.url}/ekonomi/uppfoljning/{unit}/?ar={YEAR}&i=kr")
    table = page.get_by_role("table", name="Budget och utfall per månad")
    table.get_by_role("row", name="Februari").get_by_role("link", name="−600", exact=True).first.click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Var siffran kommer ifrån")
    axe(page)
    with width(page, 360):
        no_sideways_scroll(page)
    page.get_by_role("link", name="5010 Konto 5010").click()
    rows = page.get_by_role("table", name="Raderna i filen, som de ligger i databasen")
    expect(rows.get_by_role("row")).to_have_count(2)
    expect(rows.get_by_role("row").nth(1)).to_contain_text("6")
    expect(page.get_by_role("textbox", name="Konto", exact=True)).to_have_value("5010")
    axe(page)
    with width(page, 360):
        no_sideways_scroll(page)


def test_what_is_worked_out_is_read_by_everybody(page: Page, live_server: LiveServer, people: Cast) -> None:
    sign_in(page, live_server.url, people.user("politician_a"))
    unit, batch = people["A1"].pk, ActualBatch.objects.get().pk
    for way in (
        f"rakning/avvikelse/{unit}/?ar={YEAR}&t_o_m=2",
        f"rakning/tilldelat/left/?ar={YEAR}&enhet={unit}",
        f"siffra/detalj/{unit}/?ar={YEAR}",
        f"import/{batch}/",
    ):
        assert page.goto(f"{live_server.url}/ekonomi/{way}").status == 200  # type: ignore[union-attr]
        axe(page)
        with width(page, 360):
            no_sideways_scroll(page)
