"""``python -m tests.keeping.release``: at a release, keep a backup of the tests' municipality as this version of the program makes it, one for each database.

They lie in ``released/`` for ever: every later version is to restore them and bring them forward (``test_migrations``).
"""

import os
import subprocess
import sys
import tempfile
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path

import psycopg

from tests.support.postgres import server

RELEASED = Path(__file__).with_name("released")
ROOT = Path(__file__).resolve().parents[2]
Environment = dict[str, str]


@contextmanager
def empty_place(url: str, folder: Path) -> Iterator[Environment]:
    """The environment of an installation with an empty database and files of its own; on a PostgreSQL, beside what is at ``url``."""
    told = {"SALA_DATA_DIR": str(folder), "SALA_SECRET_KEY": "only-for-tests", "SALA_DATABASE_POOL": "0"}
    kept = {name: value for name, value in os.environ.items() if not name.startswith("SALA_")}
    kept |= told | {"DJANGO_SETTINGS_MODULE": "sala_styr.settings"}
    if not url.startswith("postgres"):
        yield kept | {"DATABASE_URL": f"sqlite:///{folder / 'empty.sqlite3'}"}
        return
    at, name = url.rpartition("/")[0], f"sala_place_{os.getpid()}"
    with psycopg.connect(f"{at}/postgres", autocommit=True) as connection:
        connection.execute(f'CREATE DATABASE "{name}"')
        try:
            yield kept | {"DATABASE_URL": f"{at}/{name}"}
        finally:
            connection.execute(f'DROP DATABASE "{name}" WITH (FORCE)')


def run(place: Environment, *command: str) -> str:
    """Run a Python program there; what it wrote. Raises RuntimeError with its errors."""
    done = subprocess.run([sys.executable, *command], cwd=ROOT, env=place, capture_output=True, text=True, check=False)
    if done.returncode:
        raise RuntimeError(f"{' '.join(command)}:\n{done.stdout}\n{done.stderr}")
    return done.stdout


def keep(url: str, engine: str) -> Path:
    """Make the municipality in an empty place, and keep its backup."""
    target = RELEASED / f"{date.today():%Y-%m-%d}-{engine}.zip"
    with tempfile.TemporaryDirectory(prefix="sala-release-") as folder, empty_place(url, Path(folder)) as place:
        run(place, "manage.py", "migrate", "--verbosity", "0")
        run(place, "-m", "tests.keeping.release", "fill")
        run(place, "manage.py", "backup", str(Path(folder) / "made"))
        [made] = Path(folder, "made").glob("*.zip")
        _pack_tightly(made, target)
    return target


def _pack_tightly(made: Path, target: Path) -> None:
    """The same package, smaller: a dump of PostgreSQL's is compressed as to rows, and here it is nearly all tables."""
    with zipfile.ZipFile(made) as source, zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as out:
        for name in source.namelist():
            out.writestr(name, source.read(name))


def fill() -> None:
    """Inside such a place: the people, a plan item with two versions, a decided report with its files, and a seal."""
    import django

    django.setup()
    from sala_styr.seal.models import Cause
    from sala_styr.seal.sealing import seal
    from tests.keeping.conftest import make_world

    make_world()
    seal(Cause.BY_HAND)


def main() -> None:
    for path in (keep("", "sqlite"), _on_postgresql()):
        sys.stdout.write(f"{path}: {path.stat().st_size} byte\n")


def _on_postgresql() -> Path:
    with server() as url:
        return keep(url, "postgresql")


if __name__ == "__main__":
    fill() if sys.argv[1:] == ["fill"] else main()
