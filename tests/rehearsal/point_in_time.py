"""Restore to a moment: a base copy and the archived log brought forward to between two changes (docs/backup.md).

PostgreSQL's own way (its manual, "Continuous Archiving and Point-in-Time Recovery"), by the very lines that docs/backup.md gives.
"""

import shutil
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psycopg

from tests.rehearsal.database import Server, primary
from tests.rehearsal.drill import Told, ask, differences, fill
from tests.rehearsal.load import say
from tests.rehearsal.service import environment, manage
from tests.support.postgres import SERVER_USER, as_server_user, find_programs, free_port, run_program

FIRST, SECOND = "Den första ändringen, som ska finnas", "Den andra ändringen, som ska vara borta"
LOSS = 5 * 60
"""Seconds of work that may be lost."""
ARCHIVE_TIMEOUT = 60
PATIENCE = 120


def run(dump: Path | None) -> bool:
    """The rehearsal, printed; True when everything holds."""
    told = Told()
    with tempfile.TemporaryDirectory(prefix="sala-pitr-") as folder, primary() as server, _archive() as archive:
        env = environment(server.url(), Path(folder))
        with told.step("kommunen görs"):
            fill(server, env, 1, dump)
        server.stop("fast")
        server.start(**archiving(archive))
        with told.step("grundkopia (pg_basebackup)"):
            base = base_copy(server, archive)
        moment = ask(env, "change", FIRST)
        manage(env, "seal_history")
        between = _now(server)
        before = ask(env, "state")
        ask(env, "change", SECOND)
        say(f"första ändringen {moment}, ögonblicket {between}; den andra ändringen gjordes därefter")
        with told.step("loggen arkiverad"):
            _wait_until_archived(server)
        # The machine is lost, in the middle of its work.
        server.stop("immediate")
        with told.step("återställning till ögonblicket"), _brought_back(base, archive, between) as back:
            there = environment(back.url(), Path(folder))
            told.require(ask(there, "said", FIRST), "den första ändringen saknas")
            told.require(not ask(there, "said", SECOND), "den andra ändringen finns kvar")
            told.faults += differences(before, ask(there, "state"))
            say(manage(there, "verify_history").strip())
            ask(there, "change", "Efteråt går det att skriva igen")
    told.require(ARCHIVE_TIMEOUT <= LOSS, "loggen arkiveras för sällan")
    return told.verdict()


def archiving(archive: Path) -> dict[str, str]:
    """The settings of docs/backup.md, for a folder of ours."""
    return {
        "wal_level": "replica",
        "archive_mode": "on",
        "archive_timeout": str(ARCHIVE_TIMEOUT),
        "archive_command": "'test ! -f DIR/%f && cp %p DIR/.%f.tmp && sync DIR/.%f.tmp && mv DIR/.%f.tmp DIR/%f'".replace(
            "DIR", str(archive)
        ),
    }


def base_copy(server: Server, archive: Path) -> Path:
    """A copy of the server's folder, taken while it works."""
    base = archive.parent / "base"
    address = ("-h", "127.0.0.1", "-p", str(server.port), "-U", SERVER_USER)
    run_program(find_programs() / "pg_basebackup", *address, "-D", str(base), "--checkpoint=fast", "--no-sync")
    return base


@contextmanager
def _archive() -> Iterator[Path]:
    """A folder that the server may write in, gone afterwards."""
    folder = Path(tempfile.mkdtemp(prefix="sala-wal-", dir="/tmp"))
    (folder / "wal").mkdir()
    try:
        for each in (folder, folder / "wal"):
            _give(each)
        yield folder / "wal"
    finally:
        shutil.rmtree(folder)


def _give(path: Path) -> None:
    """PostgreSQL refuses to run as root: then what it is to write in is its own user's."""
    if as_server_user():
        shutil.chown(path, SERVER_USER, SERVER_USER)


def _now(server: Server) -> str:
    """The moment by the database's own clock: between the last commit and the next."""
    return str(_ask(server, "SELECT clock_timestamp()::text"))


def _ask(server: Server, question: str) -> object:
    with psycopg.connect(server.url(), autocommit=True) as connection:
        row = connection.execute(question).fetchone()
    return row[0] if row else None


def _wait_until_archived(server: Server) -> None:
    """Begin a new piece of log, and wait until the one before is in the archive. Raises RuntimeError when that is not done in time."""
    piece = str(_ask(server, "SELECT pg_walfile_name(pg_switch_wal())"))
    deadline = time.monotonic() + PATIENCE
    while str(_ask(server, "SELECT coalesce(max(last_archived_wal), '') FROM pg_stat_archiver")) < piece:
        if time.monotonic() > deadline:
            raise RuntimeError(f"{piece} arkiverades inte: {_ask(server, 'SELECT * FROM pg_stat_archiver')}")
        time.sleep(0.1)


@contextmanager
def _brought_back(base: Path, archive: Path, moment: str) -> Iterator[Server]:
    """A server out of the base copy, brought forward to the moment and opened for writing there."""
    folder = base.parent / "new"
    folder.mkdir()
    base.rename(folder / "data")
    server = Server(folder, free_port())
    (server.data / "recovery.signal").touch()
    for each in (folder, server.data / "recovery.signal"):
        _give(each)
    recovery = {
        "restore_command": f"'cp {archive}/%f %p'",
        "recovery_target_time": f"'{moment}'",
        "recovery_target_action": "promote",
    }
    lines = "".join(f"{name} = {value}\n" for name, value in recovery.items())
    with (server.data / "postgresql.auto.conf").open("a") as settings:
        settings.write(lines)
    server.start()
    try:
        deadline = time.monotonic() + PATIENCE
        while _ask(server, "SELECT pg_is_in_recovery()"):
            if time.monotonic() > deadline:
                raise RuntimeError((folder / "log").read_text(encoding="utf-8")[-2000:])
            time.sleep(0.1)
        yield server
    finally:
        server.stop()
