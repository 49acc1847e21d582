"""The checks that every page is put to in the browser find what they are there to find."""

import pytest
from playwright.sync_api import Page
from pytest_django.live_server_helper import LiveServer

from tests.cast import Cast, build_cast
from tests.support.browser import Complaints, axe, examine, no_sideways_scroll, sign_in, width, works_by_keyboard

pytestmark = pytest.mark.browser

PAGE = """<!doctype html><html lang="sv"><head><title>Prov</title><meta name="viewport" content="width=device-width">
<link rel="icon" href="data:,"><style>{style}</style></head>
<body><main><h1>Prov</h1><p><a href="#a">Länk</a> <button>Knapp</button></p>{more}</main></body></html>"""


def show(page: Page, more: str = "", style: str = "") -> None:
    """Show a small page that is right in itself, with something added."""
    page.set_content(PAGE.format(more=more, style=style))


def test_a_good_page_passes(page: Page) -> None:
    show(page)
    examine(page)


def test_an_image_without_text_is_found(page: Page) -> None:
    show(page, '<img src="data:,">')
    with pytest.raises(AssertionError, match="image-alt"):
        axe(page)


def test_a_page_wider_than_a_phone_is_found(page: Page) -> None:
    show(page, '<p id="wide" style="width: 400px">Text</p>')
    no_sideways_scroll(page)
    with width(page, 360), pytest.raises(AssertionError, match='id="wide"'):
        no_sideways_scroll(page)


def test_a_wide_table_may_scroll_in_a_frame_of_its_own(page: Page) -> None:
    show(page, '<div style="overflow-x: auto"><p style="width: 900px">Text</p></div>')
    with width(page, 360):
        no_sideways_scroll(page)


def test_a_button_that_tab_cannot_reach_is_found(page: Page) -> None:
    show(page, '<button tabindex="-1">Dold för tangentbordet</button>')
    with pytest.raises(AssertionError, match="Dold för tangentbordet"):
        works_by_keyboard(page)


def test_a_focus_that_cannot_be_seen_is_found(page: Page) -> None:
    show(page, style="button:focus { outline: 0 }")
    with pytest.raises(AssertionError, match="focus cannot be seen"):
        works_by_keyboard(page)


def test_what_the_browser_complains_of_is_heard(page: Page, complaints: Complaints) -> None:
    show(page, "<script>saknas()</script>")
    page.evaluate("console.error('fel')")
    heard = complaints.unexpected()
    assert any("saknas is not defined" in text for text in heard)
    assert any("error: fel" in text for text in heard)
    complaints.expect("saknas|fel")
    assert complaints.unexpected() == []


def test_content_that_the_policy_forbids_is_heard(page: Page, complaints: Complaints, live_server: LiveServer) -> None:
    page.goto(f"{live_server}/logga-in/")
    page.evaluate("document.body.setAttribute('style', 'color: red')")
    assert any("Content Security Policy" in text for text in complaints.unexpected())
    complaints.expect("Content Security Policy")


def test_the_log_in_page_passes(page: Page, live_server: LiveServer) -> None:
    page.goto(f"{live_server}/logga-in/")
    examine(page)


def test_a_signed_in_person_comes_to_the_first_page(page: Page, live_server: LiveServer) -> None:
    cast: Cast = build_cast()
    sign_in(page, live_server.url, cast.user("manager_a1"))
    page.goto(live_server.url)
    assert page.url.rstrip("/") == live_server.url
    assert page.locator("h1").count() == 1
