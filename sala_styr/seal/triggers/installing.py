"""Putting the triggers in place after a migration, and asking whether they are.

Before a migration PostgreSQL's deferred ones are taken away: a table that has events waiting cannot be altered. When they are put back, what was
changed meanwhile without history is written there, so that the comparison begins from what is true.
"""

from hashlib import md5
from typing import Any

from django.db import connections, transaction

from sala_styr.seal.triggers.adopting import adopt, queue_unsealed
from sala_styr.seal.triggers.wanted import LIVE, PREFIX, Guard, wanted

State = dict[str, str]
"""{"table.trigger" or function: what is in place}"""


def before_migrating(*, using: str, plan: Any = (), **kwargs: Any) -> None:
    """Signal handler for ``pre_migrate``."""
    connection = connections[using]
    if plan and connection.vendor == "postgresql":
        _drop(connection, [name for name in _state(connection) if f".{LIVE}" in name])


def after_migrating(*, using: str, plan: Any = None, **kwargs: Any) -> None:
    """Signal handler for ``post_migrate``. ``flush`` gives no plan: it leaves the triggers as they are."""
    if plan is not None:
        install(connections[using])


def install(connection: Any) -> None:
    """Put in place what is missing or other than it should be."""
    guard = wanted(connection)
    should, there = _should(connection, guard), _state(connection)
    if should == there:
        return
    unwatched = {trigger.table for trigger in guard.triggers if f"{trigger.table}.{trigger.name}" not in there}
    changed = [name for name, what in there.items() if should.get(name) != what]
    _drop(connection, [name for name in changed if "." in name])
    statements = [function.sql for function in guard.functions if there.get(function.name) != should[function.name]]
    statements += [
        trigger.sql
        for trigger in guard.triggers
        if there.get(f"{trigger.table}.{trigger.name}") != should[f"{trigger.table}.{trigger.name}"]
    ]
    _run(connection, statements)
    queue_unsealed(connection, unwatched)
    adopt(connection)


def missing(connection: Any) -> list[str]:
    """The triggers and functions that are not in place as they should be, by name."""
    should, there = _should(connection, wanted(connection)), _state(connection)
    return sorted(name for name, what in should.items() if there.get(name) != what)


def _should(connection: Any, guard: Guard) -> State:
    if connection.vendor == "sqlite":
        return {f"{trigger.table}.{trigger.name}": trigger.sql for trigger in guard.triggers}
    functions = {function.name: _print(function.body) for function in guard.functions}
    return functions | {f"{trigger.table}.{trigger.name}": "O" for trigger in guard.triggers}


def _print(body: str) -> str:
    return md5(body.encode(), usedforsecurity=False).hexdigest()


def _state(connection: Any) -> State:
    """What is in place. PostgreSQL: triggers by whether they are on (O), functions by their text."""
    like = PREFIX.replace("_", r"\_") + "%"
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            asked = r"SELECT tbl_name, name, sql FROM sqlite_master WHERE type = 'trigger' AND name LIKE %s ESCAPE '\'"
            cursor.execute(asked, [like])
            return {f"{table}.{name}": sql for table, name, sql in cursor.fetchall()}
        cursor.execute(
            "SELECT c.relname || '.' || t.tgname, t.tgenabled::text FROM pg_trigger t JOIN pg_class c ON c.oid = t.tgrelid "
            "WHERE t.tgname LIKE %s AND NOT t.tgisinternal AND c.relnamespace = current_schema()::regnamespace "
            "UNION ALL SELECT proname, md5(prosrc) FROM pg_proc "
            "WHERE proname LIKE %s AND prorettype = 'trigger'::regtype AND pronamespace = current_schema()::regnamespace",
            [like, like],
        )
        return dict(cursor.fetchall())


def _drop(connection: Any, names: list[str]) -> None:
    statements = []
    for each in names:
        table, name = each.split(".", 1)
        statements.append(f'DROP TRIGGER "{name}"' + (f' ON "{table}"' if connection.vendor == "postgresql" else ""))
    _run(connection, statements)


def _run(connection: Any, statements: list[str]) -> None:
    if not statements:
        return
    with transaction.atomic(using=connection.alias), connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute(";\n".join(statements))
        else:
            for statement in statements:
                cursor.execute(statement)
