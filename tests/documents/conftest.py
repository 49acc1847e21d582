"""Documents that are printed once and looked at by many tests."""

import pytest

from sala_styr.documents.charts import as_figure, bar_chart
from sala_styr.documents.model import Document, Figure
from sala_styr.documents.pdf import render_pdf
from tests.documents.builders import chart_data, everything, tiny

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
