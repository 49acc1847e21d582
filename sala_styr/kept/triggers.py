"""The triggers that mark the watched tables, put in place after each migration."""

from collections.abc import Iterable
from typing import Any

from django.db import connections, models, transaction

from sala_styr.kept.models import TableMark

_watched: set[type[models.Model]] = set()
_MARKS = TableMark._meta.db_table

FUNCTION = f"""
CREATE OR REPLACE FUNCTION kept_mark() RETURNS trigger LANGUAGE plpgsql AS $kept$
BEGIN
  INSERT INTO {_MARKS} (table_name, mark) VALUES (TG_TABLE_NAME, (random() * 9007199254740991)::bigint);
  RETURN NULL;
END
$kept$"""


def watch(*wanted: type[models.Model]) -> None:
    """Let answers rest on the tables of these models. Said once, in an ``AppConfig.ready``."""
    _watched.update(wanted)


def is_watched(model: type[models.Model]) -> bool:
    """May an answer rest on its table?"""
    return model in _watched


def after_migrating(*, using: str, plan: Any = None, **kwargs: Any) -> None:
    """Signal handler for ``post_migrate``. ``flush`` gives no plan: it leaves the triggers as they are, and takes the marks with all else."""
    tables = sorted(model._meta.db_table for model in _watched)
    if plan is not None:
        install(connections[using], tables)
    else:
        lay_marks(connections[using], tables)


def install(connection: Any, tables: Iterable[str]) -> None:
    """Put the triggers in place, and a new mark on every table: what a migration did to it counts as a change."""
    with transaction.atomic(using=connection.alias), connection.cursor() as cursor:
        found = _those_there(connection, tables)
        if found and connection.vendor == "postgresql":
            cursor.execute(";\n".join([FUNCTION, *(_on_postgresql(table) for table in found)]))
        elif found:
            for table in found:
                for statement in _on_sqlite(table):
                    cursor.execute(statement)
        lay_marks(connection, tables)


def lay_marks(connection: Any, tables: Iterable[str]) -> None:
    """Put a new mark on each of the tables, and no other."""
    mark = "(random() * 9007199254740991)::bigint" if connection.vendor == "postgresql" else "random()"
    with transaction.atomic(using=connection.alias), connection.cursor() as cursor:
        found = _those_there(connection, tables)
        if found:
            cursor.execute(f"DELETE FROM {_MARKS}")
        for table in found:
            cursor.execute(f"INSERT INTO {_MARKS} (table_name, mark) VALUES (%s, {mark})", [table])


def _those_there(connection: Any, tables: Iterable[str]) -> list[str]:
    """Those of the tables that there are; none where there is nowhere to put a mark."""
    there = set(connection.introspection.table_names())
    return [table for table in tables if table in there] if _MARKS in there else []


def remove(connection: Any) -> None:
    """Take the triggers away, as when the marks' table is about to go."""
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("DROP FUNCTION IF EXISTS kept_mark() CASCADE")
            return
        cursor.execute("SELECT name FROM sqlite_master WHERE type = 'trigger' AND name LIKE 'kept@_%' ESCAPE '@'")
        for (name,) in cursor.fetchall():
            cursor.execute(f'DROP TRIGGER "{name}"')


def _on_postgresql(table: str) -> str:
    return (
        f'CREATE OR REPLACE TRIGGER "kept_{table}" AFTER INSERT OR UPDATE OR DELETE OR TRUNCATE ON "{table}" '
        "FOR EACH STATEMENT EXECUTE FUNCTION kept_mark()"
    )


def _on_sqlite(table: str) -> Iterable[str]:
    """SQLite's triggers are for each row, some two microseconds of each: the table's one mark is drawn anew in its place.

    Where there is none there is none afterwards either: such a table is asked each time, until the next migration.
    """
    exchange = f"UPDATE {_MARKS} SET mark = random() WHERE table_name = '{table}';"
    for event in ("insert", "update", "delete"):
        name = f"kept_{event}_{table}"
        yield f'DROP TRIGGER IF EXISTS "{name}"'
        yield f'CREATE TRIGGER "{name}" AFTER {event.upper()} ON "{table}" FOR EACH ROW BEGIN {exchange} END'
