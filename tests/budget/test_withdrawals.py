"""Before a file is taken back it is said what that changes."""

import pytest
from django.urls import reverse

from budget.actions.imports import import_actuals, withdraw_batch
from budget.imports import read_file
from budget.models import ActualBatch
from budget.queries.accounts import CLASSES
from budget.queries.batches import Change, withdrawal_of
from budget.queries.follow_up import unit_money
from sala_styr.organisation.models import Unit
from tests.budget.builders import YEAR, kr
from tests.cast import Cast

HEAD = "konto;period;belopp;ansvar"
pytestmark = pytest.mark.django_db


def bring_in(cast: Cast, unit: str, *rows: str) -> ActualBatch:
    data = "\n".join([HEAD, *rows]).encode()
    return import_actuals(cast.actor("controller"), cast[unit], read_file(data, f"{unit}.csv", YEAR)).batch


def changes(found: tuple[Change, ...]) -> list[tuple[str, int, int | None]]:
    return [(str(change.label), change.before, change.after) for change in found]


def labelled(key: str) -> str:
    return f"{key} {CLASSES[key]}"


def test_each_class_and_each_unit_is_told_as_it_is_and_as_it_becomes(cast: Cast) -> None:
    bring_in(cast, "B1", f"5010;{YEAR}01;-7;", f"3010;{YEAR}01;2;")
    batch = bring_in(cast, "A", f"5010;{YEAR}01;-100;A1", f"5010;{YEAR}02;-50;A", f"6010;{YEAR}02;-1,25;A1")
    found = withdrawal_of(batch)
    assert changes(found.classes) == [(labelled("5"), kr(-150), None), (labelled("6"), -125, None)]
    assert changes(found.units) == [(cast["A"].name, kr(-50), None), (cast["A1"].name, -10_125, None)]
    assert (found.total.before, found.total.after, found.figures) == (-15_125, None, 3)


def test_what_other_files_hold_below_the_unit_still_counts(cast: Cast) -> None:
    bring_in(cast, "B1", f"5010;{YEAR}01;-7;")
    batch = bring_in(cast, "koncern", f"5010;{YEAR}01;-100;A1", f"3010;{YEAR}01;0;A1")
    found = withdrawal_of(batch)
    assert changes(found.classes) == [(labelled("3"), 0, None), (labelled("5"), kr(-107), kr(-7))]
    assert found.total.difference == kr(100)
    assert [change.label for change in found.units] == [cast["A1"].name]


def test_what_was_said_is_what_happens(cast: Cast) -> None:
    bring_in(cast, "B1", f"5010;{YEAR}01;-7;")
    batch = bring_in(cast, "koncern", f"5010;{YEAR}01;-100;A1", f"6010;{YEAR}01;-20;A")
    found = withdrawal_of(batch)
    assert unit_money(cast["koncern"], YEAR).actual == found.total.before
    withdraw_batch(cast.actor("controller"), batch, "Fel fil")
    assert unit_money(cast["koncern"], YEAR).actual == found.total.after == kr(-7)


def test_the_file_that_was_replaced_is_named_since_it_does_not_count_again(cast: Cast) -> None:
    first = bring_in(cast, "A1", f"5010;{YEAR}01;-1;")
    second = bring_in(cast, "A1", f"5010;{YEAR}01;-2;")
    assert withdrawal_of(second).replaced == first
    page = cast.client("controller").get(reverse("budget:withdraw_batch", args=[second.pk])).content.decode()
    assert "börjar inte gälla igen av sig själv" in page
    assert reverse("budget:batch", args=[first.pk]) in page
    withdraw_batch(cast.actor("controller"), second, "Fel")
    assert unit_money(cast["A1"], YEAR).actual is None


def test_a_batch_without_figures_changes_nothing(cast: Cast) -> None:
    batch = bring_in(cast, "A1", f"1930;{YEAR}01;5;")
    found = withdrawal_of(batch)
    assert (found.classes, found.units, found.figures, found.total) == ((), (), 0, Change("", 0, None))


def test_the_page_shows_the_tables_only_of_a_file_that_counts(cast: Cast) -> None:
    batch = bring_in(cast, "A", f"5010;{YEAR}01;-1234,50;A1", f"5010;{YEAR}01;-1;A")
    client, address = cast.client("controller"), reverse("budget:withdraw_batch", args=[batch.pk])
    page = client.get(address).content.decode()
    for words in ("Det här ändras", "2 rader utfall", labelled("5"), "Räknas efteråt", "Utfall per enhet"):
        assert words in page
    assert client.post(address, {"reason": "Fel"}).status_code == 302
    assert "Det här ändras" not in client.get(address).content.decode()


@pytest.mark.parametrize("units", [1, 6])
def test_the_questions_are_as_many_for_a_large_file(cast: Cast, django_assert_num_queries, units: int) -> None:  # type: ignore[no-untyped-def]
    codes = [unit.code for unit in Unit.objects.filter(code__in=["A", "A1", "A2", "B", "B1", "koncern"])[:units]]
    batch = bring_in(cast, "koncern", *(f"{5000 + n};{YEAR}01;-1;{code}" for n, code in enumerate(codes)))
    batch = ActualBatch.objects.select_related("unit").get(pk=batch.pk)
    with django_assert_num_queries(4):
        withdrawal_of(batch)
