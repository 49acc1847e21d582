"""An import is all or nothing, whatever happens to it: kill -9, a lost connection, a full disk, a fault in the last row, a double click."""

import io
import os
import re
import sqlite3
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import pytest
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import DatabaseError, OperationalError, connection
from django.test import Client
from django.urls import reverse

from budget import staging
from budget.actions.imports import import_actuals
from budget.imports import read_file
from budget.models import Account, Actual, ActualBatch
from sala_styr.errors import RuleBroken
from sala_styr.organisation.actor import system_actor
from sala_styr.shell.once import ONCE_FIELD, new_token
from tests.budget.builders import YEAR
from tests.cast import Cast, build_cast
from tests.support.postgres import as_server_user
from tests.support.processes import child_environment, start_python
from tests.support.small_disk import SmallDisk, may_mount, small_disk

ROWS = staging.AT_A_TIME + 5
PLACES = ["reading", "copying", "written"]
STOPS = 5
"""In a whole import of so many rows: two pieces are copied, after each it is told how many there are, and in the end all is written."""
pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def cast() -> Cast:
    return build_cast()


def ledger(rows: int, last: str = "") -> bytes:
    """So many rows on two hundred accounts, and perhaps one more."""
    lines = (f"{3000 + number % 200};{YEAR}{number % 12 + 1:02d};{number},50;A1" for number in range(rows))
    return "\n".join(["konto;period;belopp;ansvar", *lines, last]).encode()


def bring_in(cast: Cast, data: bytes) -> ActualBatch:
    return import_actuals(system_actor(), cast["koncern"], read_file(data, "utfall.csv", YEAR)).batch


def is_untouched() -> bool:
    """Not a batch, a figure, an account, a row of history; no table of ours left standing."""
    nothing = not any(
        model.objects.exists()
        for model in (ActualBatch, Actual, Account, ActualBatch.history.model, Account.history.model)
    )
    return nothing and not any(name.startswith("import_staging") for name in _tables())


def _tables() -> list[str]:
    sql = "SELECT relname FROM pg_class" if connection.vendor == "postgresql" else "SELECT name FROM sqlite_master"
    with connection.cursor() as cursor:
        cursor.execute(sql)
        return [name for (name,) in cursor.fetchall()]


@pytest.fixture
def stopped(tmp_path: Path, request: pytest.FixtureRequest) -> "Iterator[subprocess.Popen[str]]":
    """An import in a process of its own, up to the place named by the test."""
    (tmp_path / "utfall.csv").write_bytes(ledger(ROWS))
    process = subprocess.Popen(
        [sys.executable, "-m", "tests.budget.importer", str(tmp_path / "utfall.csv"), request.param],
        cwd=settings.BASE_DIR,
        env=child_environment(),
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    yield process
    process.kill()
    process.communicate()


def number_of(process: "subprocess.Popen[str]") -> int:
    """Wait until it stands at its place; the number of its connection."""
    assert process.stdout
    line = process.stdout.readline()
    assert line.strip(), process.communicate()
    return int(line)


def is_gone(connection_number: int) -> None:
    """Wait until the server has cleared up after a connection."""
    with connection.cursor() as cursor:
        for _try in range(200):
            cursor.execute("SELECT pg_sleep(0.05) FROM pg_stat_activity WHERE pid = %s", [connection_number])
            if not cursor.fetchall():
                return
    pytest.fail("Anslutningen finns kvar.")


@pytest.mark.parametrize("stopped", PLACES, indirect=True)
def test_kill_9_leaves_nothing_and_the_file_can_come_in_afterwards(
    cast: Cast, stopped: "subprocess.Popen[str]"
) -> None:
    number = number_of(stopped)
    stopped.kill()
    assert stopped.wait(timeout=30) == -9
    if connection.vendor == "postgresql":
        is_gone(number)
    assert is_untouched()
    assert bring_in(cast, ledger(ROWS)).actuals.count() == ROWS


@pytest.mark.postgresql
@pytest.mark.parametrize("stopped", PLACES, indirect=True)
def test_a_lost_connection_leaves_nothing_and_the_file_can_come_in_afterwards(
    cast: Cast, stopped: "subprocess.Popen[str]"
) -> None:
    number = number_of(stopped)
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_terminate_backend(%s)", [number])
    is_gone(number)
    _out, told = stopped.communicate("\n", timeout=60)
    assert stopped.returncode == 1
    assert "OperationalError" in told.splitlines()[-1] or "terminating connection" in told
    assert is_untouched()
    assert bring_in(cast, ledger(ROWS)).actuals.count() == ROWS


@pytest.mark.sqlite
@pytest.mark.parametrize("stop", [1, 2])
def test_a_connection_to_the_file_that_is_lost_leaves_nothing(cast: Cast, stop: int) -> None:
    """SQLite has no server to lose; what can go is the connection itself, between two pieces and after the last."""
    told: list[int] = []

    def lose_it(count: int) -> None:
        told.append(count)
        if len(told) == stop:
            connection.connection.close()

    reading = read_file(ledger(ROWS), "utfall.csv", YEAR)
    with pytest.raises(DatabaseError, match="closed database"):
        import_actuals(system_actor(), cast["koncern"], reading, lose_it)
    connection.close()
    assert len(told) == stop, "it went no further"
    assert is_untouched()
    assert bring_in(cast, ledger(ROWS)).actuals.count() == ROWS


@pytest.mark.parametrize("stopped", [",".join(PLACES)], indirect=True)
def test_without_an_accident_the_same_process_brings_the_file_in(cast: Cast, stopped: "subprocess.Popen[str]") -> None:
    """The tests above can fail: where it was stopped it would have gone on."""
    number_of(stopped)
    out, told = stopped.communicate("\n" * 10, timeout=60)
    assert stopped.returncode == 0, told
    stops, rows = out.splitlines()[:-1], out.splitlines()[-1]
    assert (len(stops) + 1, rows) == (STOPS, str(ROWS))
    assert Actual.objects.count() == ROWS


DISK_ROWS = 60_000
"""More than two megabytes of them, staged or stored."""


@pytest.mark.sqlite
def test_a_full_disk_leaves_nothing_and_the_file_can_come_in_when_there_is_room(cast: Cast, tmp_path: Path) -> None:
    """The database lies on a file system that is full, where one may be mounted; elsewhere SQLite is told that its file may not grow, and says the same."""
    (tmp_path / "utfall.csv").write_bytes(ledger(DISK_ROWS))
    with connection.cursor() as cursor:
        cursor.execute("VACUUM")  # else there is room among the pages that earlier tests have left empty
    if not may_mount():
        fill_by_a_limit(cast)
        return
    size = -(-Path(str(connection.settings_dict["NAME"])).stat().st_size // 2**20)
    with small_disk(size + 1) as disk:
        with connection.cursor() as cursor:
            cursor.execute("VACUUM INTO %s", [str(disk.path / "db.sqlite3")])
        failed = import_on(disk, tmp_path / "utfall.csv")
        assert failed.returncode == 1
        assert "disk is full" in failed.stderr or "disk I/O error" in failed.stderr
        assert found_on(disk) == ("ok", 0, 0, 0)
        disk.make_room(size + 50)
        done = import_on(disk, tmp_path / "utfall.csv")
        assert done.stdout.split() == [str(DISK_ROWS)], done.stderr
        assert found_on(disk)[:3] == ("ok", 1, DISK_ROWS)


def import_on(disk: SmallDisk, file: Path) -> "subprocess.CompletedProcess[str]":
    """Bring the file in to the database that lies there, in a process of its own."""
    environment = child_environment(DATABASE_URL=f"sqlite:///{disk.path / 'db.sqlite3'}")
    command = [sys.executable, "-m", "tests.budget.importer", str(file), "nowhere"]
    return subprocess.run(command, cwd=settings.BASE_DIR, env=environment, capture_output=True, text=True, check=False)


def found_on(disk: SmallDisk) -> tuple[str, int, int, int]:
    """Is that database sound, and how many batches, figures and accounts has it?"""
    with closing(sqlite3.connect(disk.path / "db.sqlite3")) as other:
        other.create_function(
            "REGEXP", 2, lambda pattern, text: re.search(pattern, str(text)) is not None
        )  # as Django's
        (sound,) = other.execute("PRAGMA integrity_check").fetchone()
        tables = (model._meta.db_table for model in (ActualBatch, Actual, Account))
        batches, figures, accounts = (other.execute(f"SELECT COUNT(*) FROM {table}").fetchone()[0] for table in tables)
        return sound, batches, figures, accounts


def fill_by_a_limit(cast: Cast) -> None:
    """The same where no file system may be mounted."""
    pages, room = pragma("page_count"), pragma("max_page_count")
    pragma(f"max_page_count = {pages + 20}")
    try:
        with pytest.raises(OperationalError, match="full"):
            bring_in(cast, ledger(ROWS))
    finally:
        pragma(f"max_page_count = {room}")
    assert is_untouched()
    assert bring_in(cast, ledger(ROWS)).actuals.count() == ROWS


def pragma(what: str) -> int:
    with connection.cursor() as cursor:
        cursor.execute(f"PRAGMA {what}")
        return int(cursor.fetchall()[0][0])


@pytest.mark.sqlite
def test_no_room_for_staging_leaves_nothing(cast: Cast) -> None:
    """The temporary file that figures are staged in may not grow: SQLite then says what it says of a full disk."""
    with connection.cursor() as cursor:
        cursor.execute(
            "CREATE TEMPORARY TABLE first (id integer)"
        )  # the temporary database is there from its first table
    pages, room = pragma("temp.page_count"), pragma("temp.max_page_count")
    pragma(f"temp.max_page_count = {pages + 20}")
    try:
        with pytest.raises(OperationalError, match="full"):
            bring_in(cast, ledger(ROWS))
    finally:
        pragma(f"temp.max_page_count = {room}")
    assert is_untouched()
    assert bring_in(cast, ledger(ROWS)).actuals.count() == ROWS


@pytest.mark.postgresql
@pytest.mark.parametrize("place", ["staging", "actuals"])
def test_a_full_disk_leaves_nothing_and_the_file_can_come_in_when_there_is_some(cast: Cast, place: str) -> None:
    """What is staged, or the actuals themselves, lie on a file system that is full, where one may be mounted.

    Elsewhere the server's process may write no file beyond a limit, so that the table cannot grow.
    """
    if not may_mount():
        fill_by_a_limit_of_the_server(cast)
        return
    with small_disk(2, "postgres" if os.geteuid() == 0 else None) as disk, tables_on(disk, place):
        with pytest.raises(DatabaseError, match="No space left on device"):
            bring_in(cast, ledger(DISK_ROWS))
        assert is_untouched()
        disk.make_room(100)
        assert bring_in(cast, ledger(DISK_ROWS)).actuals.count() == DISK_ROWS


@contextmanager
def tables_on(disk: SmallDisk, place: str) -> Iterator[None]:
    """Put the temporary tables of this connection, or the actuals, on that disk for the moment."""
    table = Actual._meta.db_table
    with connection.cursor() as cursor:
        cursor.execute(f"CREATE TABLESPACE small LOCATION '{disk.path}'")
        if place == "staging":
            cursor.execute("SET temp_tablespaces = small")
        else:
            cursor.execute(f"ALTER TABLE {table} SET TABLESPACE small")
        try:
            yield
        finally:
            cursor.execute("RESET temp_tablespaces")
            cursor.execute(f"ALTER TABLE {table} SET TABLESPACE pg_default")
            cursor.execute("DROP TABLESPACE small")


def limit_files_to(size: str) -> None:
    """How large a file this connection's server process may write; said by its own user, who may."""
    connection.ensure_connection()
    server = str(connection.connection.info.backend_pid)
    subprocess.run([*as_server_user(), "prlimit", "--pid", server, f"--fsize={size}:unlimited"], check=True)


def fill_by_a_limit_of_the_server(cast: Cast) -> None:
    """18 MB: the server's log is written in files of 16."""
    rows = 270_000
    limit_files_to(str(18 * 1024 * 1024))
    try:
        with pytest.raises(DatabaseError, match="could not extend"):
            bring_in(cast, ledger(rows))
    finally:
        limit_files_to("unlimited")
    assert is_untouched()
    assert bring_in(cast, ledger(rows)).actuals.count() == rows


def test_a_fault_in_the_last_row_leaves_nothing(cast: Cast) -> None:
    with pytest.raises(RuleBroken, match=f"Rad {ROWS + 2}: .*hundra"):
        bring_in(cast, ledger(ROWS, last=f"5010;{YEAR}01;hundra;A1"))
    assert is_untouched()


def test_a_file_that_breaks_off_while_it_is_read_leaves_nothing(cast: Cast) -> None:
    class Torn(io.BytesIO):
        """As when the storage it lies in goes away."""

        def read1(self, size: int | None = -1) -> bytes:
            if self.tell() > 100_000:
                raise OSError("borta")
            return super().read1(size)

    reading = read_file(Torn(ledger(ROWS)), "utfall.csv", YEAR)
    with pytest.raises(OSError, match="borta"):
        import_actuals(system_actor(), cast["koncern"], reading)
    assert is_untouched()
    assert bring_in(cast, ledger(ROWS)).actuals.count() == ROWS


def test_a_double_click_brings_the_file_in_once(cast: Cast) -> None:
    client = cast.client("controller")
    file = SimpleUploadedFile("utfall.csv", ledger(50))
    form = {"file": file, "unit": cast["koncern"].pk, "year": YEAR, "sign": "report"}
    address = client.post(reverse("budget:new_import"), form)["Location"]
    answers: list[str] = []
    sent = {ONCE_FIELD: new_token()}

    def press() -> None:
        other = Client()
        other.cookies = client.cookies
        answers.append(other.post(address, sent)["Location"])
        connection.close()

    threads = [threading.Thread(target=press) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=60)
    batch = ActualBatch.objects.get()
    assert answers == [reverse("budget:batch", args=[batch.pk])] * 2
    assert batch.actuals.count() == Actual.objects.count() == 50


def test_two_processes_at_once_bring_the_file_in_once(cast: Cast, tmp_path: Path) -> None:
    (tmp_path / "utfall.csv").write_bytes(ledger(ROWS))
    both = [start_python("-m", "tests.budget.importer", str(tmp_path / "utfall.csv"), "nowhere") for _ in range(2)]
    answers = [process.communicate(timeout=120) for process in both]
    assert [process.returncode for process in both] == [0, 0], answers
    assert [out.split() for out, _told in answers] == [[str(ROWS)], [str(ROWS)]]
    assert ActualBatch.objects.count() == 1
    assert Actual.objects.count() == ROWS
