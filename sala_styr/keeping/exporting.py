"""The verb "export": every row and file in open formats, in one package, as of one moment."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.core.files.storage import default_storage
from django.db import connection, models, transaction
from django.utils import timezone

from sala_styr.keeping import archives, describing, files
from sala_styr.keeping.rows import LEFT_OUT, exported_models, line, rows_of
from sala_styr.keeping.versions import made_by

KIND = "sala-styr-export"
FORMAT = 1


@dataclass(frozen=True)
class Exported:
    """What an export holds. ``missing``: files that rows point to and that were not there to copy."""

    tables: int
    rows: int
    files: int
    missing: list[str]


def export_all(target: Path, *, secrets: bool = False) -> Exported:
    """Write everything to ``target``. ``secrets``: with the fingerprints of passwords and other keys. The memory does not grow with the data.

    Raises FileExistsError when ``target`` is there, RuleBroken when the disk is full.
    """
    made_at = timezone.now().isoformat()
    manifest: dict[str, Any] = {"is": KIND, "format": FORMAT, "made_at": made_at, "secrets": secrets} | made_by()
    with archives.writing(target, manifest) as out, _one_moment():
        out.text("README.md", describing.readme(made_at, secrets=secrets, left_out=sorted(LEFT_OUT)))
        tables = {model._meta.db_table: _write(out, model, secrets) for model in exported_models()}
        manifest["tables"] = tables
        there, missing = files.present(files.referenced(_values))
        for path in there:
            with default_storage.open(path) as source:
                out.copy(f"files/{path}", source)
        manifest["missing_files"] = missing
    return Exported(len(tables), sum(tables.values()), len(there), missing)


def _write(out: archives.Writing, model: type[models.Model], secrets: bool) -> int:
    """One table with its description; the number of rows. Read once more for people: a package has one member open at a time."""
    name, count = model._meta.db_table, 0
    out.text(f"schemas/{name}.json", archives.as_json(describing.schema(model)))
    with out.member(f"tables/{name}.jsonl") as sink:
        for row in rows_of(model, secrets=secrets):
            sink.write(line(row))
            count += 1
    if describing.is_for_people(model):
        sheet = describing.Sheet(model)
        with out.member(f"csv/{name}.csv") as sink:
            sink.write(sheet.head())
            for row in rows_of(model, secrets=False):
                sink.write(sheet.row(row))
    return count


@contextmanager
def _one_moment() -> Iterator[None]:
    """Read the database as it is now, while others go on writing."""
    if connection.in_atomic_block:
        yield  # whoever called has a moment of their own
    elif connection.vendor == "postgresql":
        with transaction.atomic(durable=True):
            with connection.cursor() as cursor:
                cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
            yield
    else:
        # Not atomic(): that takes SQLite's one writing lock at once, and everybody else would wait for the whole export.
        with connection.cursor() as cursor:
            cursor.execute("BEGIN DEFERRED")
        try:
            yield
        finally:
            with connection.cursor() as cursor:
                cursor.execute("ROLLBACK")


def _values(table: str, column: str) -> Iterator[Any]:
    quote = connection.ops.quote_name
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {quote(column)} FROM {quote(table)} WHERE {quote(column)} IS NOT NULL")
        while page := cursor.fetchmany(2_000):
            yield from (value for (value,) in page)
