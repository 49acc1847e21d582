"""Another installation for a test: an empty SQLite database with today's tables, and files of its own."""

import os
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

from django.conf import settings


@dataclass(frozen=True)
class Place:
    """A database and a folder for files."""

    url: str
    media: Path

    def moved(self, first: Path, second: Path) -> None:
        """Lay tables here, read ``first``, write ``second``: in a process of its own, with no more than the package to go by."""
        told = {"DATABASE_URL": self.url, "SALA_MEDIA_DIR": str(self.media)}
        done = subprocess.run(
            [sys.executable, "-m", "tests.keeping.moved", str(first), str(second)],
            cwd=settings.BASE_DIR,
            env=os.environ | {"DJANGO_SETTINGS_MODULE": "tests.support.settings"} | told,
            capture_output=True,
            text=True,
            check=False,
        )
        assert done.returncode == 0, done.stdout + done.stderr


def sqlite_place(folder: Path) -> Place:
    """An empty SQLite database, without tables."""
    folder.mkdir(parents=True, exist_ok=True)
    return Place(f"sqlite:///{folder / 'other.sqlite3'}", folder / "media")
