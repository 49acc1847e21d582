"""Measuring: once to warm up and to count queries, then a number of runs with the clock."""

import time
from collections.abc import Callable
from dataclasses import dataclass
from statistics import median

from django.db import connection
from django.test.utils import CaptureQueriesContext


@dataclass(frozen=True)
class Timing:
    """Milliseconds of each run, and the queries of one."""

    runs: tuple[float, ...]
    queries: int
    scale: float = 1

    @property
    def median(self) -> float:
        return median(self.runs) * self.scale

    @property
    def p95(self) -> float:
        """The run that 95 per cent are not slower than; with few runs the slowest."""
        in_order = sorted(self.runs)
        return in_order[min(len(in_order) - 1, round(0.95 * (len(in_order) - 1)))] * self.scale


def measure(action: Callable[[], object], runs: int, scale: float = 1) -> Timing:
    """Run ``action`` once to warm up, once to count its queries, and ``runs`` times with the clock.

    ``scale`` multiplies the times, for an action that does a part of the work.
    """
    queries = count_queries(action)
    times = []
    for _run in range(runs):
        began = time.perf_counter()
        action()
        times.append((time.perf_counter() - began) * 1000)
    return Timing(tuple(times), queries, scale)


def count_queries(action: Callable[[], object]) -> int:
    """How many queries ``action`` takes when it has been done once before: what each process keeps is then there, or not, alike."""
    action()
    with CaptureQueriesContext(connection) as found:
        action()
    return len(found)
