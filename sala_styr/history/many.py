"""Writing other values into many rows at once: one UPDATE … FROM (VALUES …), on both databases.

Django's own ``bulk_update`` writes CASE WHEN for every field of every row: three hundred rows of fifteen fields are 4 500 expressions, and nine tenths of the
time of saving them went to making these.
"""

from collections.abc import Iterator, Sequence
from typing import Any

from django.db import connection, models, transaction


class RowWriter:
    """What ``bulk_update_with_history`` takes for a manager: it knows its model, and updates rows of it."""

    def __init__(self, model: type[models.Model]) -> None:
        self.model = model

    def bulk_update(self, rows: Sequence[models.Model], fields: Sequence[str], batch_size: int) -> int:
        """Write the rows' ``fields`` to the database and return how many rows were found there. All or none.

        Raises FieldDoesNotExist, and IntegrityError or DataError as the database does.
        """
        written = [self.model._meta.get_field(name) for name in fields]
        if not rows or self._needs_django(rows, written):
            return self.model._default_manager.bulk_update(rows, fields, batch_size=batch_size)
        key: Any = self.model._meta.pk
        most = connection.ops.bulk_batch_size([key.name, *fields], rows)
        with transaction.atomic(savepoint=False):
            return sum(self._update(key, written, piece) for piece in _pieces(rows, min(batch_size, most)))

    def _needs_django(self, rows: Sequence[models.Model], fields: Sequence[Any]) -> bool:
        """Expressions instead of values, fields of a model above, and rows that are not stored yet (which Django refuses)."""
        if any(field.model._meta.concrete_model is not self.model._meta.concrete_model for field in fields):
            return True
        names = [field.attname for field in fields]
        return any(
            row.pk is None or hasattr(getattr(row, name), "resolve_expression") for row in rows for name in names
        )

    def _update(self, key: Any, fields: Sequence[Any], rows: Sequence[models.Model]) -> int:
        quote = connection.ops.quote_name
        table = quote(self.model._meta.db_table)
        columns = ", ".join(
            f"{quote(field.column)} = {_cast(field, f'given.column{place}')}" for place, field in enumerate(fields, 2)
        )
        places = ", ".join([f"({', '.join(['%s'] * (1 + len(fields)))})"] * len(rows))
        values = [
            field.get_db_prep_save(getattr(row, field.attname), connection) for row in rows for field in (key, *fields)
        ]
        where = f"{table}.{quote(key.column)} = {_cast(key, 'given.column1')}"
        with connection.cursor() as cursor:
            cursor.execute(f"UPDATE {table} SET {columns} FROM (VALUES {places}) AS given WHERE {where}", values)
            return int(cursor.rowcount)


def _cast(field: Any, value: str) -> str:
    """PostgreSQL takes a column of VALUES for text where all of it is text or NULL. Without the type's length: that would cut what is too long,
    which is to be refused. SQLite gives the value the column's own type.
    """
    if connection.vendor != "postgresql":
        return value
    return f"CAST({value} AS {field.db_type(connection).partition('(')[0]})"


def _pieces(rows: Sequence[models.Model], size: int) -> Iterator[Sequence[models.Model]]:
    for start in range(0, len(rows), size):
        yield rows[start : start + size]
