"""Starting the log-in services of the tests: node, which Playwright brings with it, and what npm has put in this folder."""

import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import playwright

from tests.support.postgres import free_port

FOLDER = Path(__file__).parent
NODE = Path(playwright.__file__).parent / "driver" / "node"


@contextmanager
def running(script: str, *arguments: str, **environment: str) -> Iterator[int]:
    """Run ``script`` on a free port, which is its first argument, until the block ends. Raises RuntimeError when it does not start."""
    port = free_port()
    command = [str(NODE), str(FOLDER / script), str(port), *arguments]
    with subprocess.Popen(command, env=environment, stdout=subprocess.PIPE, text=True) as process:
        try:
            if process.stdout is None or process.stdout.readline() != "ready\n":
                raise RuntimeError(f"{script} did not start: run make setup and look at what it prints")
            yield port
        finally:
            process.terminate()
