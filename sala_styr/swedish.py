"""Swedish order and letter case, the same on both databases.

PostgreSQL has the ICU collation ``sv-x-icu``; SQLite gets a Python collation of the same name, and functions that know å ä ö (ecosystem §4.2).
Use ``swedish("name")`` in ``order_by`` and add the id as a tie-break.
"""

import re
import unicodedata
from functools import lru_cache
from typing import Any

from django.db.models.functions import Collate

COLLATION = "sv-x-icu"
_AFTER_Z = str.maketrans({"å": "{1", "ä": "{2", "æ": "{2", "ö": "{3", "ø": "{3"})


def swedish(field: str) -> Collate:
    """Order by ``field`` as a Swede would: … z, å, ä, ö."""
    return Collate(field, COLLATION)


@lru_cache(maxsize=50_000)
def sort_key(text: str) -> str:
    """A key that sorts Swedish words rightly: å ä ö after z, other accents ignored, letter case ignored."""
    kept = unicodedata.normalize("NFC", text).casefold().translate(_AFTER_Z)
    return "".join(c for c in unicodedata.normalize("NFD", kept) if not unicodedata.combining(c))


def _collate(a: str, b: str) -> int:
    left, right = sort_key(a), sort_key(b)
    return (left > right) - (left < right)


@lru_cache(maxsize=500)
def _like_pattern(pattern: str, escape: str | None) -> re.Pattern[str]:
    parts, literal = [], False
    for char in pattern:
        if literal or char not in ("%", "_", escape):
            parts.append(re.escape(char))
            literal = False
        elif char == escape:
            literal = True
        else:
            parts.append(".*" if char == "%" else ".")
    return re.compile("".join(parts), re.IGNORECASE | re.DOTALL)


def _like(pattern: str | None, value: Any, escape: str | None = None) -> bool | None:
    if pattern is None or value is None:
        return None
    return _like_pattern(pattern, escape).fullmatch(str(value)) is not None


def teach_sqlite(sender: Any, connection: Any, **kwargs: Any) -> None:
    """Signal handler for ``connection_created``: give SQLite the Swedish collation and functions."""
    if connection.vendor != "sqlite":
        return
    raw = connection.connection
    raw.create_collation(COLLATION, _collate)
    for name, function in (("lower", str.lower), ("upper", str.upper)):
        raw.create_function(
            name, 1, lambda value, f=function: None if value is None else f(str(value)), deterministic=True
        )
    raw.create_function("like", 2, _like, deterministic=True)
    raw.create_function("like", 3, _like, deterministic=True)
