"""A process of its own that brings in a file and stops where it is told: ``python -m tests.budget.importer FILE PLACE,PLACE…``.

Where it stops it prints its connection's number and waits for a line on standard input, or for its death. If it lives on it prints how many figures
came in. The places, or ``nowhere``:

reading: some of the rows are staged. copying: in the middle of handing rows to the database. written: the actuals are inserted, nothing is committed.
"""

import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import django

django.setup()

import psycopg  # noqa: E402
from django.db import connection  # noqa: E402

from budget import staging  # noqa: E402
from budget.actions.imports import import_actuals  # noqa: E402
from budget.imports import read_file  # noqa: E402
from sala_styr.organisation.actor import system_actor  # noqa: E402
from sala_styr.organisation.models import Unit  # noqa: E402

YEAR = 2026


def stop_here() -> None:
    """Say so, and wait."""
    number = connection.connection.info.backend_pid if connection.vendor == "postgresql" else 0
    sys.stdout.write(f"{number}\n")
    sys.stdout.flush()
    sys.stdin.readline()


def stop_while_copying() -> None:
    """Half of a piece has been handed over."""
    if connection.vendor == "postgresql":
        write = psycopg.Copy.write

        def write_half(copy: Any, lines: str) -> None:
            write(copy, lines[: len(lines) // 2])
            stop_here()
            write(copy, lines[len(lines) // 2 :])

        psycopg.Copy.write = write_half  # type: ignore[method-assign,assignment]
    else:
        staging._write = _write_half  # type: ignore[assignment]


def _write_half(piece: list[tuple[Any, ...]]) -> None:
    def rows() -> Iterator[tuple[Any, ...]]:
        yield from piece[: len(piece) // 2]
        stop_here()
        yield from piece[len(piece) // 2 :]

    with connection.cursor() as cursor, staging._together(cursor):
        cursor.executemany(f"INSERT INTO {staging.TABLE} VALUES (%s, %s, %s, %s, %s)", rows())


def stop_when_written() -> None:
    """The last step before the check and the commit."""
    insert = staging.Staged.insert

    def insert_and_stop(self: staging.Staged, *arguments: Any) -> None:
        insert(self, *arguments)
        stop_here()

    staging.Staged.insert = insert_and_stop  # type: ignore[method-assign]


def main(path: str, places: list[str]) -> None:
    """Bring the file in for the whole municipality."""
    tell = (lambda count: stop_here()) if "reading" in places else (lambda count: None)
    if "copying" in places:
        stop_while_copying()
    if "written" in places:
        stop_when_written()
    with Path(path).open("rb") as file:
        outcome = import_actuals(
            system_actor(), Unit.objects.get(code="koncern"), read_file(file, "utfall.csv", YEAR), tell
        )
    sys.stdout.write(f"{outcome.batch.rows}\n")


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2].split(","))
