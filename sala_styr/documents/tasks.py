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
from django.utils.translation import gettext as _
from django_tasks import task

TRIES = 2
"""A process that is killed may have been unlucky; twice is no accident."""
LOOK = 1.0
"""Seconds between looks at the clock, the memory, and whether the report is still wanted."""
logger = logging.getLogger(__name__)


def child_command(report_id: int) -> list[str]:
    """The command line that makes one report."""
    return [sys.executable, str(Path(settings.BASE_DIR) / "manage.py"), "render_report", str(report_id)]


@task()
def make_report(report_id: int) -> None:
    """Make the report in a child process. A child that is killed is followed by one more; what ends without a word is said on the report."""
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
            if ended < 0 and number < TRIES and requeue(report_id, attempt):
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
        while True:
            try:
                return child.wait(timeout=LOOK)
            except subprocess.TimeoutExpired:
                if time.monotonic() - began > settings.SALA_REPORT_SECONDS:
                    return "slow"
                if _resident_megabytes(child.pid) > settings.SALA_REPORT_MEMORY:
                    return "large"
                if _attempt(report_id) != attempt:
                    return "unwanted"
    finally:
        if child.poll() is None:
            os.killpg(child.pid, signal.SIGKILL)
            child.wait()


def _resident_megabytes(process: int) -> int:
    """What the process has in memory now; 0 where the system does not say."""
    try:
        found = re.search(r"VmRSS:\s*([0-9]+) kB", Path(f"/proc/{process}/status").read_text())
    except OSError:
        return 0
    return int(found[1]) // 1024 if found else 0
