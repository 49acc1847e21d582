"""What a package was made by: the program's and the database's versions, and which migrations had been run."""

import platform
from importlib.metadata import version
from typing import Any

from django.db import connection
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.recorder import MigrationRecorder

PACKAGES = ("django", "django-simple-history", "django-mptt")


def versions() -> dict[str, str]:
    """{what: which version}."""
    server = str(getattr(connection, "pg_version", "")) if connection.vendor == "postgresql" else _sqlite()
    return {"python": platform.python_version(), connection.vendor: server} | {name: version(name) for name in PACKAGES}


def applied() -> list[str]:
    """The migrations that have been run in the database in force, as "app.name", sorted."""
    return sorted(f"{app}.{name}" for app, name in MigrationRecorder(connection).applied_migrations())


def known() -> set[str]:
    """The migrations that this program has, those that have been put together into others too."""
    loader = MigrationLoader(None, load=False)
    loader.load_disk()
    replaced = {key for migration in loader.disk_migrations.values() for key in migration.replaces}
    return {f"{app}.{name}" for app, name in {*loader.disk_migrations, *replaced}}


def _sqlite() -> str:
    import sqlite3

    return sqlite3.sqlite_version


def made_by() -> dict[str, Any]:
    """The part of a manifest that says so."""
    return {"versions": versions(), "migrations": applied()}
