"""In a real browser: booked investments beside noted ones, reserves in two statements, driftredovisningen of a day, and what open proposals would do."""

from datetime import date

import pytest
from playwright.sync_api import Page, expect
from pytest_django.live_server_helper import LiveServer

from budget.models import AdjustmentKind
from tests.budget.builders import YEAR, Money
from tests.budget.investing import Investing
from tests.budget.proposal_round import laid
from tests.cast import build_cast
from tests.support.browser import examine, sign_in

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def test_every_page_is_calm_to_the_eye_and_to_axe(page: Page, live_server: LiveServer, transactional_db: None) -> None:
    cast = build_cast()
    money = Money(cast)
    laid(money).measure("Två lärare till", -900, -950)
    project = Investing(cast).usual()
    file = money.batch("koncern", last_period=8, opening_total=0, closing_total=0)
    money.outlay("A1", "1110", 8, -9_250, "9001", batch=file)
    money.actual("A1", "5010", 1, -90, batch=file)
    money.balance(file, "1930", 400, 310)
    money.balance(file, "2010", -400, -400)
    money.adjustment(AdjustmentKind.RESERVE_OPENING, 30)
    wrong = project.entries.get(kind="total")
    sign_in(page, live_server.url, cast.user("controller"))
    for address in (
        f"/ekonomi/investeringar/{project.pk}/?ar={YEAR}",
        f"/ekonomi/investeringar/post/{wrong.pk}/ratta/",
        f"/ekonomi/balanskrav/?ar={YEAR}",
        f"/ekonomi/driftredovisning/?ar={YEAR}&per={date(YEAR, 3, 1)}",
        f"/ekonomi/import/{file.pk}/?projekt={project.project_id}",
        f"/organisation/{cast['A'].pk}/",
    ):
        page.goto(live_server.url + address)
        expect(page.locator("h1")).to_be_visible()
        examine(page)
    page.goto(f"{live_server.url}/ekonomi/import/{file.pk}/")
    page.locator("a[href$='#balanser']").first.press("Enter")
    expect(page.locator("#balanser")).to_be_visible()  # the drawer opens for who is led there
