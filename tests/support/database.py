"""The empty, migrated SQLite database of an earlier run, as long as the migrations are the same: it spares ten seconds.

Django still runs ``migrate`` on the copy, so what is missing is made and what is wrong is told.
"""

import hashlib
import os
import shutil
import sqlite3
from importlib.metadata import version
from pathlib import Path

from django.conf import settings
from django.db import connection

ROOT = Path(settings.BASE_DIR)
PACKAGES = ("django", "django-simple-history", "django-mptt", "django-tasks-db")


def fingerprint() -> str:
    """What the empty database follows from: every migration of ours, and the packages that bring their own."""
    digest = hashlib.sha256(" ".join(version(package) for package in PACKAGES).encode())
    for app in ("sala_styr", "goals", "budget", "followup", "public"):
        for path in sorted((ROOT / app).rglob("migrations/*.py")):
            digest.update(str(path.relative_to(ROOT)).encode() + path.read_bytes())
    return digest.hexdigest()[:20]


def lay_out(folder: Path) -> bool:
    """Put the kept database where the test database is to be. False when there is none, or on PostgreSQL."""
    kept = folder / f"{fingerprint()}.sqlite3"
    if connection.vendor != "sqlite" or not kept.exists():
        return False
    shutil.copyfile(kept, settings.DATABASES["default"]["TEST"]["NAME"])
    return True


def keep(folder: Path) -> None:
    """Keep the test database, new and empty as it is now, for the next run; older ones are removed."""
    kept = folder / f"{fingerprint()}.sqlite3"
    if connection.vendor != "sqlite" or kept.exists():
        return
    for old in folder.glob("*.sqlite3"):
        old.unlink(missing_ok=True)
    unfinished = folder / f"{os.getpid()}.unfinished"
    connection.ensure_connection()
    target = sqlite3.connect(unfinished)
    connection.connection.backup(target)
    target.close()
    unfinished.replace(kept)
