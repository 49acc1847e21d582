"""Bring the database in force to the newest tables, back to each app's first migration, and forward again; print what was lost on the way, and end
with 1 when the program's own checks say no afterwards.

    python -m tests.keeping.back_and_forth

What the older tables can hold is to be there all the way: rows are compared by the columns that both have. JSON on standard output.
"""

import json
import sys
from collections import Counter
from collections.abc import Iterator
from typing import Any

import django

Rows = dict[str, list[dict[str, Any]]]
ITS_OWN = {"django_migrations", "django_content_type", "auth_permission", "kept_tablemark"}
"""Tables in which the program itself notes which migrations and models there are, and that a migration counts as a change."""


def rows() -> Rows:
    """Every row of every table, as {column: value}."""
    from django.db import connection

    found: Rows = {}
    with connection.cursor() as cursor:
        for table in sorted(set(connection.introspection.table_names()) - ITS_OWN):
            cursor.execute(f"SELECT * FROM {connection.ops.quote_name(table)}")
            names = [column[0] for column in cursor.description]
            found[table] = [dict(zip(names, row, strict=True)) for row in cursor.fetchall()]
    return found


def lost(before: Rows, after: Rows) -> Iterator[str]:
    """One sentence for each table in which rows are gone or other than they were; what came is told too, except where a migration that changes rows
    leaves its history."""
    for table in sorted(before.keys() & after.keys()):
        common = _columns(before[table]) & _columns(after[table])
        if not before[table] or (not common and after[table]):
            continue
        was, now = _counted(before[table], common), _counted(after[table], common)
        if gone := was - now:
            yield f"{table}: {gone.total()} rader av {was.total()} är borta eller ändrade, till exempel {next(iter(gone))[:300]}"
        elif (now - was) and "historical" not in table and not table.startswith("seal_"):
            yield f"{table}: {(now - was).total()} rader har kommit till"


def _columns(those: list[dict[str, Any]]) -> set[str]:
    return set(those[0]) if those else set()


def _counted(those: list[dict[str, Any]], columns: set[str]) -> Counter[str]:
    return Counter(json.dumps({name: row[name] for name in sorted(columns)}, default=str) for row in those)


def to_the_first() -> list[str]:
    """Undo all but each app's first migration; those that were undone, as "app.name"."""
    from django.apps import apps
    from django.core.management import call_command
    from django.db import connection
    from django.db.migrations.loader import MigrationLoader

    before = set(MigrationLoader(connection).applied_migrations)
    for app in sorted(config.label for config in apps.get_app_configs() if _is_ours(config.name)):
        loader = MigrationLoader(connection)
        there = sorted(
            name for label, name in loader.applied_migrations if label == app and (app, name) in loader.graph.nodes
        )
        if len(there) > 1:
            [(_app, first)] = loader.graph.root_nodes(app)
            call_command("migrate", app, first, verbosity=0)
    return sorted(f"{app}.{name}" for app, name in before - set(MigrationLoader(connection).applied_migrations))


def _is_ours(name: str) -> bool:
    return name.split(".")[0] in ("sala_styr", "goals", "budget", "followup", "public")


def main() -> None:
    """All the way, and what was lost at each step."""
    django.setup()
    from django.core.management import call_command

    from sala_styr.keeping.restoring import MUST_HOLD

    told: dict[str, Any] = {}
    began = rows()
    call_command("migrate", verbosity=0)
    newest = rows()
    told["framåt"] = list(lost(began, newest))
    told["ogjorda"] = to_the_first()
    oldest = rows()
    told["tillbaka"] = list(lost(newest, oldest))
    call_command("migrate", verbosity=0)
    again = rows()
    told["framåt igen"] = list(lost(oldest, again))
    told["från början till slut"] = list(lost(began, again))
    for check in MUST_HOLD:
        call_command(check, stdout=sys.stderr)
    told["tabeller"], told["rader"] = len(again), sum(map(len, again.values()))
    sys.stdout.write(json.dumps(told, ensure_ascii=False) + "\n")


if __name__ == "__main__":
    main()
