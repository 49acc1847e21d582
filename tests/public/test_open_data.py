"""Open data: the rows of the open pages as JSON and CSV, described for machines, and never a word of what is not decided or published."""

import json
from decimal import Decimal
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from openapi_spec_validator import validate
from pytest_django import DjangoAssertNumQueries

from goals.models import PlanItem
from public.open_data.api import LICENCE, description
from public.open_data.files import is_kronor
from public.open_data.sets import DATA_SETS
from public.queries import public_budget, public_plan
from sala_styr.documents.models import Report
from sala_styr.history import recording
from sala_styr.organisation.actor import system_actor
from sala_styr.tables import Sheet, read_csv
from tests.public.world import SECRET, YEAR, World

pytestmark = pytest.mark.django_db
KEYS = list(DATA_SETS)


def asked(client: Client, key: str, **query: Any) -> dict[str, Any]:
    response = client.get(reverse(f"public:data_{key}"), query)
    assert response.status_code == 200, response.content
    found: dict[str, Any] = json.loads(response.content)
    return found


def csv_of(client: Client, key: str, **query: Any) -> Sheet:
    response = client.get(reverse(f"public:data_{key}"), {**query, "format": "csv"})
    assert response.status_code == 200
    return read_csv(b"".join(response.streaming_content))  # type: ignore[arg-type]


@pytest.mark.parametrize("key", KEYS)
def test_each_data_set_has_rows_the_same_in_both_forms(client: Client, world: World, key: str) -> None:
    world.money.actual("A", "5010", 12, -1_250, year=2025)
    rows = asked(client, key, storlek=1000)["rader"]
    assert rows
    sheet = csv_of(client, key)
    fields = DATA_SETS[key].row.model_fields
    assert list(sheet.headers) == [f"{one.title} (kr)" if is_kronor(one) else one.title for one in fields.values()]
    assert [list(cells) for _number, cells in sheet.rows] == [[in_csv(row[name]) for name in fields] for row in rows]


def in_csv(value: Any) -> str:
    """A value of JSON as a cell of CSV has it."""
    if value is None or isinstance(value, bool):
        return "" if value is None else ("ja" if value else "nej")
    return str(value).replace(".", ",") if is_number(value) else str(value)


def is_number(value: Any) -> bool:
    return isinstance(value, str) and value.lstrip("-").replace(".", "", 1).isdigit()


@pytest.mark.parametrize("key", KEYS)
def test_nothing_undecided_is_told(client: Client, world: World, key: str) -> None:
    response = client.get(reverse(f"public:data_{key}"), {"storlek": 1000})
    assert SECRET not in response.content.decode()
    assert SECRET not in str(csv_of(client, key))


def test_the_figures_are_those_of_the_pages(client: Client, world: World) -> None:
    budget = public_budget(YEAR)
    assert budget is not None
    rows = asked(client, "budget", ar=YEAR)["rader"]
    assert {row["enhet_id"]: (row["ursprunglig_budget"], row["aktuell_budget"]) for row in rows} == {
        area.unit.pk: (f"{Decimal(area.original) / 100:.2f}", f"{Decimal(area.current) / 100:.2f}")
        for area in budget.areas
    }
    lines = asked(client, "resultatbudget", ar=YEAR)["rader"]
    assert [(row["rad_id"], Decimal(row["belopp"]) * 100) for row in lines] == [
        (row.key, row.amount) for row in budget.result
    ]
    plan = asked(client, "plan", ar=YEAR)["rader"]
    assert [(row["id"], row["rubrik"]) for row in plan] == [(item.number, item.title) for item in public_plan(YEAR)]


def test_the_outcome_is_told_when_the_annual_report_is_published_and_every_month_is_there(
    client: Client, world: World
) -> None:
    world.money.actual("A", "5010", 11, -1_250, year=2025)
    world.money.actual("A", "5010", 12, -3_000, year=2026)
    assert asked(client, "utfall", ar=2025)["rader"] == []
    world.money.actual("A", "5010", 12, -750, year=2025)
    told = {row["enhet_id"]: row for row in asked(client, "utfall", ar=2025)["rader"]}
    assert told[world.cast.units["A"].pk]["kostnader"] == "-2000.00"
    assert told[world.cast.units["A"].pk]["intakter"] in (None, "0.00")
    assert client.get(reverse("public:data_utfall"), {"ar": 2026}).status_code == 404


def test_pages_lead_to_each_other_and_make_the_whole(client: Client, world: World) -> None:
    whole = asked(client, "plan")
    rows, address = [], f"{reverse('public:data_plan')}?storlek=1"
    while address:
        page = json.loads(client.get(address).content)
        assert (page["antal"], page["sidor"]) == (whole["antal"], whole["antal"])
        rows += page["rader"]
        address = page["nasta"]
    assert rows == whole["rader"]


@pytest.mark.parametrize("query", [{"ar": "2025"}, {"ar": "1999"}])
def test_a_year_that_is_not_decided_is_not_there(client: Client, world: World, query: dict[str, str]) -> None:
    response = client.get(reverse("public:data_budget"), query)
    assert response.status_code == 404
    assert "2026" in json.loads(response.content)["detail"]


def test_a_question_that_cannot_be_read_is_said_to_be_so(client: Client, world: World) -> None:
    for query in ({"ar": "i år"}, {"storlek": "100000"}, {"format": "pdf"}):
        assert client.get(reverse("public:data_plan"), query).status_code == 422


def test_a_goal_that_begins_as_a_formula_stays_text(client: Client, world: World) -> None:
    title = '=HYPERLINK("https://styr.example";"Klicka")'
    with recording(system_actor(), "Test"):
        item = PlanItem.objects.get(pk=world.items["priority"].pk)
        item.title = title
        item.save()
    sheet = csv_of(client, "plan")
    assert f"'{title}" in [cells[sheet.headers.index("Rubrik")] for _number, cells in sheet.rows]
    assert title in [row["rubrik"] for row in asked(client, "plan")["rader"]]


def test_reports_are_listed_with_their_fingerprints(client: Client, world: World) -> None:
    (row,) = asked(client, "rapporter")["rader"]
    report = Report.objects.get(pk=row["id"])
    assert row["pdf_sha256"] == report.sha256
    assert client.get(row["sida"]).status_code == 200


def test_anybody_may_read_from_anywhere_and_need_not_fetch_twice(client: Client, world: World) -> None:
    address = reverse("public:data_budget")
    response = client.get(address)
    assert response["Access-Control-Allow-Origin"] == "*"
    assert 'rel="license"' in response["Link"]
    assert json.loads(response.content)["licens"] == "CC0-1.0"
    again = client.get(address, headers={"If-None-Match": response["ETag"]})
    assert (again.status_code, again.content) == (304, b"")
    assert "Access-Control-Allow-Origin" not in client.get(reverse("public:start"))


@pytest.mark.parametrize("method", ["post", "put", "patch", "delete"])
def test_nobody_can_write(client: Client, method: str) -> None:
    assert getattr(client, method)(reverse("public:data_plan")).status_code == 405


def test_the_description_is_valid_openapi(client: Client) -> None:
    found = json.loads(client.get(reverse("public:openapi")).content)
    validate(found)
    assert found == json.loads(json.dumps(description()))
    assert found["openapi"].startswith("3.1")
    assert found["info"]["license"] == LICENCE
    assert set(found["paths"]) == {reverse(f"public:data_{key}") for key in KEYS}
    for schema in found["components"]["schemas"].values():
        assert all("description" in one for one in schema["properties"].values()), schema["title"]


def test_the_page_tells_of_every_column(client: Client, world: World) -> None:
    page = client.get(reverse("public:data")).content.decode()
    for data in DATA_SETS.values():
        assert all(f"<code>{name}</code>" in page for name in data.row.model_fields)
        assert reverse(f"public:data_{data.key}") in page


@pytest.mark.parametrize(
    ("key", "most"),
    [
        ("plan", 5),
        ("bedomningar", 14),
        ("indikatorer", 12),
        ("budget", 6),
        ("resultatbudget", 6),
        ("utfall", 9),
        ("rapporter", 1),
    ],
)
def test_a_constant_number_of_questions(
    client: Client, world: World, key: str, most: int, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    with django_assert_max_num_queries(most):
        asked(client, key)
