"""An export is verified by a program of its own, which knows nothing of this one."""

import json
import subprocess
import sys
from pathlib import Path
from zipfile import ZipFile

import pytest

from sala_styr.organisation.models import Unit
from sala_styr.seal import allowing_rewrite
from sala_styr.seal.codes import mark_of
from sala_styr.seal.exporting import HERE, export
from sala_styr.seal.models import Cause, Seal
from sala_styr.seal.sealing import seal
from tests.cast import Cast
from tests.seal.conftest import sql

pytestmark = pytest.mark.django_db
PROGRAM = HERE / "offline" / "verify_offline.py"


def verify(path: Path, *roots: str) -> tuple[int, str]:
    """What the program says, run with no way to this project or to any package."""
    asked = [part for root in roots for part in ("--root", root)]
    command = [sys.executable, "-I", "-S", str(PROGRAM), str(path), *asked]
    done = subprocess.run(command, capture_output=True, text=True, check=False, cwd=path.parent)
    return done.returncode, done.stdout + done.stderr


def test_a_whole_history_is_found_whole(sealed: Seal, tmp_path: Path) -> None:
    export(str(tmp_path / "h.zip"))
    mark = mark_of(sealed.number, "2026-11-27", sealed.size, sealed.digest)
    code, said = verify(tmp_path / "h.zip", sealed.code, sealed.digest, mark)
    assert code == 0, said
    assert f"leaves: {sealed.size}" in said
    assert said.endswith("WHOLE\n")


def test_what_was_lawfully_erased_is_no_fault(sealed: Seal, cast: Cast, tmp_path: Path) -> None:
    with allowing_rewrite(cast.actor("administrator"), "Raderade"):
        Unit.history.filter(id=cast["A1"].pk).update(name="")
        Unit.history.filter(id=cast["A2"].pk).delete()
    seal(Cause.BY_HAND)
    export(str(tmp_path / "h.zip"))
    code, said = verify(tmp_path / "h.zip", sealed.code)
    assert code == 0, said
    assert "rewritten: 2" in said


def test_a_bent_row_a_removed_row_and_a_seal_that_is_not_there_are_named(sealed: Seal, tmp_path: Path) -> None:
    first, second = Unit.history.order_by("history_id").values_list("history_id", flat=True)[:2]
    sql("UPDATE organisation_historicalunit SET name = 'X' WHERE history_id = %s", first)
    sql("DELETE FROM organisation_historicalunit WHERE history_id = %s", second)
    export(str(tmp_path / "h.zip"))
    code, said = verify(tmp_path / "h.zip", "0000-0000-0000-0000")
    assert code == 1
    assert f"organisation_historicalunit {first}: the history row is changed: name\n" in said
    assert f"organisation_historicalunit {second}: the history row is removed\n" in said
    assert "0000-0000-0000-0000: this seal" in said


def test_an_export_that_is_bent_afterwards_is_found(sealed: Seal, tmp_path: Path) -> None:
    export(str(tmp_path / "h.zip"))
    with ZipFile(tmp_path / "h.zip") as old, ZipFile(tmp_path / "bent.zip", "w") as new:
        for name in old.namelist():
            content = old.read(name)
            if name == "leaves.jsonl":
                lines = content.splitlines()
                leaf = json.loads(lines[0])
                content = b"\n".join([json.dumps(leaf | {"digest": "00" * 32}).encode(), *lines[1:]])
            new.writestr(name, content)
    code, said = verify(tmp_path / "bent.zip")
    assert code == 1
    assert "the leaves give another root" in said


def test_a_file_that_is_no_export_is_said_to_be_none(tmp_path: Path) -> None:
    (tmp_path / "h.zip").write_bytes(b"PK")
    assert verify(tmp_path / "h.zip")[0] == 2


def test_the_program_can_be_read_in_one_sitting() -> None:
    assert len(PROGRAM.read_text().splitlines()) < 300
