"""What the triggers have not seen, because they were not there: rows changed by a migration, and history from before there were seals.

Nothing is hidden by it: what differs gets a history row that says that it was changed around the program.
"""

from collections.abc import Collection
from typing import Any

from sala_styr.seal.audited import Pair, ledgers, pairs
from sala_styr.seal.triggers.postgresql import OUTSIDE
from sala_styr.seal.triggers.wanted import tables

FOUND = f"{OUTSIDE} (funnet vid uppgradering)"
BACK_OR_CHANGED = "CASE WHEN h.history_id IS NULL OR h.history_type = '-' THEN '+' ELSE '~' END"


def queue_unsealed(connection: Any, among: Collection[str]) -> None:
    """Note the rows of those tables that have no leaf and do not wait for one."""
    with connection.cursor() as cursor:
        for name, ledger in ledgers().items():
            if name in among:
                cursor.execute(
                    f'INSERT INTO seal_pendingleaf (table_name, row_id, change) SELECT %s, h."{ledger.key}", \'+\' FROM "{name}" h '
                    f"WHERE {without_leaf(ledger.key)} ORDER BY 2",
                    [name, name, name],
                )


def without_leaf(key: str) -> str:
    """SQL: the row ``h`` has no leaf and does not wait for one. Takes the table's name twice."""
    return (
        f'NOT EXISTS (SELECT 1 FROM seal_leaf l WHERE l.table_name = %s AND l.row_id = h."{key}") AND '
        f'NOT EXISTS (SELECT 1 FROM seal_pendingleaf p WHERE p.table_name = %s AND p.row_id = h."{key}")'
    )


def adopt(connection: Any) -> None:
    """Write a history row for each row that differs from its newest one, and for each that is gone."""
    there = tables(connection)
    with connection.cursor() as cursor:
        for pair in pairs():
            if set(pair.carried) <= there.get(pair.live, set()) & there.get(pair.past, set()):
                _write(cursor, pair, "l", living(pair), BACK_OR_CHANGED)
                _write(cursor, pair, "h", gone(pair), "'-'")


def _write(cursor: Any, pair: Pair, source: str, rows: str, kind: str) -> None:
    names = ", ".join(f'"{column}"' for column in pair.carried)
    values = ", ".join(f'{source}."{column}"' for column in pair.carried)
    cursor.execute(
        f'INSERT INTO "{pair.past}" ({names}, history_date, history_type, history_change_reason) '
        f"SELECT {values}, CURRENT_TIMESTAMP, {kind}, %s FROM {rows}",
        [FOUND],
    )


def _newest(pair: Pair, key: str) -> str:
    return f'(SELECT max(x.history_id) FROM "{pair.past}" x WHERE x."{pair.key}" = {key})'


def living(pair: Pair) -> str:
    """SQL after FROM: the rows ``l`` that differ from their newest history row ``h``, or have none."""
    columns = " OR ".join(f'l."{column}" IS DISTINCT FROM h."{column}"' for column in pair.columns) or "FALSE"
    newest = _newest(pair, f'l."{pair.key}"')
    return (
        f'"{pair.live}" l LEFT JOIN "{pair.past}" h ON h.history_id = {newest} '
        f"WHERE h.history_id IS NULL OR h.history_type = '-' OR {columns}"
    )


def gone(pair: Pair) -> str:
    """SQL after FROM: the newest history rows ``h`` of what should be there and is not."""
    newest = _newest(pair, f'h."{pair.key}"')
    return (
        f'"{pair.past}" h LEFT JOIN "{pair.live}" l ON l."{pair.key}" = h."{pair.key}" '
        f"WHERE l.\"{pair.key}\" IS NULL AND h.history_type <> '-' AND h.history_id = {newest}"
    )
