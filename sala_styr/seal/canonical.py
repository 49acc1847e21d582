"""What a history row says, as bytes that are the same on every database and for ever: what a leaf is the hash of.

Form 1, pinned by a test (tests/seal/test_canonical.py); another form gets another name and never takes this one's place:

    JSON in UTF-8, without spaces:  ["sala-leaf-1", table, change, rewrite, [[field, value], …]]

with the fields in alphabetical order and each value as text, or null. Numbers in decimal digits, yes and no as true and false, days as
2026-01-31, moments in UTC as 2026-01-31T12:00:00.000000Z, JSON with sorted keys and without spaces.
"""

import json
from collections.abc import Callable, Sequence
from datetime import UTC, date, datetime, time
from decimal import Decimal
from hashlib import sha256
from typing import Any

from django.db import models

FORM = "sala-leaf-1"
MARK = 2
"""Bytes of a field's mark: enough to name the field that differs, once the leaf says that one does."""

Text = str | None
dumps = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode
_dumps_sorted = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"), sort_keys=True).encode


def text(value: Any) -> Text:
    """A field's value as form 1 writes it. Raises TypeError for what has no such form (a float has none)."""
    if value is None or type(value) is str:
        return value
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int):
        return str(int(value))
    if isinstance(value, datetime):
        return value.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ")
    if isinstance(value, date | time):
        return value.isoformat()
    if isinstance(value, Decimal):
        return format(value, "f")
    if isinstance(value, str):
        return str(value)
    if type(value).__name__ == "UUID":
        return str(value)
    raise TypeError(f"no canonical form of {type(value).__name__}")


def writer(field: models.Field[Any, Any]) -> Callable[[Any], Text]:
    """How a field's values are written."""
    if isinstance(field, models.JSONField):
        return lambda value: None if value is None else _dumps_sorted(value)
    if isinstance(field, models.DecimalField):
        places = Decimal(1).scaleb(-(field.decimal_places or 0))
        return lambda value: None if value is None else format(value.quantize(places), "f")
    return text


def canonical(table: str, change: str, rewrite: int | None, names: Sequence[str], values: Sequence[Text]) -> bytes:
    """Form 1 of a row; ``names`` in alphabetical order."""
    return dumps([FORM, table, change, text(rewrite), list(zip(names, values, strict=True))]).encode()


def leaf_digest(salt: bytes, content: bytes) -> bytes:
    """RFC 6962's hash of a leaf whose data is the salt and the row."""
    return sha256(b"\x00" + salt + content).digest()


def marks(salt: bytes, names: Sequence[str], values: Sequence[Text]) -> bytes:
    """For each field the first bytes of SHA-256 of the salt, the field's name, a zero byte and, unless it is null, "=" and its value."""
    return b"".join(
        sha256(salt + (f"{name}\0" if value is None else f"{name}\0={value}").encode()).digest()[:MARK]
        for name, value in zip(names, values, strict=True)
    )
