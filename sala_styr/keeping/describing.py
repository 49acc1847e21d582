"""What stands beside the rows of an export so that a stranger can read them: a README, a JSON Schema for each table, and the main tables as CSV."""

import csv
import io
from collections.abc import Iterable
from typing import Any

from django.conf import settings
from django.db import models

from sala_styr.history.telling import ORE
from sala_styr.keeping.rows import fields_of, type_of
from sala_styr.tables.guard import guarded

README = """# {name}: all information out of Sala styr

Made {made_at}. One ZIP with everything that the program knows, in open formats: nothing here needs the program to be read.

- `tables/NAME.jsonl`: a table. UTF-8, one JSON object a line (JSON Lines), in the order of the key. Keys are as they are in the database.
  Tables called `…historical…` are the history: every version of every row, with when (`history_date`), who (`history_user_id` → `organisation_user`),
  why (`history_change_reason`) and how (`history_type`: `+` made, `~` changed, `-` removed).
- `schemas/NAME.json`: what each column of that table is (JSON Schema 2020-12); `x-references` names the table and column that it points to.
- `csv/NAME.csv`: the same without history, for people: Swedish headings and words, semicolons, amounts in kronor.
- `files/…`: reports and their pictures, under the paths that the rows name.
- `manifest.json`: size and SHA-256 of each member, the number of rows of each table, versions and migrations.

Moments are UTC (ISO 8601), days `YYYY-MM-DD`, decimals and UUIDs text, bytes Base64. **Amounts are whole öre** in JSON Lines. Missing is `null`, never 0.
{secrets}
Left out: {left_out}.

It is read into an empty installation of the same version by `manage.py import_all`, and two are compared by `manage.py compare_exports A B`.
"""
WITHOUT = "Passwords and other keys are not in it: `!` stands in their place, and everybody sets a new one."
WITH = "**The fingerprints of passwords and other keys are in it.** Keep it as you would keep them."

_TYPES: list[tuple[type[models.Field], dict[str, Any]]] = [
    (models.BooleanField, {"type": "boolean"}),
    (models.DateTimeField, {"type": "string", "format": "date-time"}),
    (models.DateField, {"type": "string", "format": "date"}),
    (models.TimeField, {"type": "string", "format": "time"}),
    (models.DurationField, {"type": "string", "format": "duration"}),
    (models.DecimalField, {"type": "string", "pattern": r"^-?[0-9]+(\\.[0-9]+)?$"}),
    (models.UUIDField, {"type": "string", "format": "uuid"}),
    (models.BinaryField, {"type": "string", "contentEncoding": "base64"}),
    (models.IntegerField, {"type": "integer"}),
    (models.FloatField, {"type": "number"}),
    (models.JSONField, {}),
]


def readme(made_at: str, *, secrets: bool, left_out: list[str]) -> str:
    """The text for the one who opens the package in ten years."""
    return README.format(
        name=settings.MUNICIPALITY_NAME,
        made_at=made_at,
        secrets=WITH if secrets else WITHOUT,
        left_out=", ".join(left_out),
    )


def schema(model: type[models.Model]) -> dict[str, Any]:
    """The table as JSON Schema."""
    fields = fields_of(model)
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": model._meta.db_table,
        "description": str(model._meta.verbose_name),
        "type": "object",
        "properties": {field.column: _column(field) for field in fields},
        "required": [field.column for field in fields],
        "additionalProperties": False,
    }


def _column(field: Any) -> dict[str, Any]:
    kind = type_of(field)
    told = dict(next((found for cls, found in _TYPES if isinstance(kind, cls)), {"type": "string"}))
    if field.null and "type" in told:
        told["type"] = [told["type"], "null"]
    if told.get("type") == "string" and kind.max_length and "format" not in told:
        told["maxLength"] = kind.max_length
    told["description"] = str(field.verbose_name)
    if field.choices:
        told["x-words"] = {str(value): str(word) for value, word in field.flatchoices}
    if field.remote_field:
        told["x-references"] = f"{field.remote_field.model._meta.db_table}.{field.target_field.column}"
    return told


def is_for_people(model: type[models.Model]) -> bool:
    """Is it one of our own tables, and no history?"""
    ours = model.__module__.split(".")[0] in ("sala_styr", "goals", "budget", "followup", "public")
    return ours and not hasattr(model, "history_object") and not model._meta.auto_created


class Sheet:
    """A table as CSV, row after row."""

    def __init__(self, model: type[models.Model]) -> None:
        self._fields = fields_of(model)
        self._words = {
            field.column: {value: str(word) for value, word in field.flatchoices}
            for field in self._fields
            if field.choices
        }
        self._ore = {field.column for field in self._fields if str(field.verbose_name).endswith(ORE)}

    def head(self) -> bytes:
        """The headings, with the mark by which spreadsheets know UTF-8."""
        return b"\xef\xbb\xbf" + _written(str(field.verbose_name).removesuffix(ORE) for field in self._fields)

    def row(self, row: dict[str, Any]) -> bytes:
        return _written(self._cell(field.column, row[field.column]) for field in self._fields)

    def _cell(self, column: str, value: Any) -> str:
        """Only what somebody may have written is guarded against being taken for a formula: −5 is a number and stays one."""
        if value is None:
            return ""
        if column in self._ore and isinstance(value, int):
            kronor, ore = divmod(abs(value), 100)
            return f"{'-' if value < 0 else ''}{kronor},{ore:02d}"
        if column in self._words:
            return guarded(self._words[column].get(value, str(value)))
        if isinstance(value, bool):
            return "ja" if value else "nej"
        return guarded(value) if isinstance(value, str) else str(value)


def _written(cells: Iterable[str]) -> bytes:
    out = io.StringIO()
    csv.writer(out, delimiter=";", lineterminator="\r\n").writerow(list(cells))
    return out.getvalue().encode()
