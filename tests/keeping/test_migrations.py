"""What an earlier version backed up is of use today, and every migration can be undone and done again without loss (quality R13)."""

import json
from pathlib import Path

import pytest
from django.db import connection

from tests.keeping.back_and_forth import lost
from tests.keeping.release import RELEASED, ROOT, empty_place, run


def released() -> list[Path]:
    """The kept backups of the database in force, the oldest first."""
    return sorted(RELEASED.glob(f"*-{connection.vendor}.zip"))


def later_migrations() -> set[str]:
    """Those of our apps that are not their app's first, as "app.name"; looked for on the disk, since tests may run without them."""
    files = [*ROOT.glob("*/migrations/0*.py"), *ROOT.glob("sala_styr/*/migrations/0*.py")]
    return {f"{path.parts[-3]}.{path.stem}" for path in files if not path.stem.startswith("0001")}


def server_url() -> str:
    """The server of the database in force; nothing on SQLite."""
    told = connection.settings_dict
    if connection.vendor == "sqlite":
        return ""
    return f"postgres://{told['USER']}:{told['PASSWORD']}@{told['HOST']}:{told['PORT']}/postgres"


def test_there_is_one_for_each_database() -> None:
    assert {path.stem.rsplit("-", 1)[-1] for path in RELEASED.glob("*.zip")} == {"postgresql", "sqlite"}


@pytest.mark.django_db  # so that it is run on both: the place is made on the server of the database in force
@pytest.mark.parametrize("number", range(max(1, len(list(RELEASED.glob("*-sqlite.zip"))))))
def test_a_released_backup_is_restored_and_brought_to_the_newest_and_back_without_loss(
    number: int, tmp_path: Path
) -> None:
    package = released()[number]
    with empty_place(server_url(), tmp_path) as place:
        restored = run(place, "manage.py", "restore", str(package))
        assert "Varje tabell är den som säkerhetskopierades." in restored
        told = json.loads(run(place, "-m", "tests.keeping.back_and_forth").splitlines()[-1])
        for step in ("framåt", "tillbaka", "framåt igen", "från början till slut"):
            assert told[step] == [], step
        assert told["tabeller"] > 200
        assert told["rader"] > 200
        assert later_migrations() <= set(told["ogjorda"])


def test_a_row_that_is_gone_changed_or_new_is_told_and_a_column_that_has_come_is_not() -> None:
    before = {"a": [{"id": 1, "name": "x"}, {"id": 2, "name": "y"}], "only_before": [{"id": 1}]}
    same = {"a": [{"id": 2, "name": "y", "more": 0}, {"id": 1, "name": "x", "more": 0}]}
    assert list(lost(before, same)) == []
    [gone] = lost(before, {"a": [{"id": 1, "name": "x"}]})
    assert "1 rader av 2 är borta" in gone
    [changed] = lost(before, {"a": [{"id": 1, "name": "x"}, {"id": 2, "name": "z"}]})
    assert '"y"' in changed
    [emptied] = lost(before, {"a": []})
    assert "2 rader av 2" in emptied
    [new] = lost(before, {"a": [*before["a"], {"id": 3, "name": "z"}]})
    assert "har kommit till" in new
