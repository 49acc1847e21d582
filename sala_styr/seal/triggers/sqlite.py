"""SQLite's triggers: history is only added to, and what is added is noted. There are no deferred triggers, so what is changed in the tables
themselves is found by comparing (``verifying.living``), not written in the history at once.
"""

from collections.abc import Iterator, Mapping

from sala_styr.seal.audited import fixed_tables, ledgers
from sala_styr.seal.triggers.switch import FUNCTION
from sala_styr.seal.triggers.wanted import REFUSED, Guard, Trigger


def guard(there: Mapping[str, set[str]]) -> Guard:
    """The triggers for the tables that there are."""
    if "seal_pendingleaf" not in there:
        return Guard((), ())
    made = [trigger for name, ledger in ledgers().items() if name in there for trigger in _ledger(name, ledger.key)]
    made += [trigger for name in fixed_tables() if name in there for trigger in _refusals(name)]
    return Guard((), tuple(made))


def _ledger(table: str, key: str) -> Iterator[Trigger]:
    yield from _refusals(table)
    yield _trigger(table, "added", "INSERT", _note(table, f"NEW.{key}", "+", "NULL"))
    rewrite = f"{FUNCTION}()"
    yield _trigger(table, "rewritten", "UPDATE", _note(table, f"NEW.{key}", "~", rewrite), when=f"{rewrite} > 0")
    yield _trigger(table, "removed", "DELETE", _note(table, f"OLD.{key}", "-", rewrite), when=f"{rewrite} > 0")


def _refusals(table: str) -> Iterator[Trigger]:
    for event in ("UPDATE", "DELETE"):
        body = f"SELECT RAISE(ABORT, '{REFUSED}');"
        yield _trigger(table, f"no_{event.lower()}", event, body, when=f"{FUNCTION}() IS NULL", time="BEFORE")


def _note(table: str, key: str, change: str, rewrite: str) -> str:
    return (
        "INSERT INTO seal_pendingleaf (table_name, row_id, change, rewrite_id) "
        f"VALUES ('{table}', {key}, '{change}', {rewrite});"
    )


def _trigger(table: str, what: str, event: str, body: str, *, when: str = "", time: str = "AFTER") -> Trigger:
    name = f"seal_{what}_{table}"
    asked = f" WHEN {when}" if when else ""
    return Trigger(
        table, name, f'CREATE TRIGGER "{name}" {time} {event} ON "{table}" FOR EACH ROW{asked} BEGIN {body} END'
    )
