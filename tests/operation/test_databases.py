"""How the program speaks with its database, out of the environment."""

from pathlib import Path

import environ
import pytest

from sala_styr.operation.databases import PREPARED_AFTER, databases


@pytest.mark.parametrize(("bouncer", "prepared"), [(None, PREPARED_AFTER), ("0", PREPARED_AFTER), ("1", None)])
def test_questions_are_prepared_except_through_pgbouncer(
    monkeypatch: pytest.MonkeyPatch, bouncer: str | None, prepared: int | None
) -> None:
    monkeypatch.setenv("DATABASE_URL", "postgres://u:p@127.0.0.1:5432/n")
    monkeypatch.delenv("SALA_PGBOUNCER", raising=False)
    if bouncer is not None:
        monkeypatch.setenv("SALA_PGBOUNCER", bouncer)
    options = databases(environ.Env(), Path())["default"]["OPTIONS"]
    assert options["prepare_threshold"] == prepared
    assert options["server_side_binding"] is (prepared is not None)
