"""Law references: read from what people wrote, never losing a line."""

import importlib
from typing import Any

import pytest
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

from goals.laws import Law, fault_of, read_law
from goals.models import CoreMission, LawReference
from sala_styr.history import recording
from sala_styr.organisation.actor import system_actor
from tests.cast import Cast

move = importlib.import_module("goals.migrations.0004_law_rows")


@pytest.mark.parametrize(
    ("line", "parts"),
    [("Skollagen (2010:800)", ("Skollagen", "2010:800", "", "")),
     ("  skollagen  (SFS 2010:800)  1 kap. 4 § ", ("skollagen", "2010:800", "1", "4")),
     ("socialtjänstlagen (2025:400), 2 a kap. 3–5 §§.", ("socialtjänstlagen", "2025:400", "2 a", "3–5")),
     ("Bibliotekslagen (2013:801) 2 §", ("Bibliotekslagen", "2013:801", "", "2")),
     ("Läroplanen för förskolan, Lpfö 18 (SKOLFS 2018:50)", ("Läroplanen för förskolan, Lpfö 18 (SKOLFS 2018:50)", "", "", "")),
     ("Skollagen", ("Skollagen", "", "", ""))],
)  # fmt: skip
def test_a_line_is_read_into_its_parts(line: str, parts: tuple[str, ...]) -> None:
    assert read_law(line) == parts
    assert move.parts(" ".join(line.split()))[0] in (
        dict(zip(Law._fields, parts, strict=True)),
        {"name": parts[0]},
    )


def test_it_is_shown_as_lawyers_write_it() -> None:
    assert str(LawReference(name="skollagen", sfs="2010:800", chapter="1", paragraph="4")) == (
        "skollagen (2010:800) 1 kap. 4 §"
    )
    assert str(LawReference(name="Lpfö 18")) == "Lpfö 18"


@pytest.mark.parametrize("law", [Law("skollagen", "2010:800"), Law("FL", "2017:900", "2 a", "4–6"), Law("Lpfö 18")])
def test_what_is_right_has_no_fault(law: Law) -> None:
    assert fault_of(law) is None


@pytest.mark.parametrize(
    ("law", "field"),
    [(Law(""), "name"), (Law("A", "10:800"), "sfs"), (Law("A", "2010:800", "x"), "chapter"),
     (Law("A", "2010:800", "", "x"), "paragraph"), (Law("A", "", "1"), "sfs")],
)  # fmt: skip
def test_what_is_wrong_is_told_by_field(law: Law, field: str) -> None:
    fault = fault_of(law)
    assert fault is not None
    assert fault[0] == field


def test_the_migration_loses_no_line(cast: Cast) -> None:
    long = "Föreskrift " * 40
    lines = ["Skollagen (2010:800)", "", "  Lpfö 18 (SKOLFS 2018:50) ", "FL (2017:900) 1 kap. 2 §", long.strip()]
    with recording(system_actor(), "Test"):
        mission = CoreMission.objects.create(unit=cast["A1"], laws="\n".join(lines))
        silent = CoreMission.objects.create(unit=cast["A2"])
    then = MigrationExecutor(connection).loader.project_state(("goals", "0004_law_rows")).apps
    move.make_rows(then, None)
    rows: list[Any] = list(mission.law_references.all())
    assert [str(row) for row in rows[:3]] == [
        "Skollagen (2010:800)", "Lpfö 18 (SKOLFS 2018:50)", "FL (2017:900) 1 kap. 2 §",
    ]  # fmt: skip
    assert "".join(row.name for row in rows[3:]) == long.strip()
    assert [row.order for row in rows] == list(range(1, len(rows) + 1))
    assert not silent.law_references.exists()
    mission.refresh_from_db()
    assert mission.laws == "\n".join(lines)
    assert {row.history_change_reason for row in LawReference.history.all()} == {move.REASON}
    assert LawReference.history.count() == len(rows)
