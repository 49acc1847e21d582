"""Bringing half a million rows in: by us, by COPY of the same bytes, and by ``bulk_create`` of objects."""

import csv
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from time import perf_counter
from typing import Any
from urllib.parse import quote

from django.conf import settings
from django.db import connection, transaction

from budget.actions.imports import AT_A_TIME, import_actuals
from budget.imports import Figure, Reading, read_file
from budget.models import Account, AccountBalance, Actual, ActualBatch, Chart, Outlay
from budget.queries.import_targets import targets_of
from budget.queries.mapping import code_reader
from budget.queries.structure import structure
from budget.staging import staged
from followup.bench.bulk import pour, settle
from followup.bench.import_files import FILE_YEAR, HEADINGS, UNIT
from followup.bench.timing import Timing
from sala_styr.money import parse_kronor
from sala_styr.organisation.actor import Actor
from sala_styr.organisation.models import Unit

_RAW = "bench_raw_rows"
COPIED = 2_000_000_000
COLUMNS = ("batch_id", "unit_id", "year", "period", "account_id", "amount", "row")


def unit() -> Unit:
    """The municipality, whose units' codes the files have."""
    return Unit.objects.get(code=UNIT)


def clocked(
    action: Callable[[], object], runs: int, scale: float = 1, before: Callable[[], object] = lambda: None
) -> Timing:
    """As ``measure`` without warming up: each run begins with a year without actuals, and with ``before``."""
    times = []
    for _run in range(runs):
        empty()
        before()
        began = perf_counter()
        action()
        times.append((perf_counter() - began) * 1000)
    return Timing(tuple(times), 0, scale)


def empty() -> None:
    """Take away what was brought in, as if it had never been."""
    batches = ActualBatch.objects.filter(year=FILE_YEAR)
    with connection.cursor() as cursor:
        cursor.execute(f"DELETE FROM {Actual._meta.db_table} WHERE year = %s", [FILE_YEAR])
    AccountBalance.objects.filter(batch__in=batches).delete()
    Outlay.objects.filter(batch__in=batches).delete()
    batches.delete()
    settle()


def reading_of(path: Path) -> Reading:
    """A reading of the file, which stays open."""
    return read_file(path.open("rb"), path.name, FILE_YEAR)


def whole_import(actor: Actor, path: Path) -> int:
    """Parse, check, stage, write, commit: how many rows."""
    with path.open("rb") as file:
        return import_actuals(actor, unit(), read_file(file, path.name, FILE_YEAR)).batch.rows


def reading_to_the_end(path: Path) -> int:
    """Only the file: parse and check. How many rows."""
    return len(reading_of(path).figures)


def database_part(figures: list[Figure]) -> None:
    """What of it the database does: stage, add up, and INSERT … SELECT of figures that have been read already."""
    batch, accounts, codes = new_batch(), account_ids(), code_reader(unit(), "", structure())
    with staged(figures) as found, transaction.atomic():
        found.by_account()
        found.insert(batch.pk, FILE_YEAR, accounts, targets_of(found.by_coding(), codes))


def copied_rows(rows: list[tuple[int | None, ...]]) -> None:
    """COPY of the very rows into the same table, with its keys and indexes: what nobody can be quicker than who is to have them there.

    SQLite, which has no COPY: ``executemany``.
    """
    pour(Actual, COLUMNS, rows)


def lay_down(rows: list[tuple[int | None, ...]]) -> None:
    """An earlier file's rows of the same unit and year, as they lie when the next file comes."""
    new_batch(COPIED)
    copied_rows(rows)
    settle()


def actual_rows(figures: list[Figure]) -> list[tuple[int | None, ...]]:
    """The rows as they lie among the actuals, of the batch COPIED, which is yet to be made."""
    accounts, units = account_ids(), {each.code: each.pk for each in Unit.objects.all()}
    return [
        (COPIED, units[each.coding.unit], FILE_YEAR, each.period, accounts[each.account], each.amount, each.row)
        for each in figures
    ]


def copied_bytes(path: Path) -> None:
    """COPY of the file's bytes into a table of text that has neither keys nor indexes. SQLite: the same rows, split by ``csv``."""
    columns = ", ".join(f"{name} text" for name in HEADINGS)
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(f"DROP TABLE IF EXISTS {_RAW}")
        cursor.execute(f"CREATE TABLE {_RAW} ({columns})")
        if connection.vendor == "postgresql":
            with (
                path.open("rb") as file,
                cursor.copy(f"COPY {_RAW} FROM STDIN (FORMAT csv, HEADER, DELIMITER ';')") as copy,
            ):
                while piece := file.read(1024 * 1024):
                    copy.write(piece)
        else:
            with path.open(encoding="utf-8", newline="") as text:
                rows: Any = csv.reader(text, delimiter=";")
                next(rows)
                cursor.executemany(f"INSERT INTO {_RAW} VALUES ({', '.join(['%s'] * len(HEADINGS))})", rows)


def by_bulk_create(path: Path) -> None:
    """As one would write it at first: a row read by ``csv``, an object each, ``bulk_create`` in one transaction; no checks but that codes are known."""
    batch, accounts, units = new_batch(), account_ids(), {each.code: each.pk for each in Unit.objects.all()}
    with transaction.atomic(), path.open(encoding="utf-8", newline="") as file:
        Actual.objects.bulk_create(
            [
                Actual(
                    batch=batch,
                    unit_id=units[row["ansvar"]],
                    year=FILE_YEAR,
                    period=int(row["period"][4:]),
                    account_id=accounts[row["konto"]],
                    amount=parse_kronor(row["belopp"]),
                    row=number,
                )
                for number, row in enumerate(csv.DictReader(file, delimiter=";"), 2)
            ],
            batch_size=AT_A_TIME,
        )


def new_batch(pk: int | None = None) -> ActualBatch:
    """A batch for rows that are put in past the import."""
    return ActualBatch.objects.create(
        pk=pk,
        unit=unit(),
        year=FILE_YEAR,
        first_day=f"{FILE_YEAR}-01-01",
        last_day=f"{FILE_YEAR}-12-31",
        source="csv",
        filename="mätning",
        sha256="0" * 64,
        rows=0,
    )


def account_ids() -> dict[str, int]:
    """The municipality's accounts by number."""
    return dict(Account.objects.filter(chart=Chart.KOMMUN_BAS).values_list("number", "pk"))


def peak_of_a_child(path: Path) -> int:
    """Bring the file in by the command, in a process of its own, and say how much memory it had at most: MB. Raises CalledProcessError when it failed."""
    empty()
    command = [sys.executable, "-m", "followup.bench.import_child", str(path), UNIT, str(FILE_YEAR)]
    environment = os.environ | {"DATABASE_URL": _database_url()}
    done = subprocess.run(
        command, cwd=settings.BASE_DIR, env=environment, stdout=subprocess.PIPE, text=True, check=True
    )
    return int(done.stdout)


def _database_url() -> str:
    part = connection.settings_dict
    if connection.vendor == "sqlite":
        return f"sqlite:///{part['NAME']}"
    return f"postgres://{quote(part['USER'])}:{quote(part['PASSWORD'] or '')}@{part['HOST']}:{part['PORT'] or 5432}/{part['NAME']}"
