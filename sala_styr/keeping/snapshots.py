"""A database as it stands at one moment: its tables with a fingerprint of each, and its own dump of that very moment.

The fingerprint is of the engine's own text of every row in the order of the key, so it also covers tables and columns that no model knows. It is
compared only with another of the same engine; what is compared between engines is the export (``rows``).
"""

import hashlib
import os
import sqlite3
import subprocess
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Protocol

from django.db import connection, transaction

from sala_styr.errors import RuleBroken
from sala_styr.keeping.archives import disk_is_full, pour
from sala_styr.keeping.postgres import program, where

Sink = Any


@dataclass(frozen=True)
class TableState:
    """How many rows a table has, and SHA-256 in hex of all of them."""

    rows: int
    sha256: str


class Snapshot(Protocol):
    """A database at one moment."""

    engine: str
    member: str
    """What the dump is called in a package."""

    def tables(self) -> list[str]:
        """The names of all tables."""
        ...

    def state(self, table: str) -> TableState:
        """Reads the whole table."""
        ...

    def column(self, table: str, column: str) -> Iterator[Any]:
        """Every value of one column that is not NULL."""
        ...

    def size(self) -> int:
        """Bytes that the database takes."""
        ...

    def dump(self, sink: Sink) -> None:
        """Write the database's own dump."""
        ...


@contextmanager
def snapshot(folder: Path) -> Iterator[Snapshot]:
    """The database in force as it stands now, while others go on writing. SQLite's copy lies in ``folder`` meanwhile."""
    if connection.vendor == "postgresql":
        with _frozen_moment():
            yield PostgresSnapshot()
        return
    copy = folder / f".{os.getpid()}.sqlite3.tmp"
    try:
        connection.ensure_connection()
        with closing(sqlite3.connect(copy)) as target:
            connection.connection.backup(target)
            target.execute("PRAGMA journal_mode=DELETE")
        with closing(SqliteSnapshot(copy)) as taken:
            yield taken
    except sqlite3.OperationalError as error:
        if error.sqlite_errorcode == sqlite3.SQLITE_FULL:
            raise disk_is_full(folder) from error
        raise
    finally:
        copy.unlink(missing_ok=True)
        copy.with_name(f"{copy.name}-journal").unlink(missing_ok=True)


@contextmanager
def present() -> Iterator[Snapshot]:
    """The database in force, to be compared with a manifest; nothing is dumped."""
    if connection.vendor == "postgresql":
        with _frozen_moment():
            yield PostgresSnapshot()
    else:
        with closing(SqliteSnapshot(Path(str(connection.settings_dict["NAME"])))) as stands:
            yield stands


@contextmanager
def _frozen_moment() -> Iterator[None]:
    """One transaction that sees one moment, and writes values the same way whatever the server's settings."""
    with transaction.atomic(durable=True):
        with connection.cursor() as cursor:
            cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
            for setting in ("TimeZone='UTC'", "DateStyle='ISO, YMD'", "IntervalStyle='iso_8601'", "bytea_output='hex'"):
                cursor.execute(f"SET LOCAL {setting}")
            cursor.execute("SET LOCAL extra_float_digits=3")
        yield


class PostgresSnapshot:
    """Inside the transaction of the connection in force."""

    engine, member = "postgresql", "database.dump"

    def tables(self) -> list[str]:
        return [
            name
            for (name,) in self._ask(
                'SELECT tablename FROM pg_tables WHERE schemaname = current_schema() ORDER BY tablename COLLATE "C"'
            )
        ]

    def state(self, table: str) -> TableState:
        columns, key = self._columns(table), self._key(table)
        order = ", ".join(key or columns)
        digest, rows = hashlib.sha256(), 0
        with connection.cursor() as cursor:
            asked = f"COPY (SELECT {', '.join(columns)} FROM {_quoted(table)} ORDER BY {order}) TO STDOUT"
            with cursor.cursor.copy(asked) as copy:
                for piece in copy:
                    digest.update(piece)
                    rows += bytes(piece).count(b"\n")  # one line a row: COPY writes a line break within a value as \n
        return TableState(rows, digest.hexdigest())

    def column(self, table: str, column: str) -> Iterator[Any]:
        for (value,) in self._ask(
            f"SELECT {_quoted(column)} FROM {_quoted(table)} WHERE {_quoted(column)} IS NOT NULL"
        ):
            yield value

    def size(self) -> int:
        return int(self._ask("SELECT pg_database_size(current_database())")[0][0])

    def dump(self, sink: Sink) -> None:
        """``pg_dump`` of the very moment of this transaction. Raises RuleBroken with what it said when it cannot."""
        moment = self._ask("SELECT pg_export_snapshot()")[0][0]
        place, environment = where()
        command = [
            program("pg_dump"),
            "--format=custom",
            "--no-owner",
            "--no-privileges",
            f"--snapshot={moment}",
            f"--dbname={place}",
        ]
        with subprocess.Popen(command, env=environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as child:
            try:
                pour(child.stdout, sink)  # type: ignore[arg-type]
                said = str(child.stderr.read(), "utf-8", "replace")  # type: ignore[union-attr]
            except BaseException:
                child.kill()
                raise
        if child.returncode:
            raise RuleBroken(f"pg_dump slutade med {child.returncode}: {said.strip()}")

    def _columns(self, table: str) -> list[str]:
        asked = 'SELECT attname FROM pg_attribute WHERE attrelid = %s::regclass AND attnum > 0 AND NOT attisdropped ORDER BY attname COLLATE "C"'
        return [_quoted(name) for (name,) in self._ask(asked, [_quoted(table)])]

    def _key(self, table: str) -> list[str]:
        """The primary key's columns; texts in the order of their bytes, which is the same on every server."""
        asked = """SELECT a.attname, a.attcollation <> 0 FROM pg_index i JOIN pg_attribute a ON a.attrelid = i.indrelid AND a.attnum = ANY(i.indkey)
            WHERE i.indrelid = %s::regclass AND i.indisprimary ORDER BY a.attnum"""
        found = self._ask(asked, [_quoted(table)])
        return [_quoted(name) + (' COLLATE "C"' if is_text else "") for name, is_text in found]

    def _ask(self, sql: str, values: list[Any] | None = None) -> list[tuple[Any, ...]]:
        with connection.cursor() as cursor:
            cursor.execute(sql, values)
            return list(cursor.fetchall())


class SqliteSnapshot:
    """Of a file that nobody writes in, until it is closed. Opened once: SQLite reads all of the schema each time it is."""

    engine, member = "sqlite", "database.sqlite3"

    def __init__(self, path: Path) -> None:
        self.path = path
        self._opened = sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro", uri=True)

    def close(self) -> None:
        """Let go of the file."""
        self._opened.close()

    def tables(self) -> list[str]:
        return list(
            self._rows(
                "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite\\_%' ESCAPE '\\' ORDER BY name",
                _first,
            )
        )

    def state(self, table: str) -> TableState:
        columns = sorted(self._rows(f"SELECT name FROM pragma_table_info({_literal(table)})", _first))
        keys = list(self._rows(f"SELECT name FROM pragma_table_info({_literal(table)}) WHERE pk ORDER BY pk", _first))
        order = ", ".join(map(_quoted, keys)) or "rowid"
        digest, rows = hashlib.sha256(), 0
        for row in self._rows(
            f"SELECT {', '.join(map(_quoted, columns))} FROM {_quoted(table)} ORDER BY {order}", repr
        ):
            digest.update(row.encode() + b"\n")
            rows += 1
        return TableState(rows, digest.hexdigest())

    def column(self, table: str, column: str) -> Iterator[Any]:
        return self._rows(f"SELECT {_quoted(column)} FROM {_quoted(table)} WHERE {_quoted(column)} IS NOT NULL", _first)

    def size(self) -> int:
        return self.path.stat().st_size

    def dump(self, sink: Sink) -> None:
        with self.path.open("rb") as file:
            pour(file, sink)

    def _rows(self, sql: str, shape: Callable[[tuple[Any, ...]], Any]) -> Iterator[Any]:
        for row in self._opened.execute(sql):
            yield shape(row)


def _first(row: tuple[Any, ...]) -> Any:
    return row[0]


def _quoted(name: str) -> str:
    return '"' + name.replace('"', '""') + '"'


def _literal(text: str) -> str:
    return "'" + text.replace("'", "''") + "'"
