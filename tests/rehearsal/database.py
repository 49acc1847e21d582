"""A PostgreSQL that can be killed, started again, copied to a standby and exchanged for it.

What is committed survives the death of its processes, not of the machine: fsync is off, since nobody pulls the plug here (``--fsync`` turns it on).
"""

import os
import shutil
import signal
import subprocess
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote

import psycopg

from tests.support.postgres import SERVER_USER, find_programs, free_port, run_program

OPTIONS = {
    "listen_addresses": "127.0.0.1",
    "max_connections": "120",
    "shared_buffers": "256MB",
    "wal_keep_size": "256MB",
    "fsync": "off",
}
PATIENCE = 30
"""Seconds that a server may take to do as it is told."""


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

    def kill(self) -> None:
        """SIGKILL to all its processes at once, as when its machine dies: nothing is written, nobody is told."""
        head = self._process()
        if head is None:
            raise RuntimeError(f"there is no server in {self.folder}")
        for pid in [head, *_children(head)]:
            with suppress(ProcessLookupError):
                os.kill(pid, signal.SIGKILL)
        while self.is_running():
            time.sleep(0.02)

    def run(self, *statements: str) -> None:
        """Run statements, each by itself."""
        with psycopg.connect(self.url(), autocommit=True, connect_timeout=PATIENCE) as connection:
            for statement in statements:
                connection.execute(statement)

    def ask(self, question: str) -> object:
        """The first value of the answer."""
        with psycopg.connect(self.url(), connect_timeout=PATIENCE) as connection:
            row = connection.execute(question).fetchone()
        return row[0] if row else None

    def wait_for_others(self) -> None:
        """From here on a change is acknowledged only when another server has it as well."""
        self.run("ALTER SYSTEM SET synchronous_standby_names = 'ANY 1 (*)'", "SELECT pg_reload_conf()")

    def follow(self, servers: "Sequence[Server]") -> None:
        """Before a standby starts: copy from whichever of ``servers`` takes writes, also when that becomes another one."""
        hosts, ports = ",".join("127.0.0.1" for _each in servers), ",".join(str(each.port) for each in servers)
        line = f"user={SERVER_USER} host={hosts} port={ports} target_session_attrs=read-write connect_timeout=3"
        with (self.data / "postgresql.auto.conf").open("a") as settings:
            settings.write(f"primary_conninfo = '{line}'\n")

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
        return self._process() is not None

    def _process(self) -> int | None:
        """The number of its first process. One that was killed leaves its file behind, and is dead until somebody asks for its status."""
        try:
            pid = int((self.data / "postmaster.pid").read_text().split()[0])
            state = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0]
        except (OSError, IndexError):
            return None
        return None if state == "Z" else pid

    def url(self, name: str = "sala") -> str:
        return f"postgres://{SERVER_USER}@127.0.0.1:{self.port}/{name}"

    def near_url(self, name: str = "sala") -> str:
        """The same through its socket, for who is on the same machine: as the unit files have it."""
        return f"postgres://{SERVER_USER}@{quote(str(self.folder), safe='')}:{self.port}/{name}"

    def _control(self, *arguments: str) -> None:
        run_program(find_programs() / "pg_ctl", "-D", str(self.data), *arguments)


def furthest(servers: Sequence[Server]) -> Server:
    """The standby that has received most: the one to promote, since what was acknowledged may be with one of them only."""
    return max(servers, key=lambda each: int(str(each.ask("SELECT pg_last_wal_receive_lsn() - '0/0'::pg_lsn"))))


def several(servers: Sequence[Server], name: str = "sala") -> str:
    """One address of them all, for whoever looks for the one that takes writes."""
    hosts = ",".join(f"127.0.0.1:{each.port}" for each in servers)
    return f"postgres://{SERVER_USER}@{hosts}/{name}"


def _children(pid: int) -> list[int]:
    return [int(number) for number in Path(f"/proc/{pid}/task/{pid}/children").read_text().split()]


def _folder(parent: Path | None = None) -> Path:
    # Directly under /tmp, whatever TMPDIR says: the server's user must get in, and a socket's path has 107 characters.
    folder = Path(tempfile.mkdtemp(prefix="sala-pg-", dir=parent or "/tmp"))
    if os.geteuid() == 0:
        shutil.chown(folder, SERVER_USER, SERVER_USER)
    return folder


@contextmanager
def primary(parent: Path | None = None) -> Iterator[Server]:
    """A new server, gone afterwards. ``parent``: where its folder is made."""
    with _thrown_away(_folder(parent)) as folder:
        server = Server(folder, free_port())
        run_program(
            find_programs() / "initdb",
            *("-D", str(server.data), "-U", SERVER_USER, "-A", "trust", "-E", "UTF8", "--locale=C.UTF-8", "--no-sync"),
        )
        with _running(server):
            address = ("-h", "127.0.0.1", "-p", str(server.port), "-U", SERVER_USER)
            run_program(find_programs() / "createdb", *address, "sala")
            yield server


@contextmanager
def standby(of: Server) -> Iterator[Server]:
    """A streaming copy of a running server, on a port of its own."""
    with standbys(of, 1) as made:
        yield made[0]


@contextmanager
def standbys(of: Server, number: int, late: float = 0) -> Iterator[list[Server]]:
    """So many of them, which also follow each other should one be promoted. ``late``: seconds that each lets pass before it shows a change."""
    with ExitStack() as stack:
        made = [Server(stack.enter_context(_thrown_away(_folder())), free_port()) for _each in range(number)]
        for server in made:
            run_program(
                find_programs() / "pg_basebackup",
                *("-h", "127.0.0.1", "-p", str(of.port), "-U", SERVER_USER, "-D", str(server.data)),
                *("--write-recovery-conf", "--checkpoint=fast", "--no-sync", "--wal-method=stream"),
            )
            server.follow([of, *(other for other in made if other is not server)])
            stack.enter_context(_running(server, recovery_min_apply_delay=f"{int(late * 1000)}ms"))
        yield made


@contextmanager
def _thrown_away(folder: Path) -> Iterator[Path]:
    try:
        yield folder
    finally:
        shutil.rmtree(folder)


@contextmanager
def _running(server: Server, **options: str) -> Iterator[None]:
    server.start(**options)
    try:
        yield
    finally:
        if server.is_running():
            server.stop()
