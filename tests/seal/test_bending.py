"""R15 of quality.md: whatever is bent is found and named. Bent as the database's owner would, with every trigger switched off."""

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection, transaction
from django.utils import timezone

from budget.models import Account, Actual, ActualBatch
from goals.models import PlanItem
from sala_styr.history import recording
from sala_styr.organisation.actor import system_actor
from sala_styr.organisation.models import Unit
from sala_styr.seal.audited import pairs
from sala_styr.seal.merkle import Peaks
from sala_styr.seal.models import BatchDigest, Cause, Leaf, Seal
from sala_styr.seal.sealing import NO_SEAL, seal, seal_digest
from sala_styr.seal.verifying import Kind
from tests.cast import Cast
from tests.seal.conftest import faults, run, sql, without_guard
from tests.seal.planting import KEY, bent_field, planted, value

pytestmark = pytest.mark.django_db
PAST = "organisation_historicalunit"


class TestInEachTable:
    """One row is bent in each of the audited tables, and each is named."""

    @pytest.fixture
    def keys(self) -> Iterator[dict[str, int]]:
        with planted() as keys:
            seal(Cause.BY_HAND)
            assert faults() == []
            yield keys

    def test_a_changed_row_is_found(self, keys: dict[str, int]) -> None:
        with without_guard():
            for pair in pairs():
                field = bent_field(pair)
                bent = field.get_db_prep_save(value(field, other=True), connection)
                run(f'UPDATE "{pair.live}" SET "{field.column}" = %s WHERE "{pair.key}" = %s', bent, KEY)
        found = {(fault.table, fault.fields) for fault in faults() if fault.kind is Kind.LIVE}
        assert found == {(pair.live, (bent_field(pair).column,)) for pair in pairs()}

    def test_a_changed_history_row_is_found(self, keys: dict[str, int]) -> None:
        with without_guard():
            for pair in pairs():
                field = bent_field(pair)
                bent = field.get_db_prep_save(value(field, other=True), connection)
                run(f'UPDATE "{pair.past}" SET "{field.column}" = %s WHERE history_id = %s', bent, keys[pair.past])
        found = {(fault.table, fault.row, fault.fields) for fault in faults() if fault.kind is Kind.CHANGED}
        assert found == {(pair.past, keys[pair.past], (bent_field(pair).column,)) for pair in pairs()}

    def test_a_removed_history_row_is_found(self, keys: dict[str, int]) -> None:
        with without_guard():
            for pair in pairs():
                run(f'DELETE FROM "{pair.past}" WHERE history_id = %s', keys[pair.past])
        found = {(fault.table, fault.row) for fault in faults() if fault.kind is Kind.REMOVED}
        assert found == set(keys.items())

    def test_a_history_row_added_around_the_guard_is_found(self, keys: dict[str, int]) -> None:
        added = set()
        with without_guard():
            for pair in pairs():
                row: Any = pair.history.objects.get(history_id=keys[pair.past])
                row.history_id = None
                row.save(force_insert=True)
                added.add((pair.past, row.history_id))
        assert {(fault.table, fault.row) for fault in faults() if fault.kind is Kind.ADDED} == added


def test_a_clean_history_has_no_faults(sealed: Seal, cast: Cast) -> None:
    cast.chain()
    assert faults(sealed.code) == []
    newer = seal(Cause.DECISION, "KF § 1")
    assert newer is not None
    assert newer.previous == sealed.digest
    assert faults(sealed.code, newer.digest) == []


def test_nothing_new_needs_no_new_seal(sealed: Seal) -> None:
    assert seal(Cause.DAILY) == sealed


def test_a_tail_that_is_cut_off_is_found(sealed: Seal, cast: Cast) -> None:
    newest = Unit.history.order_by("-history_id")[0]
    sql(f"DELETE FROM {PAST} WHERE history_id = %s", newest.history_id)
    assert Kind.REMOVED in {fault.kind for fault in faults()}


def test_a_tail_that_is_cut_off_with_its_leaves_is_found(sealed: Seal) -> None:
    sql("DELETE FROM seal_leaf WHERE position = %s", sealed.size - 1)
    assert Kind.LEAVES in {fault.kind for fault in faults()}


def test_two_rows_that_change_places_are_found(sealed: Seal) -> None:
    first, second = Unit.history.order_by("history_id").values_list("history_id", flat=True)[:2]
    for before, after in ((first, -1), (second, first), (-1, second)):
        sql(f"UPDATE {PAST} SET history_id = %s WHERE history_id = %s", after, before)
    found = {(fault.row, fault.kind) for fault in faults() if fault.table == PAST}
    assert found >= {(first, Kind.CHANGED), (second, Kind.CHANGED)}


def test_a_clock_that_is_set_back_is_found_and_named(sealed: Seal) -> None:
    row = Unit.history.earliest("history_id")
    sql(
        f"UPDATE {PAST} SET history_date = %s WHERE history_id = %s",
        row.history_date - timedelta(days=1) if connection.vendor == "postgresql" else "2020-01-01 00:00:00",
        row.history_id,
    )
    (fault,) = faults()
    assert (fault.table, fault.row, fault.fields) == (PAST, row.history_id, ("history_date",))


def test_a_history_that_is_emptied_is_found(sealed: Seal) -> None:
    rows = Unit.history.count()
    sql(f"DELETE FROM {PAST}")
    assert len([fault for fault in faults() if fault.kind is Kind.REMOVED and fault.table == PAST]) == rows


def test_the_guard_itself_is_looked_after() -> None:
    name = f"seal_kept_{PAST}" if connection.vendor == "postgresql" else f"seal_no_delete_{PAST}"
    with connection.cursor() as cursor:
        cursor.execute(f'DROP TRIGGER "{name}"' + (f' ON "{PAST}"' if connection.vendor == "postgresql" else ""))
    (fault,) = faults()
    assert (fault.kind, fault.table) == (Kind.GUARD, PAST)


def test_a_chain_that_is_rebuilt_is_found_with_an_old_seal_at_hand(sealed: Seal) -> None:
    """Everything is bent and computed again, as only an owner of the database and this program could."""
    old = sealed.code
    sql(f"UPDATE {PAST} SET name = 'Aldrig så' WHERE history_id = (SELECT min(history_id) FROM {PAST})")
    sql(
        "UPDATE organisation_unit SET name = (SELECT name FROM organisation_historicalunit h WHERE h.id = organisation_unit.id)"
    )
    _rebuild()
    assert faults() == [], "without a seal kept outside nobody can tell"
    (fault,) = faults(old)
    assert (fault.kind, fault.row) == (Kind.ROOT, old)


def _rebuild() -> None:
    with without_guard():
        waiting = list(Leaf.objects.order_by("position").values_list("table_name", "row_id"))
        Seal.objects.all()._raw_delete("default")
        Leaf.objects.all()._raw_delete("default")
        with connection.cursor() as cursor:
            for row in waiting:
                cursor.execute("INSERT INTO seal_pendingleaf (table_name, row_id, change) VALUES (%s, %s, '+')", row)
    seal(Cause.BY_HAND)


def test_an_older_copy_put_back_is_found_with_a_newer_seal_at_hand(sealed: Seal, cast: Cast) -> None:
    copy = transaction.savepoint()
    cast.chain()
    newer = seal(Cause.REPORT, "Årsredovisning 2025")
    transaction.savepoint_rollback(copy)
    assert newer is not None
    assert faults(sealed.code) == []
    (fault,) = faults(newer.code)
    assert fault.kind is Kind.ROOT


def test_a_seal_that_is_bent_is_found(sealed: Seal) -> None:
    sql("UPDATE seal_seal SET about = 'Ett annat beslut'")
    (fault,) = faults()
    assert (fault.kind, fault.row, fault.fields) == (Kind.SEAL, sealed.number, ("digest",))


def test_a_seal_without_the_key_has_the_wrong_signature(cast: Cast, settings: Any) -> None:
    settings.SALA_SEAL_KEY = "only the server knows"
    made = seal(Cause.BY_HAND)
    assert made is not None
    assert faults() == []
    settings.SALA_SEAL_KEY = "another"
    (fault,) = faults()
    assert fault.kind is Kind.SIGNATURE


def test_a_signature_that_is_blanked_is_found_and_an_unsigned_seal_from_before_the_key_is_not(
    sealed: Seal, cast: Cast, settings: Any
) -> None:
    settings.SALA_SEAL_KEY = "only the server knows"
    (fault,) = faults()
    assert "är nyckeln ny" in fault.detail
    for paragraph in (1, 2):
        cast.decision()
        made = seal(Cause.BY_HAND, str(paragraph))
        assert made is not None
    assert made.number == sealed.number + 2
    assert faults() == [], "the first seal is older than the key"
    sql("UPDATE seal_seal SET signature = '' WHERE number = %s", made.number)
    assert [(fault.kind, fault.row) for fault in faults()] == [(Kind.SIGNATURE, made.number)]


def test_a_forged_seal_is_not_on_the_tree(sealed: Seal) -> None:
    forged = Seal(
        number=1,
        size=1,
        root="ab" * 32,
        previous=NO_SEAL,
        made_at=timezone.now(),
        cause=Cause.DAILY,
        peaks=Peaks().packed,
    )
    forged.digest = seal_digest(forged)
    with without_guard():
        Seal.objects.all()._raw_delete("default")
        forged.save(force_insert=True)
    assert {fault.fields for fault in faults()} == {("root",)}


def test_figures_that_are_bent_in_a_batch_are_found(cast: Cast) -> None:
    with recording(system_actor(), "Läste in"):
        account = Account.objects.create(chart="baskp", number="5010", name="Lokalhyra")
        batch = ActualBatch.objects.create(
            unit=cast["KF"], year=2026, first_day="2026-01-01", last_day="2026-12-31", source="sie", filename="a.se",
            sha256="0" * 64, rows=2,
        )  # fmt: skip
        Actual.objects.bulk_create(
            Actual(batch=batch, unit=cast["A1"], year=2026, period=1, account=account, amount=amount)
            for amount in (-100, -250)
        )
    seal(Cause.BY_HAND)
    assert BatchDigest.objects.get().total == -350
    assert faults() == []
    sql("UPDATE budget_actual SET amount = amount + 1 WHERE amount = -100")
    (fault,) = faults()
    assert (fault.kind, fault.table, fault.row) == (Kind.BATCH, "budget_actual", batch.pk)
    assert "-349 öre" in fault.detail


def test_a_row_changed_without_history_is_named_with_its_field(sealed: Seal, cast: Cast) -> None:
    item = cast.chain()["activity"]
    sql(f"UPDATE {PlanItem._meta.db_table} SET title = 'Smugen in' WHERE id = %s", item.pk)
    (fault,) = faults()
    assert str(fault) == f"goals_planitem {item.pk}: title: raden är ändrad utan att det syns i historiken"
