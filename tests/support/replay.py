"""What thousands of tests begin with, made once by the product's own ways and then put back as rows, ten statements in place of sixty.

The rows keep their keys. PostgreSQL's sequences never go back, and SQLite's follow the highest key, so what a test adds comes after them. History rows
get the time of the putting back: they are new to the test.
"""

import pickle
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from django.apps import apps
from django.db import connection, models, transaction
from django.utils import timezone

OURS = ("sala_styr.", "goals.", "budget.", "followup.", "public.")
MADE_AT = "history_date"
T = TypeVar("T")


@dataclass(frozen=True)
class Rows:
    """The rows of one table: the statement that puts them in, their values, and where among these a time of making stands."""

    sql: str
    values: list[Any]
    times: list[int]

    def put(self, now: Any) -> None:
        """Put the rows into the database."""
        values = list(self.values)
        for place in self.times:
            values[place] = now
        with connection.cursor() as cursor:
            cursor.execute(self.sql, values)


class Replay(Generic[T]):
    """``make()``, whose result is pickled the first time; from then on the same rows and an equal result, without making anything."""

    def __init__(self, make: Callable[[], T]) -> None:
        self._make = make
        self._result = b""
        self._tables: list[Rows] = []

    def again(self) -> T:
        """The result, with its rows in the database in force. The tables it writes must be empty of all but what migrations put there."""
        if not self._result:
            before = {model: set(_keys(model)) for model in _models()}
            made = self._make()
            self._tables = [rows for model, keys in before.items() if (rows := _new_rows(model, keys))]
            self._result = pickle.dumps(made)
            return made
        now = _written(models.DateTimeField(), timezone.now())
        with (
            transaction.atomic()
        ):  # keys are held when it ends, not row by row: also where a test has no transaction around it
            for table in self._tables:
                table.put(now)
        found: T = pickle.loads(self._result)
        return found


def _models() -> Iterator[type[models.Model]]:
    return (model for model in apps.get_models() if model.__module__.startswith(OURS) and model._meta.managed)


def _keys(model: type[models.Model]) -> Any:
    return model._base_manager.values_list("pk", flat=True)


def _written(field: Any, value: Any) -> Any:
    return field.get_db_prep_save(value, connection)


def _new_rows(model: type[models.Model], before: set[Any]) -> Rows | None:
    """The rows that have come since ``before``, or None."""
    fields = model._meta.local_concrete_fields
    found = model._base_manager.order_by("pk").values_list(*(field.attname for field in fields))
    key = fields.index(model._meta.pk)
    rows = [row for row in found if row[key] not in before]
    if not rows:
        return None
    quote = connection.ops.quote_name
    columns = ", ".join(quote(field.column) for field in fields)
    places = ", ".join([f"({', '.join(['%s'] * len(fields))})"] * len(rows))
    values = [_written(field, value) for row in rows for field, value in zip(fields, row, strict=True)]
    width, made_at = len(fields), [place for place, field in enumerate(fields) if field.name == MADE_AT]
    times = [line * width + place for line in range(len(rows)) for place in made_at]
    return Rows(f"INSERT INTO {quote(model._meta.db_table)} ({columns}) VALUES {places}", values, times)
