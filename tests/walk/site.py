"""The product itself with the example municipality, as ``make run`` starts it: own processes, own database, its worker beside it."""

import os
import shutil
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tests.support.postgres import free_port

ROOT = Path(__file__).resolve().parents[2]
PATIENCE = 300


def environment(folder: Path) -> dict[str, str]:
    """The environment of a new user who has set nothing, with the data in ``folder``."""
    ours = ("DATABASE_URL", "DJANGO_SETTINGS_MODULE")
    kept = {name: value for name, value in os.environ.items() if not name.startswith("SALA_") and name not in ours}
    return kept | {"SALA_DATA_DIR": str(folder), "SALA_EXAMPLE": "1"}


def manage(folder: Path, *arguments: str) -> "subprocess.CompletedProcess[str]":
    """Run ``manage.py`` on the site's database."""
    command = [sys.executable, "manage.py", *arguments]
    return subprocess.run(command, cwd=ROOT, env=environment(folder), capture_output=True, text=True, check=False)


def wait_for(address: str, process: "subprocess.Popen[bytes]") -> None:
    """Wait until the address answers. Raises RuntimeError when the process ends or patience does."""
    deadline = time.monotonic() + PATIENCE
    while time.monotonic() < deadline and process.poll() is None:
        try:
            urllib.request.urlopen(address, timeout=10).close()
        except (urllib.error.URLError, ConnectionError):
            time.sleep(0.2)
        else:
            return
    raise RuntimeError(f"no answer from {address}")


@contextmanager
def example_site() -> Iterator[tuple[str, Path]]:
    """The running example municipality: its address and its data folder, both gone afterwards."""
    folder = Path(tempfile.mkdtemp(prefix="sala-site-"))
    for step in (["migrate", "--verbosity", "0"], ["demo"]):
        done = manage(folder, *step)
        if done.returncode:
            raise RuntimeError(done.stderr)
    port = free_port()
    command = [sys.executable, "manage.py", "serve", "--port", str(port), "--workers", "1"]
    process = subprocess.Popen(command, cwd=ROOT, env=environment(folder))
    try:
        wait_for(f"http://127.0.0.1:{port}/halsa/", process)
        yield f"http://127.0.0.1:{port}", folder
    finally:
        process.terminate()
        process.wait(PATIENCE)
        shutil.rmtree(folder)
