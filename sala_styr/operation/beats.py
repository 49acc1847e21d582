"""The workers' signs of life: who writes them, and how old the newest is."""

import logging
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta

from django.db import DatabaseError, connection
from django.utils import timezone

from sala_styr.operation.models import WorkerBeat

EVERY = 10.0
"""Seconds between two signs."""
SILENCE = timedelta(seconds=60)
"""A worker that has not been heard of for this long is dead."""
FORGOTTEN = timedelta(days=1)
logger = logging.getLogger(__name__)


def beat(worker: str) -> None:
    """Say that ``worker`` lives; signs that nobody has renewed for a day are removed."""
    now = timezone.now()
    if not WorkerBeat.objects.filter(pk=worker).update(at=now):
        WorkerBeat.objects.create(worker=worker, since=now, at=now)
        WorkerBeat.objects.filter(at__lt=now - FORGOTTEN).delete()


def newest() -> timedelta | None:
    """How long ago any worker was heard of; None when there is none."""
    at = WorkerBeat.objects.order_by("-at").values_list("at", flat=True).first()
    return None if at is None else max(timedelta(0), timezone.now() - at)


def living() -> list[str]:
    """The workers that have been heard of lately."""
    return list(WorkerBeat.objects.filter(at__gte=timezone.now() - SILENCE).values_list("pk", flat=True))


@contextmanager
def beating(worker: str, every: float = EVERY) -> Iterator[None]:
    """Give signs of life from a thread of its own as long as this lasts: also while a task takes all day. A database that is away is waited for."""
    ended = threading.Event()

    def until_ended() -> None:
        while True:
            try:
                beat(worker)
            except DatabaseError:
                logger.warning("a sign of life could not be written", exc_info=True)
            finally:
                connection.close()
            if ended.wait(every):
                return

    thread = threading.Thread(target=until_ended, name="beat", daemon=True)
    thread.start()
    try:
        yield
    finally:
        ended.set()
        thread.join(timeout=5)
        _stopped(worker)


def _stopped(worker: str) -> None:
    try:
        WorkerBeat.objects.filter(pk=worker).delete()
    except DatabaseError:
        logger.warning("a worker's last sign could not be removed", exc_info=True)
