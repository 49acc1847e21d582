"""Driftredovisningen as it stood on a day: entries by their day, detail lines by their history, files by when they came and went."""

from datetime import date, datetime
from typing import Any

import pytest
from django.urls import reverse
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from budget.actions.imports import withdraw_batch
from budget.models import ActualBatch, DetailLine, EntryKind
from budget.queries.operating import OperatingRow, operating_statement
from budget.queries.sums import detail_by_unit
from sala_styr.history import recording
from sala_styr.organisation.actor import system_actor
from sala_styr.seal.triggers.switch import unguarded
from tests.budget.builders import YEAR, Money, kr

pytestmark = pytest.mark.django_db


def written_on(model: Any, pk: int, day: date) -> None:
    """Let the newest of the object's history say that it was written at noon of a day."""
    newest = model.history.filter(id=pk).order_by("-history_id").first()
    moment = timezone.make_aware(datetime(day.year, day.month, day.day, 12))
    with unguarded():
        model.history.filter(history_id=newest.history_id).update(history_date=moment)


def of_a(day: date | None) -> OperatingRow | None:
    rows = operating_statement(YEAR, as_of=day).rows
    return next((row for row in rows if row.unit and row.unit.code == "A"), None)


def test_a_day_is_the_replay_of_all_that_had_happened_by_it(money: Money) -> None:
    money.frame("A", 1_000, day=date(YEAR - 1, 11, 24))
    money.entry(EntryKind.SUPPLEMENTARY, None, "A", 200, day=date(YEAR, 4, 27))
    first = money.batch("koncern")
    money.actual("A1", "5010", 1, -90, batch=first)
    written_on(ActualBatch, first.pk, date(YEAR, 2, 12))
    first.state = "replaced"
    with recording(system_actor(), "Ersatt"):
        first.save()
    written_on(ActualBatch, first.pk, date(YEAR, 3, 12))
    second = money.batch("koncern")
    money.actual("A1", "5010", 1, -100, batch=second)
    money.actual("A1", "5010", 2, -110, batch=second)
    written_on(ActualBatch, second.pk, date(YEAR, 3, 12))
    expected = {
        date(YEAR - 1, 11, 23): None,
        date(YEAR - 1, 11, 24): (-1_000, None),
        date(YEAR, 2, 11): (-1_000, None),
        date(YEAR, 2, 12): (-1_000, -90),
        date(YEAR, 3, 11): (-1_000, -90),
        date(YEAR, 3, 12): (-1_000, -210),
        date(YEAR, 4, 26): (-1_000, -210),
        date(YEAR, 4, 27): (-1_200, -210),
    }
    for day, amounts in expected.items():
        row = of_a(day)
        found = None if row is None else (row.current, row.actual)
        assert found == (amounts and tuple(None if each is None else kr(each) for each in amounts)), day
    assert of_a(None) == of_a(timezone.localdate())


def test_a_file_that_is_taken_back_was_there_until_then(money: Money) -> None:
    file = money.batch("koncern")
    money.actual("A1", "5010", 1, -90, batch=file)
    written_on(ActualBatch, file.pk, date(YEAR, 2, 12))
    withdraw_batch(system_actor(), file, "Fel")
    assert of_a(None) is None
    row = of_a(date(YEAR, 2, 12))
    assert row is not None
    assert row.actual == kr(-90)


def test_detail_lines_are_as_they_were_also_those_taken_away(money: Money) -> None:
    line = money.line("A1", "5010", -1_200)
    written_on(DetailLine, line.pk, date(YEAR - 1, 12, 1))
    line.amount, line.m01 = kr(-1_300), line.m01 - kr(100)
    with recording(system_actor(), "Ändrad"):
        line.save()
    written_on(DetailLine, line.pk, date(YEAR, 1, 15))
    pk = line.pk
    with recording(system_actor(), "Bort"):
        line.delete()
    written_on(DetailLine, pk, date(YEAR, 2, 15))
    unit = money.cast["A1"].pk
    assert detail_by_unit(YEAR, 1, date(YEAR - 1, 11, 30)) == {}
    assert detail_by_unit(YEAR, 1, date(YEAR, 1, 14))[unit] == (kr(-1_200), kr(-100))
    assert detail_by_unit(YEAR, 1, date(YEAR, 2, 14))[unit] == (kr(-1_300), kr(-200))
    assert detail_by_unit(YEAR, 1, date(YEAR, 2, 15)) == {} == detail_by_unit(YEAR, 1)


def test_the_page_shows_the_day_and_leads_to_the_ledger_of_it(money: Money) -> None:
    money.frame("A", 1_000)
    client = money.cast.client("auditor")
    address = reverse("budget:operating")
    page = client.get(address, {"ar": YEAR, "per": f"{YEAR}-03-01", "i": "kr"}).content.decode()
    assert "Du ser driftredovisningen som den såg ut" in page
    assert f"{reverse('budget:ledger', args=[money.cast['A'].pk, YEAR])}?per={YEAR}-03-01" in page
    assert "−1 000" in page.replace("\xa0", " ")
    before = client.get(address, {"ar": YEAR, "per": f"{YEAR - 2}-03-01"}).content.decode()
    assert "den dagen" in before
    file = client.get(address, {"ar": YEAR, "per": f"{YEAR}-03-01", "format": "csv"})
    assert b"N\xc3\xa4mnd A" in b"".join(file.streaming_content)  # type: ignore[attr-defined]
    assert 'name="per"' in client.get(address, {"ar": YEAR}).content.decode()
    assert client.get(address, {"ar": YEAR, "per": "nonsens"}).status_code == 200


def test_the_questions_are_as_many_however_much_there_is(
    money: Money, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    for size in (1, 4):
        for _number in range(size):
            money.line("A1", "5010", -12)
            money.actual("A1", "5010", 1, -1)
        with django_assert_num_queries(10):
            operating_statement(YEAR, as_of=timezone.localdate())
