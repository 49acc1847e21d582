"""A database for the measurement alone: made beside the user's own on the same server, and dropped afterwards."""

import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from django.core.management import call_command
from django.db import connection

from followup.demo.load import load


@contextmanager
def temporary_database() -> Iterator[None]:
    """An empty, migrated database, whatever the user's own holds; that one is never opened for writing.

    On PostgreSQL the user named in DATABASE_URL must be allowed to create databases.
    """
    with tempfile.TemporaryDirectory(prefix="sala-bench-") as folder:
        settings = connection.settings_dict
        # A pool would hold connections that keep the database from being dropped.
        settings["OPTIONS"].pop("pool", None)
        own_name, named = settings["NAME"], settings["TEST"].get("NAME")
        settings["TEST"]["NAME"] = _name(Path(folder))
        connection.creation.create_test_db(verbosity=0, autoclobber=True, serialize=False)
        try:
            yield
        finally:
            connection.creation.destroy_test_db(own_name, verbosity=0)
            settings["TEST"]["NAME"] = named


def _name(folder: Path) -> str:
    return str(folder / "bench.sqlite3") if connection.vendor == "sqlite" else f"sala_bench_{os.getpid()}"


def fill(size: int) -> None:
    """Put the example municipality into the temporary database, ``size`` times as large, in the place of what was there."""
    call_command("flush", interactive=False, verbosity=0)
    load(size)
    # The database's own estimates, without which a planner chooses badly just after so many rows.
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
