"""The database's own guard: history is only added to, and what is changed around the program is told."""

import re
from datetime import date
from typing import Any

import pytest
from django.contrib.auth import get_user_model
from django.db import IntegrityError, connection, transaction
from django.utils import timezone

from goals.models import PlanItem
from sala_styr.history import recording
from sala_styr.organisation.actor import system_actor
from sala_styr.organisation.models import Unit
from sala_styr.seal import allowing_rewrite
from sala_styr.seal.audited import ledgers, pairs
from sala_styr.seal.models import Leaf, PendingLeaf, Rewrite, Seal
from sala_styr.seal.sealing import Cause, seal
from sala_styr.seal.triggers.installing import missing
from sala_styr.seal.triggers.wanted import LIVE, wanted
from tests.cast import Cast
from tests.seal.conftest import faults

pytestmark = pytest.mark.django_db


def run(statement: str) -> None:
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement)


def test_everything_is_in_place() -> None:
    assert len(pairs()) > 90
    assert missing(connection) == []


def test_every_history_is_only_added_to(cast: Cast) -> None:
    with pytest.raises(IntegrityError, match="läggs bara till"):
        run("UPDATE organisation_historicalunit SET name = 'X'")
    with pytest.raises(IntegrityError, match="läggs bara till"):
        run("DELETE FROM organisation_historicalunit")
    assert Unit.history.filter(name="X").count() == 0


def test_leaves_and_seals_are_only_added_to(sealed: Seal) -> None:
    for table in ("seal_leaf", "seal_seal", "seal_leafform"):
        with pytest.raises(IntegrityError, match="läggs bara till"):
            run(f"DELETE FROM {table}")
    with pytest.raises(IntegrityError, match="läggs bara till"):
        Seal.objects.update(about="x")


@pytest.mark.postgresql
def test_no_history_is_emptied() -> None:
    with pytest.raises(IntegrityError, match="läggs bara till"):
        run("TRUNCATE organisation_historicalunit")


@pytest.mark.postgresql
def test_the_newest_history_row_is_found_by_its_index_also_before_there_are_statistics(cast: Cast) -> None:
    """Asked for each row when a transaction ends. In the one that fills the table nothing is known of it yet, and a walk through all would be quadratic."""
    [pair] = [pair for pair in pairs() if pair.model is Unit]
    columns = ", ".join(f'"{field.column}"' for field in pair.history._meta.concrete_fields if not field.primary_key)
    copied = columns.replace('"id"', "id + 100000 * n")
    [body] = [each.body for each in wanted(connection).functions if each.name == f"{LIVE}{pair.live}"]
    asked = re.search(r"SELECT \* INTO last (FROM .*? LIMIT 1);", body)
    assert asked is not None
    with connection.cursor() as cursor:
        cursor.execute(
            f'INSERT INTO "{pair.past}" ({columns}) SELECT {copied} FROM "{pair.past}", generate_series(1, 5000) n'
        )
        cursor.execute(f'SELECT min(id), count(*) FROM "{pair.past}"')
        first, rows = cursor.fetchone()
        cursor.execute(f"EXPLAIN (ANALYZE, FORMAT JSON) SELECT * {asked[1].replace('which', '%s')}", [first])
        plan = cursor.fetchone()[0][0]["Plan"]
    assert rows > 40_000
    assert _thrown_away(plan) == 0


def _thrown_away(plan: dict[str, Any]) -> int:
    """Rows that were read and were not what was looked for, in the plan and all below it."""
    return int(plan.get("Rows Removed by Filter", 0)) + sum(_thrown_away(each) for each in plan.get("Plans", ()))


def test_each_history_row_waits_for_its_leaf(cast: Cast) -> None:
    waiting = set(PendingLeaf.objects.values_list("table_name", "row_id"))
    assert waiting >= {("organisation_historicalunit", pk) for pk in Unit.history.values_list("history_id", flat=True)}
    assert waiting <= {(table, pk) for table in ledgers() for _table, pk in waiting if _table == table}


def test_a_lawful_rewriting_is_kept_and_told_as_lawful(sealed: Seal, cast: Cast) -> None:
    person, history = cast.user("outsider"), get_user_model().history
    with allowing_rewrite(cast.actor("administrator"), "Raderade personuppgifter"):
        history.filter(id=person.pk).update(first_name="Person 1")
        history.filter(id=cast.user("staff_a1").pk).delete()
    with pytest.raises(IntegrityError):
        run("UPDATE organisation_historicaluser SET first_name = ''")
    assert Rewrite.objects.get().made_by == cast.user("administrator")
    seal(Cause.BY_HAND)
    assert set(Leaf.objects.filter(rewrite_id__isnull=False).values_list("change", flat=True)) == {"~", "-"}
    assert {(fault.table, fault.row) for fault in faults(sealed.code)} == {
        ("organisation_user", person.pk),
        ("organisation_user", cast.user("staff_a1").pk),
    }, "only the table itself, which was not changed here, differs"


@pytest.mark.postgresql
class TestWhatIsDoneAroundTheProgram:
    """PostgreSQL writes it in the history that people read."""

    def settle(self) -> None:
        run("SET CONSTRAINTS ALL IMMEDIATE; SET CONSTRAINTS ALL DEFERRED")

    def test_an_update_is_told(self, cast: Cast) -> None:
        unit = cast["A1"]
        self.settle()
        run(f"UPDATE organisation_unit SET name = 'Smugen in' WHERE id = {unit.pk}")
        self.settle()
        newest = unit.history.order_by("-history_id")[0]
        assert (newest.name, newest.history_type, newest.history_user) == ("Smugen in", "~", None)
        assert newest.history_change_reason == "Ändrat utanför programmet (databasanvändare postgres)"
        assert timezone.now() >= newest.history_date

    def test_a_row_that_comes_or_goes_is_told(self, cast: Cast) -> None:
        self.settle()
        run("INSERT INTO decisions_year (year, state) VALUES (2031, 'planned')")
        self.settle()
        run("DELETE FROM decisions_year WHERE year = 2031")
        self.settle()
        with connection.cursor() as cursor:
            cursor.execute("SELECT history_type FROM decisions_historicalyear WHERE year = 2031 ORDER BY history_id")
            assert cursor.fetchall() == [("+",), ("-",)]

    def test_what_the_program_does_is_told_once(self, cast: Cast) -> None:
        item = cast.chain()["activity"]
        with recording(system_actor(), "Test"):
            item.title, item.end = "Ny", date(2027, 1, 1)
            item.save()
        self.settle()
        assert PlanItem.history.filter(id=item.pk).count() == 2
        assert not PlanItem.history.filter(history_change_reason__startswith="Ändrat utanför").exists()
        assert faults() == []


def test_to_log_in_changes_nothing_that_the_history_tells(cast: Cast) -> None:
    """When somebody last logged in is written on their row without history: that is no change of the person."""
    person = cast.user("manager_a1")
    before = person.history.count()
    seal(Cause.BY_HAND)
    cast.client("manager_a1")
    person.refresh_from_db()
    assert person.last_login is not None
    connection.check_constraints()  # on PostgreSQL: what waits for the end of the transaction is done now
    assert (person.history.count(), faults()) == (before, [])
