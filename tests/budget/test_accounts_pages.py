"""The pages of the annual accounts: writing in a column, filling it from a table, seeing where a figure comes from."""

import pytest
from django.urls import reverse

from budget.models import Statement, StatementFigure
from tests.budget.builders import YEAR, Money
from tests.budget.reading_pages import text
from tests.cast import Cast

GROUP = ["income", "group", "actual"]


def address(name: str, *arguments: str) -> str:
    return reverse(f"budget:{name}", args=arguments) + f"?ar={YEAR}"


def test_a_column_is_written_in_and_shown_with_its_source(cast: Cast) -> None:
    client, form = cast.client("controller"), address("write_figures", *GROUP)
    seen = client.get(form).context["form"].initial["seen"]
    written = {"source": "Bokslut för koncernen", "seen": seen, "revenue": "1 500", "cost": "−1 450,5"}
    response = client.post(form, written)
    assert response.status_code == 302
    assert dict(StatementFigure.objects.values_list("line", "amount")) == {"revenue": 150_000_000, "cost": -145_050_000}
    page = text(cast.client("politician_a").get(address("result")))
    assert "Kommunkoncernen" in page
    assert "Verksamhetens nettokostnader – uppgift saknas" in page
    assert address("written", *GROUP) in client.get(address("result")).content.decode()
    told = text(cast.client("auditor").get(address("written", *GROUP)))
    assert "Bokslut för koncernen" in told
    assert "Skrev in siffror i räkenskaperna" in told
    assert "Ändra eller skriv in" not in told


def test_a_pasted_table_fills_the_fields_and_saves_nothing(cast: Cast) -> None:
    client, form = cast.client("controller"), address("write_figures", *GROUP) + "&i=mnkr"
    table = "Verksamhetens intäkter\t281,9\nVerksamhetens kostnader\t1 381,2\nKonst\t5"
    response = client.post(form, {"fyll": "ja", "tabell-table": table, "tabell-costs_are_positive": "on"})
    page = text(response)
    assert "2 rader ur tabellen är ifyllda nedan" in page
    assert "”Konst”, känns inte igen" in page
    assert 'value="−1 381,2"' in response.content.decode().replace("\u00a0", " ")
    assert not StatementFigure.objects.exists()
    assert client.post(form, {"fyll": "ja", "tabell-table": ""}).status_code == 422


def test_what_is_wrong_is_said_at_its_field_and_what_was_typed_stays(cast: Cast) -> None:
    client, form = cast.client("controller"), address("write_figures", *GROUP)
    response = client.post(form, {"source": "Bokslut", "cost": "50", "tax": "sju"})
    assert response.status_code == 422
    assert "går inte att läsa som ett belopp" in text(response)
    assert 'value="50"' in response.content.decode()
    assert "minus framför" in text(client.post(form, {"source": "Bokslut", "cost": "50"}))
    late = client.post(form, {"source": "Bokslut", "cost": "−50", "seen": "gammalt"})
    assert "Någon annan har ändrat siffrorna" in text(late)
    assert not StatementFigure.objects.exists()


def test_facts_are_counted_and_a_tax_rate_has_decimals(cast: Cast) -> None:
    client, form = cast.client("controller"), address("write_figures", "facts", "municipality", "actual")
    assert client.post(form, {"source": "SCB", "population": "22700", "tax_rate": "22,31"}).status_code == 302
    assert dict(StatementFigure.objects.values_list("line", "amount")) == {"population": 22_700, "tax_rate": 2_231}
    told = text(client.get(address("written", "facts", "municipality", "actual")))
    assert "22 700" in told
    assert "22,31" in told


def test_only_a_controller_meets_the_form(money: Money) -> None:
    form = address("write_figures", *GROUP)
    assert money.cast.client("manager_a").get(form).status_code == 403
    assert money.cast.client("auditor").post(form, {"source": "x", "tax": "1"}).status_code == 403
    assert not StatementFigure.objects.exists()


def test_the_municipalitys_result_budget_has_its_own_page(cast: Cast) -> None:
    response = cast.client("controller").get(address("write_figures", "income", "municipality", "budget"))
    assert response.headers["Location"] == address("result_budget")


@pytest.mark.parametrize(
    "arguments", [("konst", "group", "actual"), ("income", "alla", "actual"), ("income", "group", "plan")]
)
@pytest.mark.parametrize("name", ["written", "write_figures"])
def test_a_column_that_is_not_there_is_not_found(cast: Cast, name: str, arguments: tuple[str, ...]) -> None:
    assert cast.client("controller").get(address(name, *arguments)).status_code == 404


@pytest.mark.parametrize("statement", Statement.values)
def test_every_columns_form_opens(cast: Cast, statement: str) -> None:
    client = cast.client("controller")
    for whose in ("municipality", "group"):
        for version in ("budget", "actual"):
            assert client.get(address("write_figures", statement, whose, version)).status_code in (200, 302)


def test_a_balance_sheet_that_does_not_balance_says_by_how_much(cast: Cast) -> None:
    client, form = cast.client("controller"), address("write_figures", "balance", "group", "actual")
    client.post(form, {"source": "Bokslut", "liquid": "500", "long_debt": "480"})
    page = text(client.get(address("balances")))
    assert "balansräkningen balanserar inte" in page
    assert "med 20 tkr" in page
