"""Whether history may be rewritten at this moment: known to the triggers of this connection, for one transaction.

PostgreSQL: a setting of the transaction, ``styr.rewrite``. SQLite: a function of the connection, so a program that is not ours has none
and its changing of history fails for that reason already.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any

from django.db import connection, transaction
from django.db.backends.signals import connection_created

SETTING, FUNCTION = "styr.rewrite", "styr_rewrite"
UNRECORDED = 0
_now: ContextVar[int | None] = ContextVar("rewrite", default=None)


def connect() -> None:
    """Give every SQLite connection the function that its triggers ask."""
    connection_created.connect(_add_function, dispatch_uid="sala_styr.seal.switch")


def _add_function(*, connection: Any, **kwargs: Any) -> None:
    if connection.vendor == "sqlite":
        connection.connection.create_function(FUNCTION, 0, _now.get)


@contextmanager
def rewriting(number: int) -> Iterator[None]:
    """Let this transaction rewrite history, under the number of a ``Rewrite``."""
    if connection.vendor == "postgresql":
        with _setting(number):
            yield
        return
    token = _now.set(number)
    try:
        yield
    finally:
        _now.reset(token)


@contextmanager
def unguarded() -> Iterator[None]:
    """Nothing is refused and nothing noted: for emptying a whole database (``flush``) and for tests that must go back in time."""
    with rewriting(UNRECORDED):
        yield


@contextmanager
def _setting(number: int) -> Iterator[None]:
    """The setting ends with the transaction, so an error needs no putting back."""
    with transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute("SELECT set_config(%s, %s, true)", [SETTING, str(number)])
        yield
        with connection.cursor() as cursor:
            cursor.execute("SELECT set_config(%s, '', true)", [SETTING])
