"""Documents that are printed once and looked at by many tests."""

import sys
from collections.abc import Iterator

import pytest
from pytest_django import Settings

from sala_styr.documents import tasks
from sala_styr.documents.charts import as_figure, bar_chart
from sala_styr.documents.model import Document, Figure
from sala_styr.documents.pdf import render_pdf
from sala_styr.documents.tasks import make_report
from tests.documents.builders import chart_data, everything, tiny
from tests.documents.jobs import kinds_for_tests
from tests.support.processes import child_environment

ALTERNATIVE = "Skolnämndens nettokostnad är störst. Vård- och omsorgsnämndens budget saknas."


@pytest.fixture(scope="session")
def figure() -> Figure:
    """A chart with a missing value, as a block."""
    data = chart_data()
    title = "Budget och utfall per nämnd"
    return as_figure(title, ALTERNATIVE, bar_chart(title, ALTERNATIVE, data), data)


@pytest.fixture(scope="session")
def full_document(figure: Figure) -> Document:
    """The draft with everything in it."""
    return everything(figure)


@pytest.fixture(scope="session")
def full_draft(full_document: Document) -> bytes:
    """The draft with everything in it, printed."""
    return render_pdf(full_document)


@pytest.fixture(scope="session")
def full_decided(figure: Figure) -> bytes:
    """The decided version of the same, printed."""
    return render_pdf(everything(figure, draft=False))


@pytest.fixture(scope="session")
def tiny_draft() -> bytes:
    """One paragraph and one table, printed."""
    return render_pdf(tiny())


@pytest.fixture
def report_kinds() -> Iterator[None]:
    """The kinds of ``jobs``, for the test alone."""
    with kinds_for_tests():
        yield


@pytest.fixture
def queue(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """The ids of reports that were enqueued, instead of making them."""
    enqueued: list[int] = []
    monkeypatch.setattr(type(make_report), "enqueue", lambda _task, report_id: enqueued.append(report_id))
    return enqueued


@pytest.fixture
def child(monkeypatch: pytest.MonkeyPatch, settings: Settings) -> None:
    """Child processes of the task work on this test's database and files, and know the test's kinds."""
    for name, value in child_environment(SALA_MEDIA_DIR=str(settings.MEDIA_ROOT)).items():
        monkeypatch.setenv(name, value)
    monkeypatch.setattr(
        tasks, "child_command", lambda report_id: [sys.executable, "-m", "tests.documents.jobs", str(report_id)]
    )
