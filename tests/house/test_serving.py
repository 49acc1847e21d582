"""``manage.py serve``, as `make run` uses it: both parts start, the pages answer, and both stop together."""

import contextlib
import os
import signal
import socket
import subprocess
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from http.client import HTTPResponse

import pytest

from tests.support.postgres import free_port
from tests.support.processes import run_manage, start_python

PATIENCE = 60


@pytest.fixture
def served(transactional_db: None) -> "Iterator[tuple[subprocess.Popen[str], str]]":
    """The running application and its address."""
    port = free_port()
    # The product's own settings, on the test's database: the tests' own do not queue anything for a worker.
    process = start_python(
        *("manage.py", "serve", "--port", str(port), "--workers", "1"), DJANGO_SETTINGS_MODULE="sala_styr.settings"
    )
    yield process, f"http://127.0.0.1:{port}"
    process.terminate()
    process.communicate(timeout=PATIENCE)


def answer(address: str, process: "subprocess.Popen[str]") -> HTTPResponse:
    """The first answer from the address, waiting for the server to come up. Fails when the process ends instead."""
    deadline = time.monotonic() + PATIENCE
    while process.poll() is None and time.monotonic() < deadline:
        with contextlib.suppress(urllib.error.URLError, ConnectionError):
            response: HTTPResponse = urllib.request.urlopen(address, timeout=PATIENCE)
            return response
        time.sleep(0.1)
    raise AssertionError(f"no answer from {address}: {process.communicate(timeout=PATIENCE)}")


def parts_of(process: "subprocess.Popen[str]") -> list[int]:
    """The processes that this one started and that still run."""
    with open(f"/proc/{process.pid}/task/{process.pid}/children") as file:
        return [int(number) for number in file.read().split()]


def is_running(number: int) -> bool:
    """Whether there is a process with this number."""
    try:
        os.kill(number, 0)
    except ProcessLookupError:
        return False
    return True


@pytest.mark.parametrize("how", [signal.SIGINT, signal.SIGTERM])
def test_the_application_serves_and_stops_as_one(
    served: "tuple[subprocess.Popen[str], str]", how: signal.Signals
) -> None:
    process, address = served
    assert answer(f"{address}/halsa/", process).status == 200
    parts = parts_of(process)
    assert len(parts) == 2
    process.send_signal(how)
    assert process.wait(PATIENCE) == 0
    assert not any(is_running(part) for part in parts)


def test_everything_stops_when_one_part_ends(served: "tuple[subprocess.Popen[str], str]") -> None:
    process, address = served
    answer(f"{address}/halsa/", process)
    web_server, worker = parts_of(process)
    os.kill(worker, signal.SIGTERM)
    _output, errors = process.communicate(timeout=PATIENCE)
    assert process.returncode == 1
    assert "Bakgrundsarbetaren slutade" in errors
    assert not is_running(web_server)


def test_a_port_that_is_taken_is_named_at_once(transactional_db: None) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        done = run_manage("serve", "--port", str(port))
    assert done.returncode == 1
    assert f"Port {port} är redan upptagen" in done.stderr
