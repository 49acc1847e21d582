"""The pages of investments: what they show, to whom they offer what, what is told when it does not hold, and files in and out."""

import re
from typing import Any

import pytest
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from budget import investment_blocks
from budget.models import InvestmentActual, InvestmentEntry, InvestmentKind, InvestmentProject, InvestmentState
from budget.queries.investments import investment_statement, project_money
from budget.tables_in.investments import read_project_amounts
from sala_styr.documents.model import RowKind
from sala_styr.tables import read_table
from tests.budget.builders import kr
from tests.budget.investing import Investing
from tests.budget.reading_pages import text

YEAR = {"ar": 2026}


def page(investing: Investing, name: str, *args: object, person: str = "controller", **query: object) -> str:
    response = investing.cast.client(person).get(reverse(f"budget:{name}", args=args), YEAR | query)
    assert response.status_code == 200
    return text(response)


def taken(response: Any) -> str:
    """What a file says."""
    return b"".join(response.streaming_content).decode("utf-8-sig")


def test_the_list_has_sums_by_committee_and_every_project(investing: Investing) -> None:
    investing.usual()
    investing.usual("9002", "B1")
    shown = page(investing, "investments", i="kr")
    assert "Nämnd A 1 −30 000 −17 000 −17 000 −9 000" in shown
    assert "Summa 2 −60 000 −34 000 −34 000 −18 000" in shown
    assert "Visar 1–2 av 2" in shown


def test_the_list_is_filtered_and_sorted_by_its_address(investing: Investing) -> None:
    investing.usual("9001")
    dear = investing.project("9002", "B1", name="Badhus", kind=InvestmentKind.DEVELOPMENT)
    investing.total(dear, -90_000)
    investing.project("9003", "B1", name="Gammal bro", state=InvestmentState.DONE)
    for query, there, gone in (
        ({"q": "badh"}, "Badhus", "Projekt 9001"),
        ({"namnd": investing.cast["A"].pk}, "Projekt 9001", "Badhus"),
        ({"slag": "development"}, "Badhus", "Projekt 9001"),
        ({"lage": "done"}, "Gammal bro", "Badhus"),
        ({}, "Badhus", "Gammal bro"),
    ):
        shown = page(investing, "investments", **query)
        assert there in shown
        assert gone not in shown
    for sort, first in (
        ("total", "Badhus"),
        ("-total", "Projekt 9001"),
        ("-namn", "Projekt 9001"),
        ("nonsens", "Projekt 9001"),
    ):
        shown = page(investing, "investments", sort=sort).split("Projekten")[1]
        assert min(("Badhus", "Projekt 9001"), key=shown.index) == first
    assert "Inga projekt hittades" in page(investing, "investments", q="finns inte")


def test_an_empty_list_says_what_will_be_there(investing: Investing) -> None:
    assert "Inga investeringar ännu" in page(investing, "investments")
    assert "Nytt projekt" not in page(investing, "investments", person="politician_a")
    assert "Inga investeringar 2026 ännu" in page(investing, "investment_statement")


def test_the_list_is_a_file_to_the_ore(investing: Investing) -> None:
    investing.usual()
    client = investing.cast.client("politician_a")
    for name in ("investments", "investment_statement"):
        content = taken(client.get(reverse(f"budget:{name}"), YEAR | {"format": "csv"}))
        assert "Beslutad totalutgift" in content
        assert "-30000,00" in content.replace("−", "-")
    project = InvestmentProject.objects.get()
    ledger = taken(client.get(reverse("budget:investment", args=[project.pk]), {"format": "csv"}))
    assert ledger.count("Kommunfullmäktige 20") == 5


def test_a_project_shows_its_years_its_ledger_and_its_forecasts(investing: Investing) -> None:
    project = investing.usual()
    shown = page(investing, "investment", project.pk, i="kr", person="politician_a")
    for words in (
        "Beslutad totalutgift 30 000 kr · upparbetat 17 000 · kvar 13 000",
        "2026 utfall t.o.m. augusti −15 000",
        "−2 000 −17 000 −9 000 +8 000",
        "2025 → 2026",
        "−1 000",
        "Som väntat",
        "2027 2028 2029 2030 2031 −400 −400",
        "skrivet för hand",
    ):
        assert words in shown, words
    assert "Anteckna beslut" not in shown
    assert "Lämna prognos" not in shown


def test_a_project_over_its_total_says_by_how_much(investing: Investing) -> None:
    project = investing.usual()
    investing.actual(project, 2026, -25_000, month=10)
    assert "över ramen med 3 000 kr" in page(investing, "investment", project.pk, i="kr")


def test_a_project_is_shown_as_it_was_on_a_day(investing: Investing) -> None:
    project = investing.usual()
    shown = page(investing, "investment", project.pk, i="kr", per="2026-04-26")
    assert "Du ser investeringarna som de såg ut 26 april 2026" in shown
    assert "2025 → 2026" not in shown
    assert "Som väntat" not in shown.split("Prognoser, nyast först")[0]


def test_the_statement_has_the_projects_under_their_committee(investing: Investing) -> None:
    investing.usual()
    shown = page(investing, "investment_statement", i="kr")
    assert "Summa Nämnd A −30 000 −17 000 −17 000 −9 000" in shown
    assert "Exploatering" not in shown


@pytest.mark.parametrize("name", ["new_investment", "reallocate_investments", "carry_over", "outcomes"])
def test_what_controllers_write_is_refused_to_others(investing: Investing, name: str) -> None:
    address = reverse(f"budget:{name}")
    assert investing.cast.client("controller").get(address).status_code == 200
    for person in ("manager_a1", "politician_a", "auditor", "outsider"):
        assert investing.cast.client(person).get(address).status_code == 403


@pytest.mark.parametrize(
    "name", ["describe_investment", "investment_state", "decide_investment", "note_outcome", "judge_investment"]
)
def test_a_projects_forms_are_for_those_who_may(investing: Investing, name: str) -> None:
    address = reverse(f"budget:{name}", args=[investing.usual().pk])
    allowed = {
        "controller": name != "judge_investment",
        "manager_a1": name not in ("decide_investment", "note_outcome"),
        "manager_b": False,
        "politician_a": False,
        "auditor": False,
    }
    for person, may in allowed.items():
        assert investing.cast.client(person).get(address).status_code == (200 if may else 403), person


def test_a_project_is_begun_decided_and_corrected_on_its_pages(investing: Investing) -> None:
    client = investing.cast.client("controller")
    unit, decision = investing.cast["A1"], investing.cast.decision("KF")
    begun = client.post(
        reverse("budget:new_investment"),
        {
            "code": "9001",
            "name": "Badhus",
            "unit": unit.pk,
            "kind": "new",
            "completion_year": 2028,
            "running_cost": "−400",
        },
    )
    project = InvestmentProject.objects.get()
    assert begun["Location"] == reverse("budget:investment", args=[project.pk])
    assert project.running_cost == kr(-400_000)
    address = reverse("budget:decide_investment", args=[project.pk]) + "?ar=2026"
    wrong = client.post(address, {"decision": decision.pk, "text": "Bad", "total": "-10", "year_2026": "-11"})
    assert wrong.status_code == 422
    assert "åren är tillsammans" in text(wrong)
    client.post(address, {"decision": decision.pk, "text": "Bad", "total": "-30 000", "year_2026": "-10 000"})
    assert project_money(project).of(2026).current == kr(-10_000_000)
    entry = InvestmentEntry.objects.get(year=2026)
    correct = reverse("budget:correct_investment", args=[entry.pk])
    assert client.post(correct, {"reason": ""}).status_code == 422
    client.post(correct, {"reason": "Fel år"})
    assert project_money(project).of(2026).current == 0
    assert "rättelse" in page(investing, "investment", project.pk)


def test_a_total_is_taken_back_with_its_years_on_one_page(investing: Investing) -> None:
    client = investing.cast.client("controller")
    project, decision = investing.project(), investing.cast.decision("KF")
    address = reverse("budget:decide_investment", args=[project.pk]) + "?ar=2026"
    client.post(address, {"decision": decision.pk, "text": "Bad", "total": "-30", "year_2026": "-10"})
    correct = reverse("budget:correct_investment", args=[project.entries.get(kind="total").pk])
    asked = client.get(correct)
    assert "Ta också tillbaka årens budget ur samma beslut" in text(asked)
    refused = client.post(correct, {"reason": "Fel"})
    assert refused.status_code == 422
    assert "Totalutgiften kan inte tas tillbaka för sig" in text(refused)
    client.post(correct, {"reason": "Fel", "with_years": "on"})
    money = project_money(project)
    assert (money.approved, money.of(2026).current) == (0, 0)
    budget = reverse("budget:correct_investment", args=[project.entries.filter(year=2026).first().pk])  # type: ignore[union-attr]
    assert "Ta också tillbaka" not in text(client.get(budget))


def test_a_form_sent_twice_writes_once(investing: Investing) -> None:
    client = investing.cast.client("controller")
    project, decision = investing.project(), investing.cast.decision("KF")
    address = reverse("budget:decide_investment", args=[project.pk]) + "?ar=2026"
    token = re.search(r'name="engang" value="([^"]+)"', client.get(address).content.decode())
    assert token
    sent = {"decision": decision.pk, "text": "Bad", "total": "-30", "engang": token[1]}
    for _time in range(2):
        assert client.post(address, sent).status_code == 302
    assert InvestmentEntry.objects.count() == 1


def test_money_moves_between_projects_on_one_page(investing: Investing) -> None:
    first, second = investing.usual("9001"), investing.usual("9002", "B1")
    client, decision = investing.cast.client("controller"), investing.cast.decision("KF")
    address = reverse("budget:reallocate_investments") + "?ar=2026"
    sent = {"decision": decision.pk, "text": "Flytt", "with_totals": "on", f"gives_{first.pk}": "2"}
    off = client.post(address, sent | {f"gets_{second.pk}": "1"})
    assert off.status_code == 422
    assert "behöver bli noll" in text(off)
    both = client.post(address, sent | {f"gets_{first.pk}": "2"})
    assert "inte både och" in text(both)
    assert client.post(address, sent | {f"gets_{second.pk}": "2"}).status_code == 302
    assert project_money(first).approved == kr(-28_000)
    assert project_money(second).of(2026).current == kr(-19_000)


def test_unused_money_is_proposed_and_carried_over(investing: Investing) -> None:
    project = investing.project()
    silent = investing.project("9002", name="Tyst projekt")
    for each in (project, silent):
        investing.budget(each, 2025, -50_000)
    investing.actual(project, 2025, -30_000)
    client, decision = investing.cast.client("controller"), investing.cast.decision("KF")
    address = reverse("budget:carry_over") + "?ar=2025"
    shown = client.get(address)
    assert 'value="−20"' in shown.content.decode()
    assert "Utfallet för hela året saknas för några projekt" in text(shown)
    sent = {"decision": decision.pk, "text": "Bokslut", f"carry_{project.pk}": "-25"}
    assert client.post(address, sent).status_code == 422
    assert client.post(address, sent | {f"carry_{project.pk}": "-20"})["Location"].endswith("?ar=2026")
    assert project_money(project).of(2026).current == kr(-20_000)


def test_outcome_forecast_text_and_state_are_written_by_those_who_may(investing: Investing) -> None:
    project = investing.usual()
    controller, manager = investing.cast.client("controller"), investing.cast.client("manager_a1")
    controller.post(
        reverse("budget:note_outcome", args=[project.pk]),
        {"year": 2026, "month": 10, "amount": "-12 000", "income": ""},
    )
    assert project_money(project).of(2026).actual == kr(-12_000)
    judge = reverse("budget:judge_investment", args=[project.pk])
    assert 'value="−31"' in manager.get(judge + "?ar=2026").content.decode()
    manager.post(
        judge,
        {"year": 2026, "month": 10, "year_amount": "-17", "total": "-32", "completion_year": 2028, "comment": "Dyrare"},
    )
    assert project_money(project).estimated == kr(-32_000)
    describe = reverse("budget:describe_investment", args=[project.pk])
    facts = {"kind": "new", "text": "Ny text", "completion_year": 2028, "running_cost": "", "version": 1}
    assert manager.post(describe, facts).status_code == 302
    assert manager.post(describe, facts).status_code == 422
    state = reverse("budget:investment_state", args=[project.pk])
    assert "Avbruten" not in text(manager.get(state))
    manager.post(state, {"state": "done"})
    assert "färdig" in page(investing, "investment", project.pk)
    assert manager.get(state).status_code == 403
    assert controller.post(state, {"state": "ongoing"}).status_code == 422


TABLE = "Utfall oktober\nProjekt;Belopp;Bidrag\n9001;-10 000,50;500\n9001;-1,50;\n7777;-5;\n"


def test_a_table_of_outcomes_is_seen_before_it_is_noted(investing: Investing) -> None:
    project = investing.usual()
    investing.project("9002", name="Tyst projekt")
    client = investing.cast.client("controller")
    sent = {"year": 2026, "month": 10, "sign": "report", "table": TABLE}
    answer = client.post(reverse("budget:outcomes"), sent)
    assert answer.status_code == 302
    shown = text(client.get(answer["Location"]))
    for words in ("Tabellens summa −10 007 kr", "Antecknas −10 002 kr", "Lämnas utanför −5 kr", "7777", "Tyst projekt"):
        assert words in shown, words
    assert InvestmentActual.objects.filter(month=10).count() == 0
    assert client.post(answer["Location"]).status_code == 302
    noted = InvestmentActual.objects.get(month=10)
    assert (noted.project, noted.amount, noted.income, noted.source, noted.row) == (
        *(project, kr(-10_002), kr(500)),
        *("inklistrad tabell", 3),
    )
    assert client.get(answer["Location"])["Location"] == reverse("budget:outcomes")


@pytest.mark.parametrize(
    ("table", "words"),
    [
        ("Kod;Summa\n9001;tolv\n", "Rad 2"),
        ("Kod;Summa\n;5\n9001;\n", "2 fel behöver rättas"),
        ("A;B\n1;2\n", "Rubrikerna"),
        ("Kod;Summa\n1234;-5\n", "Inga investeringar i tabellen"),
    ],
)
def test_a_table_that_does_not_hold_says_where_and_writes_nothing(investing: Investing, table: str, words: str) -> None:
    investing.project()
    client = investing.cast.client("controller")
    sent = {"year": 2026, "month": 10, "sign": "report", "table": table}
    review = client.post(reverse("budget:outcomes"), sent)["Location"]
    assert words in text(client.get(review))
    assert client.post(review).status_code == 422
    assert not InvestmentActual.objects.exists()


def test_a_closed_year_takes_no_table(investing: Investing) -> None:
    investing.project()
    client = investing.cast.client("controller")
    sent = {"year": 2025, "month": 12, "sign": "ledger", "table": "kod;belopp\n9001;5\n"}
    refused = client.post(client.post(reverse("budget:outcomes"), sent)["Location"])
    assert refused.status_code == 422
    assert "2025 är avslutat" in text(refused)
    assert client.post(reverse("budget:outcomes"), sent | {"table": ""}).status_code == 422


def test_the_ledgers_sign_is_turned(investing: Investing) -> None:
    rows = read_project_amounts(read_table(b"projekt;belopp\n9001;5\n9002;-7\n"), "ledger")
    assert [(row.code, row.amount) for row in rows.rows] == [("9001", -500), ("9002", 700)]
    assert rows.total == 200


def test_a_report_shows_the_same_sums(investing: Investing) -> None:
    investing.usual()
    land = investing.project("9003", "B1", kind=InvestmentKind.DEVELOPMENT)
    investing.budget(land, 2026, -7_000)
    blocks = investment_blocks.investment_blocks(investment_statement(2026))
    table, plan = blocks
    sums = [row.cells for row in table.rows if row.kind is RowKind.SUM]  # type: ignore[union-attr]
    assert sums[1] == ("Investeringar, summa", *map(kr, (-30_000, -17_000, -17_000, -9_000, 8_000, -31_000, -1_000)))
    assert sums[2][0] == "Summa Exploatering"
    assert "1 projekt har ingen prognos" in table.note  # type: ignore[union-attr]
    assert plan.rows[-1].cells == ("Summa", kr(-30_000), kr(-5_000), None, None, None)  # type: ignore[union-attr]
    assert investment_blocks.investment_blocks(investment_statement(2019)) == ()


def test_a_projects_chart_says_its_figures_in_words(investing: Investing) -> None:
    figure = investment_blocks.years_figure(project_money(investing.usual()))
    assert figure is not None
    assert "2027: budget 0,0, utfall –." in figure.alternative
    assert investment_blocks.years_figure(project_money(investing.project("9002"))) is None


def test_the_pages_ask_as_much_however_many_projects(
    investing: Investing, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    client = investing.cast.client("auditor")
    counts: list[int] = []
    for number in range(2):
        for each in range(1 + 5 * number):
            project = investing.usual(f"9{number}{each}")
        for address, args in (("investments", ()), ("investment_statement", ()), ("investment", (project.pk,))):
            client.get(reverse(f"budget:{address}", args=args), YEAR)
            with django_assert_num_queries(counts.pop(0) if number else 200, exact=bool(number)) as asked:
                client.get(reverse(f"budget:{address}", args=args), YEAR)
            if not number:
                counts.append(len(asked))


def test_a_decision_a_unit_and_a_manager_lead_to_the_project(investing: Investing) -> None:
    project = investing.usual()
    decision = project.entries.get(kind="carry_over").decision
    client = investing.cast.client("manager_a1")
    shown = text(client.get(reverse("decisions:decision", args=[decision.pk])))
    assert "9001 Projekt 9001 Ombudgetering: Post 2026 −2" in shown
    for code in ("A1", "A"):
        unit = text(client.get(reverse("organisation:unit", args=[investing.cast[code].pk]), YEAR))
        assert "9001 Projekt 9001 −30 −17 −1" in unit
    start = text(client.get(reverse("start")))
    assert "Mina investeringar" in start
    assert "beslutat −30 , upparbetat −17 tkr" in start
    assert "Mina investeringar" not in text(investing.cast.client("manager_b").get(reverse("start")))
