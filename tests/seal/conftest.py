"""A small sealed history, and how one bends it: as somebody would who owns the database."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from django.db import connection, transaction

from sala_styr.seal.models import Cause, Seal
from sala_styr.seal.sealing import seal
from sala_styr.seal.triggers.installing import _drop, _state
from sala_styr.seal.verifying import Finding, verify
from tests.cast import Cast


@contextmanager
def without_guard() -> Iterator[None]:
    """As the database's owner, who can switch the triggers off: all of them, those of other tables' keys too."""
    if connection.vendor == "postgresql":
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute("SET LOCAL session_replication_role = replica")
            yield
            cursor.execute("SET LOCAL session_replication_role = origin")
        return
    there = _state(connection)
    _drop(connection, list(there))
    yield
    with connection.cursor() as cursor:
        for sql in there.values():
            cursor.execute(sql)


def sql(statement: str, *values: Any) -> int:
    """Run a statement around the guard; how many rows it met."""
    with without_guard():
        return run(statement, *values)


def run(statement: str, *values: Any) -> int:
    """Run a statement, where the guard is off already; how many rows it met."""
    with connection.cursor() as cursor:
        cursor.execute(statement, values)
        return int(cursor.rowcount)


def faults(*roots: str) -> list[Finding]:
    """All that verification finds."""
    return list(verify(roots))


@pytest.fixture
def sealed(cast: Cast) -> Seal:
    """The small municipality, sealed."""
    made = seal(Cause.BY_HAND)
    assert made is not None
    return made
