"""A report asked for and seen to the end in a real browser, with and without scripts."""

from collections.abc import Iterator

import pytest
from django.utils import timezone
from playwright.sync_api import Browser, Page, expect
from pytest_django.live_server_helper import LiveServer

from sala_styr.documents.actions import request_report
from sala_styr.documents.kept import keep_beside
from sala_styr.documents.model import Document
from sala_styr.documents.models import Report, ReportState
from sala_styr.documents.store import fingerprint, write_once
from tests.cast import Cast, build_cast
from tests.support.browser import examine, sign_in

pytestmark = [
    pytest.mark.browser,
    pytest.mark.django_db(transaction=True),
    pytest.mark.usefixtures("report_kinds", "queue"),
]

CONTENT = b"%PDF-1.7 en hel fil"


@pytest.fixture
def people(transactional_db: None) -> Cast:
    return build_cast()


@pytest.fixture
def plain_page(browser: Browser) -> Iterator[Page]:
    """A browser that runs no scripts."""
    context = browser.new_context(locale="sv-SE", java_script_enabled=False, viewport={"width": 360, "height": 800})
    yield context.new_page()
    context.close()


def run(report: Report) -> None:
    Report.objects.filter(pk=report.pk).update(
        state=ReportState.RUNNING,
        started_at=timezone.now(),
        heartbeat_at=timezone.now(),
        progress=40,
        step="Sätter sida 7",
    )


def finish(report: Report) -> None:
    path = write_once(f"2025/{report.pk}.pdf", CONTENT)
    Report.objects.filter(pk=report.pk).update(
        state=ReportState.DONE,
        file=path,
        sha256=fingerprint(CONTENT),
        pages=4,
        size=len(CONTENT),
        progress=100,
        finished_at=timezone.now(),
    )


def test_a_report_is_asked_for_followed_and_fetched(page: Page, live_server: LiveServer, people: Cast) -> None:
    report = request_report(people.actor("controller"), "tiny", 2026)
    sign_in(page, live_server.url, people.user("controller"))
    page.goto(f"{live_server.url}/rapporter/")
    examine(page)
    page.get_by_role("link", name="Provrapport 2026").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Provrapport 2026")
    examine(page)
    run(report)
    expect(page.get_by_text("Sätter sida 7")).to_be_visible()
    finish(report)
    link = page.get_by_role("link", name="Hämta PDF")
    expect(link).to_be_visible()
    examine(page)
    with page.expect_download() as download:
        link.click()
    assert download.value.suggested_filename == "provrapport-2026-utkast.pdf"
    page.goto(f"{live_server.url}/rapporter/")
    examine(page)


def test_who_stands_on_a_button_keeps_it_while_the_progress_is_renewed(
    page: Page, live_server: LiveServer, people: Cast
) -> None:
    report = request_report(people.actor("controller"), "tiny", 2026)
    sign_in(page, live_server.url, people.user("controller"))
    page.goto(f"{live_server.url}/rapporter/{report.pk}/")
    stop = page.get_by_role("button", name="Avbryt rapporten")
    stop.focus()
    run(report)
    expect(page.get_by_text("Sätter sida 7")).to_be_visible()
    expect(stop).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.get_by_text("Rapporten avbröts")).to_be_visible()


def test_a_failed_report_is_a_calm_page(page: Page, live_server: LiveServer, people: Cast) -> None:
    failed = Report.objects.create(
        kind="tiny",
        year=2025,
        state=ReportState.FAILED,
        error="Året är inte stängt.",
        requested_by=people.user("manager_a"),
    )
    sign_in(page, live_server.url, people.user("manager_a"))
    page.goto(f"{live_server.url}/rapporter/{failed.pk}/")
    examine(page)
    page.get_by_role("button", name="Börja om").click()
    expect(page.get_by_role("progressbar")).to_be_visible()


def test_it_works_without_scripts(plain_page: Page, live_server: LiveServer, people: Cast) -> None:
    report = request_report(people.actor("manager_a"), "tiny", 2026)
    sign_in(plain_page, live_server.url, people.user("manager_a"))
    plain_page.goto(f"{live_server.url}/rapporter/{report.pk}/")
    run(report)
    plain_page.get_by_role("link", name="Uppdatera").click()
    expect(plain_page.get_by_text("Sätter sida 7")).to_be_visible()
    finish(report)
    plain_page.get_by_role("link", name="Uppdatera").click()
    expect(plain_page.get_by_role("link", name="Hämta PDF")).to_be_visible()


def test_a_report_is_read_as_a_page_on_any_screen(
    page: Page, live_server: LiveServer, people: Cast, full_document: Document
) -> None:
    report = Report.objects.create(kind="tiny", year=2025, requested_by=people.user("manager_a"))
    finish(report)
    Report.objects.filter(pk=report.pk).update(**keep_beside(f"2025/sida-{report.pk}", full_document))
    sign_in(page, live_server.url, people.user("manager_a"))
    page.goto(f"{live_server.url}/rapporter/{report.pk}/")
    examine(page)
    page.get_by_role("link", name="Läs som sida").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Årsredovisning 2025")
    examine(page)
    page.get_by_role("link", name="Driftredovisning", exact=True).click()
    expect(page.get_by_role("heading", name="Driftredovisning", exact=True)).to_be_in_viewport()
    page.set_viewport_size({"width": 360, "height": 800})
    assert page.evaluate("document.documentElement.scrollWidth") <= 360
    examine(page)
