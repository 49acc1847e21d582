"""The verb "back up": one package with the database and the files of one moment."""

import shutil
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.core.files.storage import default_storage
from django.utils import timezone

from sala_styr.keeping import archives, files
from sala_styr.keeping.snapshots import Snapshot, snapshot
from sala_styr.keeping.versions import made_by

KIND = "sala-styr-backup"
FORMAT = 1
PREFIX = "sala-styr-backup-"
PACKED = 8
"""A dump takes about a tenth of the database; less room than an eighth is refused at once."""

Say = Callable[[str], object]


@dataclass(frozen=True)
class Made:
    """A backup. ``missing``: files that rows point to and that were not there to copy."""

    path: Path
    tables: int
    rows: int
    files: int
    missing: list[str]


def back_up(folder: Path) -> Made:
    """Write a backup into ``folder``, named by the moment. Raises RuleBroken when there is no room or the database cannot be dumped."""
    folder.mkdir(parents=True, exist_ok=True)
    now = timezone.now()
    target = folder / f"{PREFIX}{now:%Y-%m-%dT%H%M%S%fZ}.zip"
    manifest: dict[str, Any] = {"is": KIND, "format": FORMAT, "made_at": now.isoformat()} | made_by()
    _require_room(folder)
    with archives.writing(target, manifest) as out, snapshot(folder) as moment:
        with out.member(moment.member) as sink:
            moment.dump(sink)
        manifest["engine"], manifest["dump"] = moment.engine, moment.member
        manifest["tables"] = _states(moment)
        there, missing = files.present(files.referenced(moment.column))
        for path in there:
            with default_storage.open(path) as source:
                out.copy(f"files/{path}", source)
        manifest["missing_files"] = missing
    rows = sum(state["rows"] for state in manifest["tables"].values())
    return Made(target, len(manifest["tables"]), rows, len(there), missing)


def kept(folder: Path) -> list[Path]:
    """The backups in ``folder``, the oldest first."""
    return sorted(folder.glob(f"{PREFIX}*.zip"))


def remove_oldest(folder: Path, keep: int) -> list[Path]:
    """Remove the oldest, so that ``keep`` are left; the removed ones."""
    gone = kept(folder)[:-keep]
    for path in gone:
        path.unlink()
    return gone


def _states(moment: Snapshot) -> dict[str, dict[str, Any]]:
    found = {}
    for table in moment.tables():
        state = moment.state(table)
        found[table] = {"rows": state.rows, "sha256": state.sha256}
    return found


def _require_room(folder: Path) -> None:
    """Do not begin what cannot end: SQLite's copy needs as much as the database, a dump a part of it. What the files take shows when they are written."""
    from django.db import connection

    if connection.vendor == "sqlite":
        needed = Path(str(connection.settings_dict["NAME"])).stat().st_size
    else:
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_database_size(current_database())")
            needed = int(cursor.fetchone()[0]) // PACKED
    if shutil.disk_usage(folder).free < needed:
        raise archives.disk_is_full(folder)
