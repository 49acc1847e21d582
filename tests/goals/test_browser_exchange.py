"""In och ut in a real browser: the list is taken, sent in changed, looked at and brought in, by keyboard, on desk and phone."""

from pathlib import Path

import pytest
from playwright.sync_api import Page, expect
from pytest_django.live_server_helper import LiveServer

from goals.models import PlanItem
from tests.cast import Cast, build_cast
from tests.support.browser import examine, sign_in

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def people(transactional_db: None) -> Cast:
    cast = build_cast()
    cast.chain()
    return cast


def test_the_plan_goes_out_and_comes_in_changed(
    page: Page, live_server: LiveServer, people: Cast, tmp_path: Path
) -> None:
    sign_in(page, live_server.url, people.user("manager_a1"))
    page.goto(f"{live_server.url}/mal/in-och-ut/?ar=2026")
    examine(page)
    with page.expect_download() as download:
        page.get_by_role("link", name="Planen som CSV").click()
    assert download.value.suggested_filename == "Planen-2026.csv"
    changed = tmp_path / "ändrad.csv"
    text = Path(download.value.path()).read_text(encoding="utf-8-sig")
    changed.write_text(text.replace("Ett aktivitet;", "Högläsning;"), encoding="utf-8-sig")
    page.get_by_label("Fil", exact=True).set_input_files(changed)
    page.get_by_role("button", name="Granska filen").press("Enter")
    expect(page.get_by_role("heading", name="Granska ändrad.csv")).to_be_visible()
    expect(page.get_by_text("Högläsning").first).to_be_visible()
    examine(page)
    page.get_by_role("button", name="Läs in").press("Enter")
    expect(page.get_by_text("Filen är inläst: 1 ändrad rad.")).to_be_visible()
    assert PlanItem.objects.filter(title="Högläsning").exists()


def test_the_threads_table_gives_its_file_with_the_filters(page: Page, live_server: LiveServer, people: Cast) -> None:
    sign_in(page, live_server.url, people.user("auditor"))
    page.goto(f"{live_server.url}/mal/?ar=2026&som=tabell&q=aktivitet")
    with page.expect_download() as download:
        page.locator(".downloads").get_by_role("link", name="CSV").click()
    rows = Path(download.value.path()).read_text(encoding="utf-8-sig").splitlines()
    assert len(rows) == 2
