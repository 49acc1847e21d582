"""Open data holds what its own description promises, whatever it is asked: schemathesis makes the questions from openapi.json, good and bad.

In this process, few and the same in every run. Longer, against a running service: docs/asvs.md, "By hand".
"""

from collections.abc import Callable, Iterable
from typing import Any

import pytest
import schemathesis
from django.core.signals import request_finished, request_started
from django.db import close_old_connections
from hypothesis import HealthCheck, given, settings
from schemathesis import GenerationMode

from public.open_data.api import description
from sala_styr.wsgi import application
from tests.public.world import World

few = settings(max_examples=8, derandomize=True, deadline=None, database=None, suppress_health_check=list(HealthCheck))


def app(environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
    """The product as gunicorn runs it, on the test's own connection: as Django's test client, it is not closed between requests."""
    for signal in (request_started, request_finished):
        signal.disconnect(close_old_connections)
    try:
        answer = application(environ, start_response)
        content = b"".join(answer)
        answer.close()
    finally:
        for signal in (request_started, request_finished):
            signal.connect(close_old_connections)
    return [content]


@pytest.mark.django_db
def test_every_answer_is_as_described(world: World) -> None:
    described = schemathesis.openapi.from_dict(description())
    described.app = app
    asked: set[str] = set()
    for found in described.get_all_operations():
        for mode in (GenerationMode.POSITIVE, GenerationMode.NEGATIVE):
            operation = found.ok()

            @few
            @given(case=operation.as_strategy(generation_mode=mode))
            def holds(case: schemathesis.Case) -> None:
                asked.add(case.path)
                case.call_and_validate()

            holds()
    assert asked == set(description()["paths"])
