"""The rows of a file that has come in: where a figure's way ends, with the row of the file, at a constant number of queries."""

from collections.abc import Callable

import pytest
from django.urls import reverse
from lxml import html

from budget.models import ActualBatch
from budget.queries.batch_rows import RowsAsked, rows_asked, rows_of
from budget.queries.origin import ORIGINS, OWN, Asked
from budget.queries.structure import structure
from budget.ways import part_address
from tests.budget.builders import YEAR, Money, kr
from tests.budget.reading_pages import text


@pytest.fixture
def batch(money: Money) -> ActualBatch:
    """A file with two units, three accounts and a balance."""
    found = money.batch("KF")
    for row, (unit, account, period, amount) in enumerate(
        (("A1", "5010", 1, -100), ("A1", "5010", 2, -110), ("A2", "5010", 1, -7), ("A1", "3010", 2, 40)), 5
    ):
        money.actual(unit, account, period, amount, batch=found)
        found.actuals.filter(row=None).update(row=row)
    money.balance(found, "1930", 20, 90)
    return found


def amount(batch: ActualBatch, **asked: object) -> int | None:
    return rows_of(batch, RowsAsked(**asked)).amount  # type: ignore[arg-type]


def test_rows_are_chosen_by_account_unit_period_and_side(money: Money, batch: ActualBatch) -> None:
    unit = money.cast["A1"].pk
    assert amount(batch) == kr(-177)
    assert amount(batch, account="5010") == kr(-217)
    assert amount(batch, account="5") == kr(-217)
    assert amount(batch, account="5010", unit=unit) == kr(-210)
    assert amount(batch, account="5010", unit=unit, period=2) == kr(-110)
    assert amount(batch, through=1) == kr(-107)
    assert amount(batch, side="revenue") == kr(40)
    assert amount(batch, side="cost") == kr(-217)
    assert amount(batch, account="9999") is None


def test_an_account_that_the_file_has_is_that_one_alone(money: Money, batch: ActualBatch) -> None:
    money.actual("A1", "50101", 1, -1, batch=batch)
    assert amount(batch, account="5010") == kr(-217)
    assert amount(batch, account="501") == kr(-218)


def test_balances_are_beside_all_rows_and_their_own_account_only(batch: ActualBatch) -> None:
    assert rows_of(batch, RowsAsked()).closing == kr(90)
    assert rows_of(batch, RowsAsked(account="1930")).opening == kr(20)
    assert rows_of(batch, RowsAsked(account="5010")).closing is None


def test_what_is_no_number_asks_for_nothing() -> None:
    assert rows_asked({"konto": "x", "enhet": "²", "period": "", "t_o_m": "-1", "rad": "allt"}) == RowsAsked()
    assert rows_asked({"konto": " 5010 ", "period": "3"}) == RowsAsked(account="5010", period=3)


def test_each_part_of_a_figure_leads_to_its_rows_which_sum_to_it(money: Money, batch: ActualBatch) -> None:
    client = money.cast.client("auditor")
    council, unit = money.cast["KF"], money.cast["A1"]
    asked = [
        ("utfall", Asked(unit, YEAR, OWN)),
        ("resultat", Asked(council, YEAR, line="cost")),
        ("resultat", Asked(council, YEAR, line="cost", through=1)),
    ]
    for kind, of in asked:
        parts = list(ORIGINS[kind](structure(), of).parts)
        assert parts
        for part in parts:
            address = part_address(part, YEAR)
            assert address.endswith("#rader")
            document = html.fromstring(client.get(address.split("#")[0]).content)
            assert document.xpath("string(//*[@id='lista']//data/@value)") == str(part.amount), part


def test_the_page_says_the_row_of_the_file(money: Money, batch: ActualBatch) -> None:
    address = f"{reverse('budget:batch', args=[batch.pk])}?konto=5010&enhet={money.cast['A1'].pk}&period=2"
    page = text(money.cast.client("auditor").get(address))
    assert "1 rad, tillsammans −110,00 kr" in page
    cells = html.fromstring(money.cast.client("auditor").get(address).content).xpath(
        "//*[@id='lista']//tbody/tr/td[1]/text()"
    )
    assert cells == ["6"]
    assert "Inga rader hittades" in text(money.cast.client("auditor").get(address.replace("period=2", "period=9")))


def test_more_rows_cost_no_more_queries(
    money: Money, batch: ActualBatch, django_assert_max_num_queries: Callable[..., object]
) -> None:
    client, address = money.cast.client("auditor"), reverse("budget:batch", args=[batch.pk])
    client.get(address)
    for _size in range(2):
        with django_assert_max_num_queries(24):  # type: ignore[attr-defined]
            assert client.get(f"{address}?konto=5010").status_code == 200
        for period in range(1, 13):
            money.actual("A2", "5010", period, -1, batch=batch)
            money.actual("B", f"60{period:02d}", period, -1, batch=batch)
