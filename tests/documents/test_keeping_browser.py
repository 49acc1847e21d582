"""What differs, and the check of the files, in a real browser on a broad and on a narrow screen."""

import pytest
from playwright.sync_api import Page, expect
from pytest_django.live_server_helper import LiveServer

from tests.cast import Cast, build_cast
from tests.documents.kept_reports import kept_report
from tests.documents.test_comparing import first, second
from tests.support.browser import examine, sign_in

pytestmark = [
    pytest.mark.browser,
    pytest.mark.django_db(transaction=True),
    pytest.mark.usefixtures("report_kinds", "queue"),
]


@pytest.fixture
def people(transactional_db: None) -> Cast:
    return build_cast()


def test_what_differs_is_read_on_any_screen(page: Page, live_server: LiveServer, people: Cast) -> None:
    kept_report(first(), by=people.user("controller"))
    decided = kept_report(second(), decision=people.decision("KF"))
    sign_in(page, live_server.url, people.user("controller"))
    page.goto(f"{live_server.url}/rapporter/{decided.pk}/")
    examine(page)
    page.get_by_role("link", name="Vad skiljer från en annan version?").click()
    expect(page.get_by_role("heading", name="3 avsnitt och 1 siffra skiljer.")).to_be_visible()
    examine(page)
    page.set_viewport_size({"width": 360, "height": 800})
    assert page.evaluate("document.documentElement.scrollWidth") <= 360
    expect(page.get_by_role("rowheader", name="Kommunstyrelsen, Utfall")).to_be_visible()
    box = page.get_by_role("cell", name="1\u00a0234,56 kr").bounding_box()
    assert box is not None
    assert box["x"] + box["width"] <= 360
    examine(page)
    page.get_by_role("link", name="Allt", exact=True).click()
    examine(page)


def test_the_files_are_checked_and_the_package_fetched(page: Page, live_server: LiveServer, people: Cast) -> None:
    decided = kept_report(first(), decision=people.decision("KF"))
    sign_in(page, live_server.url, people.user("auditor"))
    page.goto(f"{live_server.url}/rapporter/{decided.pk}/")
    with page.expect_download() as download:
        page.get_by_role("link", name="Hämta arkivpaket (ZIP)").click()
    assert download.value.suggested_filename == f"sala-kommun-provrapport-2025-{decided.sha256[:12]}.zip"
    page.get_by_role("link", name="Kontrollera filerna nu").click()
    expect(page.get_by_text("Alla filer är de som sparades")).to_be_visible()
    examine(page)
    page.set_viewport_size({"width": 360, "height": 800})
    assert page.evaluate("document.documentElement.scrollWidth") <= 360
