"""Reports made inside a test's own transaction."""

from unittest.mock import patch

from sala_styr.documents.making import make
from sala_styr.documents.models import Report
from sala_styr.documents.progress import ProgressWriter


def make_here(report: Report) -> bool:
    """``make``, without the thread that writes the progress: on PostgreSQL its own connection does not see what the test has not committed, and it
    would think the report cancelled."""
    with patch.object(ProgressWriter, "_write_until_stopped", lambda _writer: None):
        return make(report.pk)
