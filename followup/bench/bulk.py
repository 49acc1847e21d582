"""Rows straight into a table, past models and history: by COPY on PostgreSQL, by ``executemany`` on SQLite. Only for a database of the measurement's own."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any

from django.db import connection, models, transaction


def pour(model: type[models.Model], columns: Sequence[str], rows: Iterable[Sequence[Any]]) -> None:
    """Insert ``rows``, each with its values in the order of ``columns``."""
    table = connection.ops.quote_name(model._meta.db_table)
    names = ", ".join(connection.ops.quote_name(column) for column in columns)
    with transaction.atomic(), connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            with cursor.copy(f"COPY {table} ({names}) FROM STDIN") as copy:
                for row in rows:
                    copy.write_row(row)
        else:
            places = ", ".join(["%s"] * len(columns))
            adapt = connection.ops.adapt_datetimefield_value
            adapted: Any = (tuple(adapt(each) if isinstance(each, datetime) else each for each in row) for row in rows)
            cursor.executemany(f"INSERT INTO {table} ({names}) VALUES ({places})", adapted)


def settle() -> None:
    """What a database does by itself in time: its estimates, and on PostgreSQL the map of what need not be looked at twice."""
    with connection.cursor() as cursor:
        cursor.execute("VACUUM ANALYZE" if connection.vendor == "postgresql" else "ANALYZE")
