"""Pictures of pages, and what is wrong with them, while one builds: not a test, the same eyes as the tests.

    .venv/bin/python -m tests.tools.shots --base http://127.0.0.1:8010 --role controller /mal/ /ekonomi/

Logs in by one click in the example municipality, takes each path at 1280, 768 and 360 pixels (with ``--dark`` in the dark scheme too, with ``--print``
as on paper) into ``shots/``, and says what it found: errors in the console, refused content (CSP), failed requests, status 400 and above, sideways
scroll at 360, axe. Without paths: everything in the role's navigation. Without role: all five, one after the other. Ends with 1 if anything was found.
"""

import argparse
import os
import re
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from urllib.parse import urljoin

import django
from playwright.sync_api import Browser, BrowserContext, Page

# The tests' eyes import Django's models for their own log-in.
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "sala_styr.settings")
django.setup()

from tests.support.browser import Complaints, axe, chromium, no_sideways_scroll  # noqa: E402

ROLES = ("politiker", "chef", "controller", "revisor", "administrator")
WIDTHS = (1280, 768, 360)
FOLDER = Path(__file__).resolve().parents[2] / "shots"
# The team's English words for the roles are understood too.
ALIASES = {"politician": "politiker", "manager": "chef", "auditor": "revisor", "administrator": "administrator"}


def log_in(page: Page, base: str, role: str) -> None:
    """Press the example's button. Raises SystemExit when there is none: the server needs SALA_EXAMPLE=1 and the demo's people."""
    page.goto(urljoin(base, "/logga-in/"))
    button = page.locator(f'button[name="roll"][value="{role}"]')
    if not button.count():
        raise SystemExit(
            f"Ingen exempelinloggning för {role}: starta servern med SALA_EXAMPLE=1 och kör manage.py demo."
        )
    button.click()
    page.wait_for_load_state()


def navigation(page: Page) -> list[str]:
    """The paths of the role's navigation."""
    return page.eval_on_selector_all(".nav a", "links => links.map(link => link.getAttribute('href'))")


def file_for(role: str, path: str, suffix: str) -> Path:
    """Where the picture goes: ``shots/controller/mal-1280.png``."""
    slug = re.sub(r"[^\wåäöÅÄÖ]+", "-", path).strip("-") or "start"
    return FOLDER / role / f"{slug[:80]}-{suffix}.png"


def said_by(check: Callable[[Page], None], page: Page) -> Iterator[str]:
    """What a check of the tests has against the page."""
    try:
        check(page)
    except AssertionError as error:
        yield str(error)


def picture(page: Page, role: str, path: str, suffix: str) -> None:
    """One picture of the whole page."""
    target = file_for(role, path, suffix)
    target.parent.mkdir(parents=True, exist_ok=True)
    page.screenshot(path=target, full_page=True)


def visit(page: Page, base: str, role: str, path: str, options: argparse.Namespace) -> Iterator[str]:
    """Look at one path in every way asked for; yields what is wrong."""
    page.emulate_media(media="screen", color_scheme="light")
    page.set_viewport_size({"width": WIDTHS[0], "height": 900})
    answer = page.goto(urljoin(base, path))
    if answer and answer.status >= 400 and answer.status != options.status:
        yield f"status {answer.status}"
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 900})
        picture(page, role, path, str(width))
        if width == 360:
            yield from said_by(no_sideways_scroll, page)
        if width in (WIDTHS[0], 360):
            yield from said_by(axe, page)
    page.set_viewport_size({"width": WIDTHS[0], "height": 900})
    if options.dark:
        page.emulate_media(color_scheme="dark")
        picture(page, role, path, "1280-dark")
        yield from said_by(axe, page)
    if options.print:
        page.emulate_media(media="print", color_scheme="light")
        picture(page, role, path, "print")


def look(browser: Browser, role: str, options: argparse.Namespace) -> int:
    """Visit every path as ``role``; prints what was found, returns how many things."""
    context: BrowserContext = browser.new_context(locale="sv-SE")
    complaints, found = Complaints(), 0
    complaints.listen(context)
    page = context.new_page()
    if role != "ingen":
        log_in(page, options.base, role)
    for path in options.paths or navigation(page) or ["/"]:
        complaints.heard.clear()
        wrong = list(visit(page, options.base, role, path, options)) + complaints.unexpected()
        found += len(wrong)
        print(f"{'○' if wrong else '●'} {role:14} {path}", *wrong, sep="\n    ")  # noqa: T201
    context.close()
    return found


def main() -> int:
    """Read the command line, look, answer 1 if anything was wrong."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("paths", nargs="*", help="till exempel /mal/ /ekonomi/")
    parser.add_argument("--base", default="http://127.0.0.1:8000", help="serverns adress")
    parser.add_argument(
        "--role",
        action="append",
        help="politiker, chef, controller, revisor, administrator eller ingen (utan inloggning)",
    )
    parser.add_argument("--dark", action="store_true", help="mörkt också")
    parser.add_argument("--print", action="store_true", help="som på papper också")
    parser.add_argument("--status", type=int, help="en status över 400 som är väntad")
    options = parser.parse_args()
    roles = [ALIASES.get(role, role) for role in options.role or ROLES]
    with chromium() as browser:
        found = sum(look(browser, role, options) for role in roles)
    print(f"{found} anmärkningar. Bilderna ligger i {FOLDER.name}/.")  # noqa: T201
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
