"""The background worker, of django-tasks-db, which also gives signs of life, and looks each minute for tasks and reports whose worker has died
and puts them in the queue again, and tidies the tables' marks."""

import logging
import threading
from typing import Any

from django.db import DatabaseError, connection
from django_tasks_db.management.commands.db_worker import Command as Worker

from sala_styr.documents.reviving import revive
from sala_styr.kept.answers import tidy
from sala_styr.operation import jobs
from sala_styr.operation.beats import beating

EVERY = 60.0
"""Seconds between looks."""
logger = logging.getLogger(__name__)


class Command(Worker):
    """The same options as ``db_worker``."""

    help = "Startar bakgrundsarbetaren: gör rapporter, skickar brev, hämtar från Kolada."

    def handle(self, *args: Any, **options: Any) -> None:
        ended = threading.Event()
        looking = threading.Thread(target=look_until, args=(ended, EVERY), name="revive-reports", daemon=True)
        looking.start()
        try:
            with beating(options["worker_id"]):
                super().handle(*args, **options)
        finally:
            ended.set()
            looking.join(timeout=5)


def look_until(ended: threading.Event, every: float) -> None:
    """Revive tasks and reports now and then. A database that cannot be reached is tried again the next time."""
    while not ended.wait(every):
        try:
            jobs.revive()
            revive()
            tidy()
        except DatabaseError:
            logger.warning("what a worker looks for between its tasks could not be looked for", exc_info=True)
        finally:
            connection.close()
