"""The example municipality and its annual report, each made once for this folder."""

from typing import Any

import pytest

from sala_styr.documents.model import Document
from tests.followup.annual import annual_report
from tests.followup.demo.conftest import example  # noqa: F401 - a fixture of this folder too

YEAR = 2025


@pytest.fixture(scope="package")
def document(example: None, django_db_blocker: Any) -> Document:  # noqa: F811
    """The annual report of the year that has ended. It takes seconds, and nothing changes it."""
    with django_db_blocker.unblock():
        return annual_report(YEAR)
