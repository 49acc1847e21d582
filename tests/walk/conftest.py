"""The example municipality for the walks: in the test's database for the crawl, and running as the product for the browser."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urljoin

import pytest
from playwright.sync_api import Page

from tests.followup.demo.conftest import example  # noqa: F401
from tests.support.browser import Complaints, examine
from tests.walk.site import example_site


@dataclass
class Walker:
    """A person at the browser. Every page is examined once: axe, the keyboard alone, a phone's width."""

    page: Page
    base: str
    folder: Path
    complaints: Complaints
    seen: set[str] = field(default_factory=set)

    def log_in(self, role: str) -> None:
        """Choose the role on the log-in page, by keyboard."""
        self.page.goto(self.base)
        self.look()
        self.page.locator(f'button[name="roll"][value="{role}"]').press("Enter")
        self.page.wait_for_url(urljoin(self.base, "/"))
        self.look()

    def go(self, address: str) -> None:
        """Go to an address of the site."""
        self.page.goto(urljoin(self.base, address))
        self.look()

    def follow(self, name: str, *, exact: bool = False) -> None:
        """Follow a link, by keyboard, and look at the page it leads to."""
        self.page.get_by_role("link", name=name, exact=exact).first.press("Enter")
        self.page.wait_for_load_state()
        self.look()

    def press(self, name: str) -> None:
        """Press a button, by keyboard."""
        self.page.get_by_role("button", name=name).first.press("Enter")
        self.page.wait_for_load_state()

    def look(self) -> None:
        """Examine the page as it stands, unless one like it (same address, same heading) has been."""
        heading = self.page.locator("h1").first.inner_text()
        key = f"{self.page.url.split('?')[0]} {heading}"
        if key not in self.seen:
            self.seen.add(key)
            examine(self.page)

    def text(self) -> str:
        """What the page says."""
        return self.page.locator("main").inner_text()


@pytest.fixture(scope="package")
def site() -> Iterator[tuple[str, Path]]:
    """One running example municipality for all walks."""
    with example_site() as running:
        yield running


@pytest.fixture
def walker(page: Page, complaints: Complaints, site: tuple[str, Path]) -> Walker:
    """Somebody who has just come to the site."""
    return Walker(page, *site, complaints)
