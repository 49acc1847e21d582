"""The background tasks, seen from outside: how many wait, run and failed, how old the oldest is, and those whose worker has died."""

import logging
from collections.abc import Iterator
from datetime import timedelta

from django.db import transaction
from django.db.models import Count, Min
from django.utils import timezone
from django_tasks.base import TaskResultStatus
from django_tasks_db.models import DBTaskResult

from sala_styr.operation import beats
from sala_styr.operation.gauges import Sample, gauge

TRIES = 3
"""A task that has taken this many workers with it is not given to another."""
MARGIN = timedelta(seconds=30)
"""Beyond the silence: what has just been claimed by a worker that has just started is not looked at."""
STATES = {"waiting": TaskResultStatus.READY, "running": TaskResultStatus.RUNNING, "failed": TaskResultStatus.FAILED}
logger = logging.getLogger(__name__)


def revive() -> int:
    """Give the tasks of dead workers to the living, and close those that have been tried ``TRIES`` times; how many of both.

    Safe to run at once from many places. Every task here may be run twice: each claims what it works on (documents, mail, goals.kolada).
    """
    alive = set(beats.living())
    begun_before = timezone.now() - beats.SILENCE - MARGIN
    with transaction.atomic():
        running = DBTaskResult.objects.select_for_update(skip_locked=True).filter(
            status=TaskResultStatus.RUNNING, started_at__lt=begun_before
        )
        orphans = [task for task in running if not alive.intersection(task.worker_ids[-1:])]
        for task in orphans:
            _take_over(task)
    return len(orphans)


def _take_over(task: "DBTaskResult") -> None:
    logger.warning("the worker of task %s (%s) has died", task.pk, task.task_path)
    if len(task.worker_ids) >= TRIES:
        task.status, task.finished_at = TaskResultStatus.FAILED, timezone.now()
        task.exception_class_path = "sala_styr.operation.jobs.WorkersDied"
        task.traceback = f"{TRIES} workers died with it"
    else:
        task.status, task.started_at = TaskResultStatus.READY, None
    task.save(update_fields=["status", "started_at", "finished_at", "exception_class_path", "traceback"])


@gauge("styr_jobs", "Background tasks by state; failed ones of the last day.", labels=("state",))
def jobs_by_state() -> Iterator[Sample]:
    """Waiting, running, and failed during the last day."""
    yesterday = timezone.now() - timedelta(days=1)
    counted = dict(
        DBTaskResult.objects.exclude(status=TaskResultStatus.SUCCESSFUL)
        .exclude(status=TaskResultStatus.FAILED, finished_at__lt=yesterday)
        .order_by()
        .values_list("status")
        .annotate(Count("pk"))
    )
    for name, status in STATES.items():
        yield Sample(counted.get(status, 0), (name,))


@gauge("styr_jobs_oldest_seconds", "How long the task that has waited longest has waited.")
def oldest() -> Iterator[Sample]:
    """0 when nothing waits."""
    since = DBTaskResult.objects.ready().order_by().aggregate(since=Min("enqueued_at"))["since"]
    yield Sample((timezone.now() - since).total_seconds() if since else 0)


@gauge("styr_workers", "Background workers that have been heard of during the last minute.")
def workers() -> Iterator[Sample]:
    yield Sample(len(beats.living()))
