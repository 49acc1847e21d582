"""The whole application in one foreground process: the web server and the background worker, stopped together."""

import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser

# How long each part may take to finish what it is doing when asked to stop; then it is ended.
PATIENCE = 20.0
STOP_SIGNALS = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)


class Command(BaseCommand):
    help = "Startar webbservern och bakgrundsarbetaren tillsammans. Ctrl-C stoppar båda."
    # The parts check the system themselves; doing it here as well would only make the start slower.
    requires_system_checks = []

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--host", default="127.0.0.1", help="adress att lyssna på (127.0.0.1)")
        parser.add_argument("--port", type=int, default=8000, help="port att lyssna på (8000)")
        parser.add_argument("--workers", type=int, default=2, help="antal webbprocesser (2)")

    def handle(self, *args: Any, host: str, port: int, workers: int, **options: Any) -> None:
        if answers(host, port):
            raise CommandError(f"Port {port} är redan upptagen på {host}. Prova en annan, till exempel {port + 1}.")
        asked_to_stop = threading.Event()
        for number in STOP_SIGNALS:
            signal.signal(number, lambda *_: asked_to_stop.set())
        parts = {
            "webbservern": start(web_server(host, port, workers)),
            "bakgrundsarbetaren": start([sys.executable, "manage.py", "worker", "--no-startup-delay", "-v", "0"]),
        }
        try:
            ended = wait(parts, asked_to_stop, until=lambda: answers(host, port))
            if not ended and not asked_to_stop.is_set():
                self.stdout.write(f"Sala styr: http://{host}:{port} (Ctrl-C stoppar)")
                ended = wait(parts, asked_to_stop)
        finally:
            stop(parts)
        if ended:
            raise CommandError(f"{ended.capitalize()} slutade av sig själv; orsaken står ovanför.")


def web_server(host: str, port: int, workers: int) -> list[str]:
    """The command line of the web server, with the same configuration as where it runs for real."""
    return [
        *(sys.executable, "-m", "gunicorn", settings.WSGI_APPLICATION.replace(".application", ":application")),
        *("--config", "python:sala_styr.operation.gunicorn"),
        *("--bind", f"{host}:{port}", "--workers", str(workers), "--log-level", "warning"),
    ]


def start(command: list[str]) -> subprocess.Popen[bytes]:
    """Start one part in a session of its own, so that a Ctrl-C in the terminal reaches it through us, once."""
    return subprocess.Popen(command, cwd=settings.BASE_DIR, stdin=subprocess.DEVNULL, start_new_session=True)


def wait(
    parts: dict[str, subprocess.Popen[bytes]], asked_to_stop: threading.Event, until: Callable[[], bool] = lambda: False
) -> str | None:
    """Wait until somebody asks us to stop or ``until`` holds (None), or a part ends by itself (its name)."""
    while not asked_to_stop.wait(0.1) and not until():
        for name, part in parts.items():
            if part.poll() is not None:
                return name
    return None


def answers(host: str, port: int) -> bool:
    """Whether somebody listens at the address."""
    try:
        socket.create_connection((host, port), timeout=1).close()
    except OSError:
        return False
    return True


def stop(parts: dict[str, subprocess.Popen[bytes]]) -> None:
    """Ask every part to stop, wait for them together, and end those that do not."""
    for part in parts.values():
        part.terminate()
    deadline = time.monotonic() + PATIENCE
    for part in parts.values():
        try:
            part.wait(max(0.0, deadline - time.monotonic()))
        except subprocess.TimeoutExpired:
            part.kill()
            part.wait()
