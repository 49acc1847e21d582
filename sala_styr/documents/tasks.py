"""The background task: it only starts a process of its own, so that the memory a report takes is given back (ecosystem §6.1)."""

import logging
import subprocess
import sys
from pathlib import Path

from django.conf import settings
from django.utils.translation import gettext as _
from django_tasks import task

logger = logging.getLogger(__name__)


def child_command(report_id: int) -> list[str]:
    """The command line that makes one report."""
    return [sys.executable, str(Path(settings.BASE_DIR) / "manage.py"), "render_report", str(report_id)]


@task()
def make_report(report_id: int) -> None:
    """Make the report in a child process. When the child dies without a word, say so on the report at once."""
    from sala_styr.documents.making import fail
    from sala_styr.documents.models import Report

    attempt = Report.objects.filter(pk=report_id).values_list("attempt", flat=True).first()
    ended = subprocess.run(child_command(report_id), stdin=subprocess.DEVNULL, check=False)
    if ended.returncode:
        logger.error("the process that made report %s ended with %s", report_id, ended.returncode)
        reason = _(
            "Arbetet med rapporten avbröts innan den var klar, kanske för att minnet tog slut. Börja om med den."
        )
        fail(report_id, reason, attempt=attempt)
