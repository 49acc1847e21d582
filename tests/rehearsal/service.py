"""Our processes, as systemd would run them: the web server and a worker, each started again when it ends by itself."""

import os
import re
import signal
import subprocess
import sys
import threading
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext, suppress
from dataclasses import dataclass, field, replace
from pathlib import Path

from tests.support.postgres import free_port

ROOT = Path(__file__).resolve().parents[2]
PYTHON = sys.executable
PATIENCE = 90
AGAIN_AFTER = 1.0
"""Seconds before an ended process is started again (RestartSec in the unit files)."""


def environment(database: str, folder: Path, **extra: str) -> dict[str, str]:
    """What a real installation sets, without HTTPS; nothing of the caller's own settings."""
    ours = ("DATABASE_URL", "DJANGO_SETTINGS_MODULE")
    kept = {name: value for name, value in os.environ.items() if not name.startswith("SALA_") and name not in ours}
    return (
        kept
        | {
            "DATABASE_URL": database,
            "SALA_DATA_DIR": str(folder),
            "SALA_SECRET_KEY": "only-for-rehearsals-0123456789-abcdefghijklmnopqrstuvwxyz",
            "SALA_LOG_LEVEL": "WARNING",
        }
        | extra
    )


def manage(env: dict[str, str], *arguments: str) -> str:
    """Run ``manage.py`` to its end; what it wrote. Raises RuntimeError with its errors."""
    done = subprocess.run(
        [PYTHON, "manage.py", *arguments], cwd=ROOT, env=env, capture_output=True, text=True, check=False
    )
    if done.returncode:
        raise RuntimeError(f"manage.py {arguments[0]}: {done.stderr[-2000:]}")
    return done.stdout


@dataclass
class Kept:
    """A process that is started again when it ends."""

    command: list[str]
    env: dict[str, str]
    log: Path
    restarts: int = 0
    _process: "subprocess.Popen[bytes] | None" = None
    _done: threading.Event = field(default_factory=threading.Event)
    _keeper: threading.Thread | None = None

    def start(self) -> None:
        """Start it, and keep it."""
        self._process = self._spawn()
        self._keeper = threading.Thread(target=self._keep, daemon=True)
        self._keeper.start()

    @property
    def pid(self) -> int:
        assert self._process is not None
        return self._process.pid

    def stop(self) -> None:
        """End it for good, with those it started."""
        self._done.set()
        assert self._process is not None
        assert self._keeper is not None
        started = descendants(self._process.pid)
        self._process.terminate()
        try:
            self._process.wait(30)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()
        for each in started:  # a report's process has a session of its own, and would go on
            kill(each)
        self._keeper.join(5)

    def _spawn(self) -> "subprocess.Popen[bytes]":
        with self.log.open("ab") as log:
            return subprocess.Popen(
                self.command, cwd=ROOT, env=self.env, stdin=subprocess.DEVNULL, stdout=log, stderr=log
            )

    def _keep(self) -> None:
        while not self._done.wait(0.2):
            assert self._process is not None
            if self._process.poll() is not None and not self._done.wait(AGAIN_AFTER):
                self.restarts += 1
                self._process = self._spawn()


@dataclass(frozen=True)
class Service:
    """What runs, and where."""

    base: str
    web: Kept
    worker: Kept
    folder: Path
    starting: float
    """Seconds that it took to start, on this machine with what else it does."""

    def web_processes(self) -> list[int]:
        """The processes that answer; not their manager."""
        return children(self.web.pid)

    def memory(self) -> dict[str, int]:
        """Megabytes of each process's own (Pss: what is shared by several is divided among them)."""
        told = {f"webb {n}": _megabytes(pid) for n, pid in enumerate(self.web_processes(), 1)}
        return told | {"arbetare": _megabytes(self.worker.pid)}

    def answers(self, path: str = "/halsa/redo/") -> bool:
        """Does it answer 200 now?"""
        try:
            with urllib.request.urlopen(self.base + path, timeout=5) as answer:
                return bool(answer.status == 200)
        except (urllib.error.URLError, OSError):
            return False

    def wait_until(self, path: str = "/halsa/redo/", patience: float = PATIENCE) -> float:
        """Wait until it answers; the seconds that took. Raises RuntimeError when it does not."""
        began = time.monotonic()
        while time.monotonic() - began < patience:
            if self.answers(path):
                return time.monotonic() - began
            time.sleep(0.1)
        raise RuntimeError(f"{path} did not answer within {patience} s")


Front = Callable[[Path], AbstractContextManager[str]]
"""Stands before the web processes, given their socket, and tells the address that people use."""


@contextmanager
def service(env: dict[str, str], processes: int, threads: int, front: Front | None = None) -> Iterator[Service]:
    """The running service. Without a ``front`` people ask the web processes themselves."""
    folder, port = Path(env["SALA_DATA_DIR"]), free_port()
    socket = folder / "web.sock"
    here = env | {
        "SALA_WEB_BIND": f"unix:{socket}" if front else f"127.0.0.1:{port}",
        "SALA_WEB_PROCESSES": str(processes),
        "SALA_WEB_THREADS": str(threads),
    }
    web = Kept(
        [PYTHON, "-m", "gunicorn", "--config", "python:sala_styr.operation.gunicorn", "sala_styr.wsgi"],
        here,
        folder / "web.log",
    )
    worker = Kept([PYTHON, "manage.py", "worker"], env, folder / "worker.log")
    began = time.monotonic()
    web.start()
    worker.start()
    try:
        with front(socket) if front else nullcontext(f"http://127.0.0.1:{port}") as base:
            running = Service(base, web, worker, folder, 0.0)
            running.wait_until("/halsa/allt/")
            yield replace(running, starting=time.monotonic() - began)
    finally:
        worker.stop()
        web.stop()


def children(pid: int) -> list[int]:
    """The processes that this one started and that still run."""
    found: list[int] = []
    # What a thread started is listed at that thread.
    for listed in Path(f"/proc/{pid}/task").glob("*/children"):
        with suppress(OSError):
            found += [int(number) for number in listed.read_text().split()]
    return found


def kill(pid: int) -> None:
    """kill -9 of a process and all that it has started, as when its machine or its unit dies."""
    for each in [pid, *descendants(pid)]:
        with suppress(ProcessLookupError):
            os.kill(each, signal.SIGKILL)


def descendants(pid: int) -> list[int]:
    """Its children, theirs, and so on."""
    return [each for child in children(pid) for each in (child, *descendants(child))]


def _megabytes(pid: int) -> int:
    try:
        found = re.search(r"Pss:\s*([0-9]+) kB", Path(f"/proc/{pid}/smaps_rollup").read_text())
    except OSError:
        return 0
    return int(found[1]) // 1024 if found else 0
