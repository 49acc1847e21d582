"""What the web processes count, for Prometheus: requests, their time, and what of it was the database's.

With several processes each counts in files of its own in ``PROMETHEUS_MULTIPROC_DIR`` (set by ``gunicorn.py`` before anything is imported),
and whichever is asked adds them up. Labels are the names of our views, never what people write in addresses.
"""

import os
import time
from collections.abc import Callable
from contextlib import ExitStack
from typing import Any

from django.db import connections
from django.http import HttpRequest, HttpResponse
from prometheus_client import REGISTRY, CollectorRegistry, Counter, Histogram, generate_latest
from prometheus_client.multiprocess import MultiProcessCollector

from sala_styr.operation.gauges import GaugesCollector

BUCKETS = (0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 10.0)
REQUESTS = Counter("styr_requests", "Requests answered.", ["view", "method", "status"])
SECONDS = Histogram("styr_request_seconds", "Time to the answer.", ["view"], buckets=BUCKETS)
DATABASE_SECONDS = Counter("styr_database_seconds", "Time spent waiting for the database.", ["view"])
QUERIES = Counter("styr_database_queries", "Questions put to the database.", ["view"])
_METHODS = {"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"}


class _Clock:
    """Counts the questions and their time, as an execute wrapper."""

    def __init__(self) -> None:
        self.questions, self.seconds = 0, 0.0

    def __call__(self, execute: Callable[..., Any], sql: Any, params: Any, many: bool, context: Any) -> Any:
        began = time.perf_counter()
        try:
            return execute(sql, params, many, context)
        finally:
            self.questions += 1
            self.seconds += time.perf_counter() - began


class MetricsMiddleware:
    """Counts every request that reaches the application."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        clock, began = _Clock(), time.perf_counter()
        with ExitStack() as stack:
            for connection in connections.all():
                stack.enter_context(connection.execute_wrapper(clock))
            response = self.get_response(request)
        _count(request, response, time.perf_counter() - began, clock)
        return response


def _count(request: HttpRequest, response: HttpResponse, seconds: float, clock: _Clock) -> None:
    match = request.resolver_match
    view = (match.view_name if match else "") or "unknown"
    method = request.method if request.method in _METHODS else "other"
    REQUESTS.labels(view, method, str(response.status_code)).inc()
    SECONDS.labels(view).observe(seconds)
    DATABASE_SECONDS.labels(view).inc(clock.seconds)
    QUERIES.labels(view).inc(clock.questions)


def exposition() -> bytes:
    """Everything, in Prometheus' text format 0.0.4: the counts of all processes of this machine, and the service's gauges."""
    service = CollectorRegistry()
    service.register(GaugesCollector())
    return _counted() + generate_latest(service)


def _counted() -> bytes:
    if not os.environ.get("PROMETHEUS_MULTIPROC_DIR"):
        return generate_latest(REGISTRY)
    counted = CollectorRegistry()
    MultiProcessCollector(counted)
    try:
        return generate_latest(counted)
    except FileNotFoundError:  # a process ended between the listing of the files and their reading
        return generate_latest(counted)
