"""What triggers there should be: named pieces of SQL for the database in force."""

from dataclasses import dataclass
from typing import Any

PREFIX = "seal_"
LIVE = "seal_live_"
REFUSED = "Historiken läggs bara till: rader ändras aldrig och tas inte bort."


@dataclass(frozen=True)
class Trigger:
    """A trigger: its table, its name and the statement that makes it."""

    table: str
    name: str
    sql: str


@dataclass(frozen=True)
class Function:
    """A function of PostgreSQL's that triggers call, with the text of its body."""

    name: str
    body: str

    @property
    def sql(self) -> str:
        return f"CREATE OR REPLACE FUNCTION {self.name}() RETURNS trigger LANGUAGE plpgsql AS $seal${self.body}$seal$"


@dataclass(frozen=True)
class Guard:
    """Everything that should be in place, and the tables that there are."""

    functions: tuple[Function, ...]
    triggers: tuple[Trigger, ...]


def wanted(connection: Any) -> Guard:
    """What should be in place, for those tables that there are (an upgrade that is halfway has not all of them)."""
    from sala_styr.seal.triggers import postgresql, sqlite

    there = tables(connection)
    return postgresql.guard(there) if connection.vendor == "postgresql" else sqlite.guard(there)


def tables(connection: Any) -> dict[str, set[str]]:
    """{table: its columns} of the database. One query."""
    asked = {
        "postgresql": "SELECT table_name, column_name FROM information_schema.columns WHERE table_schema = current_schema()",
        "sqlite": "SELECT m.name, p.name FROM sqlite_master m JOIN pragma_table_info(m.name) p WHERE m.type = 'table'",
    }[connection.vendor]
    found: dict[str, set[str]] = {}
    with connection.cursor() as cursor:
        cursor.execute(asked)
        for table, column in cursor.fetchall():
            found.setdefault(table, set()).add(column)
    return found
