"""A real Chromium for the tests, and what every page must pass in it.

A test gets ``page`` (tests/conftest.py). Whatever the browser complains of while the test runs (console errors, refused
content, uncaught exceptions, failed requests) makes the test fail at its end, unless the test said that it expects it.
"""

import re
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

from axe_playwright_python.sync_playwright import Axe
from django.conf import settings
from django.contrib.auth.models import AbstractBaseUser
from django.test import Client
from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Page, Request, sync_playwright

MISSING = (
    "Testerna behöver Chromium, men programmet finns inte. Installera det med:\n"
    "    apt-get update && apt-get install -y --no-install-recommends chromium"
)
PHONE, DESK = 360, 1280
PATIENCE = 30_000  # milliseconds for something to show: the machines are shared
# Chromium's own errands to the outside would only fail here, and clutter the log.
ARGUMENTS = ["--disable-background-networking", "--disable-component-update", "--disable-sync", "--disable-quic"]
WCAG_AA = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]}


@contextmanager
def chromium() -> Iterator[Browser]:
    """Start the machine's Chromium; fails with the line to install it by when there is none."""
    program = shutil.which("chromium")
    if program is None:
        raise RuntimeError(MISSING)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=program, args=ARGUMENTS)
        yield browser
        browser.close()


@dataclass
class Complaints:
    """What the browser complained of. ``expect`` names complaints that belong to the test, by a regular expression."""

    heard: list[str] = field(default_factory=list)
    expected: list[str] = field(default_factory=list)

    def listen(self, context: BrowserContext) -> None:
        """Hear everything that goes wrong on any page of the context."""
        context.on("console", self._console)
        context.on("weberror", lambda error: self.heard.append(f"exception: {error.error}"))
        context.on("requestfailed", self._request_failed)

    def expect(self, pattern: str) -> None:
        """From now on, complaints that match are part of the test (a refusal's 403, say)."""
        self.expected.append(pattern)

    def unexpected(self) -> list[str]:
        """What nobody expected."""
        return [text for text in self.heard if not any(re.search(pattern, text) for pattern in self.expected)]

    def _console(self, message: ConsoleMessage) -> None:
        if message.type in ("error", "warning"):
            self.heard.append(f"{message.type}: {message.text} ({message.location.get('url', '')})")

    def _request_failed(self, request: Request) -> None:
        # A download, or a page that was left while it loaded, ends its request this way; nothing has failed.
        if request.failure != "net::ERR_ABORTED":
            self.heard.append(f"request failed: {request.method} {request.url} ({request.failure})")


class Fingers:
    """A keyboard that counts its keys, and the pages that were loaded meanwhile."""

    def __init__(self, page: Page) -> None:
        self.page, self.keys, self.loads = page, 0, 0
        page.on("load", lambda _page: setattr(self, "loads", self.loads + 1))

    def press(self, *keys: str) -> None:
        for key in keys:
            self.page.keyboard.press(key)
            self.keys += 1

    def type(self, text: str) -> None:
        """One by one, as a person does."""
        self.page.keyboard.type(text)
        self.keys += len(text)


def sign_in(page: Page, address: str, user: AbstractBaseUser) -> None:
    """Log in without the log-in page: give the browser the session of ``user`` at the server with this address."""
    client = Client()
    client.force_login(user)
    morsel = client.cookies[settings.SESSION_COOKIE_NAME]
    page.context.add_cookies([{"name": morsel.key, "value": morsel.value, "url": address}])


def settled(page: Page) -> None:
    """Wait until the letters have come and the page has been drawn with them: observers of sizes have then been told."""
    page.evaluate(
        """() => document.fonts.ready.then(
            () => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))
        )"""
    )


def axe(page: Page) -> None:
    """Fail when axe finds anything against WCAG 2.2 A or AA, or its own best practice, on the page once it is drawn.

    What it finds is looked for once more: an element that the page exchanged while axe measured it has no colours.
    """
    lines = _axe_remarks(page) and _axe_remarks(page)
    assert not lines, f"axe on {page.url}:\n" + "\n".join(lines)


def _axe_remarks(page: Page) -> list[str]:
    settled(page)
    found = Axe().run(page, options=WCAG_AA | {"resultTypes": ["violations"]}).response["violations"]
    return [f"{rule['id']}: {node['target']} {node['html'][:160]}" for rule in found for node in rule["nodes"]]


def no_sideways_scroll(page: Page) -> None:
    """Fail when the page is wider than its window; names the elements that stick out."""
    width, wide = page.evaluate(
        """() => {
            const width = document.documentElement.clientWidth;
            const scrolls = e => e && (/auto|scroll|hidden/.test(getComputedStyle(e).overflowX) || scrolls(e.parentElement));
            const wide = [...document.body.querySelectorAll('*')]
                .filter(e => e.getBoundingClientRect().right > width + 1 && !scrolls(e.parentElement))
                .map(e => e.outerHTML.slice(0, 120));
            return [width, document.documentElement.scrollWidth > width ? wide : []];
        }"""
    )
    assert not wide, f"{page.url} is wider than {width} px:\n" + "\n".join(wide)


@contextmanager
def width(page: Page, pixels: int) -> Iterator[None]:
    """Make the window this wide meanwhile."""
    before = page.viewport_size or {"width": DESK, "height": 900}
    page.set_viewport_size({"width": pixels, "height": before["height"]})
    yield
    page.set_viewport_size(before)


def works_by_keyboard(page: Page) -> None:
    """Fail unless Tab, from the top, reaches every visible link, button and field, each with a mark that shows it.

    Of a group of radio buttons Tab reaches one, as it should; the arrows do the rest. When the page put other elements
    in the place of some meanwhile, as when what it waited for is done, Tab begins again on what stands there now.
    """
    for _attempt in range(3):
        wanted: set[str] = set(page.evaluate(MARK_FOCUSABLE))
        page.evaluate(FOCUS_TO_THE_TOP)
        reached, unmarked = _tab_through(page, 3 * len(wanted) + 20)
        stands = {number: page.evaluate(HTML_OF, number) for number in sorted(wanted)}
        if None not in stands.values():
            break
    missed = [html for number, html in stands.items() if number not in reached]
    assert not missed, f"Tab does not reach on {page.url}:\n{missed}"
    assert not unmarked, f"focus cannot be seen on {page.url}:\n" + "\n".join(unmarked)


def _tab_through(page: Page, most: int) -> tuple[set[str], list[str]]:
    """The numbers that Tab reaches until it comes round, and the HTML of those whose focus does not show."""
    reached: set[str] = set()
    unmarked: list[str] = []
    at = ""
    for _ in range(most):
        page.keyboard.press("Tab")
        focus = page.evaluate(FOCUSED)
        if focus and focus["number"] == at:  # a day's field has several parts
            continue
        if focus is None or focus["number"] in reached:
            break
        at = focus["number"]
        reached.add(at)
        if not focus["shown"]:
            unmarked.append(focus["html"])
    return reached, unmarked


def examine(page: Page) -> None:
    """What every page must pass: axe, the keyboard alone, and a phone's width (where axe looks once more)."""
    axe(page)
    works_by_keyboard(page)
    with width(page, PHONE):
        no_sideways_scroll(page)
        axe(page)


# Numbers every element that a person can use, and answers with the numbers that Tab must reach.
MARK_FOCUSABLE = """() => {
    const usable = [...document.querySelectorAll('a[href], button, input, select, textarea, summary, [tabindex="0"]')]
        .filter(e => !e.disabled && e.type !== 'hidden' && e.checkVisibility({visibilityProperty: true}));
    usable.forEach((e, n) => e.dataset.tabNumber = String(n));
    const groups = new Set();
    return usable.filter(e => {
        if (e.type !== 'radio') return true;
        const group = e.form?.id + e.name;
        const first = e.checked || ![...document.getElementsByName(e.name)].some(other => other.checked);
        return first && !groups.has(group) && groups.add(group);
    }).map(e => e.dataset.tabNumber);
}"""
# Leaving an element (blur) is not enough: the browser goes on from where the focus was, e.g. a field with autofocus.
FOCUS_TO_THE_TOP = """() => {
    const top = document.createElement('span');
    top.tabIndex = -1;
    document.body.prepend(top);
    top.focus();
    top.remove();
    window.scrollTo(0, 0);
}"""
FOCUSED = """() => {
    const e = document.activeElement;
    if (!e || e === document.body) return null;
    if (!e.dataset.tabNumber) e.dataset.tabNumber = 'x' + Math.random();
    const style = getComputedStyle(e);
    const ring = s => (s.outlineStyle !== 'none' && parseFloat(s.outlineWidth) > 0) || s.boxShadow !== 'none';
    const shown = ring(style) || (e.parentElement && ring(getComputedStyle(e.parentElement)));
    return {number: e.dataset.tabNumber, shown: shown, html: e.outerHTML.slice(0, 160)};
}"""
HTML_OF = "number => document.querySelector(`[data-tab-number='${number}']`)?.outerHTML.slice(0, 160)"
