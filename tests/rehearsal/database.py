"""A PostgreSQL that can be killed, started again, copied to a standby and exchanged for it.

What is committed survives the death of its processes, not of the machine: fsync is off, since nobody pulls the plug here (``--fsync`` turns it on).
"""

import os
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from tests.support.postgres import SERVER_USER, find_programs, free_port, run_program

OPTIONS = {
    "listen_addresses": "127.0.0.1",
    "max_connections": "120",
    "shared_buffers": "256MB",
    "wal_keep_size": "256MB",
    "fsync": "off",
}


@dataclass(frozen=True)
class Server:
    """A server of its own folder and port."""

    folder: Path
    port: int

    @property
    def data(self) -> Path:
        return self.folder / "data"

    def start(self, **more: str) -> None:
        """Start and wait until it answers."""
        options = OPTIONS | {"port": str(self.port), "unix_socket_directories": str(self.folder)} | more
        line = " ".join(f"-c {name}={value}" for name, value in options.items())
        self._control("-w", "-l", str(self.folder / "log"), "-o", line, "start")

    def stop(self, how: str = "immediate") -> None:
        """``immediate``: as when the power goes; what was committed must be there afterwards all the same."""
        self._control("-w", "-m", how, "stop")

    def crash_and_return(self) -> None:
        """``pg_ctl restart -m immediate``: no connection survives, and it has its log to go through first."""
        self._control("-w", "-l", str(self.folder / "log"), "-m", "immediate", "restart")

    def promote(self) -> None:
        """A standby becomes the primary."""
        self._control("-w", "promote")

    def dump(self, file: Path) -> None:
        """Keep the database in a file."""
        with file.open("wb") as out:
            subprocess.run([str(find_programs() / "pg_dump"), "-Fc", self.url()], stdout=out, check=True)

    def restore(self, file: Path) -> None:
        """Fill the empty database from such a file."""
        command = [str(find_programs() / "pg_restore"), "--no-owner", "-d", self.url(), str(file)]
        subprocess.run(command, check=True, capture_output=True)

    def is_running(self) -> bool:
        """Is there a process of it?"""
        return (self.data / "postmaster.pid").exists()

    def url(self, name: str = "sala") -> str:
        return f"postgres://{SERVER_USER}@127.0.0.1:{self.port}/{name}"

    def _control(self, *arguments: str) -> None:
        run_program(find_programs() / "pg_ctl", "-D", str(self.data), *arguments)


def _folder(parent: Path | None = None) -> Path:
    # Directly under /tmp, whatever TMPDIR says: the server's user must get in, and a socket's path has 107 characters.
    folder = Path(tempfile.mkdtemp(prefix="sala-pg-", dir=parent or "/tmp"))
    if os.geteuid() == 0:
        shutil.chown(folder, SERVER_USER, SERVER_USER)
    return folder


@contextmanager
def primary(parent: Path | None = None) -> Iterator[Server]:
    """A new server, gone afterwards. ``parent``: where its folder is made."""
    server = Server(_folder(parent), free_port())
    run_program(
        find_programs() / "initdb",
        *("-D", str(server.data), "-U", SERVER_USER, "-A", "trust", "-E", "UTF8", "--locale=C.UTF-8", "--no-sync"),
    )
    with _running(server):
        run_program(find_programs() / "createdb", "-h", "127.0.0.1", "-p", str(server.port), "-U", SERVER_USER, "sala")
        yield server


@contextmanager
def standby(of: Server) -> Iterator[Server]:
    """A streaming copy of a running server, on a port of its own."""
    server = Server(_folder(), free_port())
    run_program(
        find_programs() / "pg_basebackup",
        *("-h", "127.0.0.1", "-p", str(of.port), "-U", SERVER_USER, "-D", str(server.data)),
        *("--write-recovery-conf", "--checkpoint=fast", "--no-sync", "--wal-method=stream"),
    )
    with _running(server):
        yield server


@contextmanager
def _running(server: Server) -> Iterator[None]:
    try:
        server.start()
        try:
            yield
        finally:
            if server.is_running():
                server.stop()
    finally:
        shutil.rmtree(server.folder)
