"""A row in every audited table, with its history, whatever the tables' rules say: for bending one in each."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime, time
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.db import connection, models, transaction

from sala_styr.seal.audited import Pair, pairs
from tests.seal.conftest import run, without_guard

VALUES: dict[type[models.Field[Any, Any]], tuple[Any, Any]] = {
    models.BooleanField: (False, True),
    models.JSONField: ({"a": 1}, {"a": 2}),
    models.DecimalField: (Decimal(1), Decimal(2)),
    models.DateTimeField: (datetime(2026, 1, 1, tzinfo=UTC), datetime(2026, 1, 2, tzinfo=UTC)),
    models.DateField: (date(2026, 1, 1), date(2026, 1, 2)),
    models.TimeField: (time(1), time(2)),
    models.UUIDField: (UUID(int=1), UUID(int=2)),
    models.IntegerField: (1, 2),
    models.CharField: ("a", "b"),
    models.TextField: ("a", "b"),
    models.FileField: ("a", "b"),
    models.ForeignKey: (900_001, 900_002),
}
KEY = 900_000


def value(field: models.Field[Any, Any], other: bool = False) -> Any:
    """What the planted row has in the field, and what it is bent to."""
    return next(both for kind, both in VALUES.items() if isinstance(field, kind))[other]


@contextmanager
def planted() -> Iterator[dict[str, int]]:
    """A row and its history in every audited table: {history table: the history row's key}. All is undone afterwards, the rules too."""
    with _without_rules(), transaction.atomic():
        _drop_rules()
        with without_guard():
            for pair in pairs():
                _plant(pair)
        keys = {pair.past: _remember(pair) for pair in pairs()}
        yield keys
        transaction.set_rollback(True)


@contextmanager
def _without_rules() -> Iterator[None]:
    """SQLite asks none of its rules meanwhile. It is the connection's own setting, which no transaction takes back."""
    if connection.vendor != "sqlite":
        yield
        return
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA ignore_check_constraints = ON")
        try:
            yield
        finally:
            cursor.execute("PRAGMA ignore_check_constraints = OFF")


def _drop_rules() -> None:
    """The same on PostgreSQL, where the transaction takes it back."""
    if connection.vendor != "postgresql":
        return
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT conrelid::regclass::text, conname FROM pg_constraint WHERE contype IN ('c', 'x') AND conrelid <> 0"
        )
        for table, name in cursor.fetchall():
            cursor.execute(f'ALTER TABLE {table} DROP CONSTRAINT "{name}"')


def _values(pair: Pair) -> dict[str, Any]:
    return {field.attname: KEY if field.primary_key else value(field) for field in pair.model._meta.concrete_fields}


def _plant(pair: Pair) -> None:
    fields = _values(pair)
    written = {
        field.column: field.get_db_prep_save(fields[field.attname], connection)
        for field in pair.model._meta.concrete_fields
        if not getattr(field, "generated", False)
    }
    names, places = ", ".join(f'"{name}"' for name in written), ", ".join(["%s"] * len(written))
    run(f'INSERT INTO "{pair.live}" ({names}) VALUES ({places})', *written.values())


def _remember(pair: Pair) -> int:
    fields = _values(pair)
    carried = {
        field.attname: fields[field.attname] for field in pair.history._meta.concrete_fields if field.attname in fields
    }
    row: Any = pair.history(**carried, history_date=datetime(2026, 1, 1, tzinfo=UTC), history_type="+")
    row.save(force_insert=True)
    return int(row.history_id)


def bent_field(pair: Pair) -> models.Field[Any, Any]:
    """A field of the table that is compared."""
    return next(field for field in pair.model._meta.concrete_fields if field.column in pair.columns)
