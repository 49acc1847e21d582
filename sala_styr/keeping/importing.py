"""The verb "import": an export read into an empty installation of the same version, whole or not at all. Keys are those of the export."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.core.management.color import no_style
from django.db import connection, models, transaction

from sala_styr.errors import RuleBroken
from sala_styr.keeping import archives
from sala_styr.keeping.archives import Reading
from sala_styr.keeping.exporting import FORMAT, KIND
from sala_styr.keeping.restoring import has_content, lay_files, other_files
from sala_styr.keeping.rows import exported_models, fields_of, values
from sala_styr.keeping.versions import applied
from sala_styr.seal.models import PendingLeaf

BATCH = 500


@dataclass(frozen=True)
class Imported:
    tables: int
    rows: int
    files: int


def import_all(path: Path) -> Imported:
    """Read an export into the database and the file storage in force.

    Raises RuleBroken, with nothing written, when the installation is not empty, the package not whole, or the version another.
    """
    with archives.reading(path, KIND) as package:
        faults = [*_another_version(package), *package.faults()]
        if faults:
            raise RuleBroken("\n".join(faults))
        if has_content():
            raise RuleBroken(
                "Databasen har redan innehåll. En export läses bara in i en tom installation: kör migrate på en ny databas först."
            )
        if clash := list(other_files(package)):
            raise RuleBroken(
                f"{len(clash)} filer finns redan med annat innehåll, bland dem {clash[0]}. Läs in till en tom filmapp."
            )
        with transaction.atomic(durable=True):
            rows = sum(_lay(package, model) for model in _in_order())
            _set_sequences()
            lay_files(package)
        ContentType.objects.clear_cache()
        return Imported(len(package.manifest["tables"]), rows, len(package.names("files/")))


def _another_version(package: Reading) -> Iterator[str]:
    """Which tables there are and what they look like follows from the migrations; they must be the same ones."""
    theirs, ours = set(package.manifest["migrations"]), set(applied())
    if package.manifest["format"] != FORMAT:
        yield "Exporten har ett annat format än det här programmet läser."
    if difference := sorted(theirs ^ ours):
        yield f"Exporten är gjord av en annan version av programmet (till exempel {difference[0]}). Installera samma version, läs in, och uppgradera sedan."
    elif missing := sorted({m._meta.db_table for m in exported_models()} ^ package.manifest["tables"].keys()):
        yield f"Exporten har inte samma tabeller som databasen (till exempel {missing[0]})."


def _in_order() -> list[type[models.Model]]:
    """The seal's queue last: the database itself puts every history row that is laid into it, and what the export had in it takes their place."""
    return sorted(exported_models(), key=lambda model: model is PendingLeaf)


def _lay(package: Reading, model: type[models.Model]) -> int:
    """One table: what a new installation has in it (kinds of contents, rights) gives way to what the export has."""
    quote, table = connection.ops.quote_name, model._meta.db_table
    fields = fields_of(model)
    columns = ", ".join(quote(field.column) for field in fields)
    insert = f"INSERT INTO {quote(table)} ({columns}) VALUES ({', '.join(['%s'] * len(fields))})"
    count = 0
    with connection.cursor() as cursor, package.open(f"tables/{table}.jsonl") as lines:
        cursor.execute(f"SELECT EXISTS (SELECT 1 FROM {quote(table)})")
        if cursor.fetchone()[0]:
            cursor.execute(f"DELETE FROM {quote(table)}")
        rows = (values(fields, json.loads(each)) for each in lines)
        while batch := list(islice(rows, BATCH)):
            cursor.executemany(insert, batch)
            count += len(batch)
    told = package.manifest["tables"][table]
    if count != told:
        raise RuleBroken(f"{table} har {count} rader i filen men skulle ha {told}.")
    return count


def _set_sequences() -> None:
    """The next new row gets a key that is free."""
    every: list[Any] = list(exported_models())
    with connection.cursor() as cursor:
        for sql in connection.ops.sequence_reset_sql(no_style(), every):
            cursor.execute(sql)
