"""How far a report has come, written to its row by a thread of its own: it is a sign of life too, while the pages are laid out in silence."""

import logging
import threading
import time
from types import TracebackType

from django.db import DatabaseError, connection
from django.utils import timezone

from sala_styr.documents.models import Report, ReportState

PAUSE = 0.5
"""Seconds between looks for something new to write."""
BEAT = 10.0
"""Seconds after which the row is written even when nothing is new."""
LOOK = 2.0
"""Seconds between looks at whether the report is still wanted, when nothing is written."""
logger = logging.getLogger(__name__)


class NoLongerWanted(RuntimeError):
    """The report was cancelled, or begun again by another process: this one gives up."""


class ProgressWriter:
    """``with ProgressWriter(report) as tell: tell(40, "Sätter sidorna")``. No history: it is not a change of the report."""

    def __init__(self, report: Report) -> None:
        self._rows = Report.objects.filter(pk=report.pk, attempt=report.attempt, state=ReportState.RUNNING)
        self._told = (report.progress, report.step)
        self._written = self._told
        self._written_at = self._looked_at = time.monotonic()
        self._wanted = True
        self._stop = threading.Event()
        self._thread = threading.Thread(
            target=self._write_until_stopped, name=f"report-{report.pk}-progress", daemon=True
        )

    def __call__(self, percent: int, step: str) -> None:
        """Note where the work is. Percent never goes back. Raises NoLongerWanted."""
        if not self._wanted:
            raise NoLongerWanted
        self._told = (max(self._told[0], min(percent, 100)), step[:200])

    def __enter__(self) -> "ProgressWriter":
        self._thread.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._stop.set()
        self._thread.join()

    def _write_until_stopped(self) -> None:
        try:
            while not self._stop.wait(PAUSE):
                if self._told != self._written or time.monotonic() - self._written_at > BEAT:
                    self._write()
                elif time.monotonic() - self._looked_at > LOOK:
                    self._look()
        finally:
            connection.close()

    def _write(self) -> None:
        told = self._told
        try:
            self._wanted = self._rows.update(progress=told[0], step=told[1], heartbeat_at=timezone.now()) > 0
        except DatabaseError:
            logger.warning(
                "the progress of a report could not be written; the next try is in %s s", PAUSE, exc_info=True
            )
            return
        self._written, self._written_at = told, time.monotonic()

    def _look(self) -> None:
        try:
            self._wanted, self._looked_at = self._rows.exists(), time.monotonic()
        except DatabaseError:
            logger.warning("it could not be seen whether a report is still wanted", exc_info=True)
