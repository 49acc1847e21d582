"""The verb "restore": a backup laid into a database, and looked at afterwards. Also the look at a backup without laying it anywhere."""

import contextlib
import os
import shutil
import sqlite3
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from io import StringIO
from pathlib import Path
from typing import Any

from django.core.files.storage import default_storage
from django.core.management import CommandError, call_command, get_commands
from django.db import DatabaseError, connection
from django.db.utils import ConnectionHandler

from sala_styr.errors import RuleBroken
from sala_styr.keeping import archives
from sala_styr.keeping.archives import Reading
from sala_styr.keeping.backing_up import FORMAT, KIND
from sala_styr.keeping.files import sha256_of
from sala_styr.keeping.postgres import program, where
from sala_styr.keeping.snapshots import Snapshot, SqliteSnapshot, present
from sala_styr.keeping.versions import applied, known

MUST_HOLD = ("check_tree", "check_reports", "verify_history")
MAY_SAY = ("reconcile",)
"""A red line in the reconciliation is the municipality's own and was there when the backup was made: it is told, and is no fault of the restoring."""


@dataclass
class Found:
    """What a restoring or a check came to. ``faults``: what is wrong, one sentence each; ``told``: (check, what it said).

    ``newer``: the program has migrations that the backup has not. The checks ask of the tables as they are after those, so they are not run before.
    """

    tables: int = 0
    rows: int = 0
    files: int = 0
    faults: list[str] = field(default_factory=list)
    told: list[tuple[str, str]] = field(default_factory=list)
    newer: bool = False


def check(path: Path) -> Found:
    """Look at a backup without laying it anywhere: every byte against the manifest, and whether the dump can be read."""
    with archives.reading(path, KIND) as package:
        found = Found(faults=[*_not_for_us(package), *package.faults()])
        _count(package, found)
        if not found.faults:
            with _unpacked(package) as dump:
                found.faults += _unreadable(package, dump)
    return found


def restore(path: Path, *, replace: bool) -> Found:
    """Lay a backup into the database and the file storage in force, whole or not at all, and check everything afterwards.

    Raises RuleBroken, with nothing touched, when the package is not whole, is of another engine or a newer program, or when the database has
    content and ``replace`` was not said.
    """
    with archives.reading(path, KIND) as package:
        faults = [*_not_for_us(package), *_other_engine(package), *package.faults()]
        if faults:
            raise RuleBroken("\n".join(faults))
        if not replace and has_content():
            raise RuleBroken(
                "Databasen har redan innehåll. Återställ till en tom databas, eller lägg till --replace om det som finns ska bytas ut."
            )
        clash = [] if replace else list(other_files(package))
        if clash:
            raise RuleBroken(
                f"{len(clash)} filer finns redan med annat innehåll, bland dem {clash[0]}. Lägg till --replace om de ska bytas ut."
            )
        with _unpacked(package) as dump:
            (_into_postgres if connection.vendor == "postgresql" else _into_sqlite)(dump)
        lay_files(package)
        found = Found(faults=compared(package.manifest), newer=bool(known() - set(applied())))
        _count(package, found)
    if not found.newer:
        _look_around(found)
    return found


def has_content() -> bool:
    """Is there anybody or any unit in the database in force?"""
    tables = set(connection.introspection.table_names())
    connection.close_if_unusable_or_obsolete()
    with connection.cursor() as cursor:
        for table in ("organisation_user", "organisation_unit"):
            if table in tables:
                cursor.execute(f"SELECT EXISTS (SELECT 1 FROM {table})")
                if cursor.fetchone()[0]:
                    return True
    return False


def compared(manifest: dict[str, Any]) -> list[str]:
    """Where the database in force differs from what the manifest says of each table."""
    with present() as now:
        return _differences(manifest, now)


def _differences(manifest: dict[str, Any], now: Snapshot) -> list[str]:
    there = set(now.tables())
    faults = [
        f"Tabellen {table} finns men är inte med i kopian." for table in sorted(there - manifest["tables"].keys())
    ]
    for table, told in manifest["tables"].items():
        if table not in there:
            faults.append(f"Tabellen {table} saknas.")
            continue
        state = now.state(table)
        if (state.rows, state.sha256) != (told["rows"], told["sha256"]):
            faults.append(
                f"Tabellen {table} har {state.rows} rader och skiljer sig från kopian, som har {told['rows']}."
            )
    return faults


def _count(package: Reading, found: Found) -> None:
    found.tables = len(package.manifest["tables"])
    found.rows = sum(told["rows"] for told in package.manifest["tables"].values())
    found.files = len(package.names("files/"))


def _not_for_us(package: Reading) -> Iterator[str]:
    """Made by a program that is newer than this one: its tables are not ours."""
    if package.manifest["format"] > FORMAT:
        yield "Kopian har ett nyare format än det här programmet läser."
    unknown = sorted(set(package.manifest["migrations"]) - known())
    if unknown:
        yield f"Kopian är gjord av en nyare version av programmet (det här känner inte till {unknown[0]}). Installera den versionen först."


def _other_engine(package: Reading) -> Iterator[str]:
    if package.manifest["engine"] != connection.vendor:
        yield (
            f"Kopian är av {package.manifest['engine']} och databasen här är {connection.vendor}. "
            "Mellan olika databaser flyttar man med export_all och import_all."
        )


@contextmanager
def _unpacked(package: Reading) -> Iterator[Path]:
    """The dump as a file, for the programs that read it."""
    name = package.manifest["dump"]
    with tempfile.TemporaryDirectory(prefix="sala-restore-") as folder:
        path = Path(folder) / name
        with package.open(name) as source, path.open("wb") as target:
            shutil.copyfileobj(source, target, archives.PIECE)
        yield path


def _unreadable(package: Reading, dump: Path) -> list[str]:
    """Can the dump be read as what it is? A SQLite file is gone through whole, and its tables are compared with the manifest."""
    if package.manifest["engine"] == "sqlite":
        with closing(SqliteSnapshot(dump)) as found:
            return _broken_sqlite(dump) or _differences(package.manifest, found)
    listed = subprocess.run([program("pg_restore"), "--list", str(dump)], capture_output=True, text=True, check=False)
    return [f"pg_restore kan inte läsa kopian: {listed.stderr.strip()}"] if listed.returncode else []


def _broken_sqlite(path: Path) -> list[str]:
    """SQLite's own look through the whole file, with the functions and the collation that our constraints and indexes use."""
    opened = ConnectionHandler({"default": {"ENGINE": "django.db.backends.sqlite3", "NAME": str(path)}})["default"]
    try:
        with opened.cursor() as cursor:
            cursor.execute("PRAGMA integrity_check")
            said = cursor.fetchone()[0]
    except DatabaseError as error:
        said = str(error)
    finally:
        opened.close()
    return [] if said == "ok" else [f"Databasfilen är skadad: {said}"]


def _into_postgres(dump: Path) -> None:
    """One transaction: the old schema away and the new one in its place, or all as before. Raises RuleBroken with what psql said."""
    place, environment = where()
    connection.close()
    unpack = [program("pg_restore"), "--no-owner", "--no-privileges", "--file=-", str(dump)]
    # Whoever still works in the database holds its tables: say so after a while instead of waiting for ever.
    before = ["SET lock_timeout = '30s'", "DROP SCHEMA IF EXISTS public CASCADE", "CREATE SCHEMA public"]
    lay = [
        program("psql"),
        "--no-psqlrc",
        "--quiet",
        "--single-transaction",
        "--set=ON_ERROR_STOP=1",
        f"--dbname={place}",
    ]
    lay += [f"--command={command}" for command in before] + ["--file=-"]
    with tempfile.TemporaryFile() as said:
        source = subprocess.Popen(unpack, env=environment, stdout=subprocess.PIPE, stderr=said)
        target = subprocess.Popen(lay, env=environment, stdin=subprocess.PIPE, stdout=subprocess.DEVNULL, stderr=said)
        with source, target:
            _hand_over(source, target)
        if target.returncode or source.returncode:
            said.seek(0)
            words = said.read().decode(errors="replace").strip()
            raise RuleBroken(f"Databasen är som den var; återställningen gick inte: {words}")
    # A dump has no statistics, and without them the questions of the checks below could take hours.
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")


def _hand_over(source: "subprocess.Popen[bytes]", target: "subprocess.Popen[bytes]") -> None:
    """What one program writes to the other. The end is told only when it is the end: psql would commit the half of it that it has got."""
    try:
        archives.pour(source.stdout, target.stdin)  # type: ignore[arg-type]
    except BrokenPipeError:
        source.kill()  # psql has given up, and has said why
    if source.wait():
        target.kill()
    with contextlib.suppress(BrokenPipeError):
        target.stdin.close()  # type: ignore[union-attr]


def _into_sqlite(dump: Path) -> None:
    """By SQLite's own means, which mind its locks and its log."""
    broken = _broken_sqlite(dump)
    if broken:
        raise RuleBroken("\n".join(broken))
    connection.ensure_connection()
    with closing(sqlite3.connect(dump)) as source:
        source.backup(connection.connection)
    connection.close()


def other_files(package: Reading) -> Iterator[str]:
    """Files that are there already and are not those of the package."""
    for name in package.names("files/"):
        path = name.removeprefix("files/")
        if default_storage.exists(path) and sha256_of(path) != package.manifest["members"][name]["sha256"]:
            yield path


def lay_files(package: Reading) -> None:
    """Every file of the package that is not there as it should be. Written whole or not at all, as reports are."""
    from django.core.files import File

    for name in package.names("files/"):
        path = name.removeprefix("files/")
        if default_storage.exists(path):
            if sha256_of(path) == package.manifest["members"][name]["sha256"]:
                continue
            default_storage.delete(path)
        with package.open(name) as source:
            stored = default_storage.save(path, File(source, name=os.path.basename(path)))
        if stored != path:
            raise RuleBroken(f"{path} kunde inte skrivas under sitt eget namn.")


def _look_around(found: Found) -> None:
    """Run the checks that the house has, each by its own command."""
    for name in (*MUST_HOLD, *MAY_SAY):
        if name not in get_commands():
            continue
        said = StringIO()
        try:
            call_command(name, stdout=said, stderr=said)
        except (CommandError, SystemExit) as error:
            # One that has said everything already ends with a bare exit status.
            words = said.getvalue() if isinstance(error, SystemExit) else f"{said.getvalue()}{error}"
            found.told.append((name, words.strip()))
            if name in MUST_HOLD:
                found.faults.append(f"{name}: {words if isinstance(error, SystemExit) else error}".strip())
        else:
            found.told.append((name, said.getvalue().strip()))
