"""Is what was acknowledged in the database? Asked of the tables themselves, when everything is over."""

from collections.abc import Mapping

import psycopg

# Where each kind of change is kept: an edited text in the history, since the person may have written over it; a line as itself.
KEPT = {
    "save_activity": ("goals_historicalplanitem", "description"),
    "save_assessment": ("followup_historicalassessment", "comment"),
    "save_line": ("budget_detailline", "text"),
}


def lost(database: str, marks: Mapping[str, set[str]]) -> list[str]:
    """The marks that were acknowledged and are not there."""
    missing: list[str] = []
    with psycopg.connect(database) as connection:
        for kind, wanted in marks.items():
            table, column = KEPT[kind]
            rows = connection.execute(
                f"SELECT substring({column} from 'Repmärke-[0-9]+-[0-9]+-slut') FROM {table} WHERE {column} LIKE '%Repmärke-%'"
            )
            missing += sorted(wanted - {row[0] for row in rows})
    return missing


def stuck(database: str) -> list[str]:
    """Tasks and reports that are neither done nor failed."""
    with psycopg.connect(database) as connection:
        tasks = connection.execute(
            "SELECT task_path, status FROM django_tasks_database_dbtaskresult WHERE status IN ('READY', 'RUNNING')"
        ).fetchall()
        reports = connection.execute(
            "SELECT kind, state FROM documents_report WHERE state IN ('queued', 'running')"
        ).fetchall()
    return [" ".join(row) for row in [*tasks, *reports]]


def failed(database: str) -> list[str]:
    """What the reports that failed say of it."""
    with psycopg.connect(database) as connection:
        rows = connection.execute("SELECT kind, error FROM documents_report WHERE state = 'failed'").fetchall()
    return [f"{kind}: {error}" for kind, error in rows]


def reports(database: str) -> dict[str, int]:
    """How many reports there are in each state."""
    with psycopg.connect(database) as connection:
        return dict(connection.execute("SELECT state, count(*) FROM documents_report GROUP BY state").fetchall())
