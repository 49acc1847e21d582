"""A PgBouncer that pools by transaction, before a PostgreSQL of the tests.

    python -m tests.support.pgbouncer -- pytest tests/operation

gives the command after ``--`` a ``DATABASE_URL`` that leads through both. Everything is thrown away with the server. (pytest warns in the end that it
could not remove its database: PgBouncer holds connections to it still.)
"""

import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from urllib.parse import urlsplit

import psycopg

from tests.support.postgres import SERVER_USER, as_server_user, free_port, server

CLIENTS, CONNECTIONS = 200, 12
"""How many may ask, and how many connections to each database they share."""
PATIENCE = 20


@contextmanager
def pgbouncer(url: str) -> Iterator[str]:
    """The address that leads to ``url`` through one. Exits with the line to install it by when it is missing."""
    program = shutil.which("pgbouncer") or shutil.which("pgbouncer", path="/usr/sbin")
    if program is None:
        raise SystemExit("pgbouncer saknas: apt-get install -y --no-install-recommends pgbouncer")
    # Directly under /tmp, whatever TMPDIR says: its user must get in.
    folder, port = Path(tempfile.mkdtemp(prefix="sala-pgb-", dir="/tmp")), free_port()
    folder.chmod(0o755)
    (folder / "people").write_text(f'"{SERVER_USER}" ""\n')
    (folder / "pgbouncer.ini").write_text(
        f"[databases]\n* = host=127.0.0.1 port={urlsplit(url).port}\n"
        f"[pgbouncer]\nlisten_addr = 127.0.0.1\nlisten_port = {port}\nunix_socket_dir =\n"
        f"auth_type = trust\nauth_file = {folder}/people\n"
        f"pool_mode = transaction\nmax_client_conn = {CLIENTS}\ndefault_pool_size = {CONNECTIONS}\n"
    )
    with (folder / "log").open("wb") as log:
        process = subprocess.Popen(
            [*as_server_user(), program, "-q", str(folder / "pgbouncer.ini")],
            env={"PATH": "/usr/bin:/bin"},
            stdin=subprocess.DEVNULL,
            stdout=log,
            stderr=log,
        )
    try:
        through = f"postgres://{SERVER_USER}@127.0.0.1:{port}{urlsplit(url).path}"
        _wait_for(f"postgres://{SERVER_USER}@127.0.0.1:{port}/postgres", folder / "log")
        yield through
    finally:
        process.terminate()
        process.wait()
        shutil.rmtree(folder)


def _wait_for(url: str, log: Path) -> None:
    deadline = time.monotonic() + PATIENCE
    while time.monotonic() < deadline:
        with suppress(psycopg.OperationalError):
            psycopg.connect(url).close()
            return
        time.sleep(0.05)
    raise RuntimeError(f"PgBouncer did not answer: {log.read_text()[-2000:]}")


def main(arguments: Sequence[str]) -> int:
    """``python -m tests.support.pgbouncer -- command …``"""
    if len(arguments) < 2 or arguments[0] != "--":
        raise SystemExit("Så här: python -m tests.support.pgbouncer -- kommando [argument …]")
    signal.signal(signal.SIGTERM, lambda _number, _frame: sys.exit(143))
    with server() as url, pgbouncer(url) as through:
        there = os.environ | {"DATABASE_URL": through, "SALA_PGBOUNCER": "1"}
        return subprocess.run(arguments[1:], env=there, check=False).returncode


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
