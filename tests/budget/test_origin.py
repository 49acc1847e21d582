"""Any figure opened: its parts sum to it, each with its file or decision, in pages and as a file, at a constant number of queries."""

from collections.abc import Callable

import pytest
from django.urls import reverse

from budget.queries.balance_sheet import balance_sheet
from budget.queries.follow_up import money_by_unit
from budget.queries.income import income_statement
from budget.queries.origin import COMMITTEE, ORIGINS, OWN, WHOLE, Asked
from budget.queries.structure import structure
from tests.budget.builders import YEAR, Money, kr
from tests.budget.reading_pages import text

THROUGH = 8


def summed(kind: str, asked: Asked) -> int | None:
    """The figure by its parts, which are also what the page says."""
    found = ORIGINS[kind](structure(), asked)
    amounts = [part.amount for part in found.parts]
    assert (found.amount or 0) == sum(amounts)
    return found.amount


@pytest.mark.parametrize("scope", [WHOLE, COMMITTEE])
def test_a_units_money_is_the_sum_of_what_lies_behind_it(whole_year: Money, scope: str) -> None:
    for code, amount in (("A1", -6_700), ("verksA", -10_500), ("ekonomi", -2_050)):
        whole_year.forecast(code, 8, amount)
    first = whole_year.entry("technical", None, "A", 7)
    whole_year.entry("technical", "A", None, 7, corrects=first)
    money = money_by_unit(YEAR, THROUGH, whole=scope == WHOLE)
    for code in ("KF", "KS", "A", "kontorA", "verksA", "A1", "A2", "B", "gemensamt"):
        unit = whole_year.cast[code]
        found, asked = money[unit.pk], Asked(unit, YEAR, scope)
        months = Asked(unit, YEAR, scope, THROUGH)
        assert summed("budget", asked) == found.budget, code
        assert summed("budget", Asked(unit, YEAR, scope, line="original")) == found.original, code
        assert (summed("budget", Asked(unit, YEAR, scope, line="amendments")) or 0) == (found.amendments or 0), code
        assert summed("detalj", asked) == found.detail, code
        assert summed("detalj", months) == found.phased, code
        assert (summed("utfall", months) or 0) == (found.actual or 0), code
        assert (summed("utfall", Asked(unit, YEAR, scope, THROUGH, line="revenue")) or 0) == (found.revenue or 0), code
        assert summed("prognos", asked) == found.forecast, code


def test_what_a_unit_keeps_itself_is_its_own_alone(whole_year: Money) -> None:
    unit = whole_year.cast["verksA"]
    assert summed("detalj", Asked(unit, YEAR, OWN)) == kr(-300)
    assert summed("budget", Asked(unit, YEAR, OWN)) == kr(-300)


def test_each_line_of_the_result_is_its_accounts_and_each_budget_its_decision(whole_year: Money) -> None:
    council = whole_year.cast["KF"]
    for row in income_statement(YEAR, THROUGH).rows:
        assert summed("resultat", Asked(council, YEAR, through=THROUGH, line=row.key)) == row.actual, row.key
        assert summed("resultatbudget", Asked(council, YEAR, line=row.key)) == row.budget, row.key
    parts = ORIGINS["resultatbudget"](structure(), Asked(council, YEAR, line="tax")).parts
    assert parts[0].decision is not None


def test_each_line_of_the_balance_sheet_is_its_accounts(whole_year: Money) -> None:
    batch = whole_year.batch("KF")
    for account, opening, closing in (("1110", 500, 450), ("1930", 20, 90), ("2010", -400, -420), ("2440", -120, -120)):
        whole_year.balance(batch, account, opening, closing)
    sheet = balance_sheet(whole_year.cast["KF"], YEAR)
    for row in (*sheet.assets, *sheet.financing):
        for side in ("closing",) if row.key == "result" else ("opening", "closing"):
            asked = Asked(whole_year.cast["KF"], YEAR, line=row.key, side=side)
            assert summed("balans", asked) == getattr(row, side), row.key


def addresses(money: Money) -> list[str]:
    a, council = money.cast.units["A"].pk, money.cast.units["KF"].pk
    ways = [(kind, a, "") for kind in ("budget", "detalj", "utfall", "prognos")]
    ways += [
        ("resultat", council, "rad=net_cost"),
        ("resultatbudget", council, "rad=tax"),
        ("balans", council, "rad=liquid"),
    ]
    return [f"{reverse('budget:origin', args=[kind, pk])}?ar={YEAR}&{more}" for kind, pk, more in ways]


def test_every_kind_is_read_and_taken_away_at_the_same_cost_whatever_the_size(
    whole_year: Money, django_assert_max_num_queries: Callable[..., object]
) -> None:
    whole_year.forecast("A1", 8, -6_700)
    client, tree_size = whole_year.cast.client("politician_a"), range(5)
    for address in addresses(whole_year):
        assert client.get(address).status_code == 200, address
        assert client.get(f"{address}&format=csv").status_code == 200, address
    for number in tree_size:
        whole_year.line("A1", "6010", -1)
        whole_year.entry("technical", None, "A", 1)
        whole_year.forecast("A2", 1 + number, -1)
        whole_year.actual("A1", f"61{number:02d}", 1, -1, batch=whole_year.batch("A1"))
    for address in addresses(whole_year):
        with django_assert_max_num_queries(24):  # type: ignore[attr-defined]
            assert client.get(address).status_code == 200, address


def test_a_figure_says_its_file_its_day_its_person_and_its_decision(whole_year: Money) -> None:
    client, cast = whole_year.cast.client("auditor"), whole_year.cast
    page = text(client.get(f"{reverse('budget:origin', args=['utfall', cast['A'].pk])}?ar={YEAR}&konto=5010&period=3"))
    assert "Utfall, Nämnd A, 2026, mars, konto 5010: −905 kr" in page
    assert "utfall.csv" in page
    assert "raden i filen finns inte antecknad" in page
    assert "SHA-256" in page
    page = text(client.get(f"{reverse('budget:origin', args=['budget', cast['B'].pk])}?ar={YEAR}"))
    assert "Tilläggsanslag" in page
    assert "§" in page


@pytest.mark.parametrize(
    ("kind", "more"), [("okänt", ""), ("budget", "rad=x"), ("resultat", ""), ("balans", "rad=tax")]
)
def test_what_is_no_figure_is_not_found(whole_year: Money, kind: str, more: str) -> None:
    address = f"{reverse('budget:origin', args=[kind, whole_year.cast['A'].pk])}?{more}"
    assert whole_year.cast.client("controller").get(address).status_code == 404


def test_the_pages_of_money_open_their_figures(whole_year: Money) -> None:
    client, unit = whole_year.cast.client("politician_a"), whole_year.cast["A"]
    for name, arguments, kinds in (
        ("overview", [], ("budget", "utfall")),
        ("unit", [unit.pk], ("budget", "utfall")),
        ("follow_ups", [], ("budget", "utfall")),
        ("follow_up", [unit.pk], ("budget", "detalj", "utfall")),
        ("result", [], ("income",)),
    ):
        page = client.get(f"{reverse(f'budget:{name}', args=arguments)}?ar={YEAR}").content.decode()
        for kind in kinds:
            assert f"/siffra/{kind}/" in page or f"/rakning/{kind}/" in page, (name, kind)
