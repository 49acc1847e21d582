"""An import is all or nothing, whatever happens to it: kill -9, a lost connection, a full disk, a fault in the last row, a double click."""

import io
import subprocess
import sys
import threading
from collections.abc import Iterator
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
from tests.support.processes import child_environment

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


@pytest.mark.parametrize("stopped", [",".join(PLACES)], indirect=True)
def test_without_an_accident_the_same_process_brings_the_file_in(cast: Cast, stopped: "subprocess.Popen[str]") -> None:
    """The tests above can fail: where it was stopped it would have gone on."""
    number_of(stopped)
    out, told = stopped.communicate("\n" * 10, timeout=60)
    assert stopped.returncode == 0, told
    stops, rows = out.splitlines()[:-1], out.splitlines()[-1]
    assert (len(stops) + 1, rows) == (STOPS, str(ROWS))
    assert Actual.objects.count() == ROWS


def pragma(what: str) -> int:
    with connection.cursor() as cursor:
        cursor.execute(f"PRAGMA {what}")
        return int(cursor.fetchall()[0][0])


@pytest.mark.sqlite
@pytest.mark.parametrize("schema", ["main", "temp"])
def test_a_full_disk_leaves_nothing_and_the_file_can_come_in_when_there_is_room(cast: Cast, schema: str) -> None:
    """The database's own file, or the one that figures are staged in, may not grow: SQLite then says what it says of a full disk."""
    with connection.cursor() as cursor:
        cursor.execute("VACUUM")  # else there is room among the pages that earlier tests have left empty
    pages, room = pragma(f"{schema}.page_count"), pragma(f"{schema}.max_page_count")
    pragma(f"{schema}.max_page_count = {pages + 20}")
    try:
        with pytest.raises(OperationalError, match="full"):
            bring_in(cast, ledger(ROWS))
    finally:
        pragma(f"{schema}.max_page_count = {room}")
    assert is_untouched()
    assert bring_in(cast, ledger(ROWS)).actuals.count() == ROWS


def limit_files_to(size: str) -> None:
    """How large a file this connection's server process may write; said by its own user, who may."""
    connection.ensure_connection()
    server = str(connection.connection.info.backend_pid)
    subprocess.run([*as_server_user(), "prlimit", "--pid", server, f"--fsize={size}:unlimited"], check=True)


@pytest.mark.postgresql
def test_a_disk_that_takes_no_more_leaves_nothing_and_the_file_can_come_in_when_there_is_room(cast: Cast) -> None:
    """The server's process may write no file beyond 18 MB, so that the table cannot grow. (Its log is written in files of 16.)"""
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
