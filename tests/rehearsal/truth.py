"""Is what was acknowledged in the database? Asked of the tables themselves, when everything is over."""

import hashlib
from collections.abc import Mapping
from pathlib import Path

import psycopg

# Where each kind of change is kept: an edited text in the history, since the person may have written over it; a line as itself.
KEPT = {
    "save_activity": ("goals_historicalplanitem", "description"),
    "save_assessment": ("followup_historicalassessment", "comment"),
    "save_line": ("budget_detailline", "text"),
}
DONE = "Rapporten blev klar"
"""The reason in the history when a report was finished (documents.making)."""
WELL = (("done", False, 1), ("failed", True, 0))
"""A report's state, whether an error stands on it, and how often it was finished."""


def lost(database: str, marks: Mapping[str, set[str]]) -> list[str]:
    """The marks that were acknowledged and are not there."""
    missing: list[str] = []
    with psycopg.connect(database) as connection:
        for kind, wanted in marks.items():
            if kind == "order_report":
                there = {str(row[0]) for row in connection.execute("SELECT id FROM documents_report")}
                missing += sorted(f"rapport {each}" for each in wanted - there)
                continue
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


def not_made_once(database: str, wanted: set[str]) -> list[str]:
    """Those of the ordered reports that are not there, were finished more than once, or are neither done nor failed with a reason."""
    with psycopg.connect(database) as connection:
        rows = connection.execute(
            "SELECT r.id::text, r.state, r.error, count(h.history_id) FROM documents_report r LEFT JOIN documents_historicalreport h"
            " ON h.id = r.id AND h.history_change_reason = %s GROUP BY r.id",
            [DONE],
        ).fetchall()
    known = {pk: (state, bool(error), times) for pk, state, error, times in rows}
    return [f"rapport {pk}: {known.get(pk)}" for pk in sorted(wanted) if known.get(pk) not in WELL]


def without_file(database: str, media: Path) -> list[str]:
    """The finished reports whose file is not there, or is another than the one that was finished."""
    with psycopg.connect(database) as connection:
        rows = connection.execute("SELECT file, sha256 FROM documents_report WHERE state = 'done'").fetchall()
    return [
        name
        for name, sha256 in rows
        if not (media / name).is_file() or hashlib.sha256((media / name).read_bytes()).hexdigest() != sha256
    ]
