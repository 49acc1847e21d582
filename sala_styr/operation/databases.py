"""``settings.DATABASES`` out of the environment: the one database for trying out, or PostgreSQL with a pool, standbys, replicas and PgBouncer.

- ``DATABASE_URL``: ``postgres://user:password@host:5432/name``. Several hosts (``@a:5432,b:5432/name``) are a primary and those that may be promoted:
  whichever takes writes is the one, found anew for each new connection (libpq, target_session_attrs).
- ``SALA_REPLICA_URL``: one or more addresses with spaces between, for reading (replicas.py).
- ``SALA_DATABASE_POOL=0``: a connection a request instead of a pool. ``SALA_DATABASE_CONNECTIONS``: the most a process has (6).
- ``SALA_PGBOUNCER=1``: a PgBouncer that pools by transaction stands before the database.
"""

from pathlib import Path
from typing import Any
from urllib.parse import unquote

import environ

REPLICA = "replica"
CONNECT_SECONDS = 3
"""How long a new connection may take, and how long a pool tries before it says that there is none: a page of ours then says so."""
PREPARED_AFTER = 5
"""Times that a question is asked on a connection before it is prepared there."""
REPLICA_SECONDS = 1
"""The same for a replica, which the primary can stand in for: the page that meets a dead one is made by the primary within two seconds."""


def databases(env: environ.Env, data_dir: Path) -> dict[str, dict[str, Any]]:
    """The databases; "default" takes all writes."""
    default: dict[str, Any] = env.db_url("DATABASE_URL", default=f"sqlite:///{data_dir / 'sala_styr.sqlite3'}")
    if default["ENGINE"].endswith("sqlite3"):
        # IMMEDIATE: a writer takes its lock when the transaction begins, so the tree and the ledger are never read stale inside one (ecosystem §4.2, §5.1).
        default["OPTIONS"] = {
            "transaction_mode": "IMMEDIATE",
            "timeout": 20,
            "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; PRAGMA foreign_keys=ON;",
        }
        return {"default": default}
    _postgresql(env, default, CONNECT_SECONDS, 2 * CONNECT_SECONDS)
    if "," in str(default.get("HOST", "")):
        default["OPTIONS"]["target_session_attrs"] = "read-write"
    found = {"default": default}
    for number, url in enumerate(env("SALA_REPLICA_URL", default="").split(), 1):
        replica: dict[str, Any] = env.db_url_config(url)
        _postgresql(env, replica, REPLICA_SECONDS, REPLICA_SECONDS)
        # Tests read the same database by both names.
        found[f"{REPLICA}{number}"] = replica | {"TEST": {"MIRROR": "default"}}
    return found


def _postgresql(env: environ.Env, database: dict[str, Any], seconds: int, patience: int) -> None:
    """Fill in its options. ``seconds``: for a connection to come about; ``patience``: for a pool to lend one."""
    prepares = not env.bool("SALA_PGBOUNCER", default=False)
    options: dict[str, Any] = {
        "connect_timeout": seconds,
        "application_name": "sala-styr",
        # What is asked again and again on a connection is planned once. Not behind PgBouncer: a prepared statement belongs to one connection.
        "server_side_binding": prepares,
        "prepare_threshold": PREPARED_AFTER if prepares else None,
    }
    if env.bool("SALA_DATABASE_POOL", default=True):
        options["pool"] = {
            "min_size": 1,
            "max_size": env.int("SALA_DATABASE_CONNECTIONS", default=6),
            "timeout": patience,
            # Given up soon, so that the first request after the database is back tries at once instead of waiting for a turn that has grown long.
            "reconnect_timeout": seconds,
            "max_lifetime": 1800,
        }
    database["OPTIONS"] = options
    # A socket's folder, written as %2Fvar%2Frun%2Fpostgresql.
    database["HOST"] = unquote(str(database.get("HOST", "")))
    # A connection is asked whether it lives before it is lent: after a restart of the database nobody meets a dead one.
    database["CONN_HEALTH_CHECKS"] = True
    # A server-side cursor outlives its transaction only on a connection of one's own.
    database["DISABLE_SERVER_SIDE_CURSORS"] = env.bool("SALA_PGBOUNCER", default=False)
