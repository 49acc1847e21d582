"""What every test can ask for. The machinery is in tests/support/; the people all tests know are in tests/cast.py."""

import os
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.core.cache import cache
from hypothesis import HealthCheck, settings
from playwright.sync_api import Browser, Page, expect
from pytest_django import DjangoDbBlocker, Settings

from sala_styr.kept import remembered
from tests.cast import cast  # noqa: F401 - the fixture every test may ask for
from tests.support.browser import DESK, PATIENCE, Complaints, chromium
from tests.support.database import keep, lay_out
from tests.support.settings import RUN_DIR

# The machines are shared: how long an example takes says nothing about the code.
settings.register_profile("shared machine", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("shared machine")
expect.set_options(timeout=PATIENCE)


def pytest_unconfigure(config: pytest.Config) -> None:
    """Remove the run's folder, when all workers are done with it."""
    if not hasattr(config, "workerinput"):
        shutil.rmtree(RUN_DIR, ignore_errors=True)


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Print the figures that tests have measured (``record_property("figure", …)``), also those of the workers."""
    for report in terminalreporter.getreports("passed"):
        for name, figure in report.user_properties:
            if name == "figure":
                terminalreporter.write_line(str(figure))


DATABASE_FIXTURES = {"db", "transactional_db", "django_db_setup", "live_server"}


def asks_a_database(item: pytest.Item) -> bool:
    """Does the test touch a database at all?"""
    fixtures = getattr(item, "fixturenames", ())
    return item.get_closest_marker("django_db") is not None or not DATABASE_FIXTURES.isdisjoint(fixtures)


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Leave out what is about the other database, and on PostgreSQL what asks no database. Left out, not skipped: it is run in the other run."""
    from django.db import connection

    other = {"sqlite": "postgresql", "postgresql": "sqlite"}[connection.vendor]
    left_out = [
        item
        for item in items
        if item.get_closest_marker(other)
        or (other == "sqlite" and not item.get_closest_marker("postgresql") and not asks_a_database(item))
    ]
    if left_out:
        config.hook.pytest_deselected(items=left_out)
        gone = set(left_out)
        items[:] = [item for item in items if item not in gone]


@pytest.fixture(scope="session")
def django_db_keepdb(pytestconfig: pytest.Config, django_db_modify_db_settings: None) -> bool:
    """Whether to begin from the migrated, empty SQLite database of an earlier run."""
    return not pytestconfig.getoption("nomigrations") and lay_out(pytestconfig.cache.mkdir("migrated"))


@pytest.fixture(scope="session")
def django_db_setup(pytestconfig: pytest.Config, django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> None:
    """The test database, kept for the next run while it is still empty."""
    if not pytestconfig.getoption("nomigrations"):
        with django_db_blocker.unblock():
            keep(pytestconfig.cache.mkdir("migrated"))


@pytest.fixture(autouse=True)
def own_media_folder(settings: Settings, tmp_path: Path) -> None:
    """Files that a test stores lie in the test's own folder."""
    settings.MEDIA_ROOT = tmp_path / "media"


@pytest.fixture(autouse=True)
def nothing_remembered() -> None:
    """A test begins outside any request: the one before may have left an answer open (a file that nobody read to its end), which a
    server never does. Nor is it counted how often the others have tried to log in."""
    remembered.end()
    cache.clear()


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """One Chromium for the whole run."""
    # Playwright's loop runs in this thread, so Django would refuse its database here. The tests wait for one another.
    before = os.environ.get("DJANGO_ALLOW_ASYNC_UNSAFE")
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "1"
    with chromium() as started:
        yield started
    if before is None:
        del os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"]


@pytest.fixture
def complaints() -> Complaints:
    """What the browser complains of during the test; ``complaints.expect(pattern)`` names what belongs to it."""
    return Complaints()


@pytest.fixture
def page(browser: Browser, complaints: Complaints) -> Iterator[Page]:
    """A window of a Swedish desk computer, as yet without log-in. Fails the test for anything the browser complained of."""
    context = browser.new_context(locale="sv-SE", viewport={"width": DESK, "height": 900})
    context.set_default_timeout(PATIENCE)
    complaints.listen(context)
    yield context.new_page()
    context.close()
    assert not complaints.unexpected(), "\n".join(complaints.unexpected())
