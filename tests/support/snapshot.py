"""Heavy data, built once per run and put back for every test that needs it.

On SQLite the loaded database is kept as a copy and laid back in a moment; on PostgreSQL it is built anew each time.
For tests whose data is committed (``transactional_db``): those of the browser and of several processes.
"""

import sqlite3
from collections.abc import Callable

from django.contrib.contenttypes.models import ContentType
from django.db import connection

from tests.support.settings import RUN_DIR


def load_once(name: str, loader: Callable[[], object]) -> None:
    """Fill the empty test database by ``loader``; the next time with the same name, by copying what it gave."""
    if connection.vendor != "sqlite":
        loader()
        return
    connection.ensure_connection()
    worker = connection.settings_dict["NAME"].rsplit("_", 1)[-1].replace("/", "-")
    kept = RUN_DIR / f"snapshot-{name}-{worker}.sqlite3"
    if kept.exists():
        copy_database(sqlite3.connect(kept), connection.connection)
        # The copy may number the content types otherwise than what this process remembers.
        ContentType.objects.clear_cache()
    else:
        loader()
        copy_database(connection.connection, sqlite3.connect(kept))


def copy_database(source: sqlite3.Connection, target: sqlite3.Connection) -> None:
    """Copy everything, by SQLite's own means, which minds its locks and its log."""
    source.backup(target)
