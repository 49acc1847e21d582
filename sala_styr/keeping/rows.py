"""How a row is written in the export: one JSON object a line, a key for each column, the same whatever database it came from.

Moments are UTC in ISO 8601 with microseconds, days ISO, decimals and UUIDs text, bytes Base64; öre and numbers are numbers; JSON stands as it is, its
keys sorted; missing is null and never "" or 0. Columns that only one database has (a search index) are no part of it.
"""

import base64
import json
from collections.abc import Iterator, Sequence
from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.apps import apps
from django.db import connection, models
from django.utils.dateparse import parse_datetime, parse_duration
from django.utils.duration import duration_iso_string

PAGE = 2_000

LEFT_OUT = {
    "sessions.session": "den som är inloggad är det på den dator där det skedde",
    "django_tasks_database.dbtaskresult": "arbeten i kö hör till den installation som gör dem",
    "operation.workerbeat": "vilka arbetare som lever hör till den installation där de går",
    "kept.tablemark": "när en tabell senast ändrades vet bara den databas där det skedde",
    "usersessions.usersession": "den som är inloggad är det på den dator där det skedde",
}
"""Tables that are of the running installation and not of the municipality, with why."""

SECRETS = {
    "organisation.user": ("password",),
    "mfa.authenticator": ("data",),
    "socialaccount.socialtoken": ("token", "token_secret"),
    "socialaccount.socialapp": ("secret", "key"),
    "followup.wheelfeed": ("key",),
    "followup.historicalwheelfeed": ("key",),
}
"""What opens a door, written only when it is asked for."""

LOCKED = "!"
"""Stands for a password that is not told: none fits it (Django's mark for an unusable one)."""


def exported_models() -> list[type[models.Model]]:
    """Every model whose table is exported, those of histories and of many-to-many too, by table."""
    found = [m for m in apps.get_models(include_auto_created=True) if m._meta.managed and not m._meta.proxy]
    return sorted((m for m in found if m._meta.label_lower not in LEFT_OUT), key=lambda m: m._meta.db_table)


def fields_of(model: type[models.Model]) -> list[Any]:
    """The fields with a column of their own in the model's table, by column. What the database reckons itself is left out."""
    fields = [f for f in model._meta.local_concrete_fields if not f.generated]
    return sorted(fields, key=lambda f: str(f.column))


def rows_of(model: type[models.Model], *, secrets: bool) -> Iterator[dict[str, Any]]:
    """Every row in the order of the key, a page at a time, ready to be written."""
    fields = fields_of(model)
    names = [field.column for field in fields]
    hidden = () if secrets else SECRETS.get(model._meta.label_lower, ())
    key: Any = model._meta.pk
    place = names.index(key.column)
    rows = model._base_manager.order_by("pk").values_list(*(field.attname for field in fields))
    last: Any = None
    while page := list((rows if last is None else rows.filter(pk__gt=last))[:PAGE]):
        for row in page:
            told = {name: plain(value) for name, value in zip(names, row, strict=True)}
            told.update((name, LOCKED if isinstance(told[name], str) else {}) for name in hidden if name in told)
            yield told
        last = page[-1][place]


def line(row: dict[str, Any]) -> bytes:
    """A row as its line of text."""
    return json.dumps(row, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode() + b"\n"


def plain(value: Any) -> Any:
    """A value as JSON can say it."""
    if isinstance(value, datetime):
        return value.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ")
    if isinstance(value, date | time):
        return value.isoformat()
    if isinstance(value, Decimal):
        return format(value, "f")
    if isinstance(value, UUID):
        return str(value)
    if isinstance(value, timedelta):
        return duration_iso_string(value)
    if isinstance(value, bytes | memoryview):
        return base64.b64encode(bytes(value)).decode()
    return value


def values(fields: Sequence[Any], row: dict[str, Any]) -> list[Any]:
    """The row's values as the database in force takes them. Raises KeyError when a column is missing."""
    return [field.get_db_prep_save(_read(type_of(field), row[field.column]), connection) for field in fields]


def type_of(field: Any) -> Any:
    """The field that says what the column holds: for a foreign key, that of the key it points to."""
    while field.remote_field:
        field = field.target_field
    return field


def _read(field: Any, value: Any) -> Any:
    if value is None:
        return None
    if isinstance(field, models.DateTimeField):
        return parse_datetime(value)
    if isinstance(field, models.DateField):
        return date.fromisoformat(value)
    if isinstance(field, models.TimeField):
        return time.fromisoformat(value)
    if isinstance(field, models.DecimalField):
        return Decimal(value)
    if isinstance(field, models.UUIDField):
        return UUID(value)
    if isinstance(field, models.DurationField):
        return parse_duration(value)
    if isinstance(field, models.BinaryField):
        return base64.b64decode(value)
    return value
