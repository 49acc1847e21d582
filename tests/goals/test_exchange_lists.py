"""Every list of the plan as a file: the same rows as the page, by the same right to read."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from django.urls import reverse

from goals import actions
from goals.actions.assignments import give_assignment
from goals.actions.missions import set_statutory
from goals.exchange.plan_in import understand_plan
from goals.models import AgendaLink, ItemState, PlanItem
from sala_styr.history import recording
from sala_styr.organisation.actor import system_actor
from sala_styr.tables import Sheet, read_table
from tests.cast import Cast

LISTS = {
    "goals:thread": "?som=tabell&",
    "goals:leftovers": "?",
    "goals:missions": "?",
    "goals:indicators": "?",
    "goals:assignments": "?",
    "goals:agenda": "?",
    "goals:amendments": "?",
    "goals:steering_models": "?",
    "goals:changes": "?sedan=2020-01-01&",
    "goals:flow": "?",
    "goals:timeline": "?",
}
HOLDS = {
    "goals:thread": "Visionen",
    "goals:leftovers": "Läslust",
    "goals:missions": "Verksamhet A",
    "goals:indicators": "Läsande elever",
    "goals:assignments": "Utred läsron",
    "goals:agenda": "Läslust",
    "goals:steering_models": "fokusområde",
    "goals:changes": "Läslust",
}


@pytest.fixture
def chain(cast: Cast) -> dict[str, PlanItem]:
    vision = cast.item("vision", "KF", title="Visionen")
    goal = cast.item("goal", "KF", parent=vision, title="Trygg uppväxt")
    focus = cast.item("focus", "A", parent=goal, title="Läslust")
    strategy = cast.item("strategy", "verksA", parent=focus, title="Läsa mer")
    actor = cast.actor("manager_a")
    indicator = actions.create_indicator(actor, strategy, name="Läsande elever", unit_of_measure="procent", decimals=1)
    actions.set_value(actor, indicator, 2026, Decimal(90), None)
    set_statutory(actor, cast["verksA"], "Undervisning", [], 0)
    give_assignment(
        cast.actor("kf_chair"), cast["KF"], cast.decision("KF", date(2026, 1, 26)), title="Utred läsron",
        due=date(2026, 9, 1), receivers=[cast["A"]],
    )  # fmt: skip
    with recording(system_actor(), "Test"):
        AgendaLink.objects.create(goal=4, item=focus)
    return {"vision": vision, "goal": goal, "focus": focus, "strategy": strategy}


def address(name: str, format_: str = "") -> str:
    return f"{reverse(name)}{LISTS[name]}ar=2026" + (f"&format={format_}" if format_ else "")


def file_of(cast: Cast, person: str, at: str) -> Sheet:
    response = cast.client(person).get(at)
    assert response.status_code == 200
    assert response["Content-Disposition"].startswith("attachment")
    return read_table(b"".join(response))  # type: ignore[arg-type]


@pytest.mark.parametrize("format_", ["csv", "xlsx"])
@pytest.mark.parametrize("name", LISTS)
def test_every_list_is_a_file_in_both_formats(cast: Cast, chain: dict[str, PlanItem], name: str, format_: str) -> None:
    sheet = file_of(cast, "controller", address(name, format_))
    assert all(sheet.headers)
    text = " ".join(cell for _number, cells in sheet.rows for cell in cells)
    assert HOLDS.get(name, "") in text


@pytest.mark.parametrize("name", [name for name in LISTS if name in HOLDS])
def test_every_list_offers_its_file(cast: Cast, chain: dict[str, PlanItem], name: str) -> None:
    page = cast.client("controller").get(address(name)).content.decode()
    assert "format=csv" in page
    assert "format=xlsx" in page


def test_the_threads_file_keeps_the_filters_and_can_be_brought_in_again(cast: Cast, chain: dict[str, PlanItem]) -> None:
    sheet = file_of(cast, "manager_a", address("goals:thread", "xlsx") + "&q=mer")
    assert [cells[5] for _number, cells in sheet.rows] == ["Läsa mer"]
    understood = understand_plan(cast.actor("manager_a"), sheet)
    assert [line.state.value for line in understood] == ["unchanged"]


def test_drafts_of_others_are_not_in_the_file(cast: Cast, chain: dict[str, PlanItem]) -> None:
    cast.item("focus", "A", parent=chain["goal"], state=ItemState.DRAFT, title="Hemligt")
    sheet = file_of(cast, "manager_b", address("goals:thread", "csv"))
    assert "Hemligt" not in str(sheet.rows)
    assert "Hemligt" in str(file_of(cast, "chair_a", address("goals:thread", "csv")).rows)


@pytest.mark.parametrize("name", ["goals:thread", "goals:leftovers", "goals:missions", "goals:agenda"])
def test_a_file_costs_the_same_number_of_queries_whatever_its_size(
    cast: Cast, chain: dict[str, PlanItem], name: str
) -> None:
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    client = cast.client("controller")
    counts: list[int] = []
    for _size in range(2):
        with CaptureQueriesContext(connection) as queries:
            b"".join(client.get(address(name, "csv")))  # type: ignore[arg-type]
        counts.append(len(queries))
        for number in range(8):
            cast.item("focus", "A", parent=chain["goal"], title=f"Fokus {number}")
    assert counts[0] == counts[1]


def test_a_past_days_thread_is_told_as_it_was(cast: Cast, chain: dict[str, PlanItem]) -> None:
    sheet: Any = file_of(cast, "controller", address("goals:thread", "csv") + "&dag=2026-01-01")
    assert sheet.headers[0] == "Rubrik"
    assert "Id" not in sheet.headers
