"""Metrics: counted by view, told to the right ones only, and silent about people."""

import pytest
from django.test import Client

from sala_styr.operation import beats
from sala_styr.operation.metrics import exposition
from tests.cast import Cast

pytestmark = pytest.mark.django_db


def value(metric: str) -> float:
    """The figure on the line that begins so; 0 when there is none."""
    lines = [line for line in exposition().decode().splitlines() if line.startswith(metric + " ")]
    return float(lines[0].rsplit(" ", 1)[1]) if lines else 0.0


def test_requests_are_counted_with_their_view_status_and_questions(cast: Cast) -> None:
    name = 'styr_requests_total{method="GET",status="200",view="start"}'
    asked = 'styr_database_queries_total{view="start"}'
    before, asked_before = value(name), value(asked)
    cast.client("controller").get("/")
    assert value(name) == before + 1
    assert value(asked) > asked_before + 5
    assert 'styr_request_seconds_bucket{le="10.0",view="start"}' in exposition().decode()


def test_words_in_addresses_never_become_labels(client: Client) -> None:
    client.get("/anna-andersson/")
    client.generic("HEMLIG", "/")
    told = exposition().decode()
    assert "anna" not in told
    assert "HEMLIG" not in told


def test_the_service_s_gauges_are_told() -> None:
    beats.beat("arbetare-1")
    told = exposition().decode()
    assert "styr_workers 1.0" in told
    assert 'styr_jobs{state="waiting"} 0.0' in told
    assert 'styr_gauge_failed{gauge="styr_jobs"} 0.0' in told


@pytest.mark.parametrize(
    ("meta", "status"),
    [
        ({"REMOTE_ADDR": "127.0.0.1"}, 200),
        ({"REMOTE_ADDR": ""}, 404),  # a unix socket, and the proxy says nothing
        ({"REMOTE_ADDR": "10.1.2.3"}, 404),
        # Through our proxy: what it says counts, not that it stands here, nor what the client said before it.
        ({"REMOTE_ADDR": "127.0.0.1", "HTTP_X_FORWARDED_FOR": "10.1.2.3"}, 404),
        ({"REMOTE_ADDR": "127.0.0.1", "HTTP_X_FORWARDED_FOR": "127.0.0.1, 10.1.2.3"}, 404),
        # Not through our proxy: nobody's word is taken.
        ({"REMOTE_ADDR": "10.1.2.3", "HTTP_X_FORWARDED_FOR": "127.0.0.1"}, 404),
        ({"REMOTE_ADDR": "10.1.2.3", "HTTP_AUTHORIZATION": "Bearer rätt"}, 404),
        ({"REMOTE_ADDR": "10.1.2.3", "HTTP_AUTHORIZATION": "Bearer ett-langt-ord"}, 200),
    ],
)
def test_only_who_is_allowed_reads_them(client: Client, settings, meta: dict[str, str], status: int) -> None:  # type: ignore[no-untyped-def]
    settings.SALA_METRICS_TOKEN = "ett-langt-ord"
    assert client.get("/matt/", **meta).status_code == status


def test_without_a_token_none_is_right(client: Client) -> None:
    assert client.get("/matt/", REMOTE_ADDR="10.1.2.3", HTTP_AUTHORIZATION="Bearer ").status_code == 404
