"""Every number in the annual report is the queries' own, and stands on the page that shows the same thing (issue 2, item 8)."""

import re
from collections.abc import Iterator
from dataclasses import replace
from html import unescape

import pytest
from django.test import Client
from django.urls import reverse

from budget.queries import (
    balance_requirement,
    balance_sheet,
    entities_with_balances,
    income_statement,
    operating_statement,
)
from followup.models import Period, Status
from followup.queries.attainment import attainment, total_counts
from followup.queries.grid import by_part, parts_of, reporting_grid
from sala_styr.documents.cells import cell_text
from sala_styr.documents.model import ColumnKind, Document, Paragraph, RowKind, Table, tables, walk
from sala_styr.money import NBSP, Unit, format_amount
from sala_styr.organisation.models import User

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("example")]
YEAR = 2025


@pytest.fixture
def controller(db: None) -> Client:
    client = Client()
    client.force_login(User.objects.get(username="exempel-controller"))
    return client


def table(document: Document, caption: str) -> Table:
    return next(each for each in tables(document) if each.caption == caption)


def numbers(found: Table, *, unit: Unit | None = None) -> Iterator[tuple[str, str]]:
    """(row, number as it is shown) for every amount and count of the table, in ``unit`` where another is wished."""
    for row in found.rows:
        if row.kind == RowKind.HEADING:
            continue
        for column, cell in zip(found.columns, row.cells, strict=True):
            if column.kind == ColumnKind.AMOUNT and isinstance(cell, int):
                yield str(row.cells[0]), format_amount(cell, unit or found.unit)
            elif column.kind == ColumnKind.NUMBER and cell is not None:
                yield str(row.cells[0]), cell_text(found, column, cell)


def page_text(client: Client, name: str, *args: object, **query: object) -> str:
    answer = client.get(reverse(name, args=args), query)
    assert answer.status_code == 200
    return re.sub(r"[^\S\u00a0]+", " ", unescape(re.sub(r"<[^>]*>", " ", answer.content.decode())))


def missing_from(text: str, found: Table, unit: Unit | None = None) -> list[tuple[str, str]]:
    """The table's numbers that the page does not show."""
    shown = set(re.findall(rf"[+−]?\d[\d{NBSP}]*(?:,\d+)?", text))
    bare = {number.lstrip("+") for number in shown}
    return [(row, number) for row, number in numbers(found, unit=unit) if number not in bare]


def test_the_operating_statement_is_the_query_to_the_ore(document: Document) -> None:
    statement = operating_statement(YEAR)
    found = table(document, f"Driftredovisning {YEAR}")
    rows = [*statement.rows, statement.total]
    assert [row.cells[1:] for row in found.rows] == [
        (r.revenue, r.cost, r.actual, r.previous, r.original, r.amendments, r.current, r.variance) for r in rows
    ]
    assert statement.total.variance is not None


def test_the_operating_statement_is_the_page(document: Document, controller: Client) -> None:
    """The page shows net; revenue and costs are on the committees' own pages, and the query's in the test above."""
    found = table(document, f"Driftredovisning {YEAR}")
    shown = [at for at, column in enumerate(found.columns) if column.label not in ("Intäkter", "Kostnader")]
    net = replace(
        found,
        columns=tuple(found.columns[at] for at in shown),
        rows=tuple(replace(row, cells=tuple(row.cells[at] for at in shown), origins=()) for row in found.rows),
    )
    assert missing_from(page_text(controller, "budget:overview", ar=YEAR), net, Unit.TKR) == []


def test_the_income_statement_is_the_query_and_the_page(document: Document, controller: Client) -> None:
    found = table(document, f"Resultaträkning {YEAR}")
    rows = income_statement(YEAR).rows
    assert [row.cells[2:5] for row in found.rows] == [(row.actual, row.budget, row.variance) for row in rows]
    assert missing_from(page_text(controller, "budget:result", ar=YEAR), found) == []


def test_the_balance_requirement_is_the_query_and_the_page(document: Document, controller: Client) -> None:
    found = table(document, f"Balanskravsutredning {YEAR}")
    assert [row.cells[1:] for row in found.rows] == [
        (row.amount, row.earlier) for row in balance_requirement(YEAR).rows
    ]
    assert missing_from(page_text(controller, "budget:requirement", ar=YEAR), found) == []


def test_every_balance_sheet_is_the_query_and_the_page(document: Document, controller: Client) -> None:
    printed = [each for each in tables(document) if each.caption.startswith(f"Balansräkning {YEAR}")]
    entities = entities_with_balances(YEAR)
    assert len(printed) == len(entities) > 1
    for unit in entities:
        sheet = balance_sheet(unit, YEAR)
        closing = sheet.total_assets.closing
        found = next(each for each in printed if any(row.cells[-1:] == (closing,) for row in each.rows))
        assert missing_from(page_text(controller, "budget:balance", unit.pk, ar=YEAR), found) == []


def test_the_years_side_by_side_end_with_the_income_statement(document: Document) -> None:
    found = table(document, f"Fem år i sammandrag, kommunen till och med {YEAR}")
    income = {str(row.label): row.actual for row in income_statement(YEAR).rows}
    assert all(row.cells[1] == income[str(row.cells[0])] for row in found.rows)


def test_the_counts_of_goals_are_the_query_the_page_and_the_tables(document: Document, controller: Client) -> None:
    during = Period.objects.get(year=YEAR, kind="full_year")
    found = table(document, f"Så gick det med målen och prioriteringarna, {during}, siffror")
    bodies = attainment(during)
    assert [row.cells for row in found.rows] == [(body.owner.name, *body.counts.values()) for body in bodies]
    text = page_text(controller, "followup:periods", ar=YEAR, period=during.pk)
    for body in bodies:
        line = " ".join([body.owner.name, *(str(count) for count in body.counts.values()), str(len(body.items))])
        assert line in text
    printed = [
        row.cells[1].word
        for each in tables(document)
        if re.fullmatch(rf".+: .+, {during}", each.caption)
        for row in each.rows
    ]
    total = total_counts(bodies)
    assert len(printed) == sum(total.values())
    assert printed.count("uppfyllt") == total[Status.MET] > 0
    assert printed.count("ej uppfyllt") == total[Status.NOT_MET] > 0


def test_who_has_reported_is_the_query_and_the_page(document: Document, controller: Client) -> None:
    during = Period.objects.get(year=YEAR, kind="full_year")
    found = table(document, f"Bedömningar efter läge, {during}")
    rows = by_part(reporting_grid(during), parts_of(YEAR))
    assert [row.cells for row in found.rows[:-1]] == [
        (row.unit.name if row.unit else "", *(count for _state, count in row.counts), row.expected) for row in rows
    ]
    text = page_text(controller, "followup:periods", ar=YEAR, period=during.pk)
    assert " ".join(["Summa", *(str(cell) for cell in found.rows[-1].cells[1:])]) in text


def test_an_assessments_words_are_those_of_the_units_page(document: Document, controller: Client) -> None:
    during = Period.objects.get(year=YEAR, kind="full_year")
    for body in attainment(during):
        text = page_text(controller, "followup:unit_period", during.pk, body.owner.pk)
        for item, said in body.items:
            assert said.word in text, item
            assert re.sub(r"\s+", " ", said.comment) in text, item


def test_every_sum_is_the_sum_of_its_rows_and_of_its_parts(document: Document) -> None:
    found = table(document, f"Driftredovisning {YEAR}")
    for place in range(1, len(found.columns)):
        parts = [row.cells[place] for row in found.rows[:-1] if isinstance(row.cells[place], int)]
        if parts:
            assert sum(parts) == found.rows[-1].cells[place]  # type: ignore[arg-type]


def test_the_example_leaves_no_part_of_the_annual_report_unwritten(document: Document) -> None:
    texts = [
        block.text for _level, each in walk(document.sections) for block in each.blocks if isinstance(block, Paragraph)
    ]
    assert not [text for text in texts if "inte skrivet ännu" in text or "inte skriven ännu" in text]
