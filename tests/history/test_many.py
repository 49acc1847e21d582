"""Many rows written at once: the same values as Django's own ``bulk_update`` leaves, each with its history."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from django.core.exceptions import FieldDoesNotExist
from django.db import DataError, IntegrityError, connection, transaction
from django.db.models import F, Value
from django.db.models.functions import Concat

from sala_styr import history
from sala_styr.history import recording
from sala_styr.history.many import RowWriter
from sala_styr.organisation.models import Unit, UnitKind
from tests.cast import Cast, build_cast

FIELDS = ["short_name", "kind", "ownership_share", "consolidated", "valid_from", "predecessor"]


@pytest.fixture
def cast(db: None) -> Cast:
    return build_cast()


def stored() -> list[tuple[Any, ...]]:
    return list(Unit.objects.order_by("pk").values_list("pk", "name", *FIELDS))


def changed(rows: list[Unit]) -> list[Unit]:
    for place, unit in enumerate(rows):
        unit.short_name = "" if place % 3 else f"O'Neill %s {place}"
        unit.kind = UnitKind.SERVICE if place % 2 else UnitKind.UNIT
        unit.ownership_share = None if place % 2 else Decimal("12.50")
        unit.consolidated = bool(place % 2)
        unit.valid_from = date(2026, 1, 1 + place) if place % 4 else None
        unit.predecessor = rows[0] if place == 1 else None
    return rows


def test_it_leaves_what_djangos_own_leaves(cast: Cast) -> None:
    before = stored()
    Unit.objects.bulk_update(changed(list(Unit.objects.order_by("pk"))), FIELDS)
    by_django = stored()
    Unit.objects.update(short_name="", kind=UnitKind.UNIT, consolidated=True, predecessor=None)
    with recording(cast.actor("administrator"), "Många"):
        rows = changed(list(Unit.objects.order_by("pk")))
        assert history.bulk_update(Unit, rows, FIELDS) == len(rows)
    assert stored() == by_django != before
    assert Unit.history.filter(history_change_reason="Många").count() == len(rows)


@pytest.mark.parametrize("fields", [["ownership_share", "valid_from"], ["predecessor"]])
def test_nothing_in_every_row_is_nothing(cast: Cast, fields: list[str]) -> None:
    rows = changed(list(Unit.objects.order_by("pk")))
    history.bulk_update(Unit, rows, FIELDS)
    for unit in rows:
        for name in fields:
            setattr(unit, name, None)
    history.bulk_update(Unit, rows, fields)
    assert set(Unit.objects.values_list(*fields)) == {(None,) * len(fields)}


def test_in_pieces_too(cast: Cast) -> None:
    rows = list(Unit.objects.order_by("pk"))
    for unit in rows:
        unit.short_name = f"K{unit.pk}"
    assert RowWriter(Unit).bulk_update(rows, ["short_name"], batch_size=2) == len(rows) > 2
    assert all(unit.short_name == f"K{unit.pk}" for unit in Unit.objects.all())


def test_what_is_worked_out_by_the_database_is_left_to_django(cast: Cast) -> None:
    rows: list[Any] = list(Unit.objects.order_by("pk"))
    for unit in rows:
        unit.short_name = Concat(F("code"), Value("!"))
    RowWriter(Unit).bulk_update(rows, ["short_name"], batch_size=100)
    assert all(unit.short_name == f"{unit.code}!" for unit in Unit.objects.all())


def test_none_is_written_when_one_is_refused(cast: Cast) -> None:
    rows, before = list(Unit.objects.order_by("pk")), stored()
    rows[0].short_name = "Ny"
    rows[1].code = rows[2].code
    with pytest.raises(IntegrityError), transaction.atomic():
        RowWriter(Unit).bulk_update(rows, ["short_name", "code"], batch_size=1)
    assert stored() == before


def test_what_is_no_field_or_too_long_is_refused(cast: Cast) -> None:
    rows = list(Unit.objects.order_by("pk"))
    with pytest.raises(FieldDoesNotExist):
        RowWriter(Unit).bulk_update(rows, ["finns_inte"], batch_size=100)
    rows[0].short_name = "x" * 41
    if connection.vendor == "postgresql":  # SQLite knows no lengths
        with pytest.raises(DataError), transaction.atomic():
            RowWriter(Unit).bulk_update(rows, ["short_name"], batch_size=100)


def test_rows_that_are_not_there_are_not_counted(cast: Cast) -> None:
    rows = list(Unit.objects.filter(children=None).order_by("-pk"))[:2]
    gone = rows[0].pk
    Unit.objects.filter(pk=gone).delete()
    assert RowWriter(Unit).bulk_update(rows, ["short_name"], batch_size=100) == 1
    assert RowWriter(Unit).bulk_update([], ["short_name"], batch_size=100) == 0
    with pytest.raises(ValueError, match="primary key"):
        RowWriter(Unit).bulk_update([Unit(code="NY")], ["short_name"], batch_size=100)
