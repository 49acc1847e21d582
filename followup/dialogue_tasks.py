"""What is done beside the pages: the pack's PDF, in a process of its own (ecosystem §6.1)."""

import logging
import subprocess
import sys
from pathlib import Path

from django.conf import settings
from django_tasks import task

logger = logging.getLogger(__name__)


@task()
def make_pack_file(pack_id: int) -> None:
    """Make the PDF of a pack, in a child process so that the memory it takes is given back."""
    command = [sys.executable, str(Path(settings.BASE_DIR) / "manage.py"), "render_pack", str(pack_id)]
    ended = subprocess.run(command, stdin=subprocess.DEVNULL, check=False)
    if ended.returncode:
        logger.error("the process that made the file of pack %s ended with %s", pack_id, ended.returncode)
