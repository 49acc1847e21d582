"""The background task: it only starts a process of its own, so that the memory a report takes is given back (ecosystem §6.1)."""

import logging
import os
import re
import signal
import subprocess
import sys
import time
from pathlib import Path

from django.conf import settings
from django.db import DatabaseError, InterfaceError, connection
from django.utils.translation import gettext as _
from django_tasks import task

from sala_styr.documents.giving_way import let_others_first

TRIES = 2
"""A process that is killed may have been unlucky; twice is no accident."""
AGAIN = os.EX_TEMPFAIL
"""What the process ends with when the database went away in the middle: no fault of the report's."""
LOOK = 1.0
"""Seconds between looks at the clock, the memory, and whether the report is still wanted."""
PATIENCE = 60.0
"""Seconds that a database that is away is waited for."""
logger = logging.getLogger(__name__)


def child_command(report_id: int) -> list[str]:
    """The command line that makes one report."""
    return [sys.executable, str(Path(settings.BASE_DIR) / "manage.py"), "render_report", str(report_id)]


@task()
def make_report(report_id: int) -> None:
    """Make the report in a child process. A child that is killed, or loses the database, is followed by one more; what ends without a word is said on
    the report."""
    from sala_styr.documents.making import fail, requeue, too_large, too_slow

    for number in range(1, TRIES + 1):
        attempt = _attempt(report_id)
        if attempt is None:
            return
        ended = _watched(report_id, attempt)
        if ended == "slow":
            fail(report_id, too_slow(), attempt=attempt)
        elif ended == "large":
            fail(report_id, too_large(), attempt=attempt)
        elif isinstance(ended, int) and ended:
            logger.error("the process that made report %s ended with %s", report_id, ended)
            _wait_for_database()
            if (ended < 0 or ended == AGAIN) and number < TRIES and requeue(report_id, attempt):
                continue
            reason = _(
                "Arbetet med rapporten avbröts innan den var klar, kanske för att minnet tog slut. Börja om med den."
            )
            fail(report_id, reason, attempt=attempt)
        return


def _attempt(report_id: int) -> int | None:
    """The attempt that is wanted now; None when the report is done, failed or stopped."""
    from sala_styr.documents.models import Report, ReportState

    wanted = Report.objects.filter(pk=report_id, state__in=(ReportState.QUEUED, ReportState.RUNNING))
    return wanted.values_list("attempt", flat=True).first()


def _watched(report_id: int, attempt: int) -> int | str:
    """Run the child and wait for it: its exit status, or "slow", "large" or "unwanted" when it, with its own children, was killed for that.

    It has a session of its own: when this process dies it goes on, and the report is made all the same.
    """
    began = time.monotonic()
    child = subprocess.Popen(child_command(report_id), stdin=subprocess.DEVNULL, start_new_session=True)
    try:
        let_others_first(child.pid)
        while True:
            try:
                return child.wait(timeout=LOOK)
            except subprocess.TimeoutExpired:
                if time.monotonic() - began > settings.SALA_REPORT_SECONDS:
                    return "slow"
                if _resident_megabytes(child.pid) > settings.SALA_REPORT_MEMORY:
                    return "large"
                if not _is_wanted(report_id, attempt):
                    return "unwanted"
    finally:
        if child.poll() is None:
            os.killpg(child.pid, signal.SIGKILL)
            child.wait()


def _is_wanted(report_id: int, attempt: int) -> bool:
    """Is this attempt wanted still? Yes, as long as the database cannot be asked: the child is not at fault, and may not even have noticed."""
    try:
        return _attempt(report_id) == attempt
    except (DatabaseError, InterfaceError):
        logger.warning("it could not be asked whether report %s is still wanted", report_id, exc_info=True)
        connection.close()
        return True


def _wait_for_database() -> None:
    """Wait until the database answers. Raises its error when ``PATIENCE`` is over: then whoever finds the task later takes it on (operation.jobs)."""
    deadline = time.monotonic() + PATIENCE
    while True:
        try:
            connection.ensure_connection()
            if connection.is_usable():
                return
        except (DatabaseError, InterfaceError):
            if time.monotonic() > deadline:
                raise
        connection.close()
        time.sleep(LOOK)


def _resident_megabytes(process: int) -> int:
    """What the process has in memory now; 0 where the system does not say."""
    try:
        found = re.search(r"VmRSS:\s*([0-9]+) kB", Path(f"/proc/{process}/status").read_text())
    except OSError:
        return 0
    return int(found[1]) // 1024 if found else 0
