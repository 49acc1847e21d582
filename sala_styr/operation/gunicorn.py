"""How gunicorn runs the application for real: ``gunicorn --config python:sala_styr.operation.gunicorn sala_styr.wsgi``.

Several processes with a few threads each; the program is loaded once and shared (``preload_app``), but never a connection: the database's pool is
opened by each process for itself. A process is exchanged after some thousand requests, at different times, so that nothing can grow for ever. On a
stop or a reload what is under way is finished (``graceful_timeout``).

From the environment: ``SALA_WEB_BIND`` (127.0.0.1:8000, or unix:/run/…), ``SALA_WEB_PROCESSES`` (two for each core), ``SALA_WEB_THREADS`` (4),
``SALA_WEB_REQUESTS`` (requests before a process is exchanged, 5000; 0 for never).
"""

import os
import shutil
import tempfile
from pathlib import Path
from typing import Any

bind = os.environ.get("SALA_WEB_BIND", "127.0.0.1:8000")
workers = int(os.environ.get("SALA_WEB_PROCESSES", "0")) or 2 * (os.cpu_count() or 1)
worker_class = "gthread"
threads = int(os.environ.get("SALA_WEB_THREADS", "4"))
preload_app = True

max_requests = int(os.environ.get("SALA_WEB_REQUESTS", "5000"))
max_requests_jitter = max_requests // 5
# A thread that is at work keeps its process's sign of life going; only a process that is stuck as a whole is ended.
timeout = 60
graceful_timeout = 30
keepalive = 15  # longer than between two pages of a person at work; the proxy keeps the connections
backlog = 512
# The sign of life is a file: on a disk that is full or slow it would stop, and all processes with it.
worker_tmp_dir = "/dev/shm" if os.access("/dev/shm", os.W_OK) else None
# Whoever may write an address that long writes something else than an address of ours.
limit_request_line = 4094
limit_request_fields = 60
limit_request_field_size = 8190
control_socket_disable = True
accesslog = None  # one line a request is written by the application, with its number (request_log.py)
errorlog = "-"

_OURS = "sala-styr-matt-"


def _folder_for_counts() -> Path:
    """Where the processes keep what they count, empty at the start. Named before anything of ours is imported (metrics.py)."""
    named = os.environ.get("PROMETHEUS_MULTIPROC_DIR")
    if not named:
        return Path(tempfile.mkdtemp(prefix=_OURS))
    folder = Path(named)
    folder.mkdir(parents=True, exist_ok=True)
    for left in folder.glob("*.db"):
        left.unlink()
    return folder


os.environ["PROMETHEUS_MULTIPROC_DIR"] = str(_folder_for_counts())


def on_starting(server: Any) -> None:
    """Write gunicorn's own lines as ours."""
    import logging.config

    import django
    from django.conf import settings

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "sala_styr.settings")
    django.setup()
    for name in ("gunicorn.error", "gunicorn.access"):
        logger = logging.getLogger(name)
        logger.handlers, logger.propagate = [], True
        logger.setLevel(settings.LOGGING["root"]["level"])


def pre_fork(server: Any, worker: Any) -> None:
    """A connection must never be shared by two processes: what the loading of the program may have opened is closed before each fork."""
    close_connections()


def close_connections() -> None:
    """Close every connection of this process to the databases, and the pools they came from."""
    from django.db import connections

    for connection in connections.all(initialized_only=True):
        connection.close()
        close_pool = getattr(connection, "close_pool", None)
        if close_pool is not None:
            close_pool()


def child_exit(server: Any, worker: Any) -> None:
    """What the process counted is added to what all the gone ones did: else their files would grow in number for ever."""
    from sala_styr.operation.counts import keep_counts_of

    keep_counts_of(worker.pid, Path(os.environ["PROMETHEUS_MULTIPROC_DIR"]))


def on_exit(server: Any) -> None:
    """Take away a folder that was made for this run."""
    folder = Path(os.environ["PROMETHEUS_MULTIPROC_DIR"])
    if folder.name.startswith(_OURS):
        shutil.rmtree(folder, ignore_errors=True)
