"""The export in open formats: out, into an empty installation of either engine, out again, and equal."""

import csv
import io
import json
import re
import shutil
from pathlib import Path

import jsonschema
import pytest
from django.core.management import CommandError, call_command
from django.db import connection

from goals.models import PlanItem
from sala_styr.documents.stored import stored_files
from sala_styr.errors import RuleBroken
from sala_styr.keeping.archives import reading
from sala_styr.keeping.comparing import differences
from sala_styr.keeping.exporting import KIND, export_all
from sala_styr.keeping.importing import import_all
from sala_styr.keeping.rows import SECRETS, exported_models, fields_of
from sala_styr.organisation.models import User
from tests.cast import build_cast
from tests.keeping.conftest import World
from tests.keeping.places import sqlite_place


def member(path: Path, name: str) -> bytes:
    with reading(path, KIND) as package, package.open(name) as file:
        return file.read()


def lines(path: Path, table: str) -> list[dict[str, object]]:
    return [json.loads(line) for line in member(path, f"tables/{table}.jsonl").splitlines()]


def test_out_into_sqlite_and_back_everything_is_equal(world: World, tmp_path: Path) -> None:
    """On PostgreSQL this goes from one engine to the other and back again."""
    first, second, third = (tmp_path / name for name in ("first.zip", "second.zip", "third.zip"))
    made = export_all(first, secrets=True)
    there = sqlite_place(tmp_path / "there")
    there.moved(first, second)
    assert list(differences(first, second)) == []

    call_command("flush", interactive=False, verbosity=0)
    shutil.rmtree(world.media)
    assert not User.objects.exists()
    read = import_all(second)
    assert (read.tables, read.rows, read.files) == (made.tables, made.rows, made.files)
    export_all(third, secrets=True)
    assert list(differences(first, third)) == []
    assert all(file.is_whole for file in stored_files(world.report))
    assert User.objects.get(username="chair_a").check_password("hemligt lösenord")
    assert PlanItem.objects.get(pk=world.activity.pk).description == world.activity.description
    assert User.objects.create(username="new").pk not in {user.pk for user in world.cast.users.values()}


def test_two_exports_that_differ_say_where(world: World, tmp_path: Path) -> None:
    before, after = tmp_path / "before.zip", tmp_path / "after.zip"
    export_all(before)
    PlanItem.objects.filter(pk=world.activity.pk).update(title="Något annat")
    User.objects.get(username="outsider").delete()
    export_all(after)
    found = list(differences(before, after))
    assert any(f"nyckel {world.activity.pk}, title:" in each and "Något annat" in each for each in found)
    # Besides these, PostgreSQL itself writes the change in the history, and the seal's queue notes it.
    named = {each.split(",")[0] for each in found}
    expected = {"goals_planitem", "organisation_user", "organisation_historicaluser"}
    assert expected <= named <= expected | {"goals_historicalplanitem", "seal_pendingleaf"}
    with pytest.raises(CommandError, match=f"{len(found)} skillnader"):
        call_command("compare_exports", before, after)


def test_no_key_is_told_unless_one_asks(world: World, tmp_path: Path) -> None:
    plain, with_keys = tmp_path / "plain.zip", tmp_path / "keys.zip"
    export_all(plain)
    export_all(with_keys, secrets=True)
    hashed = User.objects.get(username="chair_a").password
    assert {row["password"] for row in lines(plain, "organisation_user")} == {"!"}
    assert hashed in {row["password"] for row in lines(with_keys, "organisation_user")}
    assert not any("password" in row for row in lines(with_keys, "organisation_historicaluser")), "not remembered"
    assert hashed.encode() not in member(with_keys, "csv/organisation_user.csv")


def test_every_column_that_sounds_like_a_key_is_kept_secret() -> None:
    sounds = re.compile(r"password|secret|token|private")
    found = {
        (model._meta.label_lower, field.column)
        for model in exported_models()
        for field in fields_of(model)
        if sounds.search(field.column)
    }
    known = {(label, column) for label, columns in SECRETS.items() for column in columns}
    assert found - known == set()


def test_every_row_is_as_its_schema_says(world: World, tmp_path: Path) -> None:
    path = tmp_path / "all.zip"
    export_all(path)
    with reading(path, KIND) as package:
        rows = 0
        for table in package.manifest["tables"]:
            schema = json.loads(member(path, f"schemas/{table}.json"))
            validator = jsonschema.Draft202012Validator(schema)
            for row in lines(path, table)[:5]:
                validator.validate(row)
                rows += 1
        assert rows > 50
        assert "README.md" in package.manifest["members"]


def test_the_tables_for_people_are_in_words_and_harmless(world: World, tmp_path: Path) -> None:
    path = tmp_path / "all.zip"
    PlanItem.objects.filter(pk=world.activity.pk).update(title="=HYPERLINK(1)")
    export_all(path)
    text = member(path, "csv/goals_planitem.csv").decode("utf-8-sig")
    titles = [row["rubrik"] for row in csv.DictReader(io.StringIO(text), delimiter=";")]
    assert "'=HYPERLINK(1)" in titles
    roles = member(path, "csv/organisation_appointment.csv").decode("utf-8-sig")
    assert "systemförvaltare" in roles


def test_it_is_read_only_into_an_empty_installation_of_the_same_version(
    world: World, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "all.zip"
    export_all(path)
    with pytest.raises(RuleBroken, match="har redan innehåll"):
        import_all(path)
    monkeypatch.setattr("sala_styr.keeping.importing.applied", lambda: ["goals.0001_initial"])
    with pytest.raises(RuleBroken, match="annan version"):
        import_all(path)


@pytest.mark.django_db
def test_the_queries_do_not_grow_with_the_rows(tmp_path: Path, django_assert_max_num_queries: object) -> None:
    """A table is read a page at a time, not a row at a time."""
    build_cast()
    with django_assert_max_num_queries(2 * 2 * len(exported_models())):  # type: ignore[operator]
        export_all(tmp_path / "all.zip")
    assert connection.vendor in ("sqlite", "postgresql")
