"""A thread in each process that serves people: it looks every few seconds at what is true of the whole service, so that no page has to ask.

Started by the first request, since a thread does not survive the fork that makes the processes.
"""

import logging
import os
import threading
import time
from collections.abc import Callable

from django.conf import settings
from django.db import connections

EVERY = 2.0
"""Seconds between two looks: so long may a process be behind."""
FIRST = 1.0
"""Seconds that the first request waits for the first look."""
logger = logging.getLogger(__name__)
_looks: list[Callable[[], None]] = []
_lock = threading.Lock()
_started_in = 0


def look_at(look: Callable[[], None]) -> None:
    """Register something to look at. It tells its own errors; one that escapes is logged, and the next time it is asked again."""
    if look not in _looks:
        _looks.append(look)


def ensure() -> None:
    """See to it that this process watches."""
    global _started_in
    if _started_in == os.getpid() or not settings.SALA_WATCH:
        return
    with _lock:
        if _started_in == os.getpid():
            return
        first = threading.Event()
        threading.Thread(target=_watch, args=(first,), name="watch", daemon=True).start()
        first.wait(FIRST)
        _started_in = os.getpid()


def look_once() -> None:
    """Look at everything."""
    for look in _looks:
        try:
            look()
        except Exception:  # whatever one of them met must not stop the others, or the watching
            logger.warning("a look failed: %s", look.__qualname__, exc_info=True)


def _watch(first: threading.Event) -> None:
    while True:
        look_once()
        connections.close_all()
        first.set()
        time.sleep(EVERY)
