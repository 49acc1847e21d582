"""The pages of money: each shows its figures to those who may read, stands an empty year, and costs the same number of queries whatever the size."""

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from tests.budget.accounts_pages import ACCOUNTS_PAGES, accounts_pages
from tests.budget.builders import YEAR, Money
from tests.budget.reading_pages import text
from tests.cast import PEOPLE, Cast

READERS = [name for name, role, _unit in PEOPLE if role]


def pages(cast: Cast) -> dict[str, str]:
    """Every page that is read, by name."""
    a, a1 = cast.units["A"].pk, cast.units["A1"].pk
    return {
        "overview": reverse("budget:overview"),
        "unit": reverse("budget:unit", args=[a]),
        "frames": reverse("budget:frames"),
        "frames_then": reverse("budget:frames") + "?per=2026-05-01",
        "pots": reverse("budget:pots"),
        "companies": reverse("budget:companies"),
        "policies": reverse("budget:policies"),
        "ledger": reverse("budget:ledger", args=[a, YEAR]),
        "details": reverse("budget:details"),
        "detail": reverse("budget:detail", args=[a1]),
        "follow_ups": reverse("budget:follow_ups"),
        "follow_up": reverse("budget:follow_up", args=[a]),
        "figures": reverse("budget:figures", args=[a]) + "?konto=5010",
        "deviations": reverse("budget:deviations"),
        "deviations_file": reverse("budget:deviations") + "?format=csv",
        "investments": reverse("budget:investments"),
        "investment_statement": reverse("budget:investment_statement"),
        "result": reverse("budget:result"),
        "requirement": reverse("budget:requirement"),
        "balance": reverse("budget:balance", args=[a]),
        **accounts_pages(),
        "reconciliation": reverse("budget:reconciliation"),
        "operating_csv": reverse("budget:operating_csv"),
        "frames_file": reverse("budget:frames") + "?format=xlsx",
        "ledger_file": reverse("budget:ledger", args=[a, YEAR]) + "?format=csv",
        "details_file": reverse("budget:details") + "?format=xlsx",
        "follow_up_file": reverse("budget:follow_up", args=[a]) + "?format=csv",
        "follow_ups_file": reverse("budget:follow_ups") + "?format=xlsx",
        "detail_file": reverse("budget:detail", args=[a1]) + "?format=xlsx",
        "organisation": reverse("organisation:unit", args=[a]),
    }


PAGE_NAMES = [
    *ACCOUNTS_PAGES,
    *("frames_then", "pots", "companies", "policies"),
    *("overview", "unit", "frames", "ledger", "details", "detail", "follow_ups", "follow_up", "figures"),
    *(
        "result",
        "requirement",
        "balance",
        "reconciliation",
        "operating_csv",
        "frames_file",
        "ledger_file",
        "details_file",
        "follow_up_file",
        "follow_ups_file",
        "detail_file",
        "deviations",
        "deviations_file",
        "organisation",
    ),
]


@pytest.mark.parametrize("name", PAGE_NAMES)
def test_every_reader_sees_every_page(whole_year: Money, name: str) -> None:
    address = pages(whole_year.cast)[name]
    for person in READERS:
        assert whole_year.cast.client(person).get(address).status_code == 200, person


@pytest.mark.parametrize("name", [name for name in PAGE_NAMES if name != "organisation"])
def test_somebody_without_appointment_is_refused_calmly(money: Money, name: str) -> None:
    response = money.cast.client("outsider").get(pages(money.cast)[name])
    assert response.status_code == 403
    assert "uppdrag" in text(response)


@pytest.mark.parametrize("name", PAGE_NAMES)
def test_every_page_stands_an_empty_year(money: Money, name: str) -> None:
    address = pages(money.cast)[name]
    address += "&ar=2031" if "?" in address else "?ar=2031"
    assert money.cast.client("controller").get(address).status_code == 200


@pytest.mark.parametrize("name", ["unit", "ledger", "detail", "follow_up", "figures", "balance"])
def test_a_unit_that_does_not_exist_is_not_found(cast: Cast, name: str) -> None:
    arguments = [987_654, YEAR] if name == "ledger" else [987_654]
    assert cast.client("controller").get(reverse(f"budget:{name}", args=arguments)).status_code == 404


def queries_of(client: Client, address: str) -> int:
    with CaptureQueriesContext(connection) as captured:
        assert client.get(address).status_code == 200
    return len(captured)


def grow(money: Money) -> None:
    """Much more of everything on the same pages: units, entries, lines, accounts, figures, forecasts, files."""
    cast = money.cast
    for number in range(12):
        money.entry("technical", None, "A", 1, day=timezone.localdate())
        money.allocate("verksA", "A1", 1)
        money.line("A1", f"60{number:02d}", -1, item=cast.item("activity", "A1"))
        money.line("A2", "6010", -1)
        money.forecast("A2", 1 + number, -1)
        money.measure("A2", 10 + number, effect=5)
        money.actual("A1", f"61{number:02d}", 1, -1, batch=money.batch("A1"))
    for number in range(8):
        money.frame("B", 1, year=2027 + number)


@pytest.mark.parametrize("name", PAGE_NAMES)
def test_a_page_costs_the_same_queries_whatever_the_size(whole_year: Money, name: str) -> None:
    client, address = whole_year.cast.client("controller"), pages(whole_year.cast)[name]
    whole_year.line("A1", "6010", -1, item=whole_year.cast.item("activity", "A1"))
    whole_year.forecast("A1", 8, -1)
    whole_year.measure("A1", 10, effect=5)
    small = queries_of(client, address)
    grow(whole_year)
    assert queries_of(client, address) == small
    assert small <= 60


@pytest.mark.parametrize("person", ["controller", "manager_a"])
def test_the_first_page_costs_the_same_queries_whatever_the_size(whole_year: Money, person: str) -> None:
    client = whole_year.cast.client(person)
    whole_year.forecast("A1", 8, -1)
    whole_year.measure("A1", 10, effect=5)
    small = queries_of(client, reverse("start"))
    grow(whole_year)
    assert queries_of(client, reverse("start")) == small


def test_the_overview_shows_the_same_figures_as_the_query(whole_year: Money) -> None:
    page = text(whole_year.cast.client("politician_a").get(reverse("budget:overview") + "?i=kr"))
    assert "Nämnd A −10 000 −300 −10 300 −7 000" in page
    assert "Summa −18 000 −300 −18 300 −11 880" in page
    assert "kr, intäkt +, kostnad −; avvikelse: + är överskott" in page


def test_amounts_can_be_shown_in_other_units_and_the_note_of_rounding_follows(whole_year: Money) -> None:
    client = whole_year.cast.client("auditor")
    assert "På grund av avrundning kan summor avvika" in text(client.get(reverse("budget:overview")))
    assert "avrundning" not in text(client.get(reverse("budget:overview") + "?i=kr"))
    assert "Nämnd A −10 " in text(client.get(reverse("budget:overview") + "?i=nonsens"))


def test_a_missing_value_is_a_dash_with_a_word(money: Money) -> None:
    money.frame("A", 100)
    page = money.cast.client("auditor").get(reverse("budget:overview")).content.decode()
    assert "uppgift saknas" in page


def test_csv_has_exact_kronor_and_the_same_total(whole_year: Money) -> None:
    csv = whole_year.cast.client("auditor").get(reverse("budget:operating_csv")).content.decode("utf-8-sig")
    total = next(line for line in csv.splitlines() if line.startswith("Summa"))
    assert "-18300,00" in total
    assert "-11880,00" in total


def test_a_text_that_looks_like_a_formula_is_only_text_in_the_files(money: Money) -> None:
    money.line("A1", "5010", -12, text="=2+5")
    address = reverse("budget:detail", args=[money.cast["A1"].pk])
    client = money.cast.client("manager_a1")
    assert "'=2+5" in b"".join(client.get(f"{address}?format=csv")).decode("utf-8-sig")  # type: ignore[arg-type]
    excel = client.get(f"{address}?format=xlsx")
    assert b"".join(excel).startswith(b"PK")  # type: ignore[arg-type]
    assert f"Detaljbudget-A1-{YEAR}.xlsx" in excel["Content-Disposition"]


def test_the_files_of_frames_and_ledger_say_what_the_pages_say(whole_year: Money) -> None:
    client = whole_year.cast.client("auditor")
    frames = b"".join(client.get(reverse("budget:frames") + "?format=csv&ar=2026")).decode("utf-8-sig")  # type: ignore[arg-type]
    assert frames.splitlines()[0].startswith("Kod;Nämnd;")
    ledger = reverse("budget:ledger", args=[whole_year.cast["A"].pk, YEAR])
    rows = b"".join(client.get(f"{ledger}?format=csv")).decode("utf-8-sig").splitlines()  # type: ignore[arg-type]
    assert "Ram efter (kr)" in rows[0]
    assert len(rows) > 1


def test_the_ledger_page_shows_an_earlier_day_with_a_band(whole_year: Money) -> None:
    address = reverse("budget:ledger", args=[whole_year.cast["A"].pk, YEAR])
    page = text(whole_year.cast.client("auditor").get(address + "?per=2026-05-01&i=kr"))
    assert "som den såg ut 1 maj 2026" in page
    assert "10 200" in page
    assert "10 300" not in page
